import TrackerModel

/// What a transaction changes about series and mails that may be versions of others, noted until its
/// end: two hundred mails share one decision.
final class RevisionNotes {
    /// What mails say that came or were read again.
    private(set) var traits: [TraitsOwner: MailTraits] = [:]
    /// Keys that series got with mails that joined them, and nothing else of them changed.
    private(set) var added: [Int64: Set<Int64>] = [:]
    /// Series of which anything may differ from before.
    private(set) var reshaped: Set<Int64> = []
    /// What was said of versions before.
    let news = RevisionNews()

    var isEmpty: Bool { traits.isEmpty && added.isEmpty && reshaped.isEmpty }

    /// Notes a mail that is new; `series` is missing where it is in none yet, or the series is put
    /// together anew.
    func add(_ traits: MailTraits, of owner: TraitsOwner, to series: Int64?) {
        self.traits[owner] = traits
        if let series { added[series, default: []].formUnion(RevisionMatcher.keys(of: traits)) }
    }

    /// Notes that mails of a series came, went or say something else.
    func reshape(_ series: Int64) { reshaped.insert(series) }

    /// Begins anew; the news stay until they are told.
    func removeAll() { (traits, added, reshaped) = ([:], [:], []) }
}
