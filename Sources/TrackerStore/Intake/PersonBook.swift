import MailParsing

extension IntakeTransaction {
    /// The number of the person with an address, if it wrote before.
    func person(of author: MailAddress) throws -> Int64? {
        try db.int("SELECT id FROM person WHERE email_key = \(author.address.lowercased())")
    }

    /// The person with an address, made if there is none; a name that is given replaces the old one.
    func recordPerson(_ author: MailAddress) throws -> Int64 {
        let key = author.address.lowercased()
        let known = try db.first("SELECT id, name FROM person WHERE email_key = \(key)") {
            (id: $0.int(0), name: $0.optionalText(1))
        }
        guard let known else {
            return try db.insert(
                """
                INSERT INTO person (email, email_key, name)
                VALUES (\(author.address), \(key), \(author.name))
                RETURNING id
                """
            )
        }
        if let name = author.name, !name.isEmpty, name != known.name {
            try db.execute("UPDATE person SET name = \(name) WHERE id = \(known.id)")
        }
        return known.id
    }
}
