/// The bytes over which git takes the patch-id of a diff, as `git patch-id --stable` does.
///
/// White space, line numbers and `index` lines are left out, and the files are hashed one by one, so
/// that their order does not matter. `prerequisite-patch-id` lines of mails name patches by it.
public enum PatchID {
    /// The bytes of each part of a diff: a SHA-1 is taken of each one, and these are added up.
    ///
    /// Text before the first line `diff …` and behind the last hunk does not count.
    ///
    /// - Parameter diff: As a mail has it.
    /// - Returns: `nil` if git finds no patch in it, as in a diff without a line `diff …`.
    public static func parts(of diff: String) -> [[UInt8]]? {
        var reader = PatchIDReader()
        for line in TextLines(diff) where !reader.read(line) { break }
        return reader.finish()
    }
}

/// Reads a diff as `git patch-id` does, line by line.
private struct PatchIDReader {
    private var parts: [[UInt8]] = []
    private var part: [UInt8] = []
    private var isEmpty = true
    private var place = Place.header
    /// The object names of the last line `index a..b`, which stand for the content of a binary file.
    private var objects: (old: ArraySlice<UInt8>, new: ArraySlice<UInt8>) = ([], [])

    private enum Place {
        /// Before the first hunk of a file.
        case header
        /// In a hunk of which so many lines are to come.
        case hunk(old: Int, new: Int)
        /// Behind the line that says that a file is binary.
        case binary
    }

    /// - Returns: Whether the patch may go on behind the line.
    mutating func read(_ line: ArraySlice<UInt8>) -> Bool {
        // Most lines: what begins so is nothing else.
        if case .hunk(let old, let new) = place, old != 0 || new != 0, line.first?.isSign == true {
            count(line, old, new)
            return true
        }
        // A shorter one is the content of a diff.
        if line.hasPrefix("\\ "), line.count > 11 { return true }
        if line.beginsPatch { return false }
        if isEmpty, !line.hasPrefix("diff ") { return true }
        switch place {
        case .header: return readHeader(line)
        case .binary:
            if line.hasPrefix("diff ") { place = .header }
            return true
        case .hunk(old: 0, new: 0): return readBehindHunk(line)
        case .hunk(let old, let new):
            count(line, old, new)
            return true
        }
    }

    func finish() -> [[UInt8]]? { isEmpty ? nil : parts + [part] }

    private mutating func readHeader(_ line: ArraySlice<UInt8>) -> Bool {
        if line.hasPrefix("GIT binary patch") || line.hasPrefix("Binary files") {
            part += objects.old
            part += objects.new
            endPart()
            place = .binary
        } else if line.hasPrefix("index ") {
            noteObjects(line.dropFirst("index ".utf8.count))
        } else if line.hasPrefix("--- ") {
            count(line, 1, 1)
        } else if line.first?.isLetter == true {
            add(line)
        } else {
            return false
        }
        return true
    }

    private mutating func readBehindHunk(_ line: ArraySlice<UInt8>) -> Bool {
        if line.hasPrefix("@@ -") {
            if let header = HunkHeader(line) {
                place = .hunk(old: header.oldCount, new: header.newCount)
            }
            return true
        }
        guard line.hasPrefix("diff ") else { return false }
        endPart()
        place = .header
        add(line)
        return true
    }

    private mutating func count(_ line: ArraySlice<UInt8>, _ old: Int, _ new: Int) {
        var (old, new) = (old, new)
        switch line.first {
        case UInt8(ascii: "-"): old -= 1
        case UInt8(ascii: "+"): new -= 1
        case .space: (old, new) = (old - 1, new - 1)
        default: break
        }
        place = .hunk(old: old, new: new)
        add(line)
    }

    private mutating func add(_ line: ArraySlice<UInt8>) {
        isEmpty = false
        // In runs, which costs half of what single bytes do.
        line.withUnsafeBufferPointer { bytes in
            var start = 0
            for place in bytes.indices where bytes[place].isGitSpace {
                part.append(contentsOf: bytes[start..<place])
                start = place + 1
            }
            part.append(contentsOf: bytes[start...])
        }
    }

    private mutating func endPart() {
        parts.append(part)
        part.removeAll(keepingCapacity: true)
    }

    /// Keeps `a` and `b` of `a..b 100644`.
    private mutating func noteObjects(_ text: ArraySlice<UInt8>) {
        var rest = text
        let old = rest.take { $0 != UInt8(ascii: ".") }
        guard rest.take("..") else { return }
        let new = rest.take { $0 != .space }
        objects = (old.prefix(64), new.prefix(64))
    }
}

extension ArraySlice<UInt8> {
    /// The line before the next patch in the output of `git log` or `format-patch`.
    fileprivate var beginsPatch: Bool {
        guard count >= 40, first?.isDigit == true || first?.isLetter == true else { return false }
        var rest = self
        if !rest.take("commit ") { _ = rest.take("From ") }
        return rest.count >= 40
            && rest.prefix(40).allSatisfy { byte in
                byte.isDigit
                    || (byte.lowercase >= UInt8(ascii: "a") && byte.lowercase <= UInt8(ascii: "f"))
            }
    }
}

extension UInt8 {
    fileprivate var isSign: Bool {
        self == .space || self == UInt8(ascii: "+") || self == UInt8(ascii: "-")
    }

    fileprivate var isGitSpace: Bool {
        self == .space || self == 0x09 || self == .lineFeed || self == .carriageReturn
    }
}
