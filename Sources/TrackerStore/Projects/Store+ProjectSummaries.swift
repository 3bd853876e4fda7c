package import TrackerModel

extension Store {
    /// A project with what belongs to it, for lists of projects.
    package struct ProjectSummary: Sendable {
        package let project: Project
        package let patches: Int64
        package let series: Int64
        /// Usernames, sorted.
        package let maintainers: [String]
        /// The rule that decides first comes first.
        package let rules: [(path: String, username: String, priority: Int64)]
    }

    /// All projects by link name.
    package func projectSummaries() async throws -> [ProjectSummary] {
        try await database.read { db in
            let patches = try Self.counts("patch", in: db)
            let series = try Self.counts("series", in: db)
            return try Self.projects(in: db).map { project in
                ProjectSummary(
                    project: project,
                    patches: patches[project.id] ?? 0,
                    series: series[project.id] ?? 0,
                    maintainers: try Self.maintainers(of: project, in: db),
                    rules: try Self.rules(of: project, in: db)
                )
            }
        }
    }

    private static func counts(
        _ table: SQLText,
        in db: any SQLConnection
    ) throws -> [Project.ID: Int64] {
        let rows = try db.all("SELECT project_id, COUNT(*) FROM \(sql: table) GROUP BY project_id")
        {
            ($0.int(0), $0.int(1))
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    private static func maintainers(of project: Project, in db: any SQLConnection) throws
        -> [String]
    {
        try db.all(
            """
            SELECT username FROM maintainer JOIN account ON account.id = maintainer.account_id
            WHERE project_id = \(project.id) ORDER BY username
            """
        ) { $0.text(0) }
    }

    private static func rules(
        of project: Project,
        in db: any SQLConnection
    ) throws -> [(path: String, username: String, priority: Int64)] {
        try db.all(
            """
            SELECT path, username, priority
            FROM delegation_rule JOIN account ON account.id = delegation_rule.account_id
            WHERE project_id = \(project.id) ORDER BY priority DESC, path
            """
        ) { ($0.text(0), $0.text(1), $0.int(2)) }
    }
}
