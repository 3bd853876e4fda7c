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
    /// The lines that a patch without an earlier version adds and takes away; `nil` for others, and where
    /// its text is too much.
    let size: (added: Int, deleted: Int)?
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
        size =
            entry.verdict == .new && !isLeft
            ? entry.new.flatMap { comparison.text(ofNew: $0)?.changedLines } : nil
        remarks = old.flatMap { comparison.remarks[$0.id] }
    }

    /// The number by which people name it: that in the later version.
    var number: String { newNumber ?? oldNumber ?? "" }

    /// The ids of its row, and of its changes.
    var row: String { "v\((new ?? old)?.id ?? 0)" }
    var place: String { Self.place(ofPatch: (new ?? old)?.id ?? 0) }

    /// Where the changes of a patch stand.
    static func place(ofPatch id: Int64) -> String { "p\(id)" }

    /// `46 lines added, 8 removed`; `nil` where nothing is counted.
    var sizeInWords: String? {
        guard let size, size.added + size.deleted > 0 else { return nil }
        func lines(_ count: Int) -> String { count == 1 ? "1 line" : "\(count) lines" }
        guard size.added > 0 else { return "\(lines(size.deleted)) removed" }
        let removed = size.deleted > 0 ? ", \(size.deleted) removed" : ""
        return "\(lines(size.added)) added\(removed)"
    }

    /// `diff: +9 −5, message: +1 −1`; of a new patch what it adds: `46 lines`.
    var lines: String {
        if let size, let words = sizeInWords {
            guard size.added > 0 else { return words }
            return size.added == 1 ? "1 line" : "\(size.added) lines"
        }
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
