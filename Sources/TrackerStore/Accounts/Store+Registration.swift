package import TrackerModel

/// What is mailed to the address that somebody gave at registration.
package enum RegistrationNews: Sendable {
    /// The key by which its owner makes the account.
    case confirm(key: String)
    /// The address belongs to an account: its owner is told so, with a key for a new password.
    case known(Account, key: String)

    package var key: String {
        switch self {
        case .confirm(let key), .known(_, let key): key
        }
    }
}

extension Store {
    /// Notes that somebody wants an account. There is none until its address is confirmed.
    ///
    /// - Parameter wanted: Name, address and password of the account.
    /// - Returns: What is to be mailed to the address; whoever asked must not learn which.
    /// - Throws: ``ConfirmationRefusal/nameTaken`` if there is an account of the name, or a `StoreError`.
    package func requestRegistration(_ wanted: NewAccount) async throws -> RegistrationNews {
        let key = try Self.newKey()
        let now = clock.now()
        return try await database.write { db in
            guard try !Self.isTaken(wanted.username, in: db) else {
                throw ConfirmationRefusal.nameTaken
            }
            if let owner = try Self.owner(of: wanted.email, in: db) {
                try ConfirmationRow.add(
                    .password,
                    to: wanted.email,
                    of: owner.id,
                    key: key,
                    at: now,
                    in: db
                )
                return .known(owner, key: key)
            }
            try ConfirmationRow.add(
                .registration,
                to: wanted.email,
                registration: wanted,
                key: key,
                at: now,
                in: db
            )
            return .confirm(key: key)
        }
    }

    /// Makes the account of a registration, whose owner has shown the key.
    ///
    /// - Parameter key: From the link.
    /// - Returns: The account, which has the person of its address.
    /// - Throws: ``ConfirmationRefusal``, or a `StoreError`.
    package func finishRegistration(_ key: String) async throws -> Account {
        let now = clock.now()
        return try await database.write { db in
            // Intake makes people as well.
            try db.dialect.lock(.intake, in: db)
            let row = try ConfirmationRow.use(key, as: [.registration], at: now, in: db)
            guard try Self.owner(of: row.email, in: db) == nil else {
                throw ConfirmationRefusal.addressTaken
            }
            guard let account = try Self.insert(row, at: now, in: db) else {
                throw ConfirmationRefusal.nameTaken
            }
            try Self.claimPerson(for: account, in: db)
            try AuditLog(db: db, now: now, author: ChangeAuthor(account: account, way: .page)).add(
                "create",
                ("user", account.id),
                project: nil,
                after: ["username": .text(account.username), "email": .text(account.email)]
            )
            return account
        }
    }

    private static func insert(
        _ row: ConfirmationRow,
        at now: Int64,
        in db: any SQLConnection
    ) throws -> Account? {
        guard let password = row.password else { return nil }
        let id = try db.int(
            """
            INSERT INTO account (username, username_key, email, email_key, first_name, last_name,
                password, created)
            VALUES (\(row.username), \(row.username.lowercased()), \(row.email),
                \(row.email.lowercased()), \(row.firstName), \(row.lastName), \(password), \(now))
            ON CONFLICT DO NOTHING RETURNING id
            """
        )
        return id.map {
            Account(
                id: $0,
                username: row.username,
                email: row.email,
                firstName: row.firstName,
                lastName: row.lastName
            )
        }
    }

    private static func isTaken(_ username: String, in db: any SQLConnection) throws -> Bool {
        try db.int("SELECT id FROM account WHERE username_key = \(username.lowercased())") != nil
    }

    /// The account that an address belongs to: as its own, or as one that it was linked to.
    static func owner(of email: String, in db: any SQLConnection) throws -> Account? {
        let key = email.lowercased()
        let own = try db.first(
            """
            SELECT \(sql: Account.columns(of: "account")) FROM account
            WHERE email_key = \(key) ORDER BY is_active DESC, id LIMIT 1
            """
        ) { Account(row: $0, from: 0) }
        if let own { return own }
        return try db.first(
            """
            SELECT \(sql: Account.columns(of: "account"))
            FROM person JOIN account ON account.id = person.account_id
            WHERE person.email_key = \(key)
            """
        ) { Account(row: $0, from: 0) }
    }

    /// A key of 160 random bits.
    static func newKey() throws -> String {
        guard let key = APIToken() else {
            throw StoreError(.unavailable, "the system gives no random numbers")
        }
        return key.text
    }
}
