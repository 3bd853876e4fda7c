/// How the text of a patch has changed from one version to the next: a diff of two diffs.
///
/// It has the form of git's: hunks with three lines around each change, headed by the part that they
/// are in. Each line has two signs, that of the comparison and that of the patch itself:
///
///     @@ Commit message
///          tcp: fix a race
///     -    The lock is late.
///     +    The lock comes too late.
///     @@ net/ipv4/tcp.c: int tcp_send(void)
///       	lock();
///     - -	send();
///     ++	send_all();
public struct InnerDiff: Hashable, Sendable {
    /// What is found only in one of two versions.
    public enum Sign: Character, Hashable, Sendable {
        /// The line is in both.
        case both = " "
        /// It is in the later version only.
        case added = "+"
        /// It is in the earlier version only.
        case removed = "-"
    }

    /// One line of a patch.
    public struct Line: Hashable, Sendable {
        /// In which version it is.
        public let sign: Sign
        /// What it is within the patch.
        public let part: RangeDiffPart
        /// The line itself. In ``RangeDiffPart/context``, ``RangeDiffPart/added`` and
        /// ``RangeDiffPart/deleted`` its first character is the sign that it has in the patch.
        public let text: String
        /// Its place among the lines of the earlier version, from 0; nil if it is not there.
        public let oldIndex: Int?
        /// Its place among the lines of the later version, from 0; nil if it is not there.
        public let newIndex: Int?
    }

    /// Changes that are near to one another, with the lines around them.
    public struct Hunk: Hashable, Sendable {
        /// `Commit message`, `src/main.c` or `src/main.c: int main(void)`; empty above the first part.
        public let heading: String
        /// The lines; of those that replace one another the removed ones come first.
        public let lines: [Line]
    }

    /// The hunks in the order of the patch.
    public private(set) var hunks: [Hunk] = []
    /// Whether the patches were so large that more lines are shown as changed than need be.
    public private(set) var isEstimate = false

    /// A diff without changes.
    init() {}

    init(from old: RangePatch, to new: RangePatch, steps: Int) {
        var table = LineTable()
        let oldLines = table.numbers(of: old)
        let newLines = table.numbers(of: new)
        var space = LineDiff.Space(numbers: table.count)
        var budget = WorkBudget(steps)
        guard let diff = LineDiff(oldLines[...], newLines[...], space: &space, budget: &budget)
        else {
            return
        }
        isEstimate = diff.isEstimate
        var headings = PartHeadings(old)
        hunks = LineHunk.hunks(of: diff.changes, oldCount: oldLines.count).map { hunk in
            Hunk(
                heading: headings.heading(above: hunk.old.lowerBound),
                lines: Self.lines(of: hunk, old, new)
            )
        }
    }

    private static func lines(of hunk: LineHunk, _ old: RangePatch, _ new: RangePatch) -> [Line] {
        var lines: [Line] = []
        lines.reserveCapacity(hunk.printedLines)
        var (row, column) = (hunk.old.lowerBound, hunk.new.lowerBound)
        func addCommon(before end: Int) {
            while row < end {
                lines.append(Line(.both, old, row, oldIndex: row, newIndex: column))
                (row, column) = (row + 1, column + 1)
            }
        }
        for change in hunk.changes {
            addCommon(before: change.old.lowerBound)
            lines += change.old.map { Line(.removed, old, $0, oldIndex: $0, newIndex: nil) }
            lines += change.new.map { Line(.added, new, $0, oldIndex: nil, newIndex: $0) }
            (row, column) = (change.old.upperBound, change.new.upperBound)
        }
        addCommon(before: hunk.old.upperBound)
        return lines
    }
}

extension InnerDiff.Line {
    fileprivate init(
        _ sign: InnerDiff.Sign,
        _ patch: RangePatch,
        _ index: Int,
        oldIndex: Int?,
        newIndex: Int?
    ) {
        self.sign = sign
        part = patch.lines[index].part
        text = String(decoding: patch.text(of: index), as: UTF8.self)
        (self.oldIndex, self.newIndex) = (oldIndex, newIndex)
    }
}

/// Finds the part of a patch that a line is in. It is asked from the top to the bottom.
private struct PartHeadings {
    private let patch: RangePatch
    private var next = 0
    private var last = ""

    init(_ patch: RangePatch) { self.patch = patch }

    /// What the last heading above a line says.
    mutating func heading(above line: Int) -> String {
        while next < min(line, patch.lines.count) {
            let text = patch.text(of: next)
            switch patch.lines[next].part {
            case .section: last = Self.name(text.dropFirst(4).dropLast(3))
            case .hunk where text.count > 3: last = Self.name(text.dropFirst(3))
            default: break
            }
            next += 1
        }
        return last
    }

    private static func name(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}

extension InnerDiff {
    /// A diff without changes.
    public static let none = InnerDiff()
}
