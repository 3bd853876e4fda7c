package import TrackerModel

/// A project with how much there is of it.
package struct ProjectLine: Sendable {
    package let project: Project
    package let patches: Int64
    package let series: Int64
    /// When the mail was written that came in last as a patch; nil where there is none.
    package let newestPatch: Int64?
}

extension Store {
    /// All projects by name.
    package func projectLines() async throws -> [ProjectLine] {
        try await database.read { db in
            try db.all(
                """
                SELECT \(sql: Project.columns),
                    \(sql: TallyScope.countOfProject(.patches)),
                    \(sql: TallyScope.countOfProject(.series)),
                    (SELECT patch.date FROM patch WHERE patch.project_id = project.id
                        ORDER BY patch.id DESC LIMIT 1)
                FROM project ORDER BY project.name, project.link_name
                """
            ) { row in
                ProjectLine(
                    project: Project(row: row, from: 0),
                    patches: row.int(Project.columnCount),
                    series: row.int(Project.columnCount + 1),
                    newestPatch: row.optionalInt(Project.columnCount + 2)
                )
            }
        }
    }

    /// The project with exactly this link name.
    package func project(named linkName: String) async throws -> Project? {
        guard !linkName.utf8.contains(0) else { return nil }
        return try await database.readBriefly { db in try Self.project(linkName, in: db) }
    }

    static func project(_ linkName: String, in db: any SQLConnection) throws -> Project? {
        try db.first(
            "SELECT \(sql: Project.columns) FROM project WHERE link_name = \(linkName)"
        ) { Project(row: $0, from: 0) }
    }
}

extension SQLRow {
    /// The name of a person, or the address where there is no name, from these two columns.
    func personName(_ start: Int) -> String {
        let name = text(start)
        return name.isEmpty ? text(start + 1) : name
    }
}
