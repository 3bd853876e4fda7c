/// Reads a text line by line and decides for each line whether it belongs to a diff.
///
/// A line that may be the start of a diff is held back until a later line proves or refutes it. The
/// states and the moves between them are those of Patchwork's parser.
struct DiffSplitter {
    private(set) var message: [UInt8] = []
    private(set) var diff: [UInt8] = []
    private var held: [UInt8] = []
    private var place = Place.text
    private var hasFinishedHunk = false

    private enum Place {
        /// In the message.
        case text
        /// After `diff ` or `Index: `, or in junk behind a hunk.
        case suspectedHeader
        /// After `--- `, which should be followed by `+++ `.
        case oldName
        /// After `+++ ` or after a hunk.
        case hunkOrNextFile
        /// In a hunk with so many lines still to come in the old and in the new file.
        case hunk(old: Int, new: Int)
        /// After `index …`, `rename from …` and the like.
        case extendedHeader
        /// In a `GIT binary patch`.
        case binary
    }

    init(capacity: Int) {
        message.reserveCapacity(capacity)
        diff.reserveCapacity(capacity)
    }

    mutating func read(_ line: ArraySlice<UInt8>) {
        switch place {
        case .text: readText(line)
        case .suspectedHeader: readSuspectedHeader(line)
        case .oldName: readAfterOldName(line)
        case .hunkOrNextFile: readHunkOrNextFile(line)
        case .hunk(let old, let new): readHunk(line, old: old, new: new)
        case .extendedHeader: readExtendedHeader(line)
        case .binary: readBinary(line)
        }
    }

    /// Gives up on lines that are still held back: they were text.
    mutating func finish() {
        message += held
        held.removeAll()
    }

    private mutating func readText(_ line: ArraySlice<UInt8>) {
        if line.hasPrefix("diff ") || line.hasPrefix("Index: ") {
            hold(line, then: .suspectedHeader)
        } else if line.hasPrefix("--- ") {
            hold(line, then: .oldName)
        } else {
            message.appendLine(line)
        }
    }

    private mutating func readSuspectedHeader(_ line: ArraySlice<UInt8>) {
        if line.hasPrefix("--- ") {
            hold(line, then: .oldName)
        } else if line.isExtendedHeader {
            hold(line, then: .extendedHeader)
        } else {
            hold(line, then: .suspectedHeader)
        }
    }

    private mutating func readAfterOldName(_ line: ArraySlice<UInt8>) {
        if line.hasPrefix("+++ ") {
            hold(line, then: .hunkOrNextFile)
        } else {
            refuse(line)
        }
    }

    private mutating func readHunkOrNextFile(_ line: ArraySlice<UInt8>) {
        if let header = HunkHeader(line) {
            accept(line, then: .hunk(old: header.oldCount, new: header.newCount))
        } else if line.hasPrefix("--- ") {
            accept(line, then: .oldName)
        } else if hasFinishedHunk, line.isNoNewlineMarker {
            diff.appendLine(line)
        } else {
            refuse(line)
        }
    }

    private mutating func readHunk(_ line: ArraySlice<UInt8>, old: Int, new: Int) {
        var (old, new) = (old, new)
        switch line.first {
        case UInt8(ascii: "-"): old -= 1
        case UInt8(ascii: "+"): new -= 1
        case UInt8(ascii: "\\") where line.isNoNewlineMarker: break
        default:
            old -= 1
            new -= 1
        }
        diff.appendLine(line)
        if old <= 0 && new <= 0 {
            hasFinishedHunk = true
            place = .hunkOrNextFile
        } else {
            place = .hunk(old: old, new: new)
        }
    }

    private mutating func readExtendedHeader(_ line: ArraySlice<UInt8>) {
        if line.isExtendedHeader {
            accept(line, then: .extendedHeader)
        } else if line.hasPrefix("--- ") {
            accept(line, then: .oldName)
        } else if line.hasPrefix("GIT binary patch") {
            accept(line, then: .binary)
        } else {
            hold(line, then: .suspectedHeader)
        }
    }

    private mutating func readBinary(_ line: ArraySlice<UInt8>) {
        if line.hasPrefix("diff") {
            hold(line, then: .text)
        } else {
            accept(line, then: .binary)
        }
    }

    private mutating func hold(_ line: ArraySlice<UInt8>, then next: Place) {
        held.appendLine(line)
        place = next
    }

    /// The held lines and this one are part of the diff.
    private mutating func accept(_ line: ArraySlice<UInt8>, then next: Place) {
        diff += held
        held.removeAll(keepingCapacity: true)
        diff.appendLine(line)
        place = next
    }

    /// What was held back is no file header. Behind a hunk it may be junk between two files; before
    /// the first hunk it was text.
    private mutating func refuse(_ line: ArraySlice<UInt8>) {
        held.appendLine(line)
        guard !hasFinishedHunk else {
            place = .suspectedHeader
            return
        }
        message += held
        held.removeAll(keepingCapacity: true)
        place = .text
    }
}

extension [UInt8] {
    mutating func appendLine(_ line: ArraySlice<UInt8>) {
        // The buffer, since appending a slice costs as much in reference counts as in bytes.
        line.withUnsafeBufferPointer { append(contentsOf: $0) }
        append(.lineFeed)
    }
}

extension ArraySlice<UInt8> {
    /// `index 3b18e51..ce01362 100644` and the other lines that git adds to a file header.
    fileprivate var isExtendedHeader: Bool {
        switch first {
        case UInt8(ascii: "o"): hasPrefix("old mode ")
        case UInt8(ascii: "n"): hasPrefix("new mode ") || hasPrefix("new file mode ")
        case UInt8(ascii: "d"): hasPrefix("deleted file mode ") || hasPrefix("dissimilarity index ")
        case UInt8(ascii: "c"): hasPrefix("copy from ") || hasPrefix("copy to ")
        case UInt8(ascii: "r"): hasPrefix("rename from ") || hasPrefix("rename to ")
        case UInt8(ascii: "s"): hasPrefix("similarity index ")
        case UInt8(ascii: "i"): hasPrefix("index ")
        default: false
        }
    }

    fileprivate var isNoNewlineMarker: Bool { hasPrefix("\\ No newline at end of file") }
}
