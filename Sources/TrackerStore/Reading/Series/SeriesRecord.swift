package import TrackerModel

/// A series with its cover letter and patches.
package struct SeriesRecord: Sendable {
    package let reference: SeriesReference
    package let submitter: Person
    package let total: Int64
    package let receivedTotal: Int64
    package let cover: MailReference?
    /// By number, then by date.
    package fileprivate(set) var patches: [MailReference] = []
    /// The ids of the series it needs, and of those that need it; both empty unless the project
    /// shows dependencies.
    package fileprivate(set) var dependencies: [Int64] = []
    package fileprivate(set) var dependents: [Int64] = []

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

extension SeriesRecord {
    /// The series of a page in its order.
    static func read(
        _ selection: ListQuery.Selection,
        dependencies: Bool,
        in db: any SQLConnection
    ) throws -> [SeriesRecord] {
        let lookup = ReadingLookup(db)
        var series = try db.all(
            """
            SELECT \(sql: SeriesReference.columns), \(sql: Person.columns), series.total,
                series.received_total, \(sql: MailReference.columns(of: "cover"))
            FROM series
            JOIN person ON person.id = series.submitter_id
            LEFT JOIN cover ON cover.id = series.cover_id
            WHERE series.id IN (\(sql: selection.ids))
            ORDER BY \(sql: selection.order)
            """
        ) { row in
            var reader = RowReader(row)
            return SeriesRecord(
                reference: try SeriesReference(&reader, lookup),
                submitter: Person(&reader),
                total: reader.int(),
                receivedTotal: reader.int(),
                cover: try MailReference.optional(&reader, lookup)
            )
        }
        try addPatches(to: &series, in: db, lookup)
        if dependencies { try addDependencies(to: &series, in: db) }
        return series
    }

    private static func addPatches(
        to series: inout [SeriesRecord],
        in db: any SQLConnection,
        _ lookup: ReadingLookup
    ) throws {
        guard !series.isEmpty else { return }
        var patches: [Int64: [MailReference]] = [:]
        try db.query(
            """
            SELECT series_id, \(sql: MailReference.columns(of: "patch")) FROM patch
            WHERE series_id IN (\(ids: series.map(\.id))) ORDER BY COALESCE(number, 0), date, id
            """
        ) { row in
            var reader = RowReader(row)
            patches[reader.int(), default: []].append(try MailReference(&reader, lookup))
        }
        for index in series.indices {
            series[index].patches = patches[series[index].id] ?? []
        }
    }

    private static func addDependencies(
        to series: inout [SeriesRecord],
        in db: any SQLConnection
    ) throws {
        let shown = Set(series.filter { $0.reference.project.showsDependencies }.map(\.id))
        guard !shown.isEmpty else { return }
        let pairs = try db.all(
            """
            SELECT series_id, needs_id FROM series_dependency
            WHERE series_id IN (\(ids: shown)) OR needs_id IN (\(ids: shown))
            ORDER BY series_id, needs_id
            """
        ) { (series: $0.int(0), needs: $0.int(1)) }
        let needed = Dictionary(grouping: pairs, by: \.series)
        let needing = Dictionary(grouping: pairs, by: \.needs)
        for index in series.indices where shown.contains(series[index].id) {
            series[index].dependencies = needed[series[index].id]?.map(\.needs) ?? []
            series[index].dependents = needing[series[index].id]?.map(\.series) ?? []
        }
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
            return try db.listing(list, page) {
                try SeriesRecord.read($0, dependencies: dependencies, in: db)
            }
        }
    }

    /// One series with its cover letter, patches and dependencies.
    package func seriesDetail(_ id: Int64) async throws -> SeriesRecord? {
        try await database.readBriefly { db in
            let selection = ListQuery.Selection(ids: "\(id)", order: "series.id")
            return try SeriesRecord.read(selection, dependencies: true, in: db).first
        }
    }
}
