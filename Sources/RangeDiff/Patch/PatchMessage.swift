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
    ///   - text: The text of the mail without its diff.
    ///   - subject: The subject of the mail.
    ///   - sender: Who sent it.
    init(_ text: String, subject: String, sender: String) {
        title = PatchSubject(parsing: subject).title
        author = CommitMessage.trimmed(sender)
        let before = text.byteLines.prefix { !$0.isNotesMark }.joined(separator: [.lineFeed])
        // The signature, and the footer of a list, where no `---` stands before it.
        let message = CommitMessage.cleaned(String(decoding: Array(before), as: UTF8.self))
        var lines = message.byteLines.map { $0.withoutBlanksAtEnd }[...]
        readOwnFields(&lines)
        for line in lines where !(line.isEmpty && body.last?.isEmpty != false) {
            body.append(line)
        }
        while body.last?.isEmpty == true { body.removeLast() }
    }

    /// The lines of a content up to the diff.
    ///
    /// The text outside the diff is that before and behind it, so where it is no longer the same as the
    /// content, the diff begins.
    static func text(outsideDiff: String, in content: String) -> String {
        let lines = zip(content.byteLines, outsideDiff.byteLines).prefix { $0.0 == $0.1 }
        return String(decoding: Array(lines.map(\.0).joined(separator: [.lineFeed])), as: UTF8.self)
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

extension String {
    /// The lines as bytes, without their line feeds.
    fileprivate var byteLines: [ArraySlice<UInt8>] {
        Array(utf8).split(separator: .lineFeed, omittingEmptySubsequences: false)
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
