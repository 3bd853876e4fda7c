import TrackerModel

/// What the events of a page are about, read with one statement for each kind of object.
final class EventObjects {
    private let named: NamedRows
    private var lookup: ReadingLookup { named.lookup }
    private var patches: [Int64: MailReference] = [:]
    private var covers: [Int64: MailReference] = [:]
    private var patchComments: [Int64: CommentReference] = [:]
    private var coverComments: [Int64: CommentReference] = [:]
    private var checks: [Int64: CheckReference] = [:]

    /// - Parameters:
    ///   - events: What the page has.
    ///   - isLast: Whether nothing else is going to be asked afterwards.
    ///   - db: The database.
    /// - Throws: What the database says.
    init(of events: [EventDraft], isLast: Bool = false, in db: any SQLConnection) throws {
        named = NamedRows(db)
        named.want(projects: Set(events.map(\.projectID)))
        let actors = events.flatMap { [$0.actorID, $0.previousDelegateID, $0.currentDelegateID] }
        named.want(accounts: Set(actors.compactMap { $0 }))
        want("patch", Set(events.compactMap(\.patchID))) { $0.patches[$1.id] = $1 }
        want("cover", Set(events.compactMap(\.coverID))) { $0.covers[$1.id] = $1 }
        named.want(series: Set(events.flatMap { [$0.seriesID, $0.causeID] }.compactMap(\.self)))
        want(
            commentsOf: "patch",
            Set(events.compactMap(\.patchCommentID)),
            parent: CommentParent.patch
        ) { $0.patchComments[$1.id] = $1 }
        want(
            commentsOf: "cover",
            Set(events.compactMap(\.coverCommentID)),
            parent: CommentParent.cover
        ) { $0.coverComments[$1.id] = $1 }
        want(checks: Set(events.compactMap(\.checkID)))
        if events.contains(where: { $0.previousStateID != nil || $0.currentStateID != nil }) {
            named.wantStates()
        }
        try named.read(isLast: isLast)
    }

    /// The event with its objects; `nil` for a category that a newer program wrote.
    func record(_ event: EventDraft) throws -> EventRecord? {
        guard let category = EventCategory(rawValue: event.category) else { return nil }
        let comment =
            event.patchCommentID.flatMap { patchComments[$0] }
            ?? event.coverCommentID.flatMap { coverComments[$0] }
        return EventRecord(
            id: event.id,
            category: category,
            project: try lookup.project(event.projectID),
            date: event.date,
            actor: try event.actorID.flatMap(lookup.account),
            patch: event.patchID.flatMap { patches[$0] },
            cover: event.coverID.flatMap { covers[$0] },
            series: event.seriesID.flatMap { named.series[$0] },
            comment: comment,
            check: event.checkID.flatMap { checks[$0] },
            previousState: event.previousStateID.flatMap { named.states[$0] },
            currentState: event.currentStateID.flatMap { named.states[$0] },
            previousDelegate: try event.previousDelegateID.flatMap(lookup.account),
            currentDelegate: try event.currentDelegateID.flatMap(lookup.account),
            previousRelation: event.previousRelationID,
            currentRelation: event.currentRelationID,
            cause: event.causeID.flatMap { named.series[$0] }
        )
    }
}

extension EventObjects {
    private func want(
        _ table: SQLText,
        _ ids: Set<Int64>,
        keep: @escaping (EventObjects, MailReference) -> Void
    ) {
        guard !ids.isEmpty else { return }
        named.add(
            """
            SELECT \(sql: MailReference.columns(of: table)) FROM \(sql: table)
            WHERE id IN (\(ids: ids))
            """
        ) { [unowned self] reader in keep(self, try MailReference(&reader, lookup)) }
    }

    private func want(
        commentsOf table: SQLText,
        _ ids: Set<Int64>,
        parent: @escaping (Int64) -> CommentParent,
        keep: @escaping (EventObjects, CommentReference) -> Void
    ) {
        guard !ids.isEmpty else { return }
        named.add(
            """
            SELECT id, \(sql: table)_id, msgid, date FROM \(sql: table)_comment
            WHERE id IN (\(ids: ids))
            """
        ) { [unowned self] reader in
            let comment = CommentReference(
                id: reader.int(),
                parent: parent(reader.int()),
                messageID: reader.text(),
                date: reader.int()
            )
            keep(self, comment)
        }
    }

    private func want(checks ids: Set<Int64>) {
        guard !ids.isEmpty else { return }
        named.add(
            """
            SELECT id, patch_id, date, state, target_url, context FROM check_result
            WHERE id IN (\(ids: ids))
            """
        ) { [unowned self] reader in
            let check = CheckReference(
                id: reader.int(),
                patchID: reader.int(),
                date: reader.int(),
                state: CheckState(rawValue: reader.int()) ?? .pending,
                targetURL: reader.optionalText(),
                context: reader.text()
            )
            checks[check.id] = check
        }
    }
}
