import MailParsing

/// Mails come with LF from files and with CRLF from the network, and must mean the same.
enum LineEnding: String, CaseIterable {
    case lf = "\n"
    case crlf = "\r\n"

    func bytes(_ text: String) -> [UInt8] {
        Array(
            text.split(separator: "\n", omittingEmptySubsequences: false).joined(
                separator: rawValue
            ).utf8
        )
    }

    func mail(_ text: String) -> MailMessage { MailMessage(parsing: bytes(text)) }
}

extension MailMessage {
    /// A mail that consists of one field.
    static func field(_ value: String) -> HeaderField? { field(Array(value.utf8)) }

    static func field(_ value: [UInt8], name: String = "Subject") -> HeaderField? {
        MailMessage(parsing: Array("\(name): ".utf8) + value + Array("\n\n".utf8)).headers.first(
            name
        )
    }

    static func headers(_ text: String) -> HeaderFields {
        MailMessage(parsing: Array((text + "\n\n").utf8)).headers
    }
}
