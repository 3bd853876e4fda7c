import TrackerModel

/// What was said of the versions before series until a transaction changed it.
///
/// At its end each series of which something else is said makes one event, however often it was
/// judged in between.
final class RevisionNews {
    private var before: [Int64: RevisionRow?] = [:]
    /// Series that got events of others.
    private var renewed: Set<Int64> = []

    /// Notes what is said of a series, before that changes; the first note of a transaction counts.
    func note(_ series: Int64, _ row: RevisionRow?) {
        if before.index(forKey: series) == nil { before.updateValue(row, forKey: series) }
    }

    /// Notes that a series has taken over the events of one that went into it: the last event of a series
    /// says what is so, so that it is told again.
    func renew(_ series: Int64) { renewed.insert(series) }

    /// Writes the events and begins anew. A series that is gone has none.
    func tell(_ events: EventLog, by actor: Account.ID?, in db: any SQLConnection) throws {
        guard !before.isEmpty else { return }
        defer { (before, renewed) = ([:], []) }
        let present = try RevisionRow.all(of: before.keys, in: db)
        let categories = Dictionary(
            uniqueKeysWithValues: before.map { series, old in
                (series, category(of: series, from: old, to: present[series]))
            }
        ).compactMapValues(\.self)
        let origins = try SeriesOrigin.all(of: categories.keys, in: db)
        for (series, category) in categories.sorted(by: { $0.key < $1.key }) {
            guard let project = origins[series]?.project else { continue }
            let (old, new) = (before[series] ?? nil, present[series])
            let event = NewVersionEvent(
                category: category,
                project: project,
                series: series,
                actor: actor,
                before: old,
                after: new?.earlier == nil ? nil : new,
                hand: new?.hand ?? .mails
            )
            try events.add(event)
        }
    }

    private func category(
        of series: Int64,
        from old: RevisionRow?,
        to new: RevisionRow?
    ) -> VersionEventCategory? {
        if let category = NewVersionEvent.category(from: old, to: new) { return category }
        guard renewed.contains(series) else { return nil }
        return new?.earlier == nil ? .unlinked : .linked
    }
}

/// An event about the version before a series that is about to be written.
struct NewVersionEvent {
    let category: VersionEventCategory
    let project: Project.ID
    let series: Int64
    let actor: Account.ID?
    let before: RevisionRow?
    /// `nil` where there is no earlier version.
    let after: RevisionRow?
    /// Whose decision it is.
    let hand: RevisionHand

    /// What a change is; `nil` where nothing is another than before.
    ///
    /// Another reason for the same tie is none, unless somebody gave it: while the mails of a series
    /// come in, its words change with each of them.
    static func category(from old: RevisionRow?, to new: RevisionRow?) -> VersionEventCategory? {
        let old = old?.earlier == nil ? nil : old
        guard let new, new.earlier != nil else { return old == nil ? nil : .unlinked }
        guard let old, old.earlier == new.earlier, old.kind == new.kind,
            old.confidence == new.confidence
        else { return .linked }
        if old.hand == new.hand {
            return new.hand == .linked && old.reason != new.reason ? .linked : nil
        }
        return new.hand == .confirmed ? .confirmed : .linked
    }
}
