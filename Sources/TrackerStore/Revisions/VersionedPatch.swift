import PatchParsing
import TrackerModel

/// A patch as other versions of it are told by.
struct VersionedPatch {
    let id: Int64
    let series: Int64
    let number: Int64
    /// As it was sent.
    let name: String
    let submitter: Person.ID
    let date: Int64
    /// In small letters, without prefixes.
    let title: String
    let hash: String?
    let project: Project.ID
    let state: PatchState.ID
    /// Whether it is not archived, in a state that is not closed.
    let isOpen: Bool
    let relation: Int64?
    /// Whether somebody said what it is related to.
    let isRelatedByHand: Bool

    /// The patches of some series, by series and number.
    static func all(
        of series: some Sequence<Int64>,
        in db: any SQLConnection
    ) throws -> [VersionedPatch] {
        var found: [VersionedPatch] = []
        for part in Set(series).sorted().idPortions {
            found += try db.all(
                """
                SELECT patch.id, patch.series_id, patch.number, patch.name, patch.hash,
                    patch.project_id, patch.state_id, patch.archived, state.meaning,
                    patch.relation_id, patch.related_by_hand, patch.submitter_id, patch.date
                FROM patch JOIN state ON state.id = patch.state_id
                WHERE patch.series_id IN (\(ids: part)) ORDER BY patch.series_id, patch.number
                """,
                VersionedPatch.init(row:)
            )
        }
        return found
    }

    private init(row: any SQLRow) {
        id = row.int(0)
        series = row.int(1)
        number = row.optionalInt(2) ?? 0
        name = row.text(3)
        title = PatchSubject.withoutPrefix(name).lowercased()
        hash = row.optionalText(4)
        project = row.int(5)
        state = row.int(6)
        isOpen = !row.bool(7) && row.text(8) != PatchState.Meaning.closed.rawValue
        relation = row.optionalInt(9)
        isRelatedByHand = row.bool(10)
        submitter = row.int(11)
        date = row.int(12)
    }
}

/// Which patch of one version became which one of the next.
enum RevisionPairing {
    /// Patches of both versions that correspond: those that were found to when the versions were
    /// compared, and of patches that came since those of the same number and title, the same title, or
    /// the same diff. Each is in one pair at most.
    static func pairs(
        _ older: [VersionedPatch],
        _ newer: [VersionedPatch],
        knowing step: VersionStep? = nil
    ) -> [(older: VersionedPatch, newer: VersionedPatch)] {
        var (pairs, open, rest) = known(older, newer, step)
        func match<Key: Hashable>(_ key: (VersionedPatch) -> Key?) {
            var places: [Key: VersionedPatch] = [:]
            for patch in open.reversed() { if let key = key(patch) { places[key] = patch } }
            var taken: Set<Int64> = []
            for patch in rest {
                guard let own = key(patch), let other = places.removeValue(forKey: own) else {
                    continue
                }
                pairs.append((other, patch))
                taken.formUnion([other.id, patch.id])
            }
            open.removeAll { taken.contains($0.id) }
            rest.removeAll { taken.contains($0.id) }
        }
        match { "\($0.number) \($0.title)" }
        match { $0.title }
        match { $0.hash }
        return pairs
    }

    private typealias Pairs = [(older: VersionedPatch, newer: VersionedPatch)]

    /// The pairs of a comparison that are there, and the patches that it does not know.
    private static func known(
        _ older: [VersionedPatch],
        _ newer: [VersionedPatch],
        _ step: VersionStep?
    ) -> (pairs: Pairs, older: [VersionedPatch], newer: [VersionedPatch]) {
        guard let step else { return ([], older, newer) }
        let places = [older, newer].map { patches in
            Dictionary(patches.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        }
        let pairs = step.entries.compactMap { entry -> Pairs.Element? in
            guard let old = entry.old.flatMap({ places[0][$0] }),
                let new = entry.new.flatMap({ places[1][$0] })
            else { return nil }
            return (old, new)
        }
        let seen = Set(step.entries.flatMap { [$0.old, $0.new].compactMap { $0 } })
        return (
            pairs, older.filter { !seen.contains($0.id) }, newer.filter { !seen.contains($0.id) }
        )
    }
}
