package import MailParsing
package import TrackerModel

/// A mail on its way in: read, and not stored yet.
package struct IncomingMail: Sendable {
    /// The mail byte for byte as it came.
    package let raw: [UInt8]
    package let message: MailMessage
    /// What the caller says about the list, with `--list-id`.
    package let givenListID: String?
    /// How it came: `pipe`, or the name of an archive.
    package let source: String
    /// How long it was in bytes, if ``raw`` is only the beginning of it.
    package let cutFrom: Int64?
    let digest: [UInt8]
    /// The message-id, or `sha256:` and the digest of a mail that has none.
    let identity: String

    /// Reads a mail. One above the size limit comes with its beginning and its length, and is kept as
    /// `oversize`.
    package init(
        raw: [UInt8],
        givenListID: String? = nil,
        source: String,
        cutFrom: Int64? = nil
    ) {
        self.raw = raw
        self.cutFrom = cutFrom
        self.givenListID = givenListID
        self.source = source
        message = MailMessage(parsing: raw)
        digest = Digest.sha256(raw)
        let messageID = message.headers.first("Message-ID")?.decoded.flatMap(MessageID.own)
        identity = messageID ?? "sha256:\(digest.hex)"
    }
}

/// How mails come in.
package enum IntakeOrigin: Sendable {
    /// From their senders: what a project does with new mail is done.
    case arrival
    /// From an archive: what is found changes no decision about patches.
    case history
}

/// What became of a mail.
package struct IntakeResult: Hashable, Sendable {
    /// The number of the stored mail.
    package let mailID: Int64
    package let outcome: MailOutcome
    package let reason: String
    /// Whether the very same mail was stored before, so that nothing changed.
    package let isRepeated: Bool
}
