/// Reads a diff line by line, says what each line is, and collects the files it changes.
struct DiffFileReader {
    private(set) var files: [DiffFile] = []
    private var draft: DiffFileDraft?
    /// A line `--- name` whose `+++ name` is still to come.
    private var oldName: ArraySlice<UInt8>?
    private var oldLeft = 0
    private var newLeft = 0
    /// The rest of a hunk of a merge.
    private var merge: HunkLines?
    /// The numbers of the next lines in the old and the new file.
    private(set) var next = (old: 0, new: 0)
    /// Where the file began that the line just read began, if it did.
    private(set) var start: Start?

    /// The first line of a file.
    enum Start {
        case here
        /// It was `--- name`, which only the line behind it proved to be a name.
        case lineBefore
    }

    /// Lines of a file, so that numbers made of them fit into 32 bits.
    static let largestNumber = 1_000_000_000

    /// Reads the next line.
    @discardableResult
    mutating func read(_ line: ArraySlice<UInt8>) -> DiffLineKind {
        start = nil
        if merge != nil, let kind = readMergeLine(line) { return kind }
        if oldLeft > 0 || newLeft > 0, let kind = readHunkLine(line) { return kind }
        let kind = readOutsideHunk(line)
        if !line.hasPrefix("--- ") { oldName = nil }
        return kind
    }

    private mutating func readOutsideHunk(_ line: ArraySlice<UInt8>) -> DiffLineKind {
        if line.hasPrefix("diff --git ") {
            begin(DiffFileDraft(gitNames: line.dropFirst("diff --git ".utf8.count)))
        } else if line.hasPrefix("diff --cc ") {
            begin(DiffFileDraft(mergedName: line.dropFirst("diff --cc ".utf8.count)))
        } else if line.hasPrefix("diff --combined ") {
            begin(DiffFileDraft(mergedName: line.dropFirst("diff --combined ".utf8.count)))
        } else if line.hasPrefix("Index: ") {
            begin(DiffFileDraft(name: line.dropFirst("Index: ".utf8.count)))
        } else if line.hasPrefix("--- ") {
            oldName = line.dropFirst(4)
        } else if line.hasPrefix("+++ "), let old = oldName {
            readNames(old: old, new: line.dropFirst(4))
        } else if line.hasPrefix("@@"), beginHunk(line) {
            return .hunk
        } else if line.hasPrefix("Binary files "), draft == nil || draft?.hasHunks == true {
            begin(DiffFileDraft(binaryNames: line.dropFirst("Binary files ".utf8.count)))
        } else {
            return readRest(line)
        }
        return .header
    }

    private mutating func beginHunk(_ line: ArraySlice<UInt8>) -> Bool {
        guard draft?.hasNames == true else { return false }
        if let header = HunkHeader(line) {
            (oldLeft, newLeft) = (header.oldCount, header.newCount)
            next = (Self.clamp(header.oldStart), Self.clamp(header.newStart))
        } else if draft?.isMerge == true, let lines = HunkLines(line, isCombined: true) {
            merge = lines
            next = (0, Self.clamp(lines.newStart))
        } else {
            return false
        }
        draft?.hasHunks = true
        return true
    }

    private static func clamp(_ number: Int) -> Int { min(number, largestNumber) }

    private mutating func readRest(_ line: ArraySlice<UInt8>) -> DiffLineKind {
        if line.isNoNewlineMarker, draft?.hasHunks == true { return .noNewline }
        guard let draft, !draft.hasHunks else { return .between }
        if draft.hasBinaryPatch { return .binary }
        self.draft?.readHeader(line)
        return .header
    }

    mutating func finish() -> [DiffFile] {
        begin(nil)
        return files
    }

    /// Counts a line of a hunk; `nil` if the hunk breaks off before it.
    private mutating func readHunkLine(_ line: ArraySlice<UInt8>) -> DiffLineKind? {
        switch line.first {
        case UInt8(ascii: "+"):
            newLeft -= 1
            next.new += 1
            draft?.added += 1
            return .added
        case UInt8(ascii: "-"):
            oldLeft -= 1
            next.old += 1
            draft?.deleted += 1
            return .deleted
        case UInt8(ascii: "\\"): return .noNewline
        case .space, UInt8(ascii: "\t"), .carriageReturn, nil:
            oldLeft -= 1
            newLeft -= 1
            next.old += 1
            next.new += 1
            return .context
        default:
            (oldLeft, newLeft) = (0, 0)
            return nil
        }
    }

    /// The same in the diff of a merge, which has several columns of signs.
    private mutating func readMergeLine(_ line: ArraySlice<UInt8>) -> DiffLineKind? {
        guard var lines = merge, !lines.areComplete else {
            merge = nil
            return nil
        }
        switch line.first {
        case UInt8(ascii: "+"), UInt8(ascii: "-"), .space, nil: break
        case UInt8(ascii: "\\"): return .noNewline
        default:
            merge = nil
            return nil
        }
        lines.count(line)
        merge = lines
        let signs = line.prefix(lines.parents)
        if signs.contains(UInt8(ascii: "-")) {
            draft?.deleted += 1
            return .deleted
        }
        next.new += 1
        guard signs.contains(UInt8(ascii: "+")) else { return .context }
        draft?.added += 1
        return .added
    }

    private mutating func readNames(old: ArraySlice<UInt8>, new: ArraySlice<UInt8>) {
        if draft == nil || draft?.hasNames == true {
            begin(DiffFileDraft())
            start = .lineBefore
        }
        draft?.setNames(old: old, new: new)
    }

    private mutating func begin(_ next: DiffFileDraft?) {
        if let file = draft?.file { files.append(file) }
        draft = next
        (oldLeft, newLeft) = (0, 0)
        merge = nil
        start = .here
    }
}
