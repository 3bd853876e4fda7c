package import TrackerModel

/// Which events a list has. What is `nil` does not filter.
package struct EventFilter: Sendable {
    package var projects: [Reference]?
    package var category: EventCategory?
    /// Categories that the client's version of the API does not know.
    package var hidden: [EventCategory] = []
    package var series: [Reference]?
    package var patches: [Reference]?
    package var covers: [Reference]?
    package var actor: Int64?
    package var since: Int64?
    package var before: Int64?
    /// Only events with greater ids: the cursor of who has read all up to it.
    package var sinceID: Int64?

    package init() {}
}

/// What events can be ordered by. A later event has a greater id and no earlier date
/// (``EventLog``), so both are the same order.
package enum EventOrderKey: String, OrderKey {
    case id, date

    package static func expression(_ key: Self) -> SQLText { "event.id" }
}

extension EventFilter {
    /// The list of these events, or `nil` if a value of the filter is invalid.
    func query(
        _ order: ListOrder<EventOrderKey>,
        in db: any SQLConnection
    ) throws -> ListQuery? {
        var list = ListQuery(table: "event", order: order.sql)
        guard try list.require("event.project_id", among: projects, of: .projects, in: db),
            try list.require("event.series_id", among: series, of: .series, in: db),
            try list.require("event.patch_id", among: patches, of: .patches, in: db),
            try list.require("event.cover_id", among: covers, of: .covers, in: db)
        else { return nil }
        if !hidden.isEmpty, category == nil || hidden.contains(where: { $0 == category }) {
            list.conditions.append("event.category NOT IN (\(list: hidden.map(\.rawValue)))")
        }
        if let actor { list.require("event.actor_id", among: [actor]) }
        let (first, end) = try range(in: db)
        list.walk = try walk(list, order, from: first, to: end, in: db)
        list.require("event.id", since: first, before: end)
        if let category { list.conditions.append("event.category = \(category.rawValue)") }
        return list
    }

    /// The range of ids that the range of dates is, cut by the cursor.
    private func range(in db: any SQLConnection) throws -> (first: Int64?, end: Int64?) {
        func first(_ date: Int64) throws -> Int64? { try db.firstID(since: date, in: .event) }
        let dated = try since.map { try first($0) ?? .max }
        // No overflow: the greatest number has nothing behind it.
        let unread = sinceID.map { $0 == .max ? $0 : $0 + 1 }
        return ([dated, unread].compactMap { $0 }.max(), try before.flatMap(first))
    }

    private func walk(
        _ list: ListQuery,
        _ order: ListOrder<EventOrderKey>,
        from first: Int64?,
        to end: Int64?,
        in db: any SQLConnection
    ) throws -> ListWalk? {
        let hasOther = series != nil || patches != nil || covers != nil || actor != nil
        guard !hasOther, let term = order.terms.first else { return nil }
        var kinds: [SQLText] = []
        if let category {
            kinds.append("kind = \(TallyKind.of(category: category.rawValue))")
        }
        if !hidden.isEmpty {
            let numbers = hidden.map { TallyKind.of(category: $0.rawValue) }
            kinds.append("kind NOT IN (\(list: numbers))")
        }
        let owners = list.ids(of: "event.project_id")
        var beginning = list.beginning("event.project_id")
        if category != nil, beginning.isEmpty {
            let all = try db.all("SELECT id FROM project ORDER BY id LIMIT 65") { $0.int(0) }
            beginning = [("event.project_id", all)]
        }
        var walk = list.walk(
            ListWalk.Tallies(
                scope: TallyScope(
                    list: .events,
                    owner: owners == nil ? .all : .project,
                    key: .id
                ),
                owners: owners ?? [0],
                kinds: kinds
            ),
            isDescending: term.isDescending,
            along: beginning
        )
        // In the index the category stands between the project and the id.
        walk?.conditions += category.map { ["event.category = \($0.rawValue)"] } ?? []
        walk?.since = first
        walk?.before = end
        return walk
    }
}
