package import TrackerModel

/// A page of a list of series, and what stands around it.
package struct SeriesList: Sendable {
    /// A place in a list: right behind a row, or right before one.
    package enum Position: Hashable, Sendable {
        case first
        case after(Int64)
        case before(Int64)
    }

    /// What is asked for.
    package struct Request: Hashable, Sendable {
        package var filter = SeriesListFilter()
        package var order = SeriesListOrder()
        package var position = Position.first
        /// `nil` for a stranger.
        package var viewer: Account.ID?
        /// A series whose patches are to be shown.
        package var expanded: Int64?
        /// Whether series that were closed lately are wanted as well.
        package var wantsClosed = false

        package init() {}
    }

    /// How many series a tab has: exactly up to ``most``.
    package struct Counts: Hashable, Sendable {
        package static let most = 1_000
        package var open = 0
        package var mine = 0
        package var waiting = 0
        /// Exactly, whatever it is.
        package var all: Int64 = 0
    }

    package let project: Project
    package internal(set) var rows: [SeriesListRow] = []
    /// Those that were closed lately, the last one first: ``mostClosed`` at most.
    package internal(set) var closed: [SeriesListRow] = []
    package internal(set) var hasBefore = false
    package internal(set) var hasAfter = false
    package internal(set) var counts = Counts()
    /// The patches of the series that is expanded, the first ones of them.
    package internal(set) var patches: [PatchListRow] = []
    /// What became of them since the version before, where that is known.
    package internal(set) var step: UnfoldedStep?
    /// The name of the submitter that the filter asks for.
    package internal(set) var submitterName: String?
    package let tools: ListTools

    /// Patches below a series.
    package static let mostExpanded = 50
    package static let mostClosed = 10

    /// Whether it is the viewer's turn; `nil` for a stranger.
    package func isTurn(_ row: SeriesListRow, of viewer: Account.ID?) -> Bool {
        let maintains = tools.maintainers.contains { $0.id == viewer }
        return row.turn.isOf(viewer, isMaintainer: maintains)
    }

    /// A step from one version to the next.
    package struct UnfoldedStep: Sendable {
        package let step: VersionStep
        /// The number of the version before, as its subjects say.
        package let version: Int64
    }
}

extension Store {
    /// One page of the series of a project, read in one transaction.
    ///
    /// - Parameters:
    ///   - linkName: The project.
    ///   - request: Which series.
    /// - Returns: `nil` if there is no such project.
    /// - Throws: `StoreError`.
    package func seriesList(
        ofProject linkName: String,
        _ request: SeriesList.Request
    ) async throws -> SeriesList? {
        try await database.readBriefly { db in
            guard let project = try Self.project(linkName, in: db) else { return nil }
            var list = SeriesList(
                project: project,
                tools: try ListTools(for: request.viewer, in: project, db)
            )
            try SeriesListReading(list.project, request, list.tools.size, db).read(into: &list)
            return list
        }
    }
}

private struct SeriesListReading {
    private let project: Project
    private let request: SeriesList.Request
    private let size: Int
    private let db: any SQLConnection
    private let visits: SeriesVisits?

    init(
        _ project: Project,
        _ request: SeriesList.Request,
        _ size: Int,
        _ db: any SQLConnection
    ) throws {
        self.project = project
        self.request = request
        self.size = size
        self.db = db
        visits = try request.viewer.map { try SeriesVisits(of: $0, in: project.id, db) }
    }

    func read(into list: inout SeriesList) throws {
        try readRows(into: &list)
        try addStates(to: &list.rows)
        try addNextVersions(to: &list.rows)
        if request.wantsClosed {
            list.closed = try closed()
            try addStates(to: &list.closed)
            try addNextVersions(to: &list.closed)
        }
        if let visits {
            let unread = list.rows.filter { $0.isUnread && $0.comments > 0 }.map(\.id)
            let new = try visits.newComments(of: unread, in: db)
            for index in list.rows.indices {
                list.rows[index].newComments = new[list.rows[index].id] ?? 0
            }
        }
        list.counts = try counts()
        if let series = request.expanded, list.rows.contains(where: { $0.id == series }) {
            let ids = try db.all(
                """
                SELECT id FROM patch WHERE series_id = \(series)
                ORDER BY COALESCE(number, 0), date, id LIMIT \(SeriesList.mostExpanded)
                """
            ) { $0.int(0) }
            list.patches = try PatchListRow.all(ids, in: db)
            list.step = try ComparisonReading(db: db).step(to: series)
        }
        if let person = request.filter.submitter {
            list.submitterName = try db.first(
                "SELECT name, email FROM person WHERE id = \(person)"
            ) { $0.personName(0) }
        }
    }

    // MARK: Rows

    private func readRows(into list: inout SeriesList) throws {
        var position = request.position
        var found = try rows(at: position)
        // The row that the page begins at is gone: the list begins anew.
        if found == nil {
            position = .first
            found = try rows(at: .first)
        }
        var rows = found ?? []
        let hasMore = rows.count > size
        if hasMore { rows.removeLast() }
        switch position {
        case .first: list.hasAfter = hasMore
        case .after: (list.hasBefore, list.hasAfter) = (true, hasMore)
        case .before:
            rows.reverse()
            (list.hasBefore, list.hasAfter) = (hasMore, true)
        }
        list.rows = rows
    }

