/// Somebody whose name a field completes.
package struct NameMatch: Sendable {
    package let id: Int64
    package let name: String
    /// Of a person.
    package let email: String
}

extension Store {
    /// Matches of one question.
    package static let matchLimit: Int64 = 50

    /// People in whose name a text occurs, whatever the case.
    ///
    /// All names are gone through until there are enough; they are a small part of the database, and
    /// the names alone are compared.
    ///
    /// - Parameters:
    ///   - text: What was typed.
    ///   - inAddresses: Whether it may stand in the address as well.
    ///   - limit: How many matches are enough.
    /// - Returns: At most ``matchLimit``.
    /// - Throws: `StoreError`.
    package func people(
        matching text: String,
        inAddresses: Bool,
        limit: Int64
    ) async throws -> [NameMatch] {
        let pattern = LikePattern.containing(text)
        let address: SQLText = inAddresses ? "OR email_key LIKE \(pattern) ESCAPE '\\'" : ""
        return try await database.read { db in
            try db.all(
                """
                SELECT id, COALESCE(name, ''), email FROM person
                WHERE LOWER(COALESCE(name, '')) LIKE \(pattern) ESCAPE '\\' \(sql: address)
                LIMIT \(min(limit, Self.matchLimit))
                """
            ) { NameMatch(id: $0.int(0), name: $0.text(1), email: $0.text(2)) }
        }
    }

    /// Active accounts in whose user name or name a text occurs, by user name.
    ///
    /// - Parameters:
    ///   - text: What was typed.
    ///   - maintainersOnly: Whether only those count who maintain a project, whom everybody may know.
    ///   - limit: How many matches are enough.
    /// - Returns: At most ``matchLimit``.
    /// - Throws: `StoreError`.
    package func accounts(
        matching text: String,
        maintainersOnly: Bool,
        limit: Int64
    ) async throws -> [NameMatch] {
        let pattern = LikePattern.containing(text)
        let known: SQLText =
            maintainersOnly ? "AND id IN (SELECT account_id FROM maintainer)" : ""
        return try await database.read { db in
            try db.all(
                """
                SELECT id, username FROM account
                WHERE is_active = 1 AND (username_key LIKE \(pattern) ESCAPE '\\'
                    OR LOWER(first_name) LIKE \(pattern) ESCAPE '\\'
                    OR LOWER(last_name) LIKE \(pattern) ESCAPE '\\') \(sql: known)
                ORDER BY username LIMIT \(min(limit, Self.matchLimit))
                """
            ) { NameMatch(id: $0.int(0), name: $0.text(1), email: "") }
        }
    }
}
