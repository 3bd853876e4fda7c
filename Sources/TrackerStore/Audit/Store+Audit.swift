package import TrackerModel

/// One line of the trail: who changed what, and how.
package struct AuditRecord: Sendable {
    package let id: Int64
    /// Microseconds since 1970 in UTC.
    package let date: Int64
    /// `nil` for the operator, and where the account is gone.
    package let accountID: Account.ID?
    /// Empty for the operator.
    package let username: String
    package let tokenID: Int64?
    package let tokenName: String
    package let way: String
    package let action: String
    package let target: String
    package let targetID: Int64
    /// Link name; `nil` for what belongs to no project.
    package let project: String?
    /// JSON objects with the fields that changed.
    package let before: String
    package let after: String
}

/// Which lines of the trail are wanted.
package struct AuditFilter: Sendable {
    /// Link name.
    package var project: String?
    package var username: String?
    /// `patch`, `token`, …
    package var target: String?
    package var targetID: Int64?
    /// Only lines after this one.
    package var sinceID: Int64 = 0

    package init() {}
}

/// Whose eyes the trail is for.
package enum AuditView: Sendable {
    /// The operator, or a superuser.
    case all
    /// An account: what happened in the projects that it maintains, and what it did itself. With a
    /// project, only there.
    case account(Account.ID, Project.ID?)
}

extension Store {
    /// The first lines that the filter lets through, oldest first.
    package func audit(
        _ filter: AuditFilter,
        for view: AuditView,
        limit: Int
    ) async throws -> [AuditRecord] {
        try await audit(filter, for: view, "ORDER BY audit.id LIMIT \(limit)")
    }

    /// The last lines that the filter lets through, oldest first.
    package func latestAudit(_ filter: AuditFilter, limit: Int) async throws -> [AuditRecord] {
        try await audit(filter, for: .all, "ORDER BY audit.id DESC LIMIT \(limit)").reversed()
    }

    /// Whether the account may see and do what concerns the whole site.
    package func isSuperuser(_ account: Account.ID) async throws -> Bool {
        try await database.read { db in
            try db.int(
                "SELECT 1 FROM account WHERE id = \(account) AND is_superuser = 1 AND is_active = 1"
            ) != nil
        }
    }

    private func audit(
        _ filter: AuditFilter,
        for view: AuditView,
        _ tail: SQLText
    ) async throws -> [AuditRecord] {
        let conditions = (filter.conditions + view.conditions).joined(separator: "AND")
        return try await database.read { db in
            try db.all(
                "\(sql: AuditRecord.selection) WHERE \(sql: conditions) \(sql: tail)"
            ) { AuditRecord(RowReader($0)) }
        }
    }
}

extension AuditRecord {
    static let selection: SQLText = """
        SELECT audit.id, audit.date, audit.account_id, audit.username, audit.token_id,
            audit.token_name, audit.way, audit.action, audit.target, audit.target_id,
            project.link_name, audit.before, audit.after
        FROM audit LEFT JOIN project ON project.id = audit.project_id
        """

    init(_ reader: RowReader) {
        var reader = reader
        id = reader.int()
        date = reader.int()
        accountID = reader.optionalInt()
        username = reader.text()
        tokenID = reader.optionalInt()
        tokenName = reader.text()
        way = reader.text()
        action = reader.text()
        target = reader.text()
        targetID = reader.int()
        project = reader.optionalText()
        before = reader.text()
        after = reader.text()
    }
}

extension AuditFilter {
    fileprivate var conditions: [SQLText] {
        var conditions: [SQLText] = ["audit.id > \(sinceID)"]
        if let project { conditions.append("project.link_name = \(project)") }
        if let username { conditions.append("audit.username = \(username)") }
        if let target { conditions.append("audit.target = \(target)") }
        if let targetID { conditions.append("audit.target_id = \(targetID)") }
        return conditions
    }
}

extension AuditView {
    fileprivate var conditions: [SQLText] {
        guard case .account(let account, let project) = self else { return [] }
        let maintained: SQLText = """
            audit.project_id IN (SELECT project_id FROM maintainer WHERE account_id = \(account))
            """
        guard let project else {
            return ["(\(sql: maintained) OR audit.account_id = \(account))"]
        }
        return ["\(sql: maintained) AND audit.project_id = \(project)"]
    }
}
