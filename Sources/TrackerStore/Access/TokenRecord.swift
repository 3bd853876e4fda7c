package import TrackerModel

/// A token as it is listed: everything but itself, which nobody knows.
package struct TokenRecord: Hashable, Sendable {
    package let id: Int64
    package let account: Account
    /// Empty for the one that `patchbay user token NAME` makes.
    package let name: String
    package let scopes: Set<TokenScope>
    package let project: (id: Project.ID, linkName: String)?
    package let contextPrefix: String
    /// The maintainer who gave it to this account.
    package let grantedBy: Account?
    /// Whether that one still maintains the project, without which the token gives no right.
    package let isGrantAlive: Bool
    package let isByOperator: Bool
    package let created: Int64
    package let expires: Int64?
    package let lastUsed: Int64?

    package static func == (one: TokenRecord, other: TokenRecord) -> Bool { one.id == other.id }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// What it gives to the one who shows it.
    package var grant: TokenGrant {
        TokenGrant(
            tokenID: id,
            tokenName: name,
            scopes: scopes,
            projectID: project?.id,
            contextPrefix: contextPrefix,
            isDelegated: project != nil && (isByOperator || isGrantAlive),
            isFromAnother: grantedBy != nil,
            expires: expires
        )
    }

    static let columns: SQLText = """
        token.id, \(sql: Account.columns(of: "account")), token.name, token.scopes,
        token.context_prefix, token.by_operator, token.created, token.expires, token.last_used,
        token.project_id, project.link_name, giver.is_active,
        (SELECT 1 FROM maintainer WHERE maintainer.project_id = token.project_id
            AND maintainer.account_id = token.granted_by),
        \(sql: Account.columns(of: "giver"))
        """

    static let tables: SQLText = """
        token JOIN account ON account.id = token.account_id
        LEFT JOIN project ON project.id = token.project_id
        LEFT JOIN account AS giver ON giver.id = token.granted_by
        """

    /// From the columns of ``columns``.
    init(_ reader: inout RowReader) {
        id = reader.int()
        account = Account(&reader)
        name = reader.text()
        scopes = Set(words: reader.text())
        contextPrefix = reader.text()
        isByOperator = reader.bool()
        created = reader.int()
        expires = reader.optionalInt()
        lastUsed = reader.optionalInt()
        let projectID = reader.optionalInt()
        let linkName = reader.text()
        project = projectID.map { ($0, linkName) }
        let isGiverActive = reader.bool()
        isGrantAlive = reader.bool() && isGiverActive
        grantedBy = Account.optional(&reader)
    }
}
