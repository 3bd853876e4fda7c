import PatchParsing
import RangeDiff
import TrackerModel

/// Which patch of one version became which one of another.
enum PatchPairing {
    /// Pairs patches by title and diff as links between versions do, and what is left by how much of
    /// their text is the same.
    ///
    /// - Parameters:
    ///   - old: The patches of the earlier version.
    ///   - new: Those of the later one.
    /// - Returns: By index in `old`, the index in `new`.
    static func pairs(_ old: [TalkSource.Patch], _ new: [TalkSource.Patch]) -> [Int: Int] {
        let oldPlaces = places(of: old)
        let newPlaces = places(of: new)
        var pairs: [Int: Int] = [:]
        for pair in RevisionPairing.pairs(old.map(\.facts), new.map(\.facts)) {
            if let one = oldPlaces[pair.older.id], let other = newPlaces[pair.newer.id] {
                pairs[one] = other
            }
        }
        let taken = Set(pairs.values)
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
