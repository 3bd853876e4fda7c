package import TrackerModel

/// What was decided about a patch.
package struct PatchDecision: Hashable, Sendable {
    package let id: Int64
    package let name: String
    /// The slug of the state.
    package let state: String
    package let delegate: Account.ID?
    package let isArchived: Bool
    package let commitRef: String?
    package let check: CheckState
}

/// A series with what was decided about its patches.
package struct SeriesState: Sendable {
    package let record: SeriesRecord
    /// In the order of their numbers.
    package let patches: [PatchDecision]
    /// Of the checks that count, of the series and its patches.
    package let check: CheckState
    /// `nil` where the series went meanwhile.
    package let turn: ShownTurn?
    /// The comments that block it, by date.
    package let blocks: [SeriesBlock]
}

extension Store {
    /// A series with what was decided about its patches; `nil` if there is no such series.
    package func seriesState(_ id: Int64) async throws -> SeriesState? {
        try await database.read { db in
            guard let id = try Self.presentSeries(id, in: db),
                let record = try SeriesRecord.read(
                    db.answers(to: SeriesRecord.statements(id), isLast: false)
                )
            else { return nil }
            let patches = try PatchDecision.read(record.patches.map(\.id), in: db)
            let ownStates = try db.all(
                "SELECT DISTINCT state FROM series_check WHERE series_id = \(id) AND superseded = 0"
            ) { CheckState(rawValue: $0.int(0)) ?? .pending }
            // A patch without checks has nothing to say about the series.
            let checked = try db.all(
                """
                SELECT DISTINCT check_result.state FROM check_result
                    JOIN patch ON patch.id = check_result.patch_id
                WHERE patch.series_id = \(id) AND check_result.superseded = 0
                """
            ) { CheckState(rawValue: $0.int(0)) ?? .pending }
            let blocks = try db.int(
                "SELECT blocks FROM series WHERE id = \(id) AND has_newer = 0"
            )
            return SeriesState(
                record: record,
                patches: patches,
                check: .combined(ownStates + checked),
                turn: try ShownTurn.of(id, in: db),
                blocks: blocks ?? 0 > 0 ? try SeriesBlock.all(of: id, in: db) : []
            )
        }
    }
}

extension PatchDecision {
    /// In the order of the ids; ids that nothing has are left out.
    static func read(_ ids: [Int64], in db: any SQLConnection) throws -> [PatchDecision] {
        guard !ids.isEmpty else { return [] }
        var found: [Int64: PatchDecision] = [:]
        try db.query(
            """
            SELECT patch.id, patch.name, state.slug, patch.delegate_id, patch.archived,
                patch.commit_ref, patch.check_state
            FROM patch JOIN state ON state.id = patch.state_id WHERE patch.id IN (\(ids: ids))
            """
        ) { row in
            found[row.int(0)] = PatchDecision(
                id: row.int(0),
                name: row.text(1),
                state: row.text(2),
                delegate: row.optionalInt(3),
                isArchived: row.bool(4),
                commitRef: row.optionalText(5),
                check: CheckState(rawValue: row.int(6)) ?? .pending
            )
        }
        return ids.compactMap { found[$0] }
    }
}
