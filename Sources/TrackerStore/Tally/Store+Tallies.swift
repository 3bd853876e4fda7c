extension Store {
    /// Counts all rows of all lists anew.
    ///
    /// Tallies are kept in step by each transaction; this is for databases that were made without
    /// them, or filled by another program.
    ///
    /// - Throws: `StoreError`.
    package func recountLists() async throws {
        try await database.write { try Self.recountLists(in: $0) }
    }

    static func recountLists(in db: any SQLConnection) throws {
        try db.dialect.lock(.intake, in: db)
        try db.execute("DELETE FROM tally_change")
        try db.execute("DELETE FROM tally")
        for table in TalliedTable.all {
            let newest = try db.int("SELECT MAX(id) FROM \(sql: SQLText(trusted: table.name))") ?? 0
            var id = try db.int("SELECT MIN(id) FROM \(sql: SQLText(trusted: table.name))") ?? 1
            while id <= newest {
                // In portions: the table of changes stays small.
                try table.noteAll("id >= \(id) AND id < \(id + 50_000)", in: db)
                try TallyWriting(db: db).finish()
                id += 50_000
            }
        }
    }

    /// How many tallies differ from what a count of all rows gives.
    ///
    /// - Returns: 0 in a sound database.
    /// - Throws: `StoreError`.
    package func wrongTallies() async throws -> Int {
        struct Recounted: Error { let wrong: Int }
        do {
            // The transaction is given up: it counts beside the tallies, and leaves no trace.
            try await database.write { db in
                let kept = try Self.tallies(in: db)
                try Self.recountLists(in: db)
                let counted = try Self.tallies(in: db)
                let cells = Set(kept.keys).union(counted.keys)
                throw Recounted(wrong: cells.count { kept[$0] ?? 0 != counted[$0] ?? 0 })
            }
            return 0
        } catch let recounted as Recounted {
            return recounted.wrong
        }
    }

    private static func tallies(in db: any SQLConnection) throws -> [[Int64]: Int64] {
        var tallies: [[Int64]: Int64] = [:]
        try db.query("SELECT list, owner, level, bucket, kind, count FROM tally") { row in
            tallies[(0..<5).map { row.int($0) }] = row.int(5)
        }
        return tallies
    }
}
