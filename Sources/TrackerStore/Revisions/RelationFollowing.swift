import TrackerModel

/// Keeps patches related to their other versions, in projects that want it: relations that follow from
/// links between series.
///
/// What somebody has said of a patch's relation stays (`patch.related_by_hand`).
struct RelationFollowing {
    let db: any SQLConnection
    let now: Int64
    let events: EventLog

    /// Brings relations in step with links that are new, or gone.
    func follow(_ decided: RevisionDeciding.Decided) throws {
        let wanted = try db.int("SELECT id FROM project WHERE relates = 1 LIMIT 1") != nil
        guard wanted else { return }
        let reading = RevisionReading(db: db)
        var seen: Set<Int64> = []
        for series in decided.series.union(decided.left).sorted() where !seen.contains(series) {
            let versions = try reading.connected(with: series)
            seen.formUnion(versions)
            try relate(versions)
        }
    }

    /// Relates the patches of all versions of one piece of work.
    private func relate(_ versions: Set<Int64>) throws {
        let patches = try VersionedPatch.all(of: versions, in: db).filter { !$0.isRelatedByHand }
        guard versions.count > 1 || patches.contains(where: { $0.relation != nil }),
            let project = patches.first?.project,
            try db.int("SELECT relates FROM project WHERE id = \(project)") == 1
        else { return }
        let groups = try groups(of: patches, versions)
        var taken: Set<Int64> = []
        var relations: [Int64: Int64] = [:]
        for group in groups where group.count > 1 {
            let known = group.lazy.compactMap(\.relation).first { !taken.contains($0) }
            let relation =
                try known
                ?? db.insert("INSERT INTO relation (created) VALUES (\(now)) RETURNING id")
            taken.insert(relation)
            for patch in group { relations[patch.id] = relation }
        }
        for patch in patches where patch.relation != relations[patch.id] {
            try move(patch, to: relations[patch.id])
        }
        for old in Set(patches.compactMap(\.relation)).subtracting(taken) { try dissolve(old) }
    }

    /// Patches that are versions of one another.
    private func groups(
        of patches: [VersionedPatch],
        _ versions: Set<Int64>
    ) throws -> [[VersionedPatch]] {
        let bySeries = Dictionary(grouping: patches, by: \.series)
        var leader = Dictionary(uniqueKeysWithValues: patches.map { ($0.id, $0.id) })
        func root(_ id: Int64) -> Int64 {
            var id = id
            while let next = leader[id], next != id {
                leader[id] = leader[next]
                id = next
            }
            return id
        }
        let rows = try RevisionRow.all(of: versions, in: db)
        let steps = try ComparisonReading(db: db).steps(along: rows.mapValues(\.earlier))
        for (series, row) in rows {
            guard let earlier = row.earlier else { continue }
            let (older, newer) = (bySeries[earlier] ?? [], bySeries[series] ?? [])
            for pair in RevisionPairing.pairs(older, newer, knowing: steps[series]) {
                leader[root(pair.newer.id)] = root(pair.older.id)
            }
        }
        let groups = Dictionary(grouping: patches) { root($0.id) }
        return groups.sorted { $0.key < $1.key }.map(\.value)
    }

    private func move(_ patch: VersionedPatch, to relation: Int64?) throws {
        try db.execute("UPDATE patch SET relation_id = \(relation) WHERE id = \(patch.id)")
        var event = NewEvent(
            .patchRelationChanged,
            inProject: patch.project,
            patch: patch.id,
            by: nil
        )
        event.relation = (patch.relation, relation)
        try events.add(event)
    }

    /// A relation of one patch would be none.
    private func dissolve(_ relation: Int64) throws {
        let rest = try RelatedPatch.all(of: relation, in: db)
        guard rest.count < 2 else { return }
        try db.execute("UPDATE patch SET relation_id = NULL WHERE relation_id = \(relation)")
        try db.execute("DELETE FROM relation WHERE id = \(relation)")
    }
}
