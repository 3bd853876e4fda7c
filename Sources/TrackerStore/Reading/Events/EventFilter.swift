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

    package init() {}
}

/// What events can be ordered by.
///
/// Not by the id alone: the index of a project's events is by date, and two events of one date
/// come in the order of their ids.
package enum EventOrderKey: String, OrderKey {
    case id, date

    package static func expression(_ key: Self) -> SQLText {
        switch key {
        case .id: "event.id"
        case .date: "event.date"
        }
    }
}

extension EventFilter {
    /// The list of these events, or `nil` if a value of the filter is invalid.
    func query(
        _ order: ListOrder<EventOrderKey>,
        in db: any SQLConnection
    ) throws -> ListQuery? {
        var list = ListQuery(table: "event", conditions: [], order: order.sql)
        guard try list.require("event.project_id", among: projects, of: .projects, in: db),
            try list.require("event.series_id", among: series, of: .series, in: db),
            try list.require("event.patch_id", among: patches, of: .patches, in: db),
            try list.require("event.cover_id", among: covers, of: .covers, in: db)
        else { return nil }
        if let category {
            list.conditions.append("event.category = \(category.rawValue)")
        }
        if !hidden.isEmpty, category == nil || hidden.contains(where: { $0 == category }) {
            list.conditions.append("event.category NOT IN (\(list: hidden.map(\.rawValue)))")
        }
        if let actor {
            list.conditions.append("event.actor_id = \(actor)")
        }
        list.require("event.date", since: since, before: before)
        return list
    }
}
