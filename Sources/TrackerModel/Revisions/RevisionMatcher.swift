/// Finds the version of a series that came before it.
///
/// A pure function: whoever calls it with the same series and candidates gets the same answer, in
/// whatever order the mails came.
package enum RevisionMatcher {
    /// The keys under which a mail of a series is found by other versions of it. Two series are
    /// compared only if mails of theirs have a key in common.
    ///
    /// A key is a hash of what is said and what kind of thing it is: a change-id, a title (of a patch or
    /// a series, in small letters without prefixes), a diff's hash, and message ids: its own one and
    /// those that it answers or names as earlier versions.
    package static func keys(of mail: MailTraits) -> [Int64] { [] }

    /// The closest earlier version among series of one project; `nil` if none of them is one.
    ///
    /// Candidates that were sent later, and the series itself, are passed over. Their order does not
    /// matter.
    package static func earlier(
        of series: SeriesTraits,
        among candidates: [SeriesTraits]
    ) -> RevisionLink? { nil }
}

/// One series is a later version of another one.
package struct RevisionLink: Hashable, Sendable {
    package let earlier: Int64
    package let kind: RevisionKind
    package let confidence: RevisionConfidence
    /// In words, to be read behind "linked": `by the same change-id 20240304-quota-fix`.
    package let reason: String

    package init(
        earlier: Int64,
        kind: RevisionKind,
        confidence: RevisionConfidence,
        reason: String
    ) {
        self.earlier = earlier
        self.kind = kind
        self.confidence = confidence
        self.reason = reason
    }
}

/// How a version replaces the one before.
package enum RevisionKind: String, Sendable, CaseIterable {
    /// All of it.
    case revision
    /// All of it, and nothing was changed: it was sent again.
    case resend
    /// Some of its patches only; the others go on being part of it (`[PATCH v5.1 10/12]`).
    case part
}

/// How sure a link is.
package enum RevisionConfidence: String, Sendable, CaseIterable {
    /// The mails say it.
    case certain
    /// It follows from subjects, authors, threads, diffs and files.
    case likely
}
