import Foundation
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

/// A page costs the same in a list of a million rows: its statements read some hundred rows that
/// indexes lead to, wherever the page is.
@Suite("What the statements of lists read")
struct ListPlanTests {
    private static let rows = 4_000

    @Test("is some hundred rows", arguments: DatabaseKind.allCases)
    func plans(on kind: DatabaseKind) async throws {
        try await kind.withEmptyDatabase { url in
            let database = RecordingDatabase(try kind.open(url))
            let store = try await Store.open(database)
            try await LargeSite(patches: Self.rows).fill(store)
            if kind == .postgres {
                try await store.database.write { _ = try $0.execute("ANALYZE") }
            }
            for request in Self.requests {
                let before = database.statements.count
                try await request.read(store)
                for statement in database.statements.dropFirst(before) {
                    let trouble = try await store.database.read { db in
                        switch kind {
                        case .sqlite: try Self.wideSteps(of: statement, request, in: db)
                        case .postgres where request.hasFewRows: [String]()
                        case .postgres: try Self.wideNodes(of: statement, in: db)
                        }
                    }
                    #expect(trouble == [], "\(request.name): \(statement.rendered().text)")
                }
            }
            await store.close()
        }
    }

    @Test(
        "is all there is where no index helps: the check can fail",
        arguments: DatabaseKind.allCases
    )
    func canFail(on kind: DatabaseKind) async throws {
        try await kind.withEmptyDatabase { url in
            let store = try await Store.open(try kind.open(url))
            try await LargeSite(patches: Self.rows).fill(store)
            let request = Request("q", isWhole: false) { _ in }
            let statement: SQLText =
                "SELECT id FROM patch WHERE LOWER(name) LIKE '%n7%' ORDER BY name"
            let trouble = try await store.database.read { db in
                switch kind {
                case .sqlite: try Self.wideSteps(of: statement, request, in: db)
                case .postgres: try Self.wideNodes(of: statement, in: db)
                }
            }
            #expect(!trouble.isEmpty)
            await store.close()
        }
    }

    // MARK: Requests

    private struct Request: Sendable {
        let name: String
        /// The list has no filter: its pages are a part of the table or of an index from its start.
        let isWhole: Bool
        let read: @Sendable (Store) async throws -> Void
        /// So few rows match that they may be sorted.
        var hasFewRows: Bool {
            ["msgid", "hash", "series of", "actor"].contains { name.hasSuffix($0) }
        }

        init(
            _ name: String,
            isWhole: Bool,
            _ read: @escaping @Sendable (Store) async throws -> Void
        ) {
            self.name = name
            self.isWhole = isWhole
            self.read = read
        }
    }

    private static let pages = [
        PageRequest(.number(1), size: 30), PageRequest(.number(11), size: 10),
        PageRequest(.last, size: 30),
    ]

    private static var requests: [Request] {
        let filters = patchFilters
        var requests: [Request] = []
        for page in pages {
            for descending in [false, true] {
                for key in [PatchOrderKey.id, .date] {
                    for (name, filter) in filters {
                        requests.append(
                            Request("patches \(name)", isWhole: name == "all") { store in
                                let order = ListOrder([.init(key, descending: descending)])
                                _ = try await store.patchList(filter, order, page, related: true)
                            }
                        )
                    }
                }
                requests += others(page, descending)
            }
        }
        return requests + pageRequests
    }

    /// What the pages of a project read.
    private static var pageRequests: [Request] {
        var requests: [Request] = []
        for descending in [false, true] {
            for view in SeriesListFilter.View.allCases {
                for position in [SeriesList.Position.first, .after(2_010), .before(2_010)] {
                    requests.append(
                        Request("page of series: \(view)", isWhole: false) { store in
                            var request = SeriesList.Request()
                            request.filter.view = view
                            request.order = SeriesListOrder(.date, descending: descending)
                            request.position = position
                            request.viewer = 1
                            request.expanded = 2_010
                            request.wantsClosed = view == .open
                            _ = try await store.seriesList(ofProject: "p1", request)
                        }
                    )
                }
            }
            for category in [nil, EventCursor.Category.version(.linked)] {
                requests.append(
                    Request("events behind a cursor", isWhole: false) { store in
                        var cursor = EventCursor(sinceID: descending ? 0 : 1_000, limit: 30)
                        cursor.categories = category.map { [$0] }
                        _ = try await store.events(behind: cursor)
                    }
                )
            }
            for turn in [SeriesListFilter.TurnOf.viewer, .side(.list), .username("a2")] {
                requests.append(
                    Request("page of series by turn", isWhole: false) { store in
                        var request = SeriesList.Request()
                        request.filter.turn = turn
                        request.order = SeriesListOrder(.date, descending: descending)
                        request.viewer = 1
                        _ = try await store.seriesList(ofProject: "p1", request)
                    }
                )
            }
            for page in [1, 3, 9_999] {
                requests.append(
                    Request("page of patches", isWhole: false) { store in
                        let order = PatchListOrder(text: descending ? "-date" : "date")
                        _ = try await store.patchList(
                            ofProject: "p1",
                            PatchListFilter(),
                            order,
                            page: page,
                            viewer: 1
                        )
                    }
                )
            }
        }
        return requests
    }

