import PatchParsing
import RangeDiff
import TrackerModel

/// Which patch of one version became which one of another.
enum PatchPairing {
    /// Pairs patches as they were found to correspond when versions were compared, then by title and
    /// diff, and what is left by how much of their text is the same.
    ///
    /// - Parameters:
    ///   - old: The patches of the earlier version.
    ///   - new: Those of the later one.
    ///   - known: What is known of their pairs.
    /// - Returns: By index in `old`, the index in `new`.
    static func pairs(
        _ old: [TalkSource.Patch],
        _ new: [TalkSource.Patch],
        knowing known: KnownPairs?
    ) -> [Int: Int] {
        let oldPlaces = places(of: old)
        let newPlaces = places(of: new)
        var pairs: [Int: Int] = [:]
        var taken: Set<Int> = []
        func add(_ older: Int64, _ newer: Int64) {
            guard let one = oldPlaces[older], let other = newPlaces[newer], pairs[one] == nil,
                taken.insert(other).inserted
            else { return }
            pairs[one] = other
        }
        for (older, newer) in known?.pairs.sorted(by: { $0.key < $1.key }) ?? [] {
            add(older, newer)
        }
        let open = old.indices.filter { pairs[$0] == nil }.map { old[$0].facts }
        let free = new.indices.filter { !taken.contains($0) }.map { new[$0].facts }
        for pair in RevisionPairing.pairs(open, free) { add(pair.older.id, pair.newer.id) }
        guard known?.isWhole != true else { return pairs }
        let restOfOld = old.indices.filter { pairs[$0] == nil }
        let restOfNew = new.indices.filter { !taken.contains($0) }
        guard !restOfOld.isEmpty, !restOfNew.isEmpty else { return pairs }
        let diff = RangeDiff(
            old: restOfOld.map { RangePatch(old[$0]) },
            new: restOfNew.map { RangePatch(new[$0]) }
        )
        for entry in diff.entries {
            if let one = entry.old, let other = entry.new {
                pairs[restOfOld[one]] = restOfNew[other]
            }
        }
        return pairs
    }

    private static func places(of patches: [TalkSource.Patch]) -> [Int64: Int] {
        Dictionary(
            patches.enumerated().map { ($0.element.facts.id, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}

/// Which patches of an earlier version and of the present one were found to correspond when versions
/// were compared.
struct KnownPairs: Hashable, Sendable {
    /// By the patch of the earlier version, that of the present one.
    let pairs: [Int64: Int64]
    /// Whether these two versions themselves were compared: then nothing else has much in common. Else
    /// the pairs lead over the versions between them.
    let isWhole: Bool

    /// What is known along a chain of versions, as far as their comparisons still hold.
    ///
    /// `facts`: the patches of all versions, by series.
    static func read(
        along chain: [Int64],
        _ facts: [Int64: [VersionedPatch]],
        in db: any SQLConnection
    ) throws -> [Int64: KnownPairs] {
        var steps: [Int64: (against: Int64, digest: String, entries: String)] = [:]
        try db.query(
            """
            SELECT series_id, against_id, digest, entries FROM range_diff
            WHERE series_id IN (\(ids: chain.dropLast()))
            """
        ) { steps[$0.int(0)] = ($0.int(1), $0.text(2), $0.text(3)) }
        var known: [Int64: KnownPairs] = [:]
        var way: [Int64: Int64]?
        for (newer, older) in zip(chain, chain.dropFirst()) {
            guard let step = steps[newer], step.against == older,
                step.digest == digest(older, newer, facts)
            else { return known }
            var pairs: [Int64: Int64] = [:]
            for pair in StoredEntries(step.entries).pairs {
                guard let old = pair.old, let new = pair.new else { continue }
                if let way { pairs[old] = way[new] } else { pairs[old] = new }
            }
            known[older] = KnownPairs(pairs: pairs, isWhole: way == nil)
            way = pairs
        }
        return known
    }

    private static func digest(
        _ older: Int64,
        _ newer: Int64,
        _ facts: [Int64: [VersionedPatch]]
    ) -> String {
        ComparisonReading.digest(
            [older, newer].map { series in
                let patches = (facts[series] ?? []).sorted {
                    ($0.number, $0.date, $0.id) < ($1.number, $1.date, $1.id)
                }
                let marks = patches.map {
                    ComparisonReading.PatchMark(
                        id: $0.id,
                        submitter: $0.submitter,
                        hash: $0.hash,
                        name: $0.name
                    )
                }
                return (series, marks)
            }
        )
    }
}

extension RangePatch {
    fileprivate init(_ patch: TalkSource.Patch) {
        self.init(
            subject: patch.facts.title,
            author: patch.submitter.shownAuthor,
            message: patch.body.content ?? "",
            diff: patch.body.diff
        )
    }
}
