package import TrackerModel

/// Something that happened, with what it happened to.
package struct EventRecord: Sendable {
    package let id: Int64
    package let category: EventCategory
    package let project: Project
    package let date: Int64
    package let actor: Account?
    package let patch: MailReference?
    package let cover: MailReference?
    package let series: SeriesReference?
    package let comment: CommentReference?
    package let check: CheckReference?
    /// Slugs.
    package let previousState: String?
    package let currentState: String?
    package let previousDelegate: Account?
    package let currentDelegate: Account?
    package let previousRelation: Int64?
    package let currentRelation: Int64?
    /// The version that superseded the patch, if it is there.
    package let cause: SeriesReference?
}

/// A comment as an event shows it.
package struct CommentReference: Sendable {
    package let id: Int64
    package let parent: CommentParent
    package let messageID: String
    package let date: Int64
}

/// A check as an event shows it.
package struct CheckReference: Sendable {
    package let id: Int64
    package let patchID: Int64
    package let date: Int64
    package let state: CheckState
    package let targetURL: String?
    package let context: String
}

extension Store {
    /// One page of the events that the filter lets through, or `nil` if there is no such page.
    package func eventList(
        _ filter: EventFilter,
        _ order: ListOrder<EventOrderKey>,
        _ page: PageRequest
    ) async throws -> Listing<EventRecord>? {
        try await database.readBriefly { db in
            guard let list = try filter.query(order, in: db) else { return .nothing(page) }
            let reading = PageReading(columns: EventDraft.columns, draft: { EventDraft($0) }) {
                drafts,
                isLast in
                let objects = try EventObjects(of: drafts, isLast: isLast, in: db)
                return try drafts.compactMap { try objects.record($0) }
            }
            return try db.listing(list, page, reading)
        }
    }
}

/// An event as its row has it: with the ids of what it is about.
struct EventDraft {
    let id: Int64
    let category: String
    let projectID: Int64
    let date: Int64
    let actorID: Int64?
    let patchID: Int64?
    let seriesID: Int64?
    let coverID: Int64?
    let patchCommentID: Int64?
    let coverCommentID: Int64?
    let checkID: Int64?
    let previousStateID: Int64?
    let currentStateID: Int64?
    let previousDelegateID: Int64?
    let currentDelegateID: Int64?
    let previousRelationID: Int64?
    let currentRelationID: Int64?
    let causeID: Int64?

    static let columns: SQLText = """
        event.id, event.category, event.project_id, event.date, event.actor_id, event.patch_id,
        event.series_id, event.cover_id, event.patch_comment_id, event.cover_comment_id,
        event.check_id, event.previous_state_id, event.current_state_id,
        event.previous_delegate_id, event.current_delegate_id, event.previous_relation_id,
        event.current_relation_id, event.cause_id
        """

    init(_ row: any SQLRow) {
        var reader = RowReader(row)
        id = reader.int()
        category = reader.text()
        projectID = reader.int()
        date = reader.int()
        actorID = reader.optionalInt()
        patchID = reader.optionalInt()
        seriesID = reader.optionalInt()
        coverID = reader.optionalInt()
        patchCommentID = reader.optionalInt()
        coverCommentID = reader.optionalInt()
        checkID = reader.optionalInt()
        previousStateID = reader.optionalInt()
        currentStateID = reader.optionalInt()
        previousDelegateID = reader.optionalInt()
        currentDelegateID = reader.optionalInt()
        previousRelationID = reader.optionalInt()
        currentRelationID = reader.optionalInt()
        causeID = reader.optionalInt()
    }

    static func read(
        _ selection: ListQuery.Selection,
        in db: any SQLConnection
    ) throws -> [EventDraft] {
        try db.all(
            """
            SELECT \(sql: columns) FROM event WHERE event.id IN (\(sql: selection.ids))
            ORDER BY \(sql: selection.order)
            """
        ) { EventDraft($0) }
    }
}
