import MailParsing

extension IntakeTransaction {
    /// The number of the person with an address, if it wrote before.
    func person(of author: MailAddress) throws -> Int64? {
        let key = author.address.lowercased()
        return try db.int("SELECT id FROM person WHERE email_key = \(key)")
            ?? mergedPerson(key)
    }

    /// The person that an address leads to since somebody said that it is the same one.
    private func mergedPerson(_ key: String) throws -> Int64? {
        try db.int("SELECT person_id FROM person_merge WHERE email_key = \(key)")
    }

    /// The person with an address, made if there is none.
    ///
    /// A name that is given replaces that of an earlier mail, by the dates of the mails.
    func recordPerson(_ author: MailAddress, date: Int64) throws -> Int64 {
        let key = author.address.lowercased()
        // A date in the future counts as now, or its name would stay for ever.
        let date = min(date, now)
        let known = try db.first(
            "SELECT id, name, named, name_by_hand FROM person WHERE email_key = \(key)"
        ) {
            (
                id: $0.int(0), name: $0.optionalText(1) ?? "", date: $0.int(2),
                isByHand: $0.bool(3)
            )
        }
        guard let known else {
            if let merged = try mergedPerson(key) { return merged }
            let id = try db.newNumber(in: .person)
            try db.execute(
                """
                INSERT INTO person (id, email, email_key, name, named)
                VALUES (\(id), \(author.address), \(key), \(author.name), \(date))
                """
            )
            return id
        }
        if !known.isByHand, let name = author.name, !name.isEmpty,
            name != known.name || known.date < date,
            known.name.isEmpty || (known.date, known.name) < (date, name)
        {
            try db.execute(
                "UPDATE person SET name = \(name), named = \(date) WHERE id = \(known.id)"
            )
        }
        return known.id
    }
}
