/// Finds the version of a series that came before it.
///
/// A pure function: whoever calls it with the same series and candidates gets the same answer, in
/// whatever order the mails came.
///
/// Each candidate is compared with the series by itself (``RevisionTie``); of those that have a tie the
/// one with the highest version is the closest, and of these the latest one.
package enum RevisionMatcher {
    /// The keys under which a mail of a series is found by other versions of it. Two series are
    /// compared only if mails of theirs have a key in common.
    ///
    /// A key is a hash of what is said and what kind of thing it is: a change-id, a title (of a patch or
    /// a series, in small letters without prefixes), a diff's hash, the names of its files, and message
    /// ids: its own one and those that it answers or names as earlier versions. Files are those of one
    /// author: that two people change the same files ties nothing, and some files everybody changes.
    package static func keys(of mail: MailTraits) -> [Int64] {
        var keys = [key("message", mail.messageID)]
        if let changeID = mail.changeID { keys.append(key(ofChange: changeID)) }
        let title = RevisionTitle.normalised(mail.subject)
        if !title.isEmpty { keys.append(key("title", title)) }
        if let hash = mail.hash { keys.append(key("diff", hash)) }
        if !mail.files.isEmpty, let author = mail.author {
            keys.append(key("files", "\(author) " + mail.files.sorted().joined(separator: "\n")))
        }
        keys += mail.answers.prefix(answerLimit).map { key("message", $0) }
        keys += mail.earlier.prefix(earlierLimit).map { key("message", $0) }
        var seen: Set<Int64> = []
        return keys.filter { seen.insert($0).inserted }
    }

    /// The key that all series with a change-id have.
    package static func key(ofChange changeID: String) -> Int64 { key("change", changeID) }

    /// So many of the messages that a mail answers count, the nearest ones and the root.
    private static let answerLimit = 24
    private static let earlierLimit = 64

    private static func key(_ kind: String, _ value: String) -> Int64 {
        Digest.key(of: value, kind: kind)
    }

    /// The closest earlier version among series of one project; `nil` if none of them is one.
    ///
    /// Candidates that were sent later, and the series itself, are passed over. Their order does not
    /// matter.
    package static func earlier(
        of series: SeriesTraits,
        among candidates: [SeriesTraits]
    ) -> RevisionLink? {
        earlier(of: SeriesLook(series), among: candidates.lazy.map(SeriesLook.init))
    }

    /// The same for series that were looked at before, as one may be compared with many.
    package static func earlier(
        of look: SeriesLook,
        among candidates: some Sequence<SeriesLook>
    ) -> RevisionLink? {
        guard !look.marks.isNotice else { return nil }
        var ties: [RevisionTie] = []
        for earlier in candidates where earlier.series.id != look.series.id {
            guard earlier.isSent(before: look) else { continue }
            if let tie = RevisionTie(of: look, to: earlier) { ties.append(tie) }
        }
        // A series that has little in common is no earlier version beside one that has much.
        let most = ties.lazy.map(\.likeness).max() ?? 0
        let near = ties.filter { $0.isStated || 2 * $0.likeness > most || most == 0 }
        let closest = RevisionTie.inOrder(near).max { $0.isFarther(than: $1) }
        return closest.map { tie in
            RevisionLink(
                earlier: tie.earlier.series.id,
                kind: tie.kind,
                confidence: tie.isStated || tie.isConfirmed ? .certain : .likely,
                reason: tie.reason
            )
        }
    }
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
