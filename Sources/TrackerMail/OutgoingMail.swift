import MailParsing

/// A mail of the site to one person: plain text.
package struct OutgoingMail: Hashable, Sendable {
    /// An address that ``canReach(_:)`` accepts.
    package var recipient: String
    package var subject: String
    /// Lines that end with a line feed.
    package var text: String

    package init(to recipient: String, subject: String, text: String) {
        self.recipient = recipient
        self.subject = subject
        self.text = text
    }

    /// The longest address, in bytes (RFC 5321 §4.5.3.1.3, without the angle brackets).
    package static let addressLength = 254

    /// Whether the site sends mail to an address: `dotted.atoms@host.example` in ASCII.
    ///
    /// Such an address means the same in a header field and on an SMTP connection, and has nothing in
    /// it that could end either.
    package static func canReach(_ address: String) -> Bool {
        address.utf8.count <= addressLength
            && address.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }
            && MailAddress.isValid(address)
    }
}
