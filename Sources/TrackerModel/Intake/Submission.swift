package import MailParsing
package import PatchParsing

/// What a mail says, read for one project: the step between a message and rows.
///
/// Reading is a pure function of the mail and the project. What depends on mails that came before
/// (is it a duplicate, whom does it answer, which series does it join) is decided in the store.
package struct Submission: Sendable {
    package enum Kind: Hashable, Sendable {
        case patch
        case cover
        case comment
    }

    package let kind: Kind
    package let messageID: String
    /// The messages it answers, nearest first.
    package let references: [String]
    package let author: MailAddress
    /// Seconds since 1970 in UTC; `nil` where the mail has no date that can be read.
    package let date: Int64?
    package let subject: PatchSubject
    package let content: String?
    package let diff: String?
    package let pullURL: String?
    package let headers: String
    package let hints: MailHints

    /// The subject as lists show it, cut to what the column takes.
    package var name: String { String(subject.name.unicodeScalars.prefix(255)) }

    /// The place in a series; none for `1/0` and for numbers that no series has.
    package var position: SeriesPosition? {
        guard let position = subject.position, position.number <= Self.largestNumber,
            position.total <= Self.largestTotal
        else { return nil }
        return position
    }

    /// Clients read these into 16 and 32 bits.
    private static let largestNumber = 32_767
    private static let largestTotal = 2_147_483_647

    package var version: Int { min(subject.version, Self.largestTotal) }

    /// Reads a mail for a project.
    ///
    /// - Throws: ``MailRefusal`` with a reason if nothing of it can be shown.
    package init(_ message: MailMessage, for project: Project) throws(MailRefusal) {
        let headers = message.headers
        messageID = try Self.messageID(of: headers)
        author = try MailAuthor.author(of: headers, for: project)
        subject = try Self.subject(of: headers, for: project)
        references = MessageID.references(in: headers)
        date = headers.first("Date")?.decoded.flatMap(MailDate.seconds)
        hints = MailHints(headers)
        self.headers = headers.storedText
        let text = SubmissionText(message.textParts, isReply: subject.isReply)
        guard text.content != nil || text.diff != nil else {
            throw MailRefusal(.empty, "it has no text that could be shown")
        }
        let pullURL = text.content.flatMap(PullRequest.url)
        kind = Self.kind(of: subject, hasDiff: text.diff != nil, isPull: pullURL != nil)
        (content, diff) = kind == .cover ? (text.whole, nil) : (text.content, text.diff)
        self.pullURL = kind == .patch ? pullURL : nil
    }

    private static func kind(of subject: PatchSubject, hasDiff: Bool, isPull: Bool) -> Kind {
        if subject.isReply { return .comment }
        // Maintainers handle a pull request as a patch with a state, also one numbered 0/7.
        if isPull { return .patch }
        // Number 0 is the cover letter, whatever it quotes; a range-diff makes no patch of it.
        if let position = subject.position, position.number == 0, position.total > 0 {
            return .cover
        }
        if hasDiff { return .patch }
        return subject.position?.number == 0 ? .cover : .comment
    }

    /// The message-id that a mail calls its own.
    package static func messageID(of headers: HeaderFields) throws(MailRefusal) -> String {
        guard let text = headers.first("Message-ID")?.decoded, let id = MessageID.own(text) else {
            throw MailRefusal(.malformed, "its Message-Id header is missing or unreadable")
        }
        return id
    }

    private static func subject(
        of headers: HeaderFields,
        for project: Project
    ) throws(MailRefusal) -> PatchSubject {
        guard let text = headers.first("Subject")?.decoded else {
            throw MailRefusal(.malformed, "its Subject header is missing or unreadable")
        }
        return PatchSubject(parsing: text, ignoring: [project.linkName])
    }
}
