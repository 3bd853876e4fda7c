/// What a token may be used for. Reading is always among it.
package enum TokenScope: String, CaseIterable, Hashable, Sendable {
    case read
    /// Posting checks, and nothing else: what a test machine needs.
    case checkWrite = "check:write"
    /// Setting the state of patches, and nothing else.
    case stateWrite = "state:write"
    /// All that the account itself may do, as every token of Patchwork.
    case maintainer
    /// As `maintainer`, and what superusers do for the whole site.
    case admin
}

extension Set<TokenScope> {
    /// The words with blanks between them, in the order of the scopes.
    package var words: String {
        TokenScope.allCases.filter(contains).map(\.rawValue).joined(separator: " ")
    }

    /// From ``words``; what is no scope of this version gives nothing.
    package init(words: String) {
        self = Set(words.split(separator: " ").compactMap { TokenScope(rawValue: String($0)) })
    }
}

/// What a token gives to the one who shows it.
package struct TokenGrant: Hashable, Sendable {
    package var tokenID: Int64
    /// What its owner calls it.
    package var tokenName: String
    package var scopes: Set<TokenScope>
    /// The only project in which it may write; `nil` for all.
    package var projectID: Project.ID?
    /// What the context of a check must begin with; empty for any.
    package var contextPrefix: String
    /// Whether a maintainer of the project, or the operator, gave it to a robot that has no right of
    /// its own there. Then `check:write` and `state:write` are rights by themselves.
    package var isDelegated: Bool
    /// Whether somebody else holds it than the account: then what only the account may see stays
    /// hidden.
    package var isFromAnother: Bool
    /// When it ends, in microseconds since 1970; `nil` for never.
    package var expires: Int64?

    package init(
        tokenID: Int64,
        tokenName: String = "",
        scopes: Set<TokenScope>,
        projectID: Project.ID? = nil,
        contextPrefix: String = "",
        isDelegated: Bool = false,
        isFromAnother: Bool = false,
        expires: Int64? = nil
    ) {
        self.tokenID = tokenID
        self.tokenName = tokenName
        self.scopes = scopes
        self.projectID = projectID
        self.contextPrefix = contextPrefix
        self.isDelegated = isDelegated
        self.isFromAnother = isFromAnother
        self.expires = expires
    }
}
