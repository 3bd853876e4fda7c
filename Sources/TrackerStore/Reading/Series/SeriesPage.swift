import TrackerModel

/// A series as its row has it: with the ids of what it names.
struct SeriesDraft {
    let id: Int64
    let project: Project.ID
    let date: Int64
    let name: String?
    let version: Int64
    let submitter: Person.ID
    let total: Int64
    let receivedTotal: Int64
    let cover: Int64?

    private static let columns: SQLText = """
        \(sql: SeriesReference.columns), series.submitter_id, series.total, series.received_total,
        series.cover_id
        """

    private init(_ row: any SQLRow) {
        var reader = RowReader(row)
        id = reader.int()
        project = reader.int()
        date = reader.int()
        name = reader.optionalText()
        version = reader.int()
        submitter = reader.int()
        total = reader.int()
        receivedTotal = reader.int()
        cover = reader.optionalInt()
    }

    /// How a page of series is read.
    ///
    /// - Parameters:
    ///   - dependencies: Whether they are wanted, where their project shows them.
    ///   - db: The database.
    /// - Returns: What ``SQLConnection/listing(_:_:_:)`` takes.
    static func reading(
        dependencies: Bool,
        in db: any SQLConnection
    ) -> PageReading<SeriesDraft, SeriesRecord> {
        PageReading(columns: columns, draft: { SeriesDraft($0) }) { drafts, isLast in
            guard !drafts.isEmpty else { return [] }
            let named = NamedRows(db)
            named.want(projects: Set(drafts.map(\.project)))
            named.want(people: Set(drafts.map(\.submitter)))
            let parts = SeriesParts()
            parts.want(covers: Set(drafts.compactMap(\.cover)), with: named)
            parts.want(patchesOf: drafts.map(\.id), with: named)
            if dependencies { parts.want(dependenciesOf: drafts.map(\.id), with: named) }
            try named.read(isLast: isLast)
            return try drafts.map { try SeriesRecord($0, named, parts) }
        }
    }
}

/// The cover letters, patches and dependencies of series.
private final class SeriesParts {
    private(set) var covers: [Int64: MailReference] = [:]
    private(set) var patches: [Int64: [MailReference]] = [:]
    private(set) var needed: [Int64: [Int64]] = [:]
    private(set) var needing: [Int64: [Int64]] = [:]

    func want(covers ids: Set<Int64>, with named: NamedRows) {
        guard !ids.isEmpty else { return }
        let columns = MailReference.columns(of: "cover")
        named.add("SELECT \(sql: columns) FROM cover WHERE id IN (\(ids: ids))") {
            [unowned self, lookup = named.lookup] reader in
            let cover = try MailReference(&reader, lookup)
            covers[cover.id] = cover
        }
    }

    /// By number, then by date.
    func want(patchesOf series: [Int64], with named: NamedRows) {
        named.add(Self.patches(of: series)) { [unowned self, lookup = named.lookup] reader in
            patches[reader.int(), default: []].append(try MailReference(&reader, lookup))
        }
    }

    func want(dependenciesOf series: [Int64], with named: NamedRows) {
        named.add(Self.dependencies(of: series)) { [unowned self] reader in
            let (series, needs) = (reader.int(), reader.int())
            needed[series, default: []].append(needs)
            needing[needs, default: []].append(series)
        }
    }

    static func patches(of series: [Int64]) -> SQLText {
        """
        SELECT series_id, \(sql: MailReference.columns(of: "patch")) FROM patch
        WHERE series_id IN (\(ids: series)) ORDER BY COALESCE(number, 0), date, id
        """
    }

    static func dependencies(of series: [Int64]) -> SQLText {
        """
        SELECT series_id, needs_id FROM series_dependency
        WHERE series_id IN (\(ids: series)) OR needs_id IN (\(ids: series))
        ORDER BY series_id, needs_id
        """
    }
}

extension SeriesRecord {
    fileprivate init(_ draft: SeriesDraft, _ named: NamedRows, _ parts: SeriesParts) throws {
        let reference = SeriesReference(
            id: draft.id,
            project: try named.lookup.project(draft.project),
            date: draft.date,
            name: draft.name,
            version: draft.version
        )
        self.init(
            reference: reference,
            submitter: try named.person(draft.submitter),
            total: draft.total,
            receivedTotal: draft.receivedTotal,
            cover: draft.cover.flatMap { parts.covers[$0] },
            patches: parts.patches[draft.id] ?? []
        )
        guard reference.project.showsDependencies else { return }
        dependencies = parts.needed[draft.id] ?? []
        dependents = parts.needing[draft.id] ?? []
    }

    /// What has to be asked for one series.
    static func statements(_ id: Int64) -> [SQLText] {
        [
            """
            SELECT \(sql: Project.columns), \(sql: SeriesReference.columns),
                \(sql: Person.columns), series.total, series.received_total,
                \(sql: MailReference.columns(of: "cover"))
            FROM series
            JOIN project ON project.id = series.project_id
            JOIN person ON person.id = series.submitter_id
            LEFT JOIN cover ON cover.id = series.cover_id
            WHERE series.id = \(id)
            """,
            """
            SELECT \(sql: MailReference.columns(of: "patch")) FROM patch
            WHERE series_id = \(id) ORDER BY COALESCE(number, 0), date, id
            """,
            """
            SELECT series_id, needs_id FROM series_dependency
            WHERE series_id = \(id) OR needs_id = \(id) ORDER BY series_id, needs_id
            """,
        ]
    }

    /// From the answers to ``statements(_:)``; `nil` if there is no such series.
    static func read(_ answers: any SQLAnswers) throws -> SeriesRecord? {
        let lookup = ReadingLookup(nil)
        let found = try answers.first(0) { row in
            var reader = RowReader(row)
            _ = lookup.project(&reader)
            return SeriesRecord(
                reference: try SeriesReference(&reader, lookup),
                submitter: Person(&reader),
                total: reader.int(),
                receivedTotal: reader.int(),
                cover: try MailReference.optional(&reader, lookup)
            )
        }
        guard var series = found else { return nil }
        series.patches = try answers.all(1) { row in
            var reader = RowReader(row)
            return try MailReference(&reader, lookup)
        }
        guard series.reference.project.showsDependencies else { return series }
        let pairs = try answers.all(2) { (series: $0.int(0), needs: $0.int(1)) }
        series.dependencies = pairs.filter { $0.series == series.id }.map(\.needs)
        series.dependents = pairs.filter { $0.needs == series.id }.map(\.series)
        return series
    }
}
