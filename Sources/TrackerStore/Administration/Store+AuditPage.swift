package import TrackerModel

/// Which part of the trail a page shows.
package struct AuditPageFilter: Sendable {
    /// `nil` for the whole site.
    package var project: Project.ID?
    /// Letter for letter; `nil` for everybody, an empty one for the operator.
    package var username: String?
    /// `patch`, `token`, …
    package var target: String?
    package var targetID: Int64?
    /// Microseconds since 1970: at or after.
    package var since: Int64?
    /// Microseconds since 1970: before.
    package var until: Int64?
    /// Only lines before this one.
    package var before: Int64?

    package init() {}
}

extension Store {
    /// Lines of the trail, the newest first; whose eyes they are for is for the caller to decide.
    package func auditPage(
        _ filter: AuditPageFilter,
        limit: Int
    ) async throws -> [AuditRecord] {
        try await database.read { db in
            let tail: SQLText = "ORDER BY audit.id DESC LIMIT \(limit)"
            var conditions: [SQLText] = ["audit.id < \(filter.before ?? Int64.max)"]
            // Dates grow with numbers (nearly: a change may wait for its turn), so a moment is a number.
            if let until = filter.until {
                guard let bound = try db.firstID(since: until, in: .audit) else {
                    return try Self.auditLines(conditions + filter.conditions, tail, in: db)
                }
                conditions.append("audit.id < \(bound)")
            }
            return try Self.auditLines(conditions + filter.conditions, tail, in: db)
        }
    }
}

extension AuditPageFilter {
    fileprivate var conditions: [SQLText] {
        var conditions: [SQLText] = []
        if let project { conditions.append("audit.project_id = \(project)") }
        if let username { conditions.append("audit.username = \(username)") }
        if let target { conditions.append("audit.target = \(target)") }
        if let targetID { conditions.append("audit.target_id = \(targetID)") }
        if let since { conditions.append("audit.date >= \(since)") }
        return conditions
    }
}
