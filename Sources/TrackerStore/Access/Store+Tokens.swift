package import TrackerModel

/// Why a token cannot be made, seen or revoked.
package enum TokenRefusal: Error, Hashable, Sendable {
    /// Whoever asks has no right to it.
    case notPermitted(String)
    /// What is asked for makes no sense.
    case invalid(field: String, String)
    /// There is none, or none that whoever asks may know of.
    case missing(String)

    package var message: String {
        switch self {
        case .notPermitted(let message), .invalid(_, let message), .missing(let message): message
        }
    }
}

extension Store {
    /// More tokens than these cannot belong to one account.
    package static let tokenLimit = 100

    /// The tokens of an account, oldest first.
    package func tokens(of account: Account.ID) async throws -> [TokenRecord] {
        try await database.read { db in
            try Self.tokens(where: "token.account_id = \(account)", in: db)
        }
    }

    /// The tokens that give a right in a project to those who have none there, oldest first.
    package func givenTokens(in project: Project.ID) async throws -> [TokenRecord] {
        try await database.read { db in
            try Self.tokens(
                where: """
                    token.project_id = \(project)
                        AND (token.by_operator = 1 OR token.granted_by IS NOT NULL)
                    """,
                in: db
            )
        }
    }

    /// The tokens of the site or of a project, oldest first.
    ///
    /// - Parameters:
    ///   - project: Only those that write nowhere else; `nil` for all of the site.
    ///   - after: Only those with a greater number.
    ///   - limit: At most so many.
    /// - Returns: Everything about them but themselves.
    /// - Throws: `StoreError`.
    package func tokenPage(
        of project: Project.ID?,
        after: Int64,
        limit: Int
    ) async throws -> [TokenRecord] {
        try await database.read { db in
            let scope: SQLText = project.map { "token.project_id = \($0)" } ?? "1 = 1"
            return try db.all(
                """
                SELECT \(sql: TokenRecord.columns) FROM \(sql: TokenRecord.tables)
                WHERE token.id > \(after) AND \(sql: scope) ORDER BY token.id LIMIT \(limit)
                """
            ) { row in
                var reader = RowReader(row)
                return TokenRecord(&reader)
            }
        }
    }

    /// The tokens of a user, oldest first.
    ///
    /// - Throws: `StoreError` with the code `refused` if there is no such user.
    package func tokens(username: String) async throws -> [TokenRecord] {
        try await database.read { db in
            let id = try Self.accountID(username, in: db)
            return try Self.tokens(where: "token.account_id = \(id)", in: db)
        }
    }

    /// Makes a token.
    ///
    /// - Parameters:
    ///   - request: What it is to be.
    ///   - username: Whose it is; `nil` for the author's own.
    ///   - author: Who makes it: the operator, the account itself, or for an account without any
    ///     right of its own a maintainer of the project.
    /// - Returns: The token itself, which is not stored and cannot be shown again, and what is.
    /// - Throws: ``TokenRefusal``, or `StoreError`.
    package func createToken(
        _ request: TokenRequest,
        for username: String? = nil,
        by author: ChangeAuthor
    ) async throws -> (secret: APIToken, record: TokenRecord) {
        guard let secret = APIToken() else {
            throw StoreError(.unavailable, "the system gives no random numbers")
        }
        let digest = APIToken.digest(of: secret.text)
        let now = clock.now()
        let record = try await database.write { db in
            let making = TokenMaking(db: db, now: now, author: author)
            return try making.make(request, digest: digest, for: username)
        }
        return (secret, record)
    }

    /// Ends a token.
    ///
    /// - Parameters:
    ///   - id: Which one.
    ///   - account: Whose it must be, if it matters.
    ///   - author: Its account, who gave it, or a maintainer of the project in which it was given.
    /// - Throws: ``TokenRefusal/missing(_:)`` where there is none that the author may end.
    package func revokeToken(
        _ id: Int64,
        of account: Account.ID? = nil,
        by author: ChangeAuthor
    ) async throws {
        let now = clock.now()
        try await database.write { db in
            let making = TokenMaking(db: db, now: now, author: author)
            let missing = TokenRefusal.missing("No Token matches the given query.")
            guard let token = try Self.tokens(where: "token.id = \(id)", in: db).first,
                account == nil || account == token.account.id, try making.mayEnd(token)
            else { throw missing }
            try making.end(token)
        }
    }

    /// Ends a token of a user, by its name or else its number; for the operator.
    ///
    /// - Returns: What was ended.
    /// - Throws: ``TokenRefusal/missing(_:)`` where there is none.
    package func revokeToken(_ key: String, username: String) async throws -> TokenRecord {
        let now = clock.now()
        let author = ChangeAuthor(account: nil, way: .commandLine)
        return try await database.write { db in
            let account = try Self.accountID(username, in: db)
            let all = try Self.tokens(where: "token.account_id = \(account)", in: db)
            let found = all.first { $0.name == key } ?? all.first { Int64(key) == $0.id }
            guard let found else {
                throw TokenRefusal.missing(
                    "\(username) has no token '\(key)'; see patchbay user tokens \(username)"
                )
            }
            try TokenMaking(db: db, now: now, author: author).end(found)
            return found
        }
    }

    /// Notes that tokens were used at a time; more often than once an hour is not worth a write.
    package func noteTokenUse(_ id: Int64, at moment: Int64) async throws {
        _ = try await database.write { db in
            try db.execute(
                """
                UPDATE token SET last_used = \(moment)
                WHERE id = \(id) AND (last_used IS NULL OR last_used < \(moment))
                """
            )
        }
    }

    /// The present, as the store's clock has it, in microseconds since 1970.
    package func now() -> Int64 { clock.now() }

    static func tokens(
        where condition: SQLText,
        in db: any SQLConnection
    ) throws -> [TokenRecord] {
        try db.all(
            """
            SELECT \(sql: TokenRecord.columns) FROM \(sql: TokenRecord.tables)
            WHERE \(sql: condition) ORDER BY token.id
            """
        ) { row in
            var reader = RowReader(row)
            return TokenRecord(&reader)
        }
    }
}
