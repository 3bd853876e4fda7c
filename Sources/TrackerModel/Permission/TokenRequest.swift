/// What somebody wants a new token to be.
package struct TokenRequest: Hashable, Sendable {
    /// Tells the tokens of an account apart.
    package var name: String
    package var scopes: Set<TokenScope>
    /// The only project in which it may write; `nil` for all.
    package var projectID: Project.ID?
    /// What the context of a check must begin with.
    package var contextPrefix: String
    /// Microseconds since 1970; `nil` for never.
    package var expires: Int64?

    package init(
        name: String,
        scopes: Set<TokenScope>,
        projectID: Project.ID? = nil,
        contextPrefix: String = "",
        expires: Int64? = nil
    ) {
        self.name = name
        self.scopes = scopes
        self.projectID = projectID
        self.contextPrefix = contextPrefix
        self.expires = expires
    }

    /// The longest name, in characters.
    package static let nameLength = 60
    /// The longest beginning of a context, in characters: as long as a context.
    package static let prefixLength = 255

    /// Whether the token could be written down and told from a number, as a command line needs.
    package var hasGoodName: Bool {
        !name.isEmpty && name.count <= Self.nameLength && Int64(name) == nil
            && name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    /// A context is a slug, so its beginning is one, too.
    package var hasGoodPrefix: Bool {
        contextPrefix.count <= Self.prefixLength
            && contextPrefix.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// Whether the rights of the token are rights to single things, which can be given to a robot.
    package var canBeGiven: Bool {
        projectID != nil && scopes.isSubset(of: [.read, .checkWrite, .stateWrite])
            && !scopes.isDisjoint(with: [.checkWrite, .stateWrite])
    }
}

extension TokenGrant {
    /// Whether a token may make, list and revoke tokens: only one that can do all its account can.
    ///
    /// A narrow token lies on many machines; who finds it must not be able to stay.
    package var managesTokens: Bool { !scopes.isDisjoint(with: [.maintainer, .admin]) }

    /// Whether a token that somebody asks for with this one would have no more power than this one.
    package func covers(_ request: TokenRequest) -> Bool {
        guard scopes.contains(.admin) || !request.scopes.contains(.admin) else { return false }
        guard managesTokens || request.scopes.isSubset(of: scopes.union([.read])) else {
            return false
        }
        if let projectID, projectID != request.projectID { return false }
        if let expires, expires < request.expires ?? .max { return false }
        return request.contextPrefix.hasPrefix(contextPrefix)
            || !request.scopes.contains(.checkWrite)
    }
}

/// Until when a token works, as people say it.
package enum TokenLife {
    private static let day: Int64 = 86_400_000_000

    /// Reads `90d`, or a date such as `2027-01-31` or `2027-01-31T12:00`.
    ///
    /// - Parameters:
    ///   - text: What was said.
    ///   - now: Microseconds since 1970.
    /// - Returns: Microseconds since 1970, or `nil` if it is no time, or one that is over.
    package static func end(parsing text: String, now: Int64) -> Int64? {
        let end: Int64?
        if text.last == "d", let days = Int64(text.dropLast()), (1...36_500).contains(days) {
            end = now + days * day
        } else {
            end = QueryDate.microseconds(parsing: text)
        }
        return end.flatMap { $0 > now ? $0 : nil }
    }
}
