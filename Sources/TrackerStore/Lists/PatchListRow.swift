package import TrackerModel

/// A patch as a list shows it.
package struct PatchListRow: Sendable, Identifiable {
    package let id: Int64
    /// As stored, with angle brackets.
    package let messageID: String
    package let name: String
    /// The link name of its project.
    package let project: String
    package let series: Int64?
    package let seriesName: String?
    /// Of the series: how many patches it is to have.
    package let total: Int64
    package let number: Int64?
    /// Microseconds since 1970.
    package let date: Int64
    package let submitter: Int64
    package let author: String
    /// A user name.
    package let delegate: String?
    package let state: PatchState.ID
    package let isArchived: Bool
    package let hasPull: Bool
    /// How many people gave a tag.
    package internal(set) var tags = TagCounts()
    package internal(set) var checks = CheckCounts()
}

extension PatchListRow {
    /// The patches with these ids, in that order; an id that is gone is left out.
    static func all(_ ids: [Int64], in db: any SQLConnection) throws -> [PatchListRow] {
        guard !ids.isEmpty else { return [] }
        var rows: [Int64: PatchListRow] = [:]
        try db.query(
            """
            SELECT patch.id, patch.msgid, patch.name, project.link_name, patch.series_id,
                (SELECT name FROM series WHERE series.id = patch.series_id),
                (SELECT total FROM series WHERE series.id = patch.series_id), patch.number, patch.date, patch.submitter_id,
                person.name, person.email, account.username, patch.state_id, patch.archived,
                patch.pull_url
            FROM patch JOIN project ON project.id = patch.project_id
                JOIN person ON person.id = patch.submitter_id
                LEFT JOIN account ON account.id = patch.delegate_id
            WHERE patch.id IN (\(ids: ids))
            """
        ) { rows[$0.int(0)] = PatchListRow($0) }
        try db.query(
            "SELECT patch_id, tag_id, count FROM patch_tag WHERE patch_id IN (\(ids: ids))"
        ) { rows[$0.int(0)]?.tags.counts[$0.int(1)] = $0.int(2) }
        try db.query(
            """
            SELECT patch_id, state, COUNT(*) FROM check_result
            WHERE patch_id IN (\(ids: ids)) AND superseded = 0 GROUP BY patch_id, state
            """
        ) { row in
            let state = CheckState(rawValue: row.int(1)) ?? .pending
            rows[row.int(0)]?.checks.add(row.int(2), state)
        }
        return ids.compactMap { rows[$0] }
    }

    private init(_ row: any SQLRow) {
        var reader = RowReader(row)
        id = reader.int()
        messageID = reader.text()
        name = reader.text()
        project = reader.text()
        series = reader.optionalInt()
        let title = reader.optionalText()
        seriesName = series.map { SeriesTitle.shown(title, id: $0) }
        total = reader.int()
        number = reader.optionalInt()
        date = reader.int()
        submitter = reader.int()
        author = row.personName(reader.take(2))
        delegate = reader.optionalText()
        state = reader.int()
        isArchived = reader.bool()
        hasPull = reader.optionalText() != nil
    }
}

extension Store {
    /// The patches with these ids, in that order, as lists show them.
    package func patchListRows(_ ids: [Int64]) async throws -> [PatchListRow] {
        try await database.read { db in try PatchListRow.all(ids, in: db) }
    }
}
