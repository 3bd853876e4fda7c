/// The line `@@ -10,3 +11,4 @@ main()` that opens a hunk.
struct HunkHeader {
    /// How many lines the hunk covers in the old file; 1 if the header does not say.
    let oldCount: Int
    /// How many lines the hunk covers in the new file; 1 if the header does not say.
    let newCount: Int

    init?(_ line: ArraySlice<UInt8>) {
        var rest = line
        guard rest.take("@@ -"), let old = rest.takeCount(),
            rest.take(" +"), let new = rest.takeCount(), rest.hasPrefix(" @@")
        else { return nil }
        (oldCount, newCount) = (old, new)
    }
}

/// The lines of a hunk that are still to come.
struct HunkLines {
    /// A merge has few parents; the largest known one has 66.
    private static let parentLimit = 100

    /// How many files there were before: 1, or more in the diff of a merge.
    private let parents: Int
    /// In all old files together.
    private var old: Int
    private var new: Int

    var areComplete: Bool { old <= 0 && new <= 0 }

    /// Reads a header, and if `isCombined` also that of a merge: `@@@ -1,2 -1,3 +1,4 @@@`.
    init?(_ line: ArraySlice<UInt8>, isCombined: Bool) {
        if let header = HunkHeader(line) {
            (parents, old, new) = (1, header.oldCount, header.newCount)
            return
        }
        var rest = line
        let marks = rest.take { $0 == UInt8(ascii: "@") }
        guard isCombined, marks.count > 2, marks.count <= Self.parentLimit + 1 else { return nil }
        var sum = 0
        for _ in 1..<marks.count {
            guard rest.take(" -"), let count = rest.takeCount() else { return nil }
            sum = sum.addingReportingOverflow(count).overflow ? Int.max : sum + count
        }
        guard rest.take(" +"), let new = rest.takeCount(), rest.take(" "), rest.starts(with: marks)
        else { return nil }
        (parents, old, self.new) = (marks.count - 1, sum, new)
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

    /// Drops `10,3` and returns the 3. A number beyond `Int` means a hunk without end.
    fileprivate mutating func takeCount() -> Int? {
        guard !take(while: \.isDigit).isEmpty else { return nil }
        guard first == UInt8(ascii: ",") else { return 1 }
        removeFirst()
        let digits = take(while: \.isDigit)
        return digits.isEmpty ? nil : digits.wholeNumber ?? Int.max
    }
}
