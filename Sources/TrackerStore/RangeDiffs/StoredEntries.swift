import RangeDiff
import TrackerModel

/// How the pairs of two versions are stored: `12,34,0;13,35,4;,36,0`, the ids of both patches and the
/// bits of what differs, in the order of the comparison.
struct StoredEntries {
    /// By ids.
    struct Pair {
        let old: Int64?
        let new: Int64?
        let differences: RangeDiff.Differences
    }

    let pairs: [Pair]

    init(_ entries: [RangeDiff.Entry], _ old: ComparedSeries, _ new: ComparedSeries) {
        pairs = entries.map { entry in
            Pair(
                old: entry.old.map { old.patches[$0].id },
                new: entry.new.map { new.patches[$0].id },
                differences: entry.differences
            )
        }
    }

    init(_ text: String) {
        pairs = text.split(separator: ";").map { entry in
            let words = entry.split(separator: ",", omittingEmptySubsequences: false)
            func number(_ index: Int) -> Int64? {
                words.indices.contains(index) ? Int64(words[index]) : nil
            }
            let bits = UInt8(clamping: number(2) ?? 0)
            return Pair(old: number(0), new: number(1), differences: .init(rawValue: bits))
        }
    }

    var text: String {
        pairs.map { pair in
            let ids = [pair.old, pair.new].map { $0.map { String($0) } ?? "" }
            return "\(ids[0]),\(ids[1]),\(pair.differences.rawValue)"
        }.joined(separator: ";")
    }

    /// The pairs among these patches; `nil` if one of them is not there.
    func entries(_ old: ComparedSeries, _ new: ComparedSeries) -> [RangeDiff.Entry]? {
        let places = [old, new].map { series in
            Dictionary(
                series.patches.enumerated().map { ($1.id, $0) },
                uniquingKeysWith: { first, _ in first }
            )
        }
        var entries: [RangeDiff.Entry] = []
        for pair in pairs {
            let (before, after) = (pair.old.map { places[0][$0] }, pair.new.map { places[1][$0] })
            if case .some(.none) = before { return nil }
            if case .some(.none) = after { return nil }
            entries.append(
                .init(old: before ?? nil, new: after ?? nil, differences: pair.differences)
            )
        }
        return entries
    }

    /// The same for those who need no texts.
    func step(_ series: Int64, against: Int64) -> VersionStep {
        VersionStep(
            series: series,
            against: against,
            entries: pairs.map { pair in
                // Places are not asked for; that there is one is what the verdict follows from.
                let verdict = RangeDiff.Entry(
                    old: pair.old.map { _ in 0 },
                    new: pair.new.map { _ in 0 },
                    differences: pair.differences
                ).verdict
                return VersionStep.Entry(old: pair.old, new: pair.new, verdict: verdict)
            }
        )
    }
}
