import TrackerModel

/// Reads what is shown of the series of a stack.
struct StackSeriesReading {
    let db: any SQLConnection

    /// So many steps are gone from a version to later ones.
    private static let stepLimit = 50

    /// The series with these numbers that are there; `own` is not asked for later versions.
    func read(_ ids: [Int64], besides own: Int64) throws -> [Int64: StackSeries] {
        let newest = try newest(of: Set(ids).subtracting([own]))
        var found: [Int64: StackSeries] = [:]
        for part in Array(Set(ids)).sorted().idPortions {
            let states = try states(of: part)
            try db.query(
                """
                SELECT series.id, series.name, series.version, series.total, project.link_name
                FROM series JOIN project ON project.id = series.project_id
                WHERE series.id IN (\(ids: part))
                """
            ) { row in
                found[row.int(0)] = StackSeries(
                    id: row.int(0),
                    name: row.optionalText(1),
                    version: row.int(2),
                    total: row.int(3),
                    project: row.text(4),
                    states: states[row.int(0)] ?? [],
                    newest: newest[row.int(0)]
                )
            }
        }
        return found
    }

    private func states(of ids: ArraySlice<Int64>) throws -> [Int64: [PatchState.ID]] {
        var states: [Int64: [PatchState.ID]] = [:]
        try db.query(
            """
            SELECT series_id, state_id FROM patch WHERE series_id IN (\(ids: ids))
            ORDER BY COALESCE(number, 0), id
            """
        ) { states[$0.int(0), default: []].append($0.int(1)) }
        return states
    }

    /// The latest version of each series that has a later one.
    private func newest(of ids: Set<Int64>) throws -> [Int64: StackSeries.Newest] {
        var roots = Dictionary(uniqueKeysWithValues: ids.map { ($0, Set([$0])) })
        var latest: [Int64: Later] = [:]
        var seen = ids
        var open = ids
        for _ in 0..<Self.stepLimit where !open.isEmpty {
            var next: Set<Int64> = []
            for later in try versions(after: open) {
                let own = roots[later.earlier] ?? []
                for root in own where latest[root].map({ $0.isSent(before: later) }) ?? true {
                    latest[root] = later
                }
                roots[later.id, default: []].formUnion(own)
                if seen.insert(later.id).inserted || ids.contains(later.id) {
                    next.insert(later.id)
                }
            }
            open = next
        }
        return latest.mapValues { StackSeries.Newest(id: $0.id, version: $0.version) }
    }

    private struct Later {
        let earlier: Int64
        let id: Int64
        let version: Int64
        let date: Int64

        func isSent(before other: Later) -> Bool { (date, id) < (other.date, other.id) }
    }

    /// New versions of a part of a series do not replace it.
    private func versions(after ids: Set<Int64>) throws -> [Later] {
        try ids.sorted().idPortions.flatMap { part in
            try db.all(
                """
                SELECT revision.earlier_id, series.id, series.version, series.date
                FROM revision JOIN series ON series.id = revision.series_id
                WHERE revision.earlier_id IN (\(ids: part)) AND revision.kind <> 'part'
                ORDER BY series.date, series.id
                """
            ) { Later(earlier: $0.int(0), id: $0.int(1), version: $0.int(2), date: $0.int(3)) }
        }
    }
}
