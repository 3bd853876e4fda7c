import CSQLite
import GRDB
import Glibc
package import TrackerStore

/// A database in one file, in WAL mode: GRDB's pool of one writer and several readers, and readers of
/// what takes no time; or for the delivery of one mail a single connection.
package final class SQLiteDatabase: SQLDatabase {
    /// What the database is opened for.
    package enum Use: Sendable {
        /// Many reads and writes; so many reads may run at the same time.
        case service(readers: Int)
        /// One mail, by a program that starts, stores it and ends: one connection for all, and the
        /// log of changes is left as it is until it is worth emptying.
        case delivery

        fileprivate var readers: Int {
            if case .service(let readers) = self { readers } else { 1 }
        }
    }

    package let dialect = SQLDialect.sqlite
    private let connections: any DatabaseWriter
    private let path: String
    private let use: Use
    private let marks: SQLiteMarks
    private let longReads: ReadingGate
    /// A delivery has none: it has one connection.
    private let briefReaders: BriefReaders?

    /// How long a transaction waits for that of another process, in seconds.
    private static let patience = 30.0

    /// From so many bytes on a delivery empties the log of changes. The first to open the database
    /// reads all of it (some 0.3 ms), and emptying costs two syncs, so a delivery does it now and
    /// then.
    private static let worthEmptying = 1 << 20

    /// Opens the file, and makes it if there is none.
    ///
    /// - Parameters:
    ///   - path: Where the file is; its folder must exist.
    ///   - use: What it is opened for.
    /// - Throws: `StoreError` with the code `unavailable` if the file cannot be opened.
    package init(path: String, for use: Use = .service(readers: 8)) throws {
        self.path = path
        self.use = use
        marks = SQLiteMarks(path: path)
        longReads = ReadingGate(places: use.readers)
        let configuration = Self.configuration(for: use)
        do {
            Self.settle(for: use)
            connections = try Self.open(path, for: use, configuration)
        } catch {
            throw SQLiteErrors.storeError(error, doing: "open \(path)")
        }
        briefReaders =
            if case .service = use {
                BriefReaders(path: path, configuration: configuration)
            } else { nil }
    }

    private static func configuration(for use: Use) -> Configuration {
        var configuration = Configuration()
        // A second process may be importing: wait for its transaction rather than give up.
        configuration.busyMode = .timeout(patience)
        switch use {
        case .service(let readers):
            configuration.maximumReaderCount = readers
            configuration.prepareDatabase { try run(settings, on: $0) }
        case .delivery:
            configuration.prepareDatabase { db in
                forgoAuthorizer(of: db)
                try run("PRAGMA journal_mode = WAL; \(settings)", on: db)
                _ = sqlite_keep_log_at_close(db.sqliteConnection)
            }
        }
        return configuration
    }

    private static func open(
        _ path: String,
        for use: Use,
        _ configuration: Configuration
    ) throws -> any DatabaseWriter {
        switch use {
        case .service:
            let pool = try DatabasePool(path: path, configuration: configuration)
            // Said again, because the pool sets NORMAL once its writer is prepared, which would sync
            // at checkpoints only.
            try pool.writeWithoutTransaction {
                try run("\(durable); \(writerCache); \(writerLog)", on: $0)
            }
            return pool
        case .delivery: return try DatabaseQueue(path: path, configuration: configuration)
        }
    }

    /// Settings of the whole process; once it has a connection they change nothing.
    private static func settle(for use: Use) {
        sqlite_count_no_allocations()
        if case .service = use { sqlite_set_aside(500) }
    }

    /// FULL: a transaction is on the disk before a mail is acknowledged.
    private static let durable = "PRAGMA synchronous = FULL"
    /// 64 MiB, filled as needed: each mail touches pages all over the indexes of message-ids, which
    /// would else be read again for each transaction once a site is large.
    private static let writerCache = "PRAGMA cache_size = -65536"
    /// Pages (16 MiB) of the log of changes after which they go to their places: an import changes pages
    /// of the indexes again and again, which go there once. Readers find a page of the log by hash.
    private static let writerLog = "PRAGMA wal_autocheckpoint = 4000"
    private static let settings =
        "\(durable); PRAGMA cache_size = -8000; PRAGMA secure_delete = OFF; "
        + "PRAGMA temp_store = MEMORY"

    /// GRDB listens to what each statement names, which is more than half of what preparing one costs.
    /// It needs that for observers, of which there are none, and to end the transaction of a task that
    /// is cancelled, which in a delivery the end of the process does.
    private static func forgoAuthorizer(of db: Database) {
        sqlite3_set_authorizer(db.sqliteConnection, nil, nil)
    }

    /// Runs settings by SQLite's own call, which costs less than GRDB's.
    private static func run(_ settings: String, on db: Database) throws {
        let code = sqlite3_exec(db.sqliteConnection, settings, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: db.lastErrorMessage
            )
        }
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        await longReads.enter()
        defer { longReads.leave() }
        do {
            return try await connections.read { try body(SQLiteConnection($0)) }
        } catch {
            throw SQLiteErrors.storeError(error, doing: "read the database")
        }
    }

    package func readBriefly<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try readNow(body)
    }

    package func ask<Result: Sendable>(
        _ statements: [SQLText],
        _ read: @escaping @Sendable (any SQLAnswers) throws -> Result
    ) async throws -> Result {
        try readNow(isOneStatement: statements.count == 1) {
            try read($0.answers(to: statements, isLast: true))
        }
    }

    /// Runs this on the calling thread.
    private func readNow<Result>(
        isOneStatement: Bool = false,
        _ body: (any SQLConnection) throws -> Result
    ) throws -> Result {
        do {
            if let briefReaders {
                return try briefReaders.read(isOneStatement: isOneStatement, body)
            }
            return try connections.read { try body(SQLiteConnection($0)) }
        } catch {
            throw SQLiteErrors.storeError(error, doing: "read the database")
        }
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        do {
            return try await connections.write { try body(SQLiteConnection($0)) }
        } catch {
            throw SQLiteErrors.storeError(error, doing: "write to the database")
        }
    }

    package func mark() async -> DatabaseMark? { marks.current().map(DatabaseMark.version) }

    /// Closes the connections and, where no other process needs it, empties the log of changes: the
    /// next process need not read it again. (GRDB asks SQLite to keep the file itself.)
    package func close() async {
        marks.close()
        briefReaders?.close()
        if isLogWorthEmptying {
            // Busy means that another process has the database open; it will do the same at its
            // end, and nobody shall wait for it now.
            _ = try? await connections.barrierWriteWithoutTransaction { db in
                try Self.run("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)", on: db)
            }
        }
        // A reader that is still busy keeps the pool open, or the log as it is; the file is safe either way.
        try? connections.close()
    }

    private var isLogWorthEmptying: Bool {
        guard case .delivery = use else { return true }
        var status = stat()
        return stat("\(path)-wal", &status) == 0 && status.st_size > Self.worthEmptying
    }
}
