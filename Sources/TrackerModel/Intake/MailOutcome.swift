/// What became of a mail.
package enum MailOutcome: String, CaseIterable, Sendable {
    case patch
    case cover
    case comment
    /// Neither a change nor an answer to one: talk.
    case discussion
    /// A reply to something that has not arrived (yet).
    case orphan
    /// The same message-id was dealt with before.
    case duplicate
    /// The sender asked for it: `X-Patchwork-Hint: ignore`.
    case ignored
    /// No project has its list id.
    case unassigned
    /// Neither text nor diff.
    case empty
    /// Sender or message-id are missing or unreadable.
    case malformed
    /// Above the size limit: only its beginning is kept, and nothing is read from that.
    case oversize
    /// The program itself failed on it: a bug. Delivered again, it is decided again.
    case failed

    /// Whether the same mail, delivered again, is decided again: what it lacked may be there now.
    package var mayChange: Bool { self == .orphan || self == .unassigned || self == .failed }
}

/// Why a mail was not stored as anything, in words for the person who looks for it.
package struct MailRefusal: Error, Hashable, Sendable {
    package let outcome: MailOutcome
    package let reason: String

    package init(_ outcome: MailOutcome, _ reason: String) {
        self.outcome = outcome
        self.reason = reason
    }
}
