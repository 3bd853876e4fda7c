package import TrackerModel

/// The holder of a token that was shown.
package struct TokenHolder: Sendable {
    package let account: Account
    package let isActive: Bool
    package let grant: TokenGrant
    /// Microseconds since 1970; `nil` where it was never used.
    package let lastUsed: Int64?
}

/// An active account with what its password is checked against.
package struct PasswordHolder: Sendable {
    package let account: Account
    package let hash: PasswordHash
}

extension Store {
    /// Whose token it is, what it gives, and whether that account may still be used.
    package func tokenHolder(digest: [UInt8]) async throws -> TokenHolder? {
        let statement: SQLText = """
            SELECT \(sql: TokenRecord.columns), account.is_active
            FROM \(sql: TokenRecord.tables) WHERE token.digest = \(digest)
            """
        return try await database.ask([statement]) { answers in
            try answers.first(0) { row in
                var reader = RowReader(row)
                let token = TokenRecord(&reader)
                return TokenHolder(
                    account: token.account,
                    isActive: reader.bool(),
                    grant: token.grant,
                    lastUsed: token.lastUsed
                )
            }
        }
    }

    /// The active account of the name, letter for letter, or else of the address, if only one has it.
    package func passwordHolder(username: String) async throws -> PasswordHolder? {
        try await database.readBriefly { db in
            let named = try Self.holders(where: "username = \(username)", in: db).first
            guard named == nil, username.contains("@") else { return named }
            let key = username.lowercased()
            let owners = try Self.holders(where: "email_key = \(key)", in: db)
            return owners.count == 1 ? owners.first : nil
        }
    }

    private static func holders(
        where condition: SQLText,
        in db: any SQLConnection
    ) throws -> [PasswordHolder] {
        try db.all(
            """
            SELECT id, username, email, first_name, last_name, password
            FROM account WHERE \(sql: condition) AND is_active = 1 ORDER BY id LIMIT 2
            """
        ) {
            PasswordHolder(
                account: Account(row: $0, from: 0),
                hash: PasswordHash(stored: $0.text(5))
            )
        }
    }
}
