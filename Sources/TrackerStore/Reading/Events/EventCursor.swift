package import TrackerModel

/// Where somebody who follows the events is, and what interests them.
package struct EventCursor: Sendable {
    /// Only events with greater ids.
    package var sinceID: Int64
    package var limit: Int
    /// `nil`: of any category, also those of versions.
    package var categories: [Category]?
    /// `nil`: of any project.
    package var projects: [Reference]?

    /// A category of the compatible part, or of the own one.
    package enum Category: Hashable, Sendable {
        case common(EventCategory)
        case version(VersionEventCategory)
    }

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
    package let events: [FollowedEvent]
    /// The other patches of each relation that an event tells of, as they are now.
    package let members: [Int64: [Int64]]
    /// The cursor that goes on from here.
    package let next: Int64
    /// Whether there may be more behind it already.
    package let hasMore: Bool
}

/// An event of either kind.
package enum FollowedEvent: Sendable {
    /// One that the compatible part has, too.
    case common(EventRecord)
    case version(VersionEvent)

    package var id: Int64 {
        switch self {
        case .common(let event): event.id
        case .version(let event): event.id
        }
    }
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
            let drafts = try condition.drafts(behind: cursor, to: end, in: db)
            let objects = try EventObjects(of: drafts.common, in: db)
            let events =
                try drafts.common.compactMap { try objects.record($0) }.map(FollowedEvent.common)
                + VersionEventDraft.records(drafts.versions, in: db).map(FollowedEvent.version)
            let next = drafts.last ?? end
            return EventPage(
                events: events.sorted { $0.id < $1.id },
                members: try Self.members(
                    of: drafts.common.compactMap(\.currentRelationID),
                    in: db
                ),
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
    /// `nil` if a project is not there.
    fileprivate func condition(in db: any SQLConnection) throws -> EventCondition? {
        var condition = EventCondition()
        if let projects {
            guard let ids = try db.resolve(projects, in: .projects) else { return nil }
            // The plus keeps databases from walking through all events of a project instead.
            condition.common.append("AND +event.project_id IN (\(ids: ids))")
            condition.versions.append("AND +own.project_id IN (\(ids: ids))")
        }
        guard let categories else { return condition }
        var (common, versions): ([String], [String]) = ([], [])
        for category in categories {
            switch category {
            case .common(let category): common.append(category.rawValue)
            case .version(let category): versions.append(category.rawValue)
            }
        }
        condition.wantsCommon = !common.isEmpty
        condition.wantsVersions = !versions.isEmpty
        condition.common.append("AND event.category IN (\(list: common))")
        condition.versions.append("AND own.category IN (\(list: versions))")
        return condition
    }
}

/// What a filter lets through of either table of events.
private struct EventCondition {
    /// `AND …`
    var common: SQLText = ""
    var versions: SQLText = ""
    var wantsCommon = true
    var wantsVersions = true

    /// The rows of a page.
    struct Drafts {
        var common: [EventDraft] = []
        var versions: [VersionEventDraft] = []
        /// The id of the last one where the page is full; else nothing is left before its end.
        var last: Int64?
    }

    /// The first events between two ids.
    func drafts(
        behind cursor: EventCursor,
        to end: Int64,
        in db: any SQLConnection
    ) throws -> Drafts {
        var drafts = Drafts()
        if wantsCommon {
            let selection = ListQuery.Selection(
                ids: """
                    SELECT event.id FROM event
                    WHERE event.id > \(cursor.sinceID) AND event.id <= \(end) \(sql: common)
                    ORDER BY event.id LIMIT \(cursor.limit)
                    """,
                order: "event.id"
            )
            drafts.common = try EventDraft.read(selection, in: db)
        }
        if wantsVersions {
            drafts.versions = try VersionEventDraft.read(
                """
                own.id > \(cursor.sinceID) AND own.id <= \(end) \(sql: versions)
                ORDER BY own.id LIMIT \(cursor.limit)
                """,
                in: db
            )
        }
        let ids = (drafts.common.map(\.id) + drafts.versions.map(\.id)).sorted()
        guard ids.count >= cursor.limit, let last = ids.prefix(cursor.limit).last else {
            return drafts
        }
        drafts.last = last
        drafts.common.removeAll { $0.id > last }
        drafts.versions.removeAll { $0.id > last }
        return drafts
    }
}
