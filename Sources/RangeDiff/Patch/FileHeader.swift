internal import PatchParsing

/// What the lines above the hunks of a file say, in one line.
///
///      ## src/main.c (new) ##
///      ## src/old.c => src/main.c (mode change 100644 => 100755) ##
struct FileHeader {
    /// The name that its hunks are given.
    let name: String
    /// The line.
    let text: String
    /// What stands for the bytes of a file that is no text.
    let binaryStatement: String?
    /// What tells these bytes from others, if the mail has them.
    let checksum: String?

    init(_ file: DiffLayout.File, in layout: DiffLayout) {
        let facts = file.facts
        name = facts.newPath ?? facts.oldPath ?? ""
        var text = " ## "
        switch facts.kind {
        case .added: text += "\(name) (new)"
        case .deleted: text += "\(name) (deleted)"
        case .renamed: text += "\(facts.oldPath ?? "") => \(name)"
        case .modified, .copied, .modeChanged, .binary: text += name
        }
        let modes = Modes(file, in: layout)
        if let old = modes.old, let new = modes.new, old != new {
            text += " (mode change \(old) => \(new))"
        }
        self.text = text + " ##"
        guard facts.isBinary else {
            (binaryStatement, checksum) = (nil, nil)
            return
        }
        let names = "\(facts.oldPath ?? "/dev/null") and \(facts.newPath ?? "/dev/null")"
        binaryStatement = " Binary files \(names) differ"
        checksum = Self.digest(of: file, in: layout).map { " Checksum of the bytes: \($0)" }
    }

    /// The modes of `old mode 100644` and `new mode 100755`.
    private struct Modes {
        private(set) var old: String?
        private(set) var new: String?

        init(_ file: DiffLayout.File, in layout: DiffLayout) {
            for line in file.lines {
                guard layout.lines[line].kind == .header else {
                    if layout.lines[line].kind == .hunk { return }
                    continue
                }
                let text = layout.text(of: line)
                if text.starts(with: "old mode ".utf8) { old = Self.mode(text) }
                if text.starts(with: "new mode ".utf8) { new = Self.mode(text) }
            }
        }

        private static func mode(_ line: ArraySlice<UInt8>) -> String {
            let digits = line.dropFirst("old mode ".utf8.count).prefix(8)
            return String(decoding: digits.prefix { (0x30...0x39).contains($0) }, as: UTF8.self)
        }
    }

    /// A number for the first block of a `GIT binary patch`, which leads from the old to the new bytes;
    /// nil if the mail has none.
    private static func digest(of file: DiffLayout.File, in layout: DiffLayout) -> String? {
        // FNV-1a
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var hasBytes = false
        for line in file.lines where layout.lines[line].kind == .binary {
            let text = layout.text(of: line)
            let bytes = text.last == UInt8(ascii: "\r") ? text.dropLast() : text
            if bytes.isEmpty { break }
            hasBytes = true
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        return hasBytes ? String(hash, radix: 16) : nil
    }
}
