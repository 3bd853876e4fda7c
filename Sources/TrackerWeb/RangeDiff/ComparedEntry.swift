import RangeDiff
import TrackerStore

/// A patch or pair of a comparison as a page shows it.
struct ComparedEntry: Sendable {
    /// As it counts on this page.
    let sign: VerdictSign
    let old: ComparedSeries.Patch?
    let new: ComparedSeries.Patch?
    /// The numbers as the mails say.
    let oldNumber: String?
    let newNumber: String?
    let title: String
    let inner: InnerDiff
    /// Whether its text is too much for the page.
    let isLeft: Bool
    let remarks: SeriesComparison.Remarks?

    init(
        _ entry: RangeDiff.Entry,
        at place: Int,
        in comparison: SeriesComparison,
        countsContext: Bool
    ) {
        sign = VerdictSign(entry.verdict, countsContext: countsContext)
        let (old, new) = (comparison.oldPatch(of: entry), comparison.newPatch(of: entry))
        (self.old, self.new) = (old, new)
        oldNumber = old.map { "\($0.shownNumber(at: entry.old ?? 0))" }
        newNumber = new.map { "\($0.shownNumber(at: entry.new ?? 0))" }
        title = MessageTitle((new ?? old)?.name ?? "").rest
        isLeft = comparison.left.contains(place)
        inner = isLeft ? InnerDiff.none : comparison.diff.inner(of: entry)
        remarks = old.flatMap { comparison.remarks[$0.id] }
    }

    /// The number by which people name it: that in the later version.
    var number: String { newNumber ?? oldNumber ?? "" }

    /// The ids of its row, and of its changes.
    var row: String { "v\((new ?? old)?.id ?? 0)" }
    var place: String { Self.place(ofPatch: (new ?? old)?.id ?? 0) }

    /// Where the changes of a patch stand.
    static func place(ofPatch id: Int64) -> String { "p\(id)" }

    /// `diff: +9 −5, message: +1 −1`
    var lines: String {
        var counts = (diff: (added: 0, removed: 0), message: (added: 0, removed: 0))
        for line in inner.hunks.lazy.flatMap(\.lines) where line.sign != .both {
            let isAdded = line.sign == .added
            switch line.part {
            case .author, .message:
                if isAdded { counts.message.added += 1 } else { counts.message.removed += 1 }
            default:
                if isAdded { counts.diff.added += 1 } else { counts.diff.removed += 1 }
            }
        }
        return [("diff", counts.diff), ("message", counts.message)]
            .filter { $0.1 != (0, 0) }
            .map { "\($0): +\($1.added) −\($1.removed)" }.joined(separator: ", ")
    }
}