    private func rows(at position: SeriesList.Position) throws -> [SeriesListRow]? {
        var conditions = try request.filter.conditions(
            project: project.id,
            viewer: request.viewer,
            in: db
        )
        if request.filter.isUnread, let visits {
            conditions.append("(\(sql: visits.isUnread)) = 1")
        }
        var isDescending = request.order.isDescending
        let key = request.order.expression(db.dialect)
        let tables: SQLText =
            visits.map { "\(sql: SeriesListRow.tables) \(sql: $0.join)" } ?? SeriesListRow.tables
        if request.order.key != .date {
            let all = conditions.joined(separator: "AND")
            conditions = [
                """
                series.id IN (SELECT series.id FROM \(sql: tables) WHERE \(sql: all)
                    ORDER BY series.date DESC LIMIT \(SeriesListFilter.sortable))
                """
            ]
        }
        if case .before = position { isDescending.toggle() }
        switch position {
        case .first: break
        case .after(let id), .before(let id):
            guard let value = try value(of: id, key) else { return nil }
            let sign: SQLText = isDescending ? "<" : ">"
            conditions.append("(\(sql: key), series.id) \(sql: sign) (\(value), \(id))")
        }
        let way: SQLText = isDescending ? "DESC" : "ASC"
        return try db.all(
            """
            SELECT \(sql: SeriesListRow.columns), \(sql: visits?.isUnread ?? "0")
            FROM \(sql: tables) WHERE \(sql: conditions.joined(separator: "AND"))
            ORDER BY \(sql: key) \(sql: way), series.id \(sql: way) LIMIT \(size + 1)
            """
        ) { SeriesListRow($0) }
    }

    /// The series that were closed last.
    private func closed() throws -> [SeriesListRow] {
        try db.all(
            """
            SELECT \(sql: SeriesListRow.columns), 0 FROM \(sql: SeriesListRow.tables)
            WHERE series.project_id = \(project.id) AND series.closed IS NOT NULL
            ORDER BY series.closed DESC, series.id DESC LIMIT \(SeriesList.mostClosed)
            """
        ) { SeriesListRow($0) }
    }

    /// The key of a row; `nil` if it is gone.
    private func value(of id: Int64, _ key: SQLText) throws -> SQLValue? {
        let isText = [.name, .author, .delegate].contains(request.order.key)
        return try db.first(
            """
            SELECT \(sql: key) FROM \(sql: SeriesListRow.tables)
            WHERE series.id = \(id) AND series.project_id = \(project.id)
            """
        ) { isText ? .text($0.text(0)) : .integer($0.int(0)) }
    }

    private func addStates(to rows: inout [SeriesListRow]) throws {
        let mixed = rows.filter { $0.state == nil && $0.patches > 1 }.map(\.id)
        guard !mixed.isEmpty else { return }
        var states: [Int64: [(state: PatchState.ID, count: Int64)]] = [:]
        try db.query(
            """
            SELECT series_id, state_id, COUNT(*) FROM patch WHERE series_id IN (\(ids: mixed))
            GROUP BY series_id, state_id ORDER BY COUNT(*) DESC, state_id
            """
        ) { states[$0.int(0), default: []].append(($0.int(1), $0.int(2))) }
        for index in rows.indices { rows[index].states = states[rows[index].id] ?? [] }
    }

    /// The version that came after each.
    private func addNextVersions(to rows: inout [SeriesListRow]) throws {
        guard !rows.isEmpty else { return }
        var next: [Int64: NextVersion] = [:]
        try db.query(
            """
            SELECT revision.earlier_id, series.id, series.version, revision.kind
            FROM revision JOIN series ON series.id = revision.series_id
            WHERE revision.earlier_id IN (\(ids: rows.map(\.id))) AND revision.kind <> 'part'
            ORDER BY series.date, series.id
            """
        ) { row in
            let isResend = row.text(3) == RevisionKind.resend.rawValue
            next[row.int(0)] = NextVersion(
                id: row.int(1),
                version: row.int(2),
                isResend: isResend
            )
        }
        for index in rows.indices { rows[index].next = next[rows[index].id] }
    }

    // MARK: Counts

    private func counts() throws -> SeriesList.Counts {
        var counts = SeriesList.Counts()
        counts.open = try count(.open)
        if request.viewer != nil {
            counts.mine = try count(.mine)
            counts.waiting = try count(.waiting)
        }
        counts.all =
            try db.int(
                """
                SELECT \(sql: TallyScope.countOfProject(.series)) FROM project
                WHERE project.id = \(project.id)
                """
            ) ?? 0
        return counts
    }

    private func count(_ view: SeriesListFilter.View) throws -> Int {
        var filter = SeriesListFilter()
        filter.view = view
        let conditions = try filter.conditions(
            project: project.id,
            viewer: request.viewer,
            in: db
        )
        let count = try db.int(
            """
            SELECT COUNT(*) FROM (SELECT series.id FROM series
                WHERE \(sql: conditions.joined(separator: "AND"))
                LIMIT \(SeriesList.Counts.most + 1)) AS listed
            """
        )
        return Int(count ?? 0)
    }
}
