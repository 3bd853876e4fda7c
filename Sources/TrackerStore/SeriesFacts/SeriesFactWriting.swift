import TrackerModel

/// Brings the facts of series up to date with what triggers have noted.
///
/// Of a series that something happened to, it reads the part of its rows that the change concerns.
/// It runs at the end of each transaction that writes (``TallyingDatabase``).
struct SeriesFactWriting {
    let db: any SQLConnection
    /// Microseconds since 1970.
    let now: Int64

    /// Series whose facts are worked out by one round of statements.
    private static let portion = 256

    /// Takes what triggers have noted.
    static let taking: SQLText = "DELETE FROM series_change RETURNING series_id, parts"

    func finish() throws {
        try finish(db.answers(to: [Self.taking], isLast: false), 0)
    }

    /// With what was answered to ``taking``.
    func finish(_ answers: any SQLAnswers, _ number: Int) throws {
        var changed: [Int64: SeriesFactParts] = [:]
        try answers.rows(number) { row in
            changed[row.int(0), default: []].formUnion(SeriesFactParts(rawValue: row.int(1)))
        }
        guard !changed.isEmpty else { return }
        for portion in changed.keys.sorted().chunks(of: Self.portion) {
            let parts = portion.map { ($0, changed[$0] ?? .all) }
            try refresh(Dictionary(uniqueKeysWithValues: parts))
        }
    }

    /// Works all facts out anew.
    func gather() throws {
        try db.execute("DELETE FROM series_change")
        try eachPortion { try refresh(Self.all(of: $0)) }
    }

    /// How many series have other facts than those that are kept.
    func countWrong() throws -> Int {
        var wrong = 0
        try eachPortion { wrong += try differing(Self.all(of: $0)).count }
        return wrong
    }

    private static func all(of series: [Int64]) -> [Int64: SeriesFactParts] {
        Dictionary(uniqueKeysWithValues: series.map { ($0, .all) })
    }

    private func refresh(_ parts: [Int64: SeriesFactParts]) throws {
        // In one order in all transactions, so that none waits for a row that another one holds.
        for (series, facts) in try differing(parts).sorted(by: { $0.key < $1.key }) {
            try facts.now.store(of: series, before: facts.kept, in: db)
        }
    }

    /// The facts as they are, of series where others are kept.
    ///
    /// What did not change is not stored: most of it is in an index as well.
    private func differing(
        _ parts: [Int64: SeriesFactParts]
    ) throws -> [Int64: (kept: SeriesFacts, now: SeriesFacts)] {
        var kept: [Int64: KeptSeriesFacts] = [:]
        kept.reserveCapacity(parts.count)
        let keeping: SQLText = """
            SELECT id, \(sql: KeptSeriesFacts.columns), \(sql: SeriesFacts.columns)
            FROM series WHERE id IN (\(ids: parts.keys))
            """
        let checks = SeriesFactReading.checksAsking(of: parts)
        let answers = try db.answers(to: [keeping] + (checks.map { [$0] } ?? []), isLast: false)
        try answers.rows(0) { row in
            var reader = RowReader(row)
            kept[reader.int()] = KeptSeriesFacts(&reader)
        }
        var differing: [Int64: (kept: SeriesFacts, now: SeriesFacts)] = [:]
        for (series, found) in try SeriesFactReading.workedOut(
            parts,
            of: kept,
            checks: (answers, 1),
            in: db
        ) {
            guard let known = kept[series] else { continue }
            var facts = found
            facts.settle(known, now: now)
            if facts != known.facts { differing[series] = (known.facts, facts) }
        }
        return differing
    }

    private func eachPortion(_ body: ([Int64]) throws -> Void) throws {
        var last: Int64 = 0
        while true {
            let ids = try db.all(
                "SELECT id FROM series WHERE id > \(last) ORDER BY id LIMIT \(Self.portion)"
            ) { $0.int(0) }
            guard let newest = ids.last else { return }
            try body(ids)
            last = newest
        }
    }
}

/// What is kept of a series, and what of its row they depend on.
struct KeptSeriesFacts {
    let hasCover: Bool
    let isComplete: Bool
    let submitter: Person.ID
    /// Of the submitter.
    let account: Account.ID?
    let facts: SeriesFacts

    /// The columns of ``init(_:)``, with ``SeriesFacts/columns`` behind them.
    static let columns: SQLText = """
        cover_id, received_total, total, submitter_id,
        (SELECT account_id FROM person WHERE person.id = series.submitter_id)
        """

    init(_ reader: inout RowReader) {
        hasCover = reader.optionalInt() != nil
        let (received, total) = (reader.int(), reader.int())
        isComplete = received >= total
        submitter = reader.int()
        account = reader.optionalInt()
        facts = SeriesFacts(&reader)
    }
}

extension Store {
    /// Works out anew what lists show of each series, in one transaction.
    ///
    /// - Throws: `StoreError`.
    package func gatherSeriesFacts() async throws {
        let now = clock.now()
        try await database.write { db in
            try db.dialect.lock(.intake, in: db)
            try SeriesFactWriting(db: db, now: now).gather()
        }
    }

    /// How many series are shown otherwise than they are.
    ///
    /// - Returns: 0 in a sound database.
    /// - Throws: `StoreError`.
    package func wrongSeriesFacts() async throws -> Int {
        let now = clock.now()
        return try await database.read { db in
            try SeriesFactWriting(db: db, now: now).countWrong()
        }
    }
}
