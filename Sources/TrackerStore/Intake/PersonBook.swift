import MailParsing

/// The people of the mails of one transaction, each read once.
final class PersonBook {
    /// A person as the database has it.
    fileprivate struct Entry {
        let id: Int64
        var name: String
        /// The date of the mail that the name is from.
        var date: Int64
        let isByHand: Bool
    }

    private let db: any SQLConnection
    private let now: Int64
    private var entries: [String: Entry] = [:]

    init(db: any SQLConnection, now: Int64) {
        self.db = db
        self.now = now
    }

    /// The number of the person with an address, if it wrote before.
    func person(of author: MailAddress) throws -> Int64? {
        let key = author.address.lowercased()
        return try entry(key)?.id ?? mergedPerson(key)
    }

    /// The person with an address, made if there is none.
    ///
    /// A name that is given replaces that of an earlier mail, by the dates of the mails.
    func record(_ author: MailAddress, date: Int64) throws -> Int64 {
        let key = author.address.lowercased()
        // A date in the future counts as now, or its name would stay for ever.
        let date = min(date, now)
        guard let known = try entry(key) else {
            return try mergedPerson(key) ?? add(author, key, date)
        }
        if !known.isByHand, let name = author.name, !name.isEmpty,
            name != known.name || known.date < date,
            known.name.isEmpty || (known.date, known.name) < (date, name)
        {
            try db.send("UPDATE person SET name = \(name), named = \(date) WHERE id = \(known.id)")
            entries[key]?.name = name
            entries[key]?.date = date
        }
        return known.id
    }

    private func add(_ author: MailAddress, _ key: String, _ date: Int64) throws -> Int64 {
        let id = try db.newNumber(in: .person)
        try db.execute(
            """
            INSERT INTO person (id, email, email_key, name, named)
            VALUES (\(id), \(author.address), \(key), \(author.name), \(date))
            """
        )
        entries[key] = Entry(id: id, name: author.name ?? "", date: date, isByHand: false)
        return id
    }

    private func entry(_ key: String) throws -> Entry? {
        if let known = entries[key] { return known }
        let found = try db.first(
            "SELECT id, name, named, name_by_hand FROM person WHERE email_key = \(key)"
        ) { row in
            Entry(
                id: row.int(0),
                name: row.optionalText(1) ?? "",
                date: row.int(2),
                isByHand: row.bool(3)
            )
        }
        entries[key] = found
        return found
    }

    /// The person that an address leads to since somebody said that it is the same one.
    private func mergedPerson(_ key: String) throws -> Int64? {
        try db.int("SELECT person_id FROM person_merge WHERE email_key = \(key)")
    }
}
