/// A part of a mail that people read, or an attached file that may be a patch, as text.
public struct TextPart: Sendable {
    /// The type before the slash, in lower case: `text`, or `application` for a file.
    public let mainType: String
    /// The type behind the slash, in lower case: `plain`, `x-patch`, `html`, `octet-stream`.
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

    init(_ part: MIMEPart) { self.init(part, body: part.body) }

    private init(_ part: MIMEPart, body: ArraySlice<UInt8>) {
        let charset = part.contentType.charset.flatMap(Charset.init(named:))
        mainType = part.contentType.mainType
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

    /// A file that calls itself a patch by type or name, or that nobody has given a type; nil if it
    /// is another one, or has a NUL and so is no text.
    init?(file part: MIMEPart) {
        let type = part.contentType
        guard type.mainType == "application",
            Self.fileTypes.contains(type.subtype) || Self.isPatchName(part.fileName)
        else { return nil }
        let body = part.body
        guard !body.contains(0) else { return nil }
        self.init(part, body: body)
    }

    private static let fileTypes: Set<String> = [
        "octet-stream", "x-patch", "x-diff", "x-git-patch", "mbox",
    ]

    /// Whether the part has the name of a patch: `0001-fix.patch`, `fix.diff`.
    public var hasPatchName: Bool { Self.isPatchName(fileName) }

    private static func isPatchName(_ name: String?) -> Bool {
        guard let name = name?.trimmed.lowercased() else { return false }
        return name.hasSuffix(".patch") || name.hasSuffix(".diff")
    }
}
