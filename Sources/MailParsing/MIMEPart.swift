/// One part of a mail: text, an attachment, or a container of other parts (RFC 2045).
public struct MIMEPart: Sendable {
    /// The header fields of the part. For the outermost part they are those of the mail.
    public let headers: HeaderFields
    /// What the part says it is, such as `text/plain`.
    public let contentType: ContentType
    /// The body as it stands in the mail: transfer encoding not undone.
    ///
    /// In a container it is what was not taken apart, and so mostly empty.
    public internal(set) var rawBody: ArraySlice<UInt8>
    /// The parts of a `multipart`; the mail in a `message/rfc822`.
    public let parts: [MIMEPart]

    /// The body with its transfer encoding undone (quoted-printable or base64).
    ///
    /// Other encodings are left as they are, compatible with Patchwork but for `uuencode`.
    public var body: ArraySlice<UInt8> {
        guard let encoding = headers.first("Content-Transfer-Encoding") else { return rawBody }
        return TransferEncoding(encoding.rawValue).decode(rawBody)
    }

    /// The name that the sender gave to an attachment.
    public var fileName: String? {
        let disposition = headers.first("Content-Disposition").map { FieldParameters($0.rawValue) }
        let name = disposition?["filename"] ?? contentType.parameters["name"]
        return name.map(\.text)
    }

    /// Appends the text of this part and of those in it, depth first.
    ///
    /// The recursion ends at ``MailLimits/partDepth``, which the parser keeps.
    func collectText(into texts: inout [TextPart]) {
        if contentType.mainType == "text" {
            texts.append(TextPart(self))
        } else if let file = TextPart(file: self) {
            texts.append(file)
        }
        for part in parts { part.collectText(into: &texts) }
    }
}
