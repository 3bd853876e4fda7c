import GRDB
package import TrackerStore

/// A database in one file: GRDB's pool of one writer and several readers in WAL mode.
package final class SQLiteDatabase: SQLDatabase {
    package let dialect = SQLDialect.sqlite
    private let pool: DatabasePool

    /// Opens the file, and makes it if there is none.
    ///
    /// - Parameters:
    ///   - path: Where the file is; its folder must exist.
    ///   - readers: How many reads may run at the same time.
    /// - Throws: `StoreError` with the code `unavailable` if the file cannot be opened.
    package init(path: String, readers: Int = 8) throws {
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        // A second process may be importing: wait for its transaction rather than give up.
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { db in
            // FULL: a transaction is on the disk before a mail is acknowledged.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA cache_size = -16000")
            try db.execute(sql: "PRAGMA secure_delete = OFF")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
        } catch {
            throw SQLiteErrors.storeError(error, doing: "open \(path)")
        }
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        do {
            return try await pool.read { try body(SQLiteConnection($0)) }
        } catch {
            throw SQLiteErrors.storeError(error, doing: "read the database")
        }
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        do {
            return try await pool.write { try body(SQLiteConnection($0)) }
        } catch {
            throw SQLiteErrors.storeError(error, doing: "write to the database")
        }
    }

    /// Closes the connections and, where no other process needs it, empties the log of changes: the
    /// next process need not read it again. (GRDB asks SQLite to keep the file itself.)
    package func close() async {
        // Busy means that another process has the database open; it will do the same at its end, and
        // nobody shall wait for it now.
        _ = try? await pool.barrierWriteWithoutTransaction { db in
            try db.execute(sql: "PRAGMA busy_timeout = 0")
            try db.checkpoint(.truncate)
        }
        // A reader that is still busy keeps the pool open; the file is safe either way.
        try? pool.close()
    }
}
