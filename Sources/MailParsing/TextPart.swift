/// A part of a mail that people read, as text.
public struct TextPart: Sendable {
    /// The type behind `text/`, in lower case: `plain`, `x-patch`, `html`.
    public let subtype: String
    /// The name that the sender gave to the part.
    public let fileName: String?
    /// The text, with its line ends as they stand in the mail.
    public let text: String
    /// Whether the text is not what the declared charset says: it did not decode.
    ///
    /// Patchwork drops such a part. Here it is read as UTF-8, else as windows-1252, else as
    /// ISO-8859-1, since half of the mails that declare `us-ascii` wrongly are good patches.
    public let charsetProblem: Bool

    init(_ part: MIMEPart) {
        let body = part.body
        let charset = part.contentType.charset.flatMap(Charset.init(named:))
        subtype = part.contentType.subtype
        fileName = part.fileName
        if let charset, let text = charset.decode(body) {
            self.text = text
            charsetProblem = false
        } else {
            text = Charset.guess(body)
            charsetProblem = charset != nil
        }
    }
}
