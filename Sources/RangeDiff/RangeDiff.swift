/// What became of the patches of a series in its next version.
///
/// It says what `git range-diff` says of two ranges of commits, but needs the mails only:
///
///     let diff = RangeDiff(old: firstVersion, new: secondVersion)
///     print(diff.summary.text)          // 3 unchanged, 1 message only, 2 changed
///     for entry in diff.entries where entry.verdict == .changed {
///         for hunk in diff.inner(of: entry).hunks { … }
///     }
///
/// Patches are paired by what they do, not by their titles. Two diffs that differ in less than 60
/// percent of their lines may be a pair; the pairs that save most lines all in all are taken.
///
/// The time is bounded whatever the patches are. Where the bound is reached, ``isEstimate`` is true, and
/// there may be better pairs.
public struct RangeDiff: Sendable {
    /// The patches of the earlier version, in their order.
    public let old: [RangePatch]
    /// The patches of the later version, in their order.
    public let new: [RangePatch]
    /// All patches of both, pairs once, in the order in which git prints them: that of the later
    /// version, with each dropped patch behind those that stood before it.
    public let entries: [Entry]
    /// Whether patches were too many or too large to look for the best pairs.
    public let isEstimate: Bool

    /// What a patch without another costs, in percent of its lines; git's default.
    static let creationFactor = 60
    /// The steps of a comparison, each of which takes about ten nanoseconds.
    static let pairingSteps = 100_000_000
    /// The steps of the diff between two patches, and of those of all pairs together.
    static let innerSteps = 30_000_000
    static let allInnerSteps = 200_000_000

    /// Compares two versions of a series, cover letters left out. Either may be empty.
    ///
    /// - Parameters:
    ///   - old: The patches of the earlier version, in their order.
    ///   - new: The patches of the later version, in their order.
    ///   - pairingEqualTitles: Whether patches that are left over are pairs if they have the same title,
    ///     which git does not do: to it a patch that was rewritten is dropped and new.
    public init(old: [RangePatch], new: [RangePatch], pairingEqualTitles: Bool = false) {
        self.init(old, new, pairingEqualTitles, steps: Self.pairingSteps)
    }

    /// Takes a comparison up again whose pairs are known.
    ///
    /// - Parameters:
    ///   - old: The patches of the earlier version, in their order.
    ///   - new: The patches of the later version, in their order.
    ///   - entries: The pairs; indices that lead nowhere have no inner diff.
    ///   - isEstimate: Whether there may be better pairs.
    public init(
        old: [RangePatch],
        new: [RangePatch],
        entries: [Entry],
        isEstimate: Bool
    ) {
        (self.old, self.new, self.entries, self.isEstimate) = (old, new, entries, isEstimate)
    }

    private init(
        _ old: [RangePatch],
        _ new: [RangePatch],
        _ pairingEqualTitles: Bool,
        steps: Int
    ) {
        (self.old, self.new) = (old, new)
        var table = LineTable()
        let oldLines = old.map { NumberedPatch($0, &table) }
        let newLines = new.map { NumberedPatch($0, &table) }
        var budget = WorkBudget(steps)
        let pairing = Pairing(
            old: oldLines,
            new: newLines,
            lineNumbers: table.count,
            pairingEqualTitles: pairingEqualTitles,
            budget: &budget
        )
        isEstimate = pairing.isEstimate
        entries = EntryOrder(newIndices: pairing.newIndices, newCount: new.count).pairs
            .map { oldIndex, newIndex in
                guard let oldIndex, let newIndex else {
                    return Entry(old: oldIndex, new: newIndex, differences: [])
                }
                let differences = Differences(
                    between: (old[oldIndex], oldLines[oldIndex].lines),
                    and: (new[newIndex], newLines[newIndex].lines)
                )
                return Entry(old: oldIndex, new: newIndex, differences: differences)
            }
    }

    /// How the text of a pair has changed; empty if it has not, or if the patch has no other.
    ///
    /// It is worked out when it is asked for.
    public func inner(of entry: Entry) -> InnerDiff {
        guard let oldIndex = entry.old, let newIndex = entry.new, entry.verdict != .unchanged,
            old.indices.contains(oldIndex), new.indices.contains(newIndex)
        else { return InnerDiff() }
        let steps = min(Self.innerSteps, Self.allInnerSteps / max(1, entries.count))
        return InnerDiff(from: old[oldIndex], to: new[newIndex], steps: steps)
    }
}
