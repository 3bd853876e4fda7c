package import TrackerModel

/// An account as those see it who administer the site.
package struct AccountRecord: Sendable {
    package let account: Account
    package let isActive: Bool
    package let isSuperuser: Bool
    /// Whether there is a password to sign in with; robots have tokens only.
    package let hasPassword: Bool
    /// Microseconds since 1970.
    package let created: Int64
    package let tokens: Int64
    package let sessions: Int64
}

/// What would be left, or lost, if an account were deleted.
package struct AccountTraces: Hashable, Sendable {
    /// Patches that it is the delegate of.
    package let delegated: Int64
    package let checks: Int64
    package let bundles: Int64
    /// Link names.
    package let maintains: [String]
    /// The people whose address is the account's.
    package let people: [Person]

    /// Whether the account can be deleted: checks and bundles would go with it.
    package var allowDeletion: Bool { checks == 0 && bundles == 0 }
}

extension Store {
    /// Accounts by name.
    ///
    /// - Parameters:
    ///   - term: What the user name, a name or the address must contain; empty for all.
    ///   - after: Only those behind this user name.
    ///   - limit: At most so many.
    /// - Returns: In the order of user names without case.
    /// - Throws: `StoreError`.
    package func accountPage(
        term: String,
        after: String,
        limit: Int
    ) async throws -> [AccountRecord] {
        let pattern = LikePattern.containing(term)
        let matches: [SQLText] = ["username", "email", "first_name", "last_name"].map {
            "LOWER(account.\(sql: SQLText(trusted: $0))) LIKE \(pattern) ESCAPE '\\'"
        }
        let condition: SQLText =
            term.isEmpty ? "1 = 1" : "(\(sql: matches.joined(separator: "OR")))"
        return try await database.read { db in
            try db.all(
                """
                SELECT \(sql: AccountRecord.columns) FROM account
                WHERE username_key > \(after.lowercased()) AND \(sql: condition)
                ORDER BY username_key LIMIT \(limit)
                """
            ) { AccountRecord(row: $0) }
        }
    }

    /// One account, by its user name in any case.
    package func accountRecord(_ username: String) async throws -> AccountRecord? {
        try await database.read { db in
            try db.first(
                """
                SELECT \(sql: AccountRecord.columns) FROM account
                WHERE username_key = \(username.lowercased())
                """
            ) { AccountRecord(row: $0) }
        }
    }

    /// What an account has left behind.
    package func traces(of account: Account.ID) async throws -> AccountTraces {
        try await database.read { try Self.traces(of: account, in: $0) }
    }

    static func traces(of account: Account.ID, in db: any SQLConnection) throws -> AccountTraces {
        func count(_ table: SQLText, _ column: SQLText) throws -> Int64 {
            try db.int(
                "SELECT COUNT(*) FROM \(sql: table) WHERE \(sql: column) = \(account)"
            ) ?? 0
        }
        return AccountTraces(
            delegated: try count("patch", "delegate_id"),
            checks: try count("check_result", "account_id") + count("series_check", "account_id"),
            bundles: try count("bundle", "owner_id"),
            maintains: try db.all(
                """
                SELECT link_name FROM project WHERE id IN (
                    SELECT project_id FROM maintainer WHERE account_id = \(account)
                ) ORDER BY link_name
                """
            ) { $0.text(0) },
            people: try db.all(
                "SELECT id, name, email FROM person WHERE account_id = \(account) ORDER BY email"
            ) { Person(id: $0.int(0), name: $0.optionalText(1), email: $0.text(2)) }
        )
    }
}

extension AccountRecord {
    fileprivate static let columns: SQLText = """
        \(sql: Account.columns(of: "account")), is_active, is_superuser, password, created,
        (SELECT COUNT(*) FROM token WHERE token.account_id = account.id),
        (SELECT COUNT(*) FROM web_session WHERE web_session.account_id = account.id)
        """

    fileprivate init(row: any SQLRow) {
        var reader = RowReader(row)
        account = Account(&reader)
        isActive = reader.bool()
        isSuperuser = reader.bool()
        hasPassword = reader.text() != PasswordHash.none.text
        created = reader.int()
        tokens = reader.int()
        sessions = reader.int()
    }
}
