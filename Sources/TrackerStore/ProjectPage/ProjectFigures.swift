package import TrackerModel

/// What there is to say about a project as a whole.
package struct ProjectFigures: Sendable {
    package let project: Project
    package let maintainers: [ProjectMaintainer]
    package let patches: Int64
    package let series: Int64
    /// Not archived, and in a state that is not closed.
    package let open: Int64
    package let archived: Int64
    /// When the oldest patch was sent, in microseconds since 1970.
    package let oldest: Int64?
    /// Up to 53 weeks to that of the newest patch, oldest first; empty where there is none.
    package let weeks: [WeekOfTraffic]
    /// From series to their first reply, by the month of the series: up to 12 months to that of the newest
    /// patch, oldest first.
    package let replies: [MonthOfReview]
    /// From patches to a state that asks for no action, by the month of the decision: up to 12 months to
    /// that of the newest one, oldest first.
    package let decisions: [MonthOfReview]
}

/// A maintainer and the files that rules delegate to that account.
package struct ProjectMaintainer: Sendable {
    package let account: Account
    package let paths: [String]
}

/// What was sent in one week.
package struct WeekOfTraffic: Hashable, Sendable {
    /// Its Monday, 0:00 UTC, in microseconds since 1970.
    package let start: Int64
    package var patches: Int64
    package var series: Int64
}

/// How long things took in a month.
package struct MonthOfReview: Hashable, Sendable {
    /// Its first day, 0:00 UTC, in microseconds since 1970.
    package let start: Int64
    /// Series or changes of state that were looked at: at most ``Store/reviewLimit``, the latest of the
    /// month.
    package let seen: Int
    /// Of those that had a reply, or were a decision.
    package let waits: Waits
}

/// How long things took, in microseconds.
package struct Waits: Hashable, Sendable {
    package let count: Int
    /// Half took no longer.
    package let median: Int64?
    /// Nine in ten took no longer.
    package let ninth: Int64?

    /// By nearest rank: each is a wait that there was.
    init(_ waits: [Int64]) {
        let sorted = waits.sorted()
        count = sorted.count
        median = sorted.isEmpty ? nil : sorted[(sorted.count + 1) / 2 - 1]
        ninth = sorted.isEmpty ? nil : sorted[(9 * sorted.count + 9) / 10 - 1]
    }
}

extension Store {
    /// Of each month so many series and decisions are looked at, the latest: enough for a median, however
    /// busy the list is.
    package static let reviewLimit = 300

    /// The figures of a project. They follow from the database alone, not from the time: they end where
    /// the mails end.
    ///
    /// - Parameter linkName: The project.
    /// - Returns: `nil` if there is none.
    /// - Throws: `StoreError`.
    package func projectFigures(_ linkName: String) async throws -> ProjectFigures? {
        try await database.read { db in
            let project = try db.first(
                "SELECT \(sql: Project.columns) FROM project WHERE link_name = \(linkName)"
            ) { Project(row: $0, from: 0) }
            guard let project else { return nil }
            let counts = try Self.tallies(of: project.id, in: db)
            let times = ProjectTimes(db: db, project: project.id)
            let newest = try times.newestPatch()
            return ProjectFigures(
                project: project,
                maintainers: try Self.maintainersWithPaths(of: project.id, in: db),
                patches: counts.patches,
                series: counts.series,
                open: counts.open,
                archived: counts.archived,
                oldest: try times.oldestPatch(),
                weeks: try newest.map(times.weeks) ?? [],
                replies: try newest.map(times.replies) ?? [],
                decisions: try times.decisions()
            )
        }
    }

    private static func tallies(
        of project: Project.ID,
        in db: any SQLConnection
    ) throws -> (patches: Int64, series: Int64, open: Int64, archived: Int64) {
        let open = Set(try states(in: db).filter { $0.meaning != .closed }.map(\.id))
        let patches = TallyScope(list: .patches, owner: .project, key: .id).number
        let series = TallyScope(list: .series, owner: .project, key: .id).number
        let rows = try db.all(
            """
            SELECT \(sql: TallyKind.state), \(sql: TallyKind.archived), count FROM tally
            WHERE list = \(patches) AND owner = \(project) AND level = \(TallyScope.wholeLevel)
            """
        ) { (state: $0.int(0), isArchived: $0.bool(1), count: $0.int(2)) }
        let seriesCount = try db.int(
            """
            SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) FROM tally
            WHERE list = \(series) AND owner = \(project) AND level = \(TallyScope.wholeLevel)
            """
        )
        return (
            patches: rows.reduce(0) { $0 + $1.count },
            series: seriesCount ?? 0,
            open: rows.reduce(0) {
                $0 + (!$1.isArchived && open.contains($1.state) ? $1.count : 0)
            },
            archived: rows.reduce(0) { $0 + ($1.isArchived ? $1.count : 0) }
        )
    }

    private static func maintainersWithPaths(
        of project: Project.ID,
        in db: any SQLConnection
    ) throws -> [ProjectMaintainer] {
        let rules = try db.all(
            """
            SELECT account_id, path FROM delegation_rule WHERE project_id = \(project)
            ORDER BY priority DESC, path
            """
        ) { ($0.int(0), $0.text(1)) }
        let paths = Dictionary(grouping: rules, by: \.0).mapValues { $0.map(\.1) }
        return try db.all(
            """
            SELECT \(sql: Account.columns(of: "account")) FROM account
            WHERE id IN (SELECT account_id FROM maintainer WHERE project_id = \(project))
                AND is_active = 1
            ORDER BY username
            """
        ) { row in
            let account = Account(row: row, from: 0)
            return ProjectMaintainer(account: account, paths: paths[account.id] ?? [])
        }
    }
}
