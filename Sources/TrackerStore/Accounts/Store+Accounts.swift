package import TrackerModel

extension Store {
    /// What is needed to make an account.
    package struct NewAccount: Sendable {
        package var username: String
        package var email: String
        package var password: PasswordHash
        package var firstName = ""
        package var lastName = ""
        package var isSuperuser = false
        /// Link names of the projects that the account maintains.
        package var maintains: [String] = []

        package init(username: String, email: String, password: PasswordHash) {
            self.username = username
            self.email = email
            self.password = password
        }
    }

    /// Makes an active account, for the operator, and gives it the person with the same address, as a
    /// finished registration does.
    ///
    /// - Throws: `StoreError` with the code `refused` if the name is taken or a project is unknown.
    package func createAccount(_ new: NewAccount) async throws -> Account {
        try await change(by: .operatorOfSite) { try insert(new, in: $0) }
    }

    func insert(_ new: NewAccount, in transaction: ChangeTransaction) throws -> Account {
        let db = transaction.db
        try refuseTaken(new.username, in: db)
        let id = try db.insert(
            """
            INSERT INTO account (username, username_key, email, email_key, first_name, last_name,
                password, is_superuser, created)
            VALUES (\(new.username), \(new.username.lowercased()), \(new.email),
                \(new.email.lowercased()), \(new.firstName), \(new.lastName),
                \(new.password.text), \(new.isSuperuser), \(transaction.now))
            RETURNING id
            """
        )
        for linkName in new.maintains {
            let project = try Self.projectID(linkName, in: db)
            try db.execute(
                """
                INSERT INTO maintainer (project_id, account_id) VALUES (\(project), \(id))
                ON CONFLICT (project_id, account_id) DO NOTHING
                """
            )
        }
        let account = Account(
            id: id,
            username: new.username,
            email: new.email,
            firstName: new.firstName,
            lastName: new.lastName
        )
        try Self.claimPerson(for: account, in: db)
        return account
    }

    static func accountID(_ username: String, in db: any SQLConnection) throws -> Account.ID {
        let key = username.lowercased()
        guard let id = try db.int("SELECT id FROM account WHERE username_key = \(key)") else {
            throw StoreError(.refused, "there is no user '\(username)'; see patchbay user list")
        }
        return id
    }

    private func refuseTaken(_ username: String, in db: any SQLConnection) throws {
        let taken = try db.int(
            "SELECT id FROM account WHERE username_key = \(username.lowercased())"
        )
        guard taken == nil else {
            throw StoreError(.refused, "there is a user '\(username)' already")
        }
    }

    /// Gives the account a new token without a name and with all power of the account; an older one
    /// without a name stops working.
    ///
    /// - Returns: The token itself, which is not stored and cannot be shown again.
    /// - Throws: `StoreError` with the code `refused` if there is no such user.
    package func createToken(username: String) async throws -> APIToken {
        guard let token = APIToken() else {
            throw StoreError(.unavailable, "the system gives no random numbers")
        }
        let now = clock.now()
        try await database.write { db in
            let account = try Self.accountID(username, in: db)
            try db.execute("DELETE FROM token WHERE account_id = \(account) AND name = ''")
            let id = try db.insert(
                """
                INSERT INTO token (account_id, digest, created, by_operator)
                VALUES (\(account), \(APIToken.digest(of: token.text)), \(now), 1) RETURNING id
                """
            )
            let author = ChangeAuthor(account: nil, way: .commandLine)
            try AuditLog(db: db, now: now, author: author).add(
                "create",
                ("token", id),
                project: nil,
                after: ["user": .text(username), "name": .text(""), "scopes": .text("maintainer")]
            )
        }
        return token
    }

    /// An account for a list of accounts.
    package struct AccountSummary: Sendable {
        package let account: Account
        package let isActive: Bool
        package let isSuperuser: Bool
        /// Link names, sorted.
        package let maintains: [String]
    }

    /// All accounts by name.
    package func accountSummaries() async throws -> [AccountSummary] {
        try await database.read { db in
            let projects = try db.all(
                """
                SELECT maintainer.account_id, project.link_name
                FROM maintainer JOIN project ON project.id = maintainer.project_id
                ORDER BY project.link_name
                """
            ) { ($0.int(0), $0.text(1)) }
            let maintained = Dictionary(grouping: projects, by: \.0).mapValues { $0.map(\.1) }
            return try db.all(
                """
                SELECT id, username, email, first_name, last_name, is_active, is_superuser
                FROM account ORDER BY username
                """
            ) { row in
                AccountSummary(
                    account: Account(row: row, from: 0),
                    isActive: row.bool(5),
                    isSuperuser: row.bool(6),
                    maintains: maintained[row.int(0)] ?? []
                )
            }
        }
    }
}

extension Account {
    /// From the columns id, username, email, first_name, last_name, the first of which is `start`.
    package init(row: any SQLRow, from start: Int) {
        self.init(
            id: row.int(start),
            username: row.text(start + 1),
            email: row.text(start + 2),
            firstName: row.text(start + 3),
            lastName: row.text(start + 4)
        )
    }
}
