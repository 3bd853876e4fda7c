import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

/// Pages found by tallies have the rows that counting would give.
@Suite("Pages of long lists")
struct ListPageTests {
    private struct Row {
        let id, project, submitter, state, date: Int64
        let delegate: Int64?
        let isArchived: Bool
    }

    @Test("of patches are right anywhere, with any filter", arguments: DatabaseKind.allCases)
    func patches(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await LargeSite(patches: 2_500).fill(store)
            let rows = try await Self.rows(of: "patch", in: store)
            for (name, filter, isIn) in Self.patchFilters(rows) {
                for order in Self.orders(PatchOrderKey.id, .date) {
                    let expected = Self.sorted(rows.filter(isIn), order)
                    try await Self.expectPages(expected, "\(name) \(order.terms)") { page in
                        try await store.patchList(filter, order, page, related: false)
                            .map { ($0.items.map(\.id), $0.total, $0.page) }
                    }
                }
            }
        }
    }

    @Test("of series, cover letters and people are right", arguments: DatabaseKind.allCases)
    func others(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await LargeSite(patches: 1_500).fill(store)
            let rows = try await Self.rows(of: "patch", in: store)
            let middle = rows[700].date
            var series = SeriesFilter()
            series.projects = [.name("P2"), .id(3)]
            series.since = middle
            let isIn: (Row) -> Bool = { $0.project > 1 && $0.date >= middle }
            for order in Self.orders(SeriesOrderKey.id, .date) {
                let filter = series
                try await Self.expectPages(Self.sorted(rows.filter(isIn), order), "series") {
                    try await store.seriesList(filter, order, $0, dependencies: false)
                        .map { ($0.items.map(\.id), $0.total, $0.page) }
                }
            }
            var covers = CoverFilter()
            covers.submitters = [.id(3)]
            covers.projects = [.id(1)]
            for order in Self.orders(CoverOrderKey.id, .date) {
                let filter = covers
                let own = rows.filter { $0.submitter == 3 && $0.project == 1 }
                try await Self.expectPages(Self.sorted(own, order), "covers") {
                    try await store.coverList(filter, order, $0)
                        .map { ($0.items.map(\.id), $0.total, $0.page) }
                }
            }
            let people = (1...400).map { Int64($0 * 3) }
            try await Self.expectPages(people, "people") {
                try await store.personList(terms: [], ListOrder([.init(.id)]), $0)
                    .map { ($0.items.map(\.id), $0.total, $0.page) }
            }
        }
    }

    @Test("of events are right, between dates and by category", arguments: DatabaseKind.allCases)
    func events(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await LargeSite(patches: 2_000).fill(store)
            let rows = try await store.database.read { db in
                try db.all("SELECT id, project_id, category, date FROM event ORDER BY id") {
                    (id: $0.int(0), project: $0.int(1), category: $0.text(2), date: $0.int(3))
                }
            }
            let (since, before) = (rows[100].date, rows[1_900].date)
            for order in Self.orders(EventOrderKey.id, .date) {
                for number in 0..<8 {
                    var filter = EventFilter()
                    if number & 1 > 0 { filter.projects = [.id(1), .id(3)] }
                    if number & 2 > 0 { filter.category = .patchCreated }
                    if number & 4 > 0 { (filter.since, filter.before) = (since, before) }
                    if number == 0 { filter.hidden = [.seriesCreated] }
                    let found = rows.filter { row in
                        (number & 1 == 0 || row.project != 2)
                            && (number & 2 == 0 || row.category == "patch-created")
                            && (number & 4 == 0 || row.date >= since && row.date < before)
                            && (number != 0 || row.category != "series-created")
                    }.map(\.id)
                    let isDown = order.terms[0].isDescending
                    let wanted = filter
                    try await Self.expectPages(isDown ? found.reversed() : found, "\(number)") {
                        try await store.eventList(wanted, order, $0)
                            .map { ($0.items.map(\.id), $0.total, $0.page) }
                    }
                }
            }
        }
    }

    // MARK: What is expected

    private static func expectPages(
        _ expected: [Int64],
        _ name: String,
        _ read: (PageRequest) async throws -> (ids: [Int64], total: Int, page: Int)?
    ) async throws {
        for size in [7, 100] {
            let last = max(1, (expected.count + size - 1) / size)
            for number in Set([1, 2, 4, 5, 44, 61, last / 2, last - 1, last]) where number > 0 {
                let found = try await read(PageRequest(.number(number), size: size))
                let ids = Array(expected.dropFirst((number - 1) * size).prefix(size))
                guard number <= last else {
                    #expect(found == nil, "\(name), page \(number)")
                    continue
                }
                #expect(found?.ids == ids, "\(name), page \(number) of \(size)")
                #expect(found?.total == expected.count, "\(name)")
            }
            #expect(try await read(PageRequest(.last, size: size))?.page == last, "\(name)")
            #expect(try await read(PageRequest(.number(last + 1), size: size)) == nil, "\(name)")
        }
    }

    private static func orders<Key>(_ id: Key, _ date: Key) -> [ListOrder<Key>] {
        [id, date].flatMap { key in
            [false, true].map { ListOrder([.init(key, descending: $0)]) }
        }
    }

    private static func sorted<Key>(_ rows: [Row], _ order: ListOrder<Key>) -> [Int64] {
        let isByDate = order.terms[0].key.rawValue == "date"
        let sorted = rows.sorted { isByDate ? ($0.date, $0.id) < ($1.date, $1.id) : $0.id < $1.id }
        return order.terms[0].isDescending ? sorted.map(\.id).reversed() : sorted.map(\.id)
    }

    private static func rows(of table: SQLText, in store: Store) async throws -> [Row] {
        try await store.database.read { db in
            try db.all(
                """
                SELECT id, project_id, submitter_id, state_id, date, delegate_id, archived
                FROM \(sql: table) ORDER BY date, id
                """
            ) { row in
                Row(
                    id: row.int(0),
                    project: row.int(1),
                    submitter: row.int(2),
                    state: row.int(3),
                    date: row.int(4),
                    delegate: row.optionalInt(5),
                    isArchived: row.bool(6)
                )
            }
        }
    }

    private static func patchFilters(
        _ rows: [Row]
    ) -> [(name: String, filter: PatchFilter, isIn: (Row) -> Bool)] {
        let (since, before) = (rows[300].date, rows[1_800].date)
        func filter(_ change: (inout PatchFilter) -> Void) -> PatchFilter {
            var filter = PatchFilter()
            change(&filter)
            return filter
        }
        return [
            ("all", PatchFilter(), { _ in true }),
            ("project", filter { $0.projects = [.id(1)] }, { $0.project == 1 }),
            (
                "projects, state",
                filter { ($0.projects, $0.states) = ([.id(1), .id(2)], ["new"]) },
                { $0.project < 3 && $0.state == 1 }
            ),
            ("state", filter { $0.states = ["deferred"] }, { $0.state == 10 }),
            ("live", filter { $0.isArchived = false }, { !$0.isArchived }),
            (
                "states of a project",
                filter {
                    ($0.projects, $0.states) = ([.id(1)], ["accepted", "superseded"])
                    $0.isArchived = true
                }, { $0.project == 1 && [3, 9].contains($0.state) && $0.isArchived }
            ),
            (
                "submitter", filter { ($0.submitters, $0.states) = ([.id(3)], ["accepted"]) },
                { $0.submitter == 3 && $0.state == 3 }
            ),
            (
                "submitter in projects",
                filter {
                    ($0.submitters, $0.projects) = ([.id(3), .id(6)], [.id(2), .id(3)])
                }, { $0.submitter < 9 && $0.project > 1 }
            ),
            ("delegate", filter { $0.delegates = [.id(2)] }, { $0.delegate == 2 }),
            (
                "both people", filter { ($0.delegates, $0.submitters) = ([.id(2)], [.id(3)]) },
                { $0.delegate == 2 && $0.submitter == 3 }
            ),
            ("since", filter { $0.since = since }, { $0.date >= since }),
            (
                "between",
                filter {
                    ($0.since, $0.before, $0.projects) = (since, before, [.id(1)])
                    $0.isArchived = false
                },
                { $0.project == 1 && !$0.isArchived && $0.date >= since && $0.date < before }
            ),
            ("never", filter { ($0.since, $0.before) = (before, since) }, { _ in false }),
        ]
    }
}
