package import TrackerModel

/// A series with its cover letter and patches.
package struct SeriesRecord: Sendable {
    package let reference: SeriesReference
    package let submitter: Person
    package let total: Int64
    package let receivedTotal: Int64
    package let cover: MailReference?
    /// By number, then by date.
    package internal(set) var patches: [MailReference] = []
    /// The ids of the series it needs, and of those that need it; both empty unless the project
    /// shows dependencies.
    package internal(set) var dependencies: [Int64] = []
    package internal(set) var dependents: [Int64] = []

    package var id: Int64 { reference.id }
}

/// Which series a list has. What is `nil` does not filter.
package struct SeriesFilter: Sendable {
    package var projects: [Reference]?
    package var submitters: [Reference]?
    package var since: Int64?
    package var before: Int64?
    /// Each must occur in the name.
    package var terms: [String] = []

    package init() {}
}

/// What series can be ordered by.
package enum SeriesOrderKey: String, OrderKey {
    case id, name, date, submitter
    case receivedAll = "received_all"

    package static func expression(_ key: Self) -> SQLText {
        switch key {
        case .id: "series.id"
        case .name: "COALESCE(series.name, '')"
        case .date: "series.date"
        case .submitter: "series.submitter_id"
        case .receivedAll: "CASE WHEN series.total <= series.received_total THEN 1 ELSE 0 END"
        }
    }
}

extension SeriesFilter {
    /// The list of these series, or `nil` if a value of the filter is invalid.
    func query(
        _ order: ListOrder<SeriesOrderKey>,
        in db: any SQLConnection
    ) throws -> ListQuery? {
        var list = ListQuery(table: "series", conditions: [], order: order.sql)
        guard try list.require("series.project_id", among: projects, of: .projects, in: db),
            try list.require("series.submitter_id", among: submitters, of: .people, in: db)
        else { return nil }
        if terms.isEmpty, let term = order.onlyTerm, term.key == .id || term.key == .date {
            list.walk = list.mailWalk(
                .series,
                byDate: term.key == .date,
                isDescending: term.isDescending,
                since: since,
                before: before
            )
        }
        list.require("series.date", since: since, before: before)
        list.require(terms, in: ["COALESCE(series.name, '')"])
        return list
    }
}

extension Store {
    /// One page of the series that the filter lets through, or `nil` if there is no such page.
    package func seriesList(
        _ filter: SeriesFilter,
        _ order: ListOrder<SeriesOrderKey>,
        _ page: PageRequest,
        dependencies: Bool
    ) async throws -> Listing<SeriesRecord>? {
        let isBrief = filter.terms.isEmpty && order.isBrief(between: filter.since, filter.before)
        return try await readList(isBrief: isBrief) { db in
            guard let list = try filter.query(order, in: db) else { return .nothing(page) }
            return try db.listing(
                list,
                page,
                SeriesDraft.reading(dependencies: dependencies, in: db)
            )
        }
    }

    /// One series with its cover letter, patches and dependencies.
    package func seriesDetail(_ id: Int64) async throws -> SeriesRecord? {
        try await database.ask(SeriesRecord.statements(id), SeriesRecord.read)
    }
}
