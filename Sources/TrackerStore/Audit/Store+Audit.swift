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
        try await database.read { db in
            // Each scope is found by an index of its own; one condition of all of them is found by none.
            var lines: [Int64: AuditRecord] = [:]
            guard let conditions = try filter.conditions(in: db) else { return [] }
            for scope in try view.scopes(in: db) {
                // Behind the last line of a full page none is wanted any more.
                let last = lines.count < limit ? [] : lines.keys.sorted()[..<limit].suffix(1)
                let found = try Self.auditLines(
                    conditions + scope + last.map { "audit.id < \($0)" },
                    "ORDER BY audit.id LIMIT \(limit)",
                    in: db
                )
                for line in found { lines[line.id] = line }
            }
            return Array(lines.values.sorted { $0.id < $1.id }.prefix(limit))
        }
    }

    /// The last lines that the filter lets through, oldest first.
    package func latestAudit(_ filter: AuditFilter, limit: Int) async throws -> [AuditRecord] {
        try await database.read { db in
            guard let conditions = try filter.conditions(in: db) else { return [] }
            return try Self.auditLines(
                conditions,
                "ORDER BY audit.id DESC LIMIT \(limit)",
                in: db
            )
            .reversed()
        }
    }

    /// Whether the account may see and do what concerns the whole site.
    package func isSuperuser(_ account: Account.ID) async throws -> Bool {
        try await database.read { db in
            try db.int(
                "SELECT 1 FROM account WHERE id = \(account) AND is_superuser = 1 AND is_active = 1"
            ) != nil
        }
    }

    /// The lines that fulfil all conditions; `tail` is their order, and how many.
    static func auditLines(
        _ conditions: [SQLText],
        _ tail: SQLText,
        in db: any SQLConnection
    ) throws -> [AuditRecord] {
        try db.all(
            """
            \(sql: AuditRecord.selection)
            WHERE \(sql: conditions.joined(separator: "AND")) \(sql: tail)
            """
        ) { AuditRecord(RowReader($0)) }
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
    /// `nil` where there is no such project.
    fileprivate func conditions(in db: any SQLConnection) throws -> [SQLText]? {
        var conditions: [SQLText] = ["audit.id > \(sinceID)"]
        if let project {
            // By its number, of which the database knows how many lines it has.
            let number = try db.int("SELECT id FROM project WHERE link_name = \(project)")
            guard let number else { return nil }
            conditions.append("audit.project_id = \(number)")
        }
        if let username { conditions.append("audit.username = \(username)") }
        if let target { conditions.append("audit.target = \(target)") }
        if let targetID { conditions.append("audit.target_id = \(targetID)") }
        return conditions
    }
}

extension AuditView {
    /// Conditions that each choose lines by the beginning of one index, and together all lines of the view.
    fileprivate func scopes(in db: any SQLConnection) throws -> [[SQLText]] {
        guard case .account(let account, let project) = self else { return [[]] }
        let maintained = try db.all(
            "SELECT project_id FROM maintainer WHERE account_id = \(account) ORDER BY project_id"
        ) { $0.int(0) }
        if let project {
            return maintained.contains(project) ? [["audit.project_id = \(project)"]] : []
        }
        return maintained.map { ["audit.project_id = \($0)"] } + [["audit.account_id = \(account)"]]
    }
}
