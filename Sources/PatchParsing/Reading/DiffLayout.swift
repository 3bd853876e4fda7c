/// A diff taken apart for reading: its files, and each line with its kind and its numbers.
///
/// It is linear in the size of the diff, and takes 20 bytes a line beside the text.
public struct DiffLayout: Sendable {
    /// One line.
    public struct Line: Hashable, Sendable {
        /// What it is.
        public let kind: DiffLineKind
        fileprivate let start: Int32
        fileprivate let end: Int32
        private let old: Int32
        private let new: Int32

        fileprivate init(_ kind: DiffLineKind, _ range: Range<Int>, _ next: (old: Int, new: Int)) {
            self.kind = kind
            start = Int32(clamping: range.lowerBound)
            end = Int32(clamping: range.upperBound)
            let hasOld = kind == .context || kind == .deleted
            let hasNew = kind == .context || kind == .added
            // The reader stands behind the line already.
            old = hasOld ? Int32(clamping: next.old - 1) : 0
            new = hasNew ? Int32(clamping: next.new - 1) : 0
        }

        /// Its number in the file before the change; `nil` where it is in none, and in a merge.
        public var oldNumber: Int? { old > 0 ? Int(old) : nil }
        /// Its number in the file after the change; `nil` where it is in none.
        public var newNumber: Int? { new > 0 ? Int(new) : nil }
    }

    /// One file.
    public struct File: Hashable, Sendable {
        /// Its names and what happens to it.
        public let facts: DiffFile
        /// Its lines, those between it and the next file included.
        public let lines: Range<Int>
    }

    private let bytes: [UInt8]
    /// The files in the order of the diff.
    public private(set) var files: [File] = []
    /// The lines in the order of the diff.
    public private(set) var lines: [Line] = []

    /// Takes a diff apart. A text that is none has lines, and no files.
    public init(_ diff: String) {
        bytes = Array(diff.utf8)
        var reader = DiffFileReader()
        var first = 0
        var text = TextLines(bytes[...])
        while let line = text.next() {
            let known = reader.files.count
            let kind = reader.read(line)
            if let start = reader.start {
                let here = start == .here ? lines.count : lines.count - 1
                if reader.files.count > known, let facts = reader.files.last {
                    files.append(File(facts: facts, lines: first..<here))
                    first = here
                }
            }
            lines.append(Line(kind, line.startIndex..<line.endIndex, reader.next))
        }
        let known = reader.files.count
        let all = reader.finish()
        if all.count > known, let facts = all.last {
            files.append(File(facts: facts, lines: first..<lines.count))
        }
    }

    /// The bytes of a line without its line feed; none for a line that is not there.
    public func text(of line: Int) -> ArraySlice<UInt8> {
        guard lines.indices.contains(line) else { return [] }
        let line = lines[line]
        return bytes[Int(line.start)..<Int(line.end)]
    }

    /// The bytes of all lines together.
    public var size: Int { bytes.count }

    /// The number of the file that a line belongs to.
    public func file(ofLine line: Int) -> Int? {
        var (low, high) = (0, files.count)
        while low < high {
            let middle = (low + high) / 2
            if files[middle].lines.upperBound <= line { low = middle + 1 } else { high = middle }
        }
        guard low < files.count, files[low].lines.contains(line) else { return nil }
        return low
    }
}
