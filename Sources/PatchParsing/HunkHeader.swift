/// The line `@@ -10,3 +11,4 @@ main()` that opens a hunk.
struct HunkHeader {
    /// The number of its first line in the old file; 0 where that is empty.
    let oldStart: Int
    /// The number of its first line in the new file; 0 where that is empty.
    let newStart: Int
    /// How many lines the hunk covers in the old file; 1 if the header does not say.
    let oldCount: Int
    /// How many lines the hunk covers in the new file; 1 if the header does not say.
    let newCount: Int

    init?(_ line: ArraySlice<UInt8>) {
        var rest = line
        guard rest.take("@@ -"), let old = rest.takeRange(),
            rest.take(" +"), let new = rest.takeRange(), rest.hasPrefix(" @@")
        else { return nil }
        (oldStart, newStart) = (old.start, new.start)
        (oldCount, newCount) = (old.count, new.count)
    }
}

/// The lines of a hunk that are still to come.
struct HunkLines {
    /// A merge has few parents; the largest known one has 66.
    private static let parentLimit = 100

    /// How many files there were before: 1, or more in the diff of a merge.
    let parents: Int
    /// The number of the first line in the new file.
    let newStart: Int
    /// In all old files together.
    private var old: Int
    private var new: Int

    var areComplete: Bool { old <= 0 && new <= 0 }

    /// Reads a header, and if `isCombined` also that of a merge: `@@@ -1,2 -1,3 +1,4 @@@`.
    init?(_ line: ArraySlice<UInt8>, isCombined: Bool) {
        if let header = HunkHeader(line) {
            (parents, newStart) = (1, header.newStart)
            (old, new) = (header.oldCount, header.newCount)
            return
        }
        var rest = line
        let marks = rest.take { $0 == UInt8(ascii: "@") }
        guard isCombined, marks.count > 2, marks.count <= Self.parentLimit + 1 else { return nil }
        var sum = 0
        for _ in 1..<marks.count {
            guard rest.take(" -"), let range = rest.takeRange() else { return nil }
            let (total, overflow) = sum.addingReportingOverflow(range.count)
            sum = overflow ? Int.max : total
        }
        guard rest.take(" +"), let range = rest.takeRange(), rest.take(" "),
            rest.starts(with: marks)
        else { return nil }
        (parents, newStart) = (marks.count - 1, range.start)
        (old, new) = (sum, range.count)
    }

    /// Counts a line. Any line counts, also one that no tool writes.
    mutating func count(_ line: ArraySlice<UInt8>) {
        if line.isNoNewlineMarker { return }
        let signs = line.prefix(parents)
        let minuses = signs.count { $0 == UInt8(ascii: "-") }
        if minuses > 0 {
            old -= minuses
        } else {
            new -= 1
            old -= parents - signs.count { $0 == UInt8(ascii: "+") }
        }
    }
}

extension ArraySlice<UInt8> {
    var isNoNewlineMarker: Bool { hasPrefix("\\ No newline at end of file") }

    /// Drops `10,3` and returns both numbers; one beyond `Int` means a hunk without end.
    fileprivate mutating func takeRange() -> (start: Int, count: Int)? {
        let start = take(while: \.isDigit)
        guard !start.isEmpty else { return nil }
        let first = start.wholeNumber ?? Int.max
        guard self.first == UInt8(ascii: ",") else { return (first, 1) }
        removeFirst()
        let digits = take(while: \.isDigit)
        return digits.isEmpty ? nil : (first, digits.wholeNumber ?? Int.max)
    }
}
