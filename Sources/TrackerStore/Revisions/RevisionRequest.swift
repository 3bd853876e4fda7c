package import TrackerModel

/// What somebody says of the version before a series.
package enum RevisionRequest: Hashable, Sendable {
    /// It is this one. The reason, of up to ``Store/reasonLength`` characters, is shown with the link.
    case link(earlier: Int64, reason: String)
    /// There is none. `restores`: patches that were superseded by the link go back to the state that
    /// they had, where nobody has changed it since.
    case unlink(restores: Bool)
    /// The mails are right: the link stays, whatever comes later.
    case confirm
}

extension Store {
    /// Says which version came before a series. It stays so, also when mails are read again or come late.
    ///
    /// - Parameters:
    ///   - series: Its number.
    ///   - request: What is to be.
    ///   - author: A maintainer of the project, a superuser or the operator.
    /// - Returns: All versions then, the oldest first, and how to take it back.
    /// - Throws: ``ChangeRefusal`` with the fields `earlier`, `reason`, `series`; or a `StoreError`.
    package func changeRevision(
        of series: Int64,
        _ request: RevisionRequest,
        by author: ChangeAuthor
    ) async throws -> Undoable<[SeriesVersion]> {
        try await undoably(by: author) { transaction in
            try RevisionEditing(series, in: transaction).make(request)
            return try RevisionReading(db: transaction.db).versions(of: series) ?? []
        }
    }
}

/// One change of what is said about the version before a series, within its transaction.
struct RevisionEditing {
    private let transaction: ChangeTransaction
    private let series: SeriesRow
    private let now: RevisionRow?

    private var db: any SQLConnection { transaction.db }

    /// - Throws: ``ChangeRefusal`` if there is no such series, or the author may not administer it.
    init(_ id: Int64, in transaction: ChangeTransaction) throws {
        self.transaction = transaction
        guard let row = try SeriesSpots(db: transaction.db).series(id) else {
            throw ChangeRefusal.missing("Series")
        }
        try transaction.requireAdministrator(of: row.project)
        series = row
        now = try RevisionRow.of(id, in: transaction.db)
    }

    func make(_ request: RevisionRequest) throws {
        switch request {
        case .link(let earlier, let reason): try link(to: earlier, reason)
        case .unlink(let restores): try unlink(restores: restores)
        case .confirm: try confirm()
        }
    }

    private func row(_ hand: RevisionHand, earlier: Int64?) -> RevisionRow {
        RevisionRow(
            hand,
            of: series.id,
            earlier: earlier,
            by: transaction.author.account?.id,
            now: transaction.now
        )
    }

    private func link(to id: Int64, _ reason: String) throws {
        func refuse(_ field: String, _ fault: String) -> ChangeRefusal {
            .invalid(FieldFaults(field, fault))
        }
        guard reason.count <= Store.reasonLength, !reason.hasControls else {
            let limit = Store.reasonLength
            throw refuse("reason", "Say why in one line of up to \(limit) characters.")
        }
        let alias = try db.int("SELECT series_id FROM series_alias WHERE id = \(id)")
        guard let earlier = try SeriesSpots(db: db).series(alias ?? id),
            earlier.project == series.project
        else { throw refuse("earlier", "The project has no series \(id).") }
        guard earlier.id != series.id else {
            throw refuse("earlier", "A series is no earlier version of itself.")
        }
        guard (earlier.date, earlier.id) < (series.date, series.id) else {
            throw refuse("earlier", "Series \(id) was sent later, by the dates of the mails.")
        }
        var new = row(.linked, earlier: earlier.id)
        new.reason = reason.isEmpty ? "by hand" : reason
        if now?.hand == .linked, now?.earlier == new.earlier, now?.reason == new.reason { return }
        try store(new, "link version")
    }

    private func unlink(restores: Bool) throws {
        guard now?.earlier != nil else {
            throw ChangeRefusal.invalid(FieldFaults("series", "It has no earlier version."))
        }
        try store(row(.unlinked, earlier: nil), "unlink version")
        if restores { try Superseding.restore(by: series.id, in: transaction) }
    }

    private func confirm() throws {
        guard var row = now, row.earlier != nil else {
            throw ChangeRefusal.invalid(FieldFaults("series", "It has no earlier version."))
        }
        guard row.hand == .mails else { return }
        row.hand = .confirmed
        row.account = transaction.author.account?.id
        row.decided = transaction.now
        try store(row, "confirm version")
    }

    /// Takes a change back: what was said before is said again.
    ///
    /// `before`: from ``RevisionRow/undoText``, or `nil` where the mails had decided. The answer is
    /// whether the earlier version of that time is still there.
    func restore(_ before: String?) throws -> Bool {
        let (hand, earlier) = RevisionRow.read(undo: before)
        if hand == .mails {
            try db.execute("DELETE FROM revision WHERE series_id = \(series.id)")
            let notes = RevisionNotes()
            notes.news.note(series.id, now)
            notes.reshape(series.id)
            var deciding = RevisionDeciding(db: db, now: transaction.now)
            deciding.events = transaction.events
            deciding.actor = transaction.author.account?.id
            _ = try deciding.decide(notes)
            try tell(RevisionRow.of(series.id, in: db), "undo version")
            return true
        }
        if let earlier, try SeriesSpots(db: db).series(earlier) == nil { return false }
        var new = row(hand, earlier: earlier)
        if hand != .unlinked { new.reason = "by hand" }
        try store(new, "undo version")
        return true
    }

    private func store(_ new: RevisionRow, _ action: String) throws {
        try new.store(in: db)
        let news = RevisionNews()
        news.note(series.id, now)
        try news.tell(transaction.events, by: transaction.author.account?.id, in: db)
        try tell(new, action)
    }

    private func tell(_ new: RevisionRow?, _ action: String) throws {
        transaction.undo?.add(
            UndoTarget(kind: .series, id: series.id),
            .earlier,
            before: now?.undoText,
            after: new?.undoText
        )
        try transaction.audit.add(
            action,
            ("series", series.id),
            project: series.project,
            before: ["earlier": .optional(now?.earlier)],
            after: ["earlier": .optional(new?.earlier), "reason": .text(new?.reason ?? "")]
        )
        var decided = RevisionDeciding.Decided(series: [series.id])
        if let old = now?.earlier { decided.left.insert(old) }
        try RangeDiffDue(db: db).note(decided.series, now: transaction.now)
        try RelationFollowing(db: db, now: transaction.now, events: transaction.events)
            .follow(decided)
    }
}

extension RevisionRow {
    /// What somebody said, for taking it back; `nil` where nobody did.
    var undoText: String? {
        hand == .mails ? nil : "\(hand.rawValue) \(earlier.map { String($0) } ?? "")"
    }

    /// From ``undoText``.
    static func read(undo text: String?) -> (hand: RevisionHand, earlier: Int64?) {
        let words = text?.numbers ?? []
        let hand = words.first.flatMap(RevisionHand.init(rawValue:)) ?? .mails
        return (hand, words.count > 1 ? words[1] : nil)
    }
}
