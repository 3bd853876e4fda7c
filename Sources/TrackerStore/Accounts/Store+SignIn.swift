package import TrackerModel

extension Store {
    /// Whose token it is, and whether that account may still be used.
    package func tokenHolder(digest: [UInt8]) async throws -> (account: Account, isActive: Bool)? {
        try await database.read { db in
            try db.first(
                """
                SELECT account.id, username, email, first_name, last_name, is_active
                FROM token JOIN account ON account.id = token.account_id
                WHERE token.digest = \(digest)
                """
            ) { (Account(row: $0, from: 0), $0.bool(5)) }
        }
    }

    /// The active account with the name and the password, or `nil`.
    ///
    /// An unknown name takes as long as a wrong password.
    package func account(username: String, password: String) async throws -> Account? {
        let found = try await database.read { db in
            try db.first(
                """
                SELECT id, username, email, first_name, last_name, password
                FROM account WHERE username = \(username) AND is_active = 1
                """
            ) { (account: Account(row: $0, from: 0), hash: PasswordHash(stored: $0.text(5))) }
        }
        guard let found else {
            PasswordHash.waste(on: password)
            return nil
        }
        return found.hash.matches(password) ? found.account : nil
    }
}
