package import TrackerModel

extension Store {
    /// Notes that an account says that an address is its own.
    ///
    /// - Returns: The key that is mailed to the address.
    /// - Throws: `StoreError`.
    package func requestLink(of email: String, to account: Account.ID) async throws -> String {
        try await request(.address, email, of: account)
    }

    /// Notes that somebody wants no mail to an address, or mail again.
    ///
    /// - Returns: The key that is mailed to the address, whatever holds now.
    /// - Throws: `StoreError`.
    package func requestMail(_ wantsMail: Bool, to email: String) async throws -> String {
        try await request(wantsMail ? .optIn : .optOut, email, of: nil)
    }

    private func request(
        _ kind: ConfirmationKind,
        _ email: String,
        of account: Account.ID?
    ) async throws -> String {
        let key = try Self.newKey()
        let now = clock.now()
        try await database.write { db in
            try ConfirmationRow.add(kind, to: email, of: account, key: key, at: now, in: db)
        }
        return key
    }

    /// Gives an address to the account that asked for it.
    ///
    /// - Parameters:
    ///   - key: From the link, which only the owner of the address has.
    ///   - author: Who shows it; must be the account that asked, so that nobody takes over mails of
    ///     somebody who follows a link without thinking.
    /// - Returns: The address.
    /// - Throws: ``ConfirmationRefusal``, or a `StoreError`.
    package func linkAddress(_ key: String, by author: ChangeAuthor) async throws -> String {
        let now = clock.now()
        return try await database.write { db in
            try db.dialect.lock(.intake, in: db)
            let row = try ConfirmationRow.use(key, as: [.address], at: now, in: db)
            guard let account = row.account, account.id == author.account?.id else {
                throw ConfirmationRefusal.notYours
            }
            let email = row.email.lowercased()
            let taken = try db.int(
                "SELECT id FROM account WHERE email_key = \(email) AND id <> \(account.id)"
            )
            guard taken == nil else { throw ConfirmationRefusal.addressTaken }
            let before = try db.int("SELECT account_id FROM person WHERE email_key = \(email)")
            let person = try Self.claim(row.email, for: account, in: db)
            guard before != account.id else { return row.email }
            try AuditLog(db: db, now: now, author: author).add(
                "update",
                ("person", person),
                project: nil,
                before: ["user": .optional(before)],
                after: ["user": .number(account.id), "email": .text(row.email)]
            )
            return row.email
        }
    }

    /// Takes an address away from an account. The person and its patches stay.
    ///
    /// - Parameters:
    ///   - person: Which one.
    ///   - author: The account that it belongs to.
    /// - Returns: The address.
    /// - Throws: ``ChangeRefusal``: ``ChangeRefusal/missing(_:)`` where it is not the author's, and
    ///   ``ChangeRefusal/notPermitted`` for the account's own address. Or a `StoreError`.
    package func unlinkAddress(_ person: Person.ID, by author: ChangeAuthor) async throws -> String
    {
        let now = clock.now()
        return try await database.write { db in
            let email = try Self.ownAddress(person, of: author, in: db)
            guard email.lowercased() != author.account?.email.lowercased() else {
                throw ChangeRefusal.notPermitted
            }
            try db.execute("UPDATE person SET account_id = NULL WHERE id = \(person)")
            try AuditLog(db: db, now: now, author: author).add(
                "update",
                ("person", person),
                project: nil,
                before: ["user": .optional(author.account?.id), "email": .text(email)],
                after: ["user": .null]
            )
            return email
        }
    }

    /// Says whether an address of the author's own wants mail of the site.
    ///
    /// - Throws: ``ChangeRefusal/missing(_:)`` where it is not the author's, or a `StoreError`.
    package func setMail(
        _ wantsMail: Bool,
        toAddress person: Person.ID,
        by author: ChangeAuthor
    ) async throws -> String {
        let now = clock.now()
        return try await database.write { db in
            let email = try Self.ownAddress(person, of: author, in: db)
            try Self.setMail(wantsMail, to: email, by: author, at: now, in: db)
            return email
        }
    }

    /// Carries out what the owner of an address has confirmed about mail to it.
    ///
    /// - Returns: The address, and whether it wants mail now.
    /// - Throws: ``ConfirmationRefusal``, or a `StoreError`.
    package func confirmMail(
        _ key: String,
        by author: ChangeAuthor
    ) async throws -> (email: String, wantsMail: Bool) {
        let now = clock.now()
        return try await database.write { db in
            let row = try ConfirmationRow.use(key, as: [.optIn, .optOut], at: now, in: db)
            let wantsMail = row.kind == .optIn
            try Self.setMail(wantsMail, to: row.email, by: author, at: now, in: db)
            return (row.email, wantsMail)
        }
    }

    /// Which of the addresses want no mail of the site, in lower case.
    package func optedOut(among emails: [String]) async throws -> Set<String> {
        let keys = emails.map { $0.lowercased() }
        return try await database.read { db in
            Set(
                try db.all("SELECT email_key FROM mail_optout WHERE email_key IN (\(list: keys))") {
                    $0.text(0)
                }
            )
        }
    }

    private static func setMail(
        _ wantsMail: Bool,
        to email: String,
        by author: ChangeAuthor,
        at now: Int64,
        in db: any SQLConnection
    ) throws {
        let key = email.lowercased()
        let changed =
            wantsMail
            ? try db.execute("DELETE FROM mail_optout WHERE email_key = \(key)")
            : try db.execute(
                """
                INSERT INTO mail_optout (email_key, created) VALUES (\(key), \(now))
                ON CONFLICT (email_key) DO NOTHING
                """
            )
        guard changed > 0 else { return }
        let person = try db.int("SELECT id FROM person WHERE email_key = \(key)") ?? 0
        try AuditLog(db: db, now: now, author: author).add(
            "update",
            ("person", person),
            project: nil,
            before: ["wants_mail": .bool(!wantsMail)],
            after: ["wants_mail": .bool(wantsMail), "email": .text(email)]
        )
    }

    private static func ownAddress(
        _ person: Person.ID,
        of author: ChangeAuthor,
        in db: any SQLConnection
    ) throws -> String {
        let email = try db.first(
            "SELECT email FROM person WHERE id = \(person) AND account_id = \(author.account?.id)"
        ) { $0.text(0) }
        guard let email else { throw ChangeRefusal.missing("Person") }
        return email
    }

    /// Gives the person of an address to an account; it is made if there is none.
    @discardableResult
    static func claim(
        _ email: String,
        for account: Account,
        in db: any SQLConnection
    ) throws -> Person.ID {
        let key = email.lowercased()
        if let person = try db.int("SELECT id FROM person WHERE email_key = \(key)") {
            try db.execute("UPDATE person SET account_id = \(account.id) WHERE id = \(person)")
            return person
        }
        // The address may lead to another person by now.
        if let merged = try db.int("SELECT person_id FROM person_merge WHERE email_key = \(key)") {
            try db.execute(
                """
                UPDATE person SET account_id = \(account.id)
                WHERE id = \(merged) AND account_id IS NULL
                """
            )
            return merged
        }
        let id = try db.newNumber(in: .person)
        try db.execute(
            """
            INSERT INTO person (id, email, email_key, name, account_id)
            VALUES (\(id), \(email), \(key), \(account.displayName), \(account.id))
            """
        )
        return id
    }

    static func claimPerson(for account: Account, in db: any SQLConnection) throws {
        try claim(account.email, for: account, in: db)
    }
}
