import TrackerModel

/// What the events of a page are about, read with one statement for each kind of object.
struct EventObjects {
    private let lookup: ReadingLookup
    private let patches: [Int64: MailReference]
    private let covers: [Int64: MailReference]
    private let series: [Int64: SeriesReference]
    private let patchComments: [Int64: CommentReference]
    private let coverComments: [Int64: CommentReference]
    private let checks: [Int64: CheckReference]
    private let slugs: [Int64: String]

    init(of events: [EventDraft], in db: any SQLConnection) throws {
        let lookup = ReadingLookup(db)
        self.lookup = lookup
        patches = try Self.mails("patch", events.compactMap(\.patchID), in: db, lookup)
        covers = try Self.mails("cover", events.compactMap(\.coverID), in: db, lookup)
        series = try Self.series(events.compactMap(\.seriesID), in: db, lookup)
        patchComments = try Self.comments(
            "patch",
            events.compactMap(\.patchCommentID),
            in: db,
            parent: CommentParent.patch
        )
        coverComments = try Self.comments(
            "cover",
            events.compactMap(\.coverCommentID),
            in: db,
            parent: CommentParent.cover
        )
        checks = try Self.checks(events.compactMap(\.checkID), in: db)
        slugs = try Self.slugs(
            events.compactMap(\.previousStateID) + events.compactMap(\.currentStateID),
            in: db
        )
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
            series: event.seriesID.flatMap { series[$0] },
            comment: comment,
            check: event.checkID.flatMap { checks[$0] },
            previousState: event.previousStateID.flatMap { slugs[$0] },
            currentState: event.currentStateID.flatMap { slugs[$0] },
            previousDelegate: try event.previousDelegateID.flatMap(lookup.account),
            currentDelegate: try event.currentDelegateID.flatMap(lookup.account),
            previousRelation: event.previousRelationID,
            currentRelation: event.currentRelationID
        )
    }
}

extension EventObjects {
    private static func mails(
        _ table: SQLText,
        _ ids: [Int64],
        in db: any SQLConnection,
        _ lookup: ReadingLookup
    ) throws -> [Int64: MailReference] {
        var found: [Int64: MailReference] = [:]
        guard !ids.isEmpty else { return found }
        try db.query(
            """
            SELECT \(sql: MailReference.columns(of: table)) FROM \(sql: table)
            WHERE id IN (\(ids: Set(ids)))
            """
        ) { row in
            var reader = RowReader(row)
            let mail = try MailReference(&reader, lookup)
            found[mail.id] = mail
        }
        return found
    }

    private static func series(
        _ ids: [Int64],
        in db: any SQLConnection,
        _ lookup: ReadingLookup
    ) throws -> [Int64: SeriesReference] {
        var found: [Int64: SeriesReference] = [:]
        guard !ids.isEmpty else { return found }
        try db.query(
            "SELECT \(sql: SeriesReference.columns) FROM series WHERE id IN (\(ids: Set(ids)))"
        ) { row in
            var reader = RowReader(row)
            let series = try SeriesReference(&reader, lookup)
            found[series.id] = series
        }
        return found
    }

    private static func comments(
        _ table: SQLText,
        _ ids: [Int64],
        in db: any SQLConnection,
        parent: (Int64) -> CommentParent
    ) throws -> [Int64: CommentReference] {
        var found: [Int64: CommentReference] = [:]
        guard !ids.isEmpty else { return found }
        try db.query(
            """
            SELECT id, \(sql: table)_id, msgid, date FROM \(sql: table)_comment
            WHERE id IN (\(ids: Set(ids)))
            """
        ) { row in
            found[row.int(0)] = CommentReference(
                id: row.int(0),
                parent: parent(row.int(1)),
                messageID: row.text(2),
                date: row.int(3)
            )
        }
        return found
    }

    private static func checks(
        _ ids: [Int64],
        in db: any SQLConnection
    ) throws -> [Int64: CheckReference] {
        var found: [Int64: CheckReference] = [:]
        guard !ids.isEmpty else { return found }
        try db.query(
            """
            SELECT id, patch_id, date, state, target_url, context FROM check_result
            WHERE id IN (\(ids: Set(ids)))
            """
        ) { row in
            found[row.int(0)] = CheckReference(
                id: row.int(0),
                patchID: row.int(1),
                date: row.int(2),
                state: CheckState(rawValue: row.int(3)) ?? .pending,
                targetURL: row.optionalText(4),
                context: row.text(5)
            )
        }
        return found
    }

    private static func slugs(
        _ ids: [Int64],
        in db: any SQLConnection
    ) throws -> [Int64: String] {
        guard !ids.isEmpty else { return [:] }
        let pairs = try db.all("SELECT id, slug FROM state") { ($0.int(0), $0.text(1)) }
        return Dictionary(pairs) { first, _ in first }
    }
}
