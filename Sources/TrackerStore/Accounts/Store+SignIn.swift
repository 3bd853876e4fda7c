package import TrackerModel

/// The holder of a token that was shown.
package struct TokenHolder: Sendable {
    package let account: Account
    package let isActive: Bool
    package let grant: TokenGrant
    /// Microseconds since 1970; `nil` where it was never used.
    package let lastUsed: Int64?

    fileprivate static let columns: SQLText = "\(sql: TokenRecord.columns), account.is_active"

    /// From the columns of ``columns``.
    fileprivate init(_ reader: inout RowReader) {
        let token = TokenRecord(&reader)
        account = token.account
        isActive = reader.bool()
        grant = token.grant
        lastUsed = token.lastUsed
    }
}

/// A token that was shown before, with what it gave then.
///
/// A change that is made with it asks in its own transaction whether that still holds
/// (``Store/createCheck(on:_:by:key:shown:)``), instead of before it.
package struct RememberedToken: Sendable {
    /// Of the token itself: `APIToken.digest(of: "0123…")`.
    package let digest: [UInt8]
    /// Whose it was, and what it gave.
    package let holder: TokenHolder

    /// `RememberedToken(digest: digest, holder: holder)`
    package init(digest: [UInt8], holder: TokenHolder) {
        self.digest = digest
        self.holder = holder
    }

    /// What asks for the holders of tokens, by their numbers.
    static func asking(of tokens: some Collection<Int64>) -> SQLText {
        """
        SELECT token.id, token.digest, \(sql: TokenHolder.columns)
        FROM \(sql: TokenRecord.tables) WHERE token.id IN (\(ids: tokens))
        """
    }

    /// What was answered to ``asking(of:)``, by the number of the token.
    static func read(
        _ answers: any SQLAnswers,
        _ number: Int
    ) throws -> [Int64: RememberedToken] {
        var tokens: [Int64: RememberedToken] = [:]
        try answers.rows(number) { row in
            var reader = RowReader(row)
            let id = reader.int()
            tokens[id] = RememberedToken(
                digest: reader.blob(),
                holder: TokenHolder(&reader)
            )
        }
        return tokens
    }
}

extension RememberedToken {
    var id: Int64 { holder.grant.tokenID }

    /// Whether it gives anything at a moment, in microseconds since 1970.
    package func isAlive(at now: Int64) -> Bool {
        holder.isActive && holder.grant.expires.map { now < $0 } ?? true
    }

    /// Whether it gives the same to the same one.
    func isSame(as present: RememberedToken?) -> Bool {
        guard let present else { return false }
        let (was, now) = (holder, present.holder)
        return digest == present.digest && was.isActive == now.isActive
            && was.account == now.account && was.grant == now.grant
    }
}

/// A token does not give any more what it gave when it was shown before: who shows it is to be asked for anew.
package struct OutdatedToken: Refusal {}

/// An active account with what its password is checked against.
package struct PasswordHolder: Sendable {
    package let account: Account
    package let hash: PasswordHash
}

extension Store {
    /// Whose token it is, what it gives, and whether that account may still be used.
    package func tokenHolder(digest: [UInt8]) async throws -> TokenHolder? {
        let statement: SQLText = """
            SELECT \(sql: TokenHolder.columns)
            FROM \(sql: TokenRecord.tables) WHERE token.digest = \(digest)
            """
        return try await database.ask([statement]) { answers in
            try answers.first(0) { row in
                var reader = RowReader(row)
                return TokenHolder(&reader)
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
