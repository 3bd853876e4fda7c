private import PatchParsing

/// Author, title and message of a patch, as `git am` takes them from a mail.
struct PatchMessage {
    private(set) var title: String
    private(set) var author: String
    /// Lines without blanks at their ends; no two empty ones in a row, none at either end.
    private(set) var body: [ArraySlice<UInt8>] = []

    /// Reads a message.
    ///
    /// - Parameters:
    ///   - content: The text of the mail.
    ///   - textOutsideDiff: What `PatchText` says is no diff.
    ///   - subject: The subject of the mail.
    ///   - sender: Who sent it.
    init(content: String, textOutsideDiff: String, subject: String, sender: String) {
        title = PatchSubject(parsing: subject).title
        author = CommitMessage.trimmed(sender)
        let before = Self.lines(before: textOutsideDiff, in: content)
        // The signature, and the footer of a list, where neither `---` nor a diff stands before it.
        let message = CommitMessage.cleaned(before.joined(separator: "\n"))
        var lines = Array(message.utf8).split(separator: .lineFeed, omittingEmptySubsequences: false)
            .map { $0.withoutBlanksAtEnd }[...]
        readOwnFields(&lines)
        for line in lines where !(line.isEmpty && body.last?.isEmpty != false) {
            body.append(line)
        }
        while body.last?.isEmpty == true { body.removeLast() }
    }

    /// The lines up to the diff or the line `---`.
    ///
    /// The text outside the diff is that before and behind it, so where it is no longer the same as the
    /// content, the diff begins.
    private static func lines(before text: String, in content: String) -> [String] {
        let outside = Array(text.utf8).split(separator: .lineFeed, omittingEmptySubsequences: false)
        let all = Array(content.utf8).split(separator: .lineFeed, omittingEmptySubsequences: false)
        var lines: [String] = []
        for (line, same) in zip(all, outside) {
            guard line == same, !line.isNotesMark else { break }
            lines.append(String(decoding: line, as: UTF8.self))
        }
        return lines
    }

    /// Takes the fields that stand in the text itself: who wrote the patch, if somebody else sent it.
    ///
    ///     From: Ada <ada@example.org>
    ///     Subject: [PATCH] tcp: fix a race
    ///
    ///     The lock comes too late.
    private mutating func readOwnFields(_ lines: inout ArraySlice<ArraySlice<UInt8>>) {
        while let line = lines.first {
            if let name = line.value(ofField: "from:") {
                author = name
            } else if let subject = line.value(ofField: "subject:") {
                let own = PatchSubject(parsing: subject).title
                if !own.isEmpty { title = own }
            } else if line.value(ofField: "date:") == nil {
                break
            }
            lines.removeFirst()
        }
        lines = lines.drop { $0.isEmpty }
    }
}

extension ArraySlice<UInt8> {
    /// `---` with nothing but blanks behind it: what follows is for readers of the mail only.
    fileprivate var isNotesMark: Bool {
        starts(with: "---".utf8) && dropFirst(3).allSatisfy(\.isBlank)
    }

    fileprivate var withoutBlanksAtEnd: ArraySlice<UInt8> {
        var rest = self
        while let last = rest.last, last.isBlank { rest.removeLast() }
        return rest
    }

    /// `Ada` of `From: Ada`; nil if the line is another field, or says nothing.
    fileprivate func value(ofField name: StaticString) -> String? {
        let length = name.utf8CodeUnitCount
        guard count > length else { return nil }
        let isField = name.withUTF8Buffer { name in
            prefix(length).elementsEqual(name) { byte, letter in
                byte == letter || byte | 0x20 == letter && letter != UInt8(ascii: ":")
            }
        }
        guard isField else { return nil }
        let value = CommitMessage.trimmed(String(decoding: dropFirst(length), as: UTF8.self))
        return value.isEmpty ? nil : value
    }
}

extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
    static let blank = UInt8(ascii: " ")

    var isBlank: Bool { self == .blank || (0x09...0x0D).contains(self) }
}
