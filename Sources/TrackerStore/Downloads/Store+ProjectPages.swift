package import TrackerModel

/// A project with how much there is of it.
package struct ProjectLine: Sendable {
    package let project: Project
    package let patches: Int64
    package let series: Int64
    /// When the mail was written that came in last as a patch; nil where there is none.
    package let newestPatch: Int64?
}

/// A line in a list of series.
package struct SeriesLine: Hashable, Sendable {
    package let id: Int64
    package let name: String
    package let version: Int64
    /// How many patches there are, and how many its subjects promise.
    package let received: Int64
    package let total: Int64
    package let date: Int64
    package let author: String
}

/// A line in a list of patches.
package struct PatchLine: Hashable, Sendable {
    package let id: Int64
    /// As stored, with angle brackets.
    package let messageID: String
    package let name: String
    package let state: String
    package let date: Int64
    package let author: String
    package let series: Int64?
}

/// What a list of patches or series of a project shows.
package struct ProjectListing<Line: Sendable>: Sendable {
    package let project: Project
    package let lines: [Line]
    /// The series whose patches the lines are, if they are of one only.
    package var series: SeriesLine?
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

    /// The series of a project that came in last, or nil if there is no such project.
    package func newestSeries(
        ofProject linkName: String,
        limit: Int
    ) async throws -> ProjectListing<SeriesLine>? {
        try await database.read { db in
            guard let project = try Self.project(linkName, in: db) else { return nil }
            let lines = try db.all(
                """
                SELECT \(sql: SeriesLine.columns)
                FROM series JOIN person ON person.id = series.submitter_id
                WHERE series.project_id = \(project.id) ORDER BY series.id DESC LIMIT \(limit)
                """,
                SeriesLine.init(row:)
            )
            return ProjectListing(project: project, lines: lines)
        }
    }

    /// The patches of a project that came in last, or nil if there is no such project.
    package func newestPatches(
        ofProject linkName: String,
        limit: Int
    ) async throws -> ProjectListing<PatchLine>? {
        try await database.read { db in
            guard let project = try Self.project(linkName, in: db) else { return nil }
            let lines = try db.all(
                """
                SELECT \(sql: PatchLine.columns) FROM \(sql: PatchLine.tables)
                WHERE patch.project_id = \(project.id) ORDER BY patch.id DESC LIMIT \(limit)
                """,
                PatchLine.init(row:)
            )
            return ProjectListing(project: project, lines: lines)
        }
    }

    /// The patches of a series by number, or nil if the project has no such series.
    package func patches(
        ofSeries id: Int64,
        project linkName: String
    ) async throws -> ProjectListing<PatchLine>? {
        try await database.read { db in
            guard let project = try Self.project(linkName, in: db) else { return nil }
            let series = try db.first(
                """
                SELECT \(sql: SeriesLine.columns)
                FROM series JOIN person ON person.id = series.submitter_id
                WHERE series.id = \(id) AND series.project_id = \(project.id)
                """,
                SeriesLine.init(row:)
            )
            guard let series else { return nil }
            let lines = try db.all(
                """
                SELECT \(sql: PatchLine.columns) FROM \(sql: PatchLine.tables)
                WHERE patch.series_id = \(id) ORDER BY patch.number, patch.id
                """,
                PatchLine.init(row:)
            )
            return ProjectListing(project: project, lines: lines, series: series)
        }
    }

    /// The patches with these ids, in that order.
    package func patchLines(_ ids: [Int64]) async throws -> [PatchLine] {
        try await database.read { db in
            let lines = try db.all(
                """
                SELECT \(sql: PatchLine.columns) FROM \(sql: PatchLine.tables)
                WHERE patch.id IN (\(list: ids))
                """,
                PatchLine.init(row:)
            )
            let byID = Dictionary(grouping: lines, by: \.id).compactMapValues(\.first)
            return ids.compactMap { byID[$0] }
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

extension SeriesLine {
    fileprivate static let columns: SQLText = """
        series.id, series.name, series.version, series.received_total, series.total, series.date,
        person.name, person.email
        """

    fileprivate init(row: any SQLRow) {
        id = row.int(0)
        name = SeriesTitle.shown(row.optionalText(1), id: row.int(0))
        version = row.int(2)
        received = row.int(3)
        total = row.int(4)
        date = row.int(5)
        author = row.personName(6)
    }
}

extension PatchLine {
    fileprivate static let columns: SQLText = """
        patch.id, patch.msgid, patch.name, state.name, patch.date, patch.series_id,
        person.name, person.email
        """
    fileprivate static let tables: SQLText = """
        patch JOIN state ON state.id = patch.state_id
        JOIN person ON person.id = patch.submitter_id
        """

    fileprivate init(row: any SQLRow) {
        id = row.int(0)
        messageID = row.text(1)
        name = row.text(2)
        state = row.text(3)
        date = row.int(4)
        series = row.optionalInt(5)
        author = row.personName(6)
    }
}

extension SQLRow {
    /// The name of a person, or the address where there is no name, from these two columns.
    func personName(_ start: Int) -> String {
        let name = text(start)
        return name.isEmpty ? text(start + 1) : name
    }
}
