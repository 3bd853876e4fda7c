import Testing
import TrackerSQLite
import TrackerStore
import TrackerTesting

@Suite("Durability") struct DurabilityTests {
    private static let uses: [SQLiteDatabase.Use] = [.service(readers: 2), .delivery]

    /// `PRAGMA synchronous` of SQLite: 0 off, 1 normal, 2 full. Only 2 syncs each commit.
    @Test("SQLite syncs each commit", arguments: uses)
    func sqliteSyncsEachCommit(use: SQLiteDatabase.Use) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let database = try SQLiteDatabase(path: "\(folder.path)/test.db", for: use)
        let level = try await database.write { try $0.int("PRAGMA synchronous") }
        #expect(level == 2)
        let journal = try await database.write { db in
            try db.first("PRAGMA journal_mode") { $0.text(0) }
        }
        #expect(journal == "wal")
        await database.close()
    }

    /// The tests' own server runs without syncing, which is a setting of that server; what counts
    /// is that the connection does not turn the default off.
    @Test("PostgreSQL acknowledges a commit after it is written")
    func postgresCommitsSynchronously() async throws {
        try await DatabaseKind.postgres.withStore { store in
            let level = try await store.database.write { db in
                try db.first("SHOW synchronous_commit") { $0.text(0) }
            }
            #expect(level == "on")
        }
    }
}