    private static var patchFilters: [(String, PatchFilter)] {
        func filter(_ change: (inout PatchFilter) -> Void) -> PatchFilter {
            var filter = PatchFilter()
            change(&filter)
            return filter
        }
        return [
            ("all", PatchFilter()), ("project", filter { $0.projects = [.name("p1")] }),
            ("rare state", filter { $0.states = ["deferred"] }),
            ("live", filter { ($0.projects, $0.isArchived) = ([.id(1)], false) }),
            ("states", filter { ($0.projects, $0.states) = ([.id(1), .id(2)], ["new", "3"]) }),
            ("submitter", filter { $0.submitters = [.id(30)] }),
            ("delegate", filter { ($0.delegates, $0.states) = ([.name("a2")], ["new"]) }),
            ("msgid", filter { $0.messageID = "m77@x" }), ("hash", filter { $0.hash = "abc" }),
            ("series of", filter { $0.series = [.id(20)] }),
        ]
    }

    private static func others(_ page: PageRequest, _ descending: Bool) -> [Request] {
        var series = SeriesFilter()
        series.projects = [.id(2)]
        var covers = CoverFilter()
        covers.submitters = [.id(30)]
        var events = EventFilter()
        events.since = LargeSite.eventDate(2_000)
        var category = EventFilter()
        category.category = .checkCreated
        var patch = EventFilter()
        patch.patches = [.id(20)]
        var actor = EventFilter()
        actor.actor = 1
        let (ofProject, ofPerson) = (series, covers)
        var requests = [
            (events, "since"), (category, "category"), (patch, "patch"), (actor, "actor"),
        ]
        .map { filter, name in
            Request("events \(name)", isWhole: false) { store in
                let order = ListOrder([.init(EventOrderKey.date, descending: descending)])
                _ = try await store.eventList(filter, order, page)
            }
        }
        for key in [SeriesOrderKey.id, .date] {
            requests.append(
                Request("series", isWhole: false) { store in
                    let order = ListOrder([.init(key, descending: descending)])
                    _ = try await store.seriesList(ofProject, order, page, dependencies: true)
                }
            )
        }
        for key in [CoverOrderKey.id, .date] {
            requests.append(
                Request("covers", isWhole: false) { store in
                    let order = ListOrder([.init(key, descending: descending)])
                    _ = try await store.coverList(ofPerson, order, page)
                }
            )
        }
        requests.append(
            Request("people", isWhole: true) { store in
                let order = ListOrder([.init(PersonOrderKey.id, descending: descending)])
                _ = try await store.personList(terms: [], order, page)
            }
        )
        return requests
    }

    // MARK: Plans

    private static let large = [
        "patch", "series", "cover", "event", "person", "tally", "revision", "step", "own",
    ]

    /// Lines of SQLite's plan that walk a large table, or sort more than a page.
    private static func wideSteps(
        of statement: SQLText,
        _ request: Request,
        in db: any SQLConnection
    ) throws -> [String] {
        let steps = try db.all("EXPLAIN QUERY PLAN \(sql: statement)") {
            (parent: $0.int(1), text: $0.text(3))
        }
        let putsTogether = statement.rendered().text.contains(") AS arms")
        return steps.filter { step in
            let words = step.text.split(separator: " ").map(String.init)
            if words.first == "SCAN", words.count > 1, large.contains(words[1]) {
                return !request.isWhole
            }
            // The rows of the page are put into order at the end; so are the heads of several ranges.
            return step.text.contains("TEMP B-TREE FOR ORDER BY") && step.parent != 0
                && !putsTogether && !request.hasFewRows
        }.map(\.text)
    }

    /// Nodes of PostgreSQL's plan that yield, or look at, more rows than a page needs. Without
    /// sequential scans as far as it can: of some thousand rows these are the fastest.
    private static func wideNodes(
        of statement: SQLText,
        in db: any SQLConnection
    ) throws -> [String] {
        guard !statement.rendered().text.hasPrefix("SET ") else { return [] }
        try db.execute("SET LOCAL enable_seqscan = off")
        let lines = try db.all(
            "EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF) \(sql: statement)"
        ) { $0.text(0) }
        return lines.filter { line in
            if let removed = number(after: "Rows Removed by Filter: ", in: line) {
                return removed > 1_000
            }
            guard let count = number(after: "actual rows=", in: line),
                let loops = number(after: "loops=", in: line)
            else { return false }
            return count * loops > 1_000 && !line.contains("on state") && !line.contains("on tally")
        }
    }

    private static func number(after word: String, in line: String) -> Int? {
        guard let start = line.range(of: word)?.upperBound else { return nil }
        return Int(line[start...].prefix { $0.isNumber })
    }
}
