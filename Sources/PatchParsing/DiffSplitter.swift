/// Reads a text line by line and decides for each line whether it belongs to a diff.
///
/// A line that may be the start of a diff is held back until a later line proves or refutes it. What
/// stands between two files belongs to the diff, as in Patchwork; so once there is a diff, other
/// lines are held back, too, until the next file or the end.
struct DiffSplitter {
    private(set) var message: [UInt8] = []
    private(set) var diff: [UInt8] = []
    private var held: [UInt8] = []
    private var place = Place.text
    private var header = DiffHeader.none
    private var isInDiff = false

    private enum Place {
        /// In the message, or in what stands behind a file of the diff.
        case text
        /// After `diff …` or `Index: …`, or the lines that follow them in CVS.
        case header
        /// After `index …`, `rename from …` and the like.
        case extendedHeader
        /// After `--- `, which should be followed by `+++ `.
        case oldName
        /// After `+++ `, which should be followed by a hunk.
        case newName
        /// In a hunk.
        case hunk(HunkLines)
        /// Behind a hunk, where another may follow.
        case afterHunk
        /// In a `GIT binary patch`.
        case binary(BinaryPatch)
        /// In a context diff.
        case context(ContextDiff)
    }

    init(capacity: Int) {
        message.reserveCapacity(capacity)
        diff.reserveCapacity(capacity)
    }

    mutating func read(_ line: ArraySlice<UInt8>) {
        switch place {
        case .text: readText(line)
        case .header: readHeader(line)
        case .extendedHeader: readExtendedHeader(line)
        case .oldName: readAfterOldName(line)
        case .newName: readAfterNewName(line)
        case .hunk(let lines): readHunk(line, lines)
        case .afterHunk: readAfterHunk(line)
        case .binary(let patch): readBinary(line, patch)
        case .context(let diff): readContext(line, diff)
        }
    }

    /// Gives up on lines that are still held back: they were text.
    mutating func finish() {
        if case .newName = place, header != .none { acceptHeld() }
        message += held
        held.removeAll()
    }

    private mutating func readText(_ line: ArraySlice<UInt8>) {
        if isInDiff, held.isEmpty, line.isBinaryNotice {
            accept(line, then: .text)
        } else if startsFile(line) {
            return
        } else if isInDiff {
            hold(line, then: .text)
        } else {
            message.appendLine(line)
        }
    }

    /// Holds a line back by which a file may begin.
    private mutating func startsFile(_ line: ArraySlice<UInt8>) -> Bool {
        if let kind = DiffHeader(line) {
            header = kind
            hold(line, then: .header)
        } else if line.isBinaryNotice {
            header = .notice
            hold(line, then: .header)
        } else if line.hasPrefix("--- ") {
            header = .none
            hold(line, then: .oldName)
        } else if line.hasPrefix("*** ") {
            hold(line, then: .context(ContextDiff()))
        } else {
            return false
        }
        return true
    }

    private mutating func readHeader(_ line: ArraySlice<UInt8>) {
        if let kind = DiffHeader(line) {
            header = kind
            hold(line, then: .header)
        } else if header == .notice {
            if line.isBinaryNotice { hold(line, then: .header) } else { refuse(line) }
        } else if line.hasPrefix("--- ") {
            hold(line, then: .oldName)
        } else if line.hasPrefix("*** ") {
            hold(line, then: .context(ContextDiff()))
        } else if header != .plain, line.isExtendedHeader {
            if header == .wrappedGit { header = .git }
            accept(line, then: .extendedHeader)
        } else if line.hasPrefix("GIT binary patch") {
            hold(line, then: .binary(BinaryPatch()))
        } else if line.isBinaryNotice {
            accept(line, then: .text)
        } else if line.isRevisionHeader {
            hold(line, then: .header)
        } else if header == .wrappedGit {
            header = .git
            hold(line, then: .header)
        } else {
            refuse(line)
        }
    }

    private mutating func readExtendedHeader(_ line: ArraySlice<UInt8>) {
        if line.isExtendedHeader {
            accept(line, then: .extendedHeader)
        } else {
            // The names, a binary patch, or the end of a file without content.
            readHeader(line)
        }
    }

    private mutating func readAfterOldName(_ line: ArraySlice<UInt8>) {
        if line.hasPrefix("+++ ") {
            hold(line, then: .newName)
        } else {
            refuse(line)
        }
    }

    private mutating func readAfterNewName(_ line: ArraySlice<UInt8>) {
        if let hunk = HunkLines(line, isCombined: header == .combined) {
            accept(line, then: .hunk(hunk))
        } else {
            // Subversion names files without hunks if only their properties change.
            if header != .none { acceptHeld() }
            refuse(line)
        }
    }

    private mutating func readHunk(_ line: ArraySlice<UInt8>, _ lines: HunkLines) {
        var lines = lines
        lines.count(line)
        diff.appendLine(line)
        place = lines.areComplete ? .afterHunk : .hunk(lines)
    }

    private mutating func readAfterHunk(_ line: ArraySlice<UInt8>) {
        if let hunk = HunkLines(line, isCombined: header == .combined) {
            accept(line, then: .hunk(hunk))
        } else if line.isNoNewlineMarker {
            accept(line, then: .afterHunk)
        } else {
            refuse(line)
        }
    }

    private mutating func readBinary(_ line: ArraySlice<UInt8>, _ patch: BinaryPatch) {
        var patch = patch
        if patch.take(line) {
            accept(line, then: .binary(patch))
        } else {
            refuse(line)
        }
    }

    private mutating func readContext(_ line: ArraySlice<UInt8>, _ diff: ContextDiff) {
        var diff = diff
        if !diff.take(line) {
            refuse(line)
        } else if diff.isProven {
            accept(line, then: .context(diff))
        } else {
            hold(line, then: .context(diff))
        }
    }

    private mutating func hold(_ line: ArraySlice<UInt8>, then next: Place) {
        held.appendLine(line)
        place = next
    }

    /// The held lines and this one are part of the diff.
    private mutating func accept(_ line: ArraySlice<UInt8>, then next: Place) {
        acceptHeld()
        diff.appendLine(line)
        place = next
    }

    private mutating func acceptHeld() {
        isInDiff = true
        diff += held
        held.removeAll(keepingCapacity: true)
    }

    /// What was held back begins no file, and this line may begin one.
    private mutating func refuse(_ line: ArraySlice<UInt8>) {
        if !isInDiff {
            message += held
            held.removeAll(keepingCapacity: true)
        }
        place = .text
        readText(line)
    }
}
