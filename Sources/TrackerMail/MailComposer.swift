package import MailParsing
import TrackerModel

/// Writes a mail as it goes over the wire (RFC 5322, with MIME by RFC 2045 and 2047).
package struct MailComposer: Sendable {
    /// Whom the mail is from.
    let author: MailAddress

    package init(author: MailAddress) { self.author = author }

    /// Writes a mail.
    ///
    /// - Parameters:
    ///   - mail: What is sent.
    ///   - messageID: Without angle brackets.
    ///   - date: Microseconds since 1970.
    /// - Returns: The lines of header and body, without their ends; none has more than 998 bytes, and
    ///   all are ASCII.
    package func lines(of mail: OutgoingMail, messageID: String, date: Int64) -> [String] {
        var body = mail.text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0.filter { $0 != "\r" && $0 != "\r\n" }) }
        if body.last?.isEmpty == true { body.removeLast() }
        let isPlain = body.allSatisfy { line in
            line.utf8.count <= 990
                && line.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == UInt8(ascii: "\t") }
        }
        return [
            "From: \(HeaderText.phrase(author.name))<\(author.address)>",
            "To: <\(mail.recipient)>",
        ] + HeaderText.field("Subject", mail.subject) + [
            "Date: \(Timestamp.mailDate(date))",
            "Message-ID: <\(messageID)>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: \(isPlain ? "7bit" : "quoted-printable")",
            // So that no robot answers (RFC 3834 §5).
            "Auto-Submitted: auto-generated",
            "",
        ] + (isPlain ? body : body.flatMap(QuotedText.lines))
    }

    /// A message-id that nothing else has.
    ///
    /// - Returns: `nil` if the machine has no randomness to give.
    package func newMessageID() -> String? {
        let host = author.address.split(separator: "@").last ?? "localhost"
        return Secret.random(count: 16).map { "\($0.hex)@\(host)" }
    }
}

/// Text in header fields.
enum HeaderText {
    /// A line of a header is broken before this column where it can be (RFC 5322 §2.1.1).
    private static let lineLength = 76

    /// A field of unstructured text, folded.
    static func field(_ name: String, _ text: String) -> [String] {
        let words = encoded(text)
        var lines: [String] = []
        var line = "\(name):"
        for word in words {
            if line.utf8.count + 1 + word.utf8.count > lineLength, line.contains(" ") {
                lines.append(line)
                line = ""
            }
            line += " \(word)"
        }
        return lines + [line]
    }

    /// A name before an address, with a blank behind it; empty where there is none.
    static func phrase(_ name: String?) -> String {
        guard let name, !name.isEmpty else { return "" }
        let text = harmless(name)
        let isAtom = text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || isAlphanumeric(byte)
        }
        if isAtom { return "\(text) " }
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            return encodedWords(text).joined(separator: "\n ") + " "
        }
        let quoted = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(quoted)\" "
    }

    /// The words of a text that blanks may stand between.
    private static func encoded(_ text: String) -> [String] {
        let text = harmless(text)
        let words = text.split(separator: " ").map(String.init)
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 } && words.allSatisfy { $0.utf8.count < 900 }
        // What looks like an encoded word would be taken for one.
        return isPlain && !text.contains("=?") ? words : encodedWords(text)
    }

    /// Encoded words of at most 75 characters, each of whole characters (RFC 2047 §2, §5).
    private static func encodedWords(_ text: String) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let next = Array(String(scalar).utf8)
            if bytes.count + next.count > 45 {
                words.append("=?utf-8?b?\(Base64Text.encoded(bytes))?=")
                bytes = []
            }
            bytes += next
        }
        if !bytes.isEmpty { words.append("=?utf-8?b?\(Base64Text.encoded(bytes))?=") }
        return words
    }

    /// A line end in a field would begin another field.
    private static func harmless(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control || scalar.value == 0x2028
                || scalar.value == 0x2029 ? " " : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

/// Base64 (RFC 4648 §4).
enum Base64Text {
    private static let digits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    static func encoded(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let group = rest.prefix(3)
            rest = rest.dropFirst(3)
            let number = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                let digit = digits[number >> (18 - 6 * place) & 0x3F]
                text.append(place <= group.count ? digit : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// Lines of text as quoted-printable (RFC 2045 §6.7).
enum QuotedText {
    private static let lineLength = 76

    /// One line of text as the lines that stand for it.
    static func lines(_ text: String) -> [String] {
        var lines: [String] = []
        var line = ""
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            let isLast = index == bytes.count - 1
            let isBlank = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
            let isPlain =
                (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || isBlank && !isLast
            let piece =
                isPlain ? String(UnicodeScalar(byte)) : "=" + [byte].hex.uppercased()
            if line.utf8.count + piece.utf8.count >= lineLength {
                lines.append(line + "=")
                line = ""
            }
            line += piece
        }
        return lines + [line]
    }
}
