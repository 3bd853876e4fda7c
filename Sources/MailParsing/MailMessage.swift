/// A mail, taken apart.
///
/// ```swift
/// let mail = MailMessage(parsing: bytes)
/// let subject = mail.headers.first("Subject")?.decoded
/// let texts = mail.textParts.map(\.text)
/// ```
///
/// Parsing never fails, since real mail breaks every rule; what was odd stands in ``problems``.
/// Where RFC 5322 and RFC 2045 to 2049 leave room, the outcome is compatible with Patchwork.
public struct MailMessage: Sendable {
    /// The header fields of the mail itself.
    public let headers: HeaderFields
    /// The body with its parts.
    public let root: MIMEPart
    /// What was odd about the structure of the mail, each kind once.
    public let problems: [MailProblem]

    /// Parses one mail.
    ///
    /// - Parameter bytes: The mail as received, with LF or CRLF. A leading `From ` or `>From ` line,
    ///   as in an mbox, is ignored.
    public init(parsing bytes: [UInt8]) {
        var parser = MIMEParser(bytes: bytes)
        root = parser.parseMail()
        headers = root.headers
        problems = parser.problems
    }

    /// The parts that are text, in order, also those of attached mails.
    ///
    /// Attached files that may be patches are among them (`application/octet-stream`,
    /// `application/x-patch`, names that end in `.patch` or `.diff`), unless they have a NUL.
    /// Each access decodes them anew, so keep the result.
    public var textParts: [TextPart] {
        var texts: [TextPart] = []
        root.collectText(into: &texts)
        return texts
    }
}
