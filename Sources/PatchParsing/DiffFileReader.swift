/// Reads a diff line by line and collects the files it changes.
struct DiffFileReader {
    private var files: [DiffFile] = []
    private var draft: DiffFileDraft?
    /// A line `--- name` whose `+++ name` is still to come.
    private var oldName: ArraySlice<UInt8>?
    private var oldLeft = 0
    private var newLeft = 0

    mutating func read(_ line: ArraySlice<UInt8>) {
        if oldLeft > 0 || newLeft > 0, readHunkLine(line) { return }
        if line.hasPrefix("diff --git ") {
            start(DiffFileDraft(gitNames: line.dropFirst("diff --git ".utf8.count)))
        } else if line.hasPrefix("Index: ") {
            start(DiffFileDraft(name: line.dropFirst("Index: ".utf8.count)))
        } else if line.hasPrefix("--- ") {
            oldName = line.dropFirst(4)
        } else if line.hasPrefix("+++ "), let old = oldName {
            readNames(old: old, new: line.dropFirst(4))
        } else if draft?.hasNames == true, let header = HunkHeader(line) {
            (oldLeft, newLeft) = (header.oldCount, header.newCount)
            draft?.hasHunks = true
        } else if line.hasPrefix("Binary files "), draft == nil || draft?.hasHunks == true {
            start(DiffFileDraft(binaryNames: line.dropFirst("Binary files ".utf8.count)))
        } else {
            draft?.readHeader(line)
        }
        if !line.hasPrefix("--- ") { oldName = nil }
    }

    mutating func finish() -> [DiffFile] {
        start(nil)
        return files
    }

    /// Counts a line of a hunk; false if the hunk breaks off before it.
    private mutating func readHunkLine(_ line: ArraySlice<UInt8>) -> Bool {
        switch line.first {
        case UInt8(ascii: "+"):
            newLeft -= 1
            draft?.added += 1
        case UInt8(ascii: "-"):
            oldLeft -= 1
            draft?.deleted += 1
        case UInt8(ascii: "\\"): break
        case .space, UInt8(ascii: "\t"), .carriageReturn, nil:
            oldLeft -= 1
            newLeft -= 1
        default:
            (oldLeft, newLeft) = (0, 0)
            return false
        }
        return true
    }

    private mutating func readNames(old: ArraySlice<UInt8>, new: ArraySlice<UInt8>) {
        if draft == nil || draft?.hasNames == true { start(DiffFileDraft()) }
        draft?.setNames(old: old, new: new)
    }

    private mutating func start(_ next: DiffFileDraft?) {
        if let file = draft?.file { files.append(file) }
        draft = next
        (oldLeft, newLeft) = (0, 0)
    }
}
