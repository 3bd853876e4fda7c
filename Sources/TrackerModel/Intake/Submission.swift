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
    /// The messages it answers, nearest first; see ``references(of:)``.
    package let references: [String]
    package let author: MailAddress
    /// When it was sent, in seconds since 1970 in UTC; where it does not say, when the last server got
    /// it. `nil` where no date can be read.
    package let date: Int64?
    /// When it arrived, in microseconds since 1970: its date if it has none. Set by who knows it.
    package var received: Int64?
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

    /// The version if the subject names one.
    package var versionLabel: Int? { subject.versionLabel.map { min($0, Self.largestTotal) } }

    /// Reads a mail for a project.
    ///
    /// - Parameters:
    ///   - message: The mail.
    ///   - project: Its project.
    ///   - decided: What somebody has said that it is; otherwise the mail tells.
    /// - Throws: ``MailRefusal`` with a reason if nothing of it can be shown.
    package init(
        _ message: MailMessage,
        for project: Project,
        as decided: Kind? = nil
    ) throws(MailRefusal) {
        let headers = message.headers
        let ownID = try Self.messageID(of: headers)
        messageID = ownID
        author = try MailAuthor.author(of: headers, for: project)
        subject = try Self.subject(of: headers, for: project)
        references = Self.references(of: headers).filter { $0 != ownID }
        date = Self.date(of: headers)
        hints = MailHints(headers)
        self.headers = headers.storedText
        let isReply = decided.map { $0 == .comment } ?? subject.isReply
        let text = SubmissionText(message.textParts, isReply: isReply)
        guard text.content != nil || text.diff != nil else {
            throw MailRefusal(.empty, "it has no text that could be shown")
        }
        let pullURL = text.content.flatMap(PullRequest.url)
        kind =
            decided ?? Self.kind(of: subject, hasDiff: text.diff != nil, isPull: pullURL != nil)
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

    /// The messages of the thread that decide where a mail belongs: the nearest ones and the root.
    ///
    /// Both looking for them and waiting for them is bounded alike, or the order of arrival would
    /// decide beyond the bound.
    package static func references(of headers: HeaderFields) -> [String] {
        let all = MessageID.references(in: headers)
        guard all.count > referenceLimit, let root = all.last else { return all }
        return all.prefix(referenceLimit - 1) + [root]
    }

    private static let referenceLimit = 24

    private static func date(of headers: HeaderFields) -> Int64? {
        if let date = headers.first("Date")?.decoded.flatMap(MailDate.seconds) { return date }
        // "from … by …; Tue, 23 May 2017 13:21:05 +0800" (RFC 5321, section 4.4)
        guard let trace = headers.first("Received")?.decoded,
            let semicolon = trace.utf8.lastIndex(of: UInt8(ascii: ";"))
        else { return nil }
        return MailDate.seconds(parsing: String(trace[trace.utf8.index(after: semicolon)...]))
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
