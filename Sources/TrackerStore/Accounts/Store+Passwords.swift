package import TrackerModel

extension Store {
    /// Accounts that one request for a new password reaches: an address may have several, from times
    /// when nobody looked.
    static let accountsOfAnAddress = 5

    /// Notes that somebody wants a new password.
    ///
    /// - Parameter email: The address of the account.
    /// - Returns: The active accounts with this address, each with the key that is mailed to it.
    /// - Throws: `StoreError`.
    package func requestPassword(for email: String) async throws -> [(Account, key: String)] {
        let keys = try (0..<Self.accountsOfAnAddress).map { _ in try Self.newKey() }
        let now = clock.now()
        return try await database.write { db in
            let accounts = try db.all(
                """
                SELECT \(sql: Account.columns(of: "account")) FROM account
                WHERE email_key = \(email.lowercased()) AND is_active = 1
                ORDER BY id LIMIT \(Self.accountsOfAnAddress)
                """
            ) { Account(row: $0, from: 0) }
            let pairs = Array(zip(accounts, keys))
            for (account, key) in pairs {
                try ConfirmationRow.add(
                    .password,
                    to: account.email,
                    of: account.id,
                    key: key,
                    at: now,
                    in: db
                )
            }
            return pairs.map { ($0.0, key: $0.1) }
        }
    }

    /// Sets the password of the account that a key belongs to, and ends its sessions.
    ///
    /// - Parameters:
    ///   - key: From the link.
    ///   - account: The account that the link names.
    ///   - hash: The new password.
    /// - Throws: ``ConfirmationRefusal``, or a `StoreError`.
    package func resetPassword(
        _ key: String,
        of account: Account.ID,
        to hash: PasswordHash
    ) async throws {
        let now = clock.now()
        try await database.write { db in
            let row = try ConfirmationRow.use(key, as: [.password], at: now, in: db)
            guard let owner = row.account, owner.id == account else {
                throw ConfirmationRefusal.unknown
            }
            let author = ChangeAuthor(account: owner, way: .page)
            try Self.setPassword(of: owner.id, to: hash, by: author, at: now, in: db)
        }
    }

    /// Sets the password of an account, and ends its sessions.
    ///
    /// - Parameters:
    ///   - account: Whose.
    ///   - hash: The new password.
    ///   - author: The account itself, or the operator.
    /// - Throws: ``ChangeRefusal/notPermitted``, or a `StoreError`.
    package func changePassword(
        of account: Account.ID,
        to hash: PasswordHash,
        by author: ChangeAuthor
    ) async throws {
        let isOperator = author.account == nil && author.way == .commandLine
        let now = clock.now()
        try await database.write { db in
            guard isOperator || author.account?.id == account && author.grant == nil else {
                throw ChangeRefusal.notPermitted
            }
            try Self.setPassword(of: account, to: hash, by: author, at: now, in: db)
        }
    }

    /// Sets the password of a user; for the operator.
    ///
    /// - Throws: `StoreError` with the code `refused` if there is no such user.
    package func changePassword(username: String, to hash: PasswordHash) async throws {
        let now = clock.now()
        try await database.write { db in
            let id = try Self.accountID(username, in: db)
            let author = ChangeAuthor(account: nil, way: .commandLine)
            try Self.setPassword(of: id, to: hash, by: author, at: now, in: db)
        }
    }

    /// Puts a better hash of the same password in the place of an old one.
    ///
    /// - Parameters:
    ///   - holder: The account with the hash that has just matched.
    ///   - hash: The better one.
    /// - Throws: `StoreError`.
    package func upgradePassword(of holder: PasswordHolder, to hash: PasswordHash) async throws {
        _ = try await database.write { db in
            try db.execute(
                """
                UPDATE account SET password = \(hash.text)
                WHERE id = \(holder.account.id) AND password = \(holder.hash.text)
                """
            )
        }
    }

    private static func setPassword(
        of account: Account.ID,
        to hash: PasswordHash,
        by author: ChangeAuthor,
        at now: Int64,
        in db: any SQLConnection
    ) throws {
        try db.execute("UPDATE account SET password = \(hash.text) WHERE id = \(account)")
        try db.execute("DELETE FROM web_session WHERE account_id = \(account)")
        // Links that were mailed before are worth nothing any more.
        try db.execute(
            """
            UPDATE confirmation SET used = \(now)
            WHERE account_id = \(account) AND kind = \(ConfirmationKind.password.rawValue)
                AND used IS NULL
            """
        )
        try AuditLog(db: db, now: now, author: author).add(
            "update",
            ("user", account),
            project: nil,
            before: ["password": .null],
            after: ["password": .text("changed")]
        )
    }
}
