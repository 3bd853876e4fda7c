import Testing
import TrackerSQLite
import TrackerStore
import TrackerTesting

/// Reads of SQLite that do not go through GRDB's pool: no connection is lost, or used half way.
@Suite("Brief reads") struct BriefReadTests {
    private struct Fault: Error {}

    private func withDatabase(_ body: (SQLiteDatabase) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let database = try SQLiteDatabase(path: "\(folder.path)/test.db")
        _ = try await database.write { try $0.execute("CREATE TABLE word (text TEXT)") }
        try await body(database)
        await database.close()
    }

    private func count(_ database: SQLiteDatabase) async throws -> Int64? {
        try await database.readBriefly { try $0.int("SELECT COUNT(*) FROM word") }
    }

    @Test("what was written is read at once, also where a table has changed since")
    func fresh() async throws {
        try await withDatabase { database in
            let before = try await self.count(database)
            #expect(before == 0)
            try await database.write { db in
                try db.execute("INSERT INTO word VALUES ('one')")
                try db.execute("ALTER TABLE word ADD COLUMN more INTEGER")
            }
            let count = try await self.count(database)
            #expect(count == 1)
            let answer: Int64? = try await database.ask(["SELECT COUNT(*) FROM word"]) { answers in
                try answers.first(0) { $0.int(0) }
            }
            #expect(answer == 1)
        }
    }

    @Test("several statements see one state: they are one transaction")
    func steady() async throws {
        try await withDatabase { database in
            try await database.readBriefly { db in
                #expect(throws: (any Error).self) { try db.execute("BEGIN") }
                let count = try db.int("SELECT COUNT(*) FROM word")
                #expect(count == 0)
            }
        }
    }

    @Test("a body that fails leaves nothing behind")
    func failure() async throws {
        try await withDatabase { database in
            await #expect(throws: Fault.self) {
                try await database.readBriefly { db in
                    _ = try db.int("SELECT COUNT(*) FROM word")
                    throw Fault()
                }
            }
            await #expect(throws: StoreError.self) {
                try await database.readBriefly { try $0.execute("SELECT nothing") }
            }
            let count = try await self.count(database)
            #expect(count == 0)
        }
    }

    @Test("nobody writes through it")
    func readOnly() async throws {
        try await withDatabase { database in
            await #expect(throws: StoreError.self) {
                try await database.readBriefly { try $0.execute("DELETE FROM word") }
            }
            let count = try await self.count(database)
            #expect(count == 0)
        }
    }

    @Test("a connection that was left in a transaction is not used again")
    func leftOpen() async throws {
        try await withDatabase { database in
            _ = try await database.ask(["BEGIN"]) { answers in
                try answers.rows(0) { _ in }
            }
            // With that one, another `BEGIN` would fail.
            let count = try await self.count(database)
            #expect(count == 0)
        }
    }

    @Test("once closed it says so")
    func closed() async throws {
        try await withDatabase { database in
            let count = try await self.count(database)
            #expect(count == 0)
            await database.close()
            do {
                _ = try await self.count(database)
                Issue.record("it was read")
            } catch let error as StoreError {
                #expect(error.code == .unavailable)
            }
        }
    }
}
