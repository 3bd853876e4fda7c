/// Brings the facts of series up to date with what triggers have noted.
///
/// It runs at the end of each transaction that writes (``TallyingDatabase``).
struct SeriesFactWriting {
    let db: any SQLConnection

    /// Series whose facts are worked out by one round of statements.
    private static let portion = 256

    func finish() throws {
        var changed: Set<Int64> = []
        try db.query("DELETE FROM series_change RETURNING series_id") { changed.insert($0.int(0)) }
        guard !changed.isEmpty else { return }
        // In one order in all transactions, so that none waits for a row that another one holds.
        try refresh(changed.sorted())
    }

    /// Works all facts out anew.
    func gather() throws {
        try db.execute("DELETE FROM series_change")
        try eachPortion { try refresh($0) }
    }

    /// How many series have other facts than those that are kept.
    func countWrong() throws -> Int {
        var wrong = 0
        try eachPortion { wrong += try differing($0).count }
        return wrong
    }

    private func refresh(_ ids: [Int64]) throws {
        for start in stride(from: 0, to: ids.count, by: Self.portion) {
            let part = Array(ids[start..<min(start + Self.portion, ids.count)])
            for (id, facts) in try differing(part).sorted(by: { $0.key < $1.key }) {
                try facts.store(of: id, in: db)
            }
        }
    }

    /// The facts as they are, of series where others are kept.
    private func differing(_ ids: [Int64]) throws -> [Int64: SeriesFacts] {
        var kept: [Int64: SeriesFacts] = [:]
        try db.query(
            "SELECT id, \(sql: SeriesFacts.columns) FROM series WHERE id IN (\(ids: ids))"
        ) { row in
            var reader = RowReader(row)
            kept[reader.int()] = SeriesFacts(&reader)
        }
        let facts = try SeriesFactReading.facts(of: Array(kept.keys), in: db)
        return facts.filter { kept[$0.key] != $0.value }
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

extension Store {
    /// Works out anew what lists show of each series, in one transaction.
    ///
    /// - Throws: `StoreError`.
    package func gatherSeriesFacts() async throws {
        try await database.write { db in
            try db.dialect.lock(.intake, in: db)
            try SeriesFactWriting(db: db).gather()
        }
    }

    /// How many series are shown otherwise than they are.
    ///
    /// - Returns: 0 in a sound database.
    /// - Throws: `StoreError`.
    package func wrongSeriesFacts() async throws -> Int {
        try await database.read { db in try SeriesFactWriting(db: db).countWrong() }
    }
}
