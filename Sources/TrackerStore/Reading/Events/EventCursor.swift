package import TrackerModel

/// Where somebody who follows the events is, and what interests them.
package struct EventCursor: Sendable {
    /// Only events with greater ids.
    package var sinceID: Int64
    package var limit: Int
    /// `nil`: of any category.
    package var categories: [EventCategory]?
    /// `nil`: of any project.
    package var projects: [Reference]?

    package init(sinceID: Int64 = 0, limit: Int = 100) {
        self.sinceID = sinceID
        self.limit = limit
    }

    /// So many ids are looked at for one page, so that a filter which lets little through costs no
    /// more than one that lets everything through.
    static let stretch: Int64 = 20_000
}

/// Events behind a cursor, by growing ids.
package struct EventPage: Sendable {
    package let events: [EventRecord]
    /// The other patches of each relation that an event tells of, as they are now.
    package let members: [Int64: [Int64]]
    /// The cursor that goes on from here.
    package let next: Int64
    /// Whether there may be more behind it already.
    package let hasMore: Bool
}

extension Store {
    /// The events behind a cursor.
    ///
    /// The ids of events have no gaps and become visible in their order, so whoever goes on from
    /// ``EventPage/next`` misses none.
    ///
    /// - Parameter cursor: Where to begin.
    /// - Returns: `nil` if there is no project that the cursor names.
    /// - Throws: `StoreError`.
    package func events(behind cursor: EventCursor) async throws -> EventPage? {
        try await database.read { db in
            guard let condition = try cursor.condition(in: db) else { return nil }
            let newest = try Self.newestEvent(in: db)
            let end = min(newest, cursor.sinceID.addingReportingOverflow(EventCursor.stretch).0)
            guard end > cursor.sinceID else {
                return EventPage(events: [], members: [:], next: cursor.sinceID, hasMore: false)
            }
            let selection = ListQuery.Selection(
                ids: """
                    SELECT event.id FROM event
                    WHERE event.id > \(cursor.sinceID) AND event.id <= \(end) \(sql: condition)
                    ORDER BY event.id LIMIT \(cursor.limit)
                    """,
                order: "event.id"
            )
            let drafts = try EventDraft.read(selection, in: db)
            let objects = try EventObjects(of: drafts, in: db)
            let isFull = drafts.count == cursor.limit
            let next = isFull ? drafts.last?.id ?? end : end
            return EventPage(
                events: try drafts.compactMap { try objects.record($0) },
                members: try Self.members(of: drafts.compactMap(\.currentRelationID), in: db),
                next: next,
                hasMore: next < newest
            )
        }
    }

    /// The id of the newest event; 0 without any.
    package func newestEvent() async throws -> Int64 {
        try await database.read { db in try Self.newestEvent(in: db) }
    }

    private static func newestEvent(in db: any SQLConnection) throws -> Int64 {
        try db.int("SELECT value FROM counter WHERE name = 'event'") ?? 0
    }

    private static func members(
        of relations: [Int64],
        in db: any SQLConnection
    ) throws -> [Int64: [Int64]] {
        guard !relations.isEmpty else { return [:] }
        let pairs = try db.all(
            """
            SELECT relation_id, id FROM patch WHERE relation_id IN (\(ids: Set(relations)))
            ORDER BY id
            """
        ) { ($0.int(0), $0.int(1)) }
        return Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1) }
    }
}

extension EventCursor {
    /// `AND …`; `nil` if a project is not there.
    fileprivate func condition(in db: any SQLConnection) throws -> SQLText? {
        var condition: SQLText = ""
        if let projects {
            guard let ids = try db.resolve(projects, in: .projects) else { return nil }
            // The plus keeps databases from walking through all events of a project instead.
            condition.append("AND +event.project_id IN (\(ids: ids))")
        }
        if let categories {
            condition.append("AND event.category IN (\(list: categories.map(\.rawValue)))")
        }
        return condition
    }
}
