import GRDB
import Synchronization
import TrackerStore

/// Connections for reads that need well under a millisecond, each used by one thread at a time.
///
/// GRDB's pool asks for the version of the schema at each read, and takes a connection through two
/// queues: together that takes longer than what most requests read (decision 0052). As many connections are
/// made as threads read at the same time, which are those of Swift's pool.
final class BriefReaders: Sendable {
    private let path: String
    private let configuration: Configuration
    /// Those that nobody uses, the latest last, since it knows the most pages; `nil` once closed.
    private let free = Mutex<[DatabaseQueue]?>([])

    /// - Parameters:
    ///   - path: Where the file is; a writer has it open.
    ///   - configuration: Of each connection.
    init(path: String, configuration: Configuration) {
        self.path = path
        var configuration = configuration
        configuration.readonly = true
        // What should be left open ends with its connection (`use`), not with the program.
        configuration.allowsUnsafeTransactions = true
        self.configuration = configuration
    }

    /// Runs the body on the calling thread.
    ///
    /// - Parameters:
    ///   - isOneStatement: Whether it asks one statement only, which sees one state of the database anyway.
    ///   - body: Sees one state of the database.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws, or a `DatabaseError`.
    func read<Result>(
        isOneStatement: Bool,
        _ body: (any SQLConnection) throws -> Result
    ) throws -> Result {
        let reader = try take()
        var isUsable = false
        defer { if isUsable { giveBack(reader) } }
        return try reader.unsafeRead { db in
            defer { isUsable = !db.isInsideTransaction }
            let connection = SQLiteConnection(db)
            return isOneStatement ? try body(connection) : try Self.steady(connection, body)
        }
    }

    /// Runs the body on a state of the database that stays.
    private static func steady<Result>(
        _ connection: SQLiteConnection,
        _ body: (any SQLConnection) throws -> Result
    ) throws -> Result {
        try connection.execute("BEGIN")
        do {
            let result = try body(connection)
            try connection.execute("COMMIT")
            return result
        } catch {
            _ = try? connection.execute("ROLLBACK")
            throw error
        }
    }

    private func take() throws -> DatabaseQueue {
        let reader = try free.withLock { free throws -> DatabaseQueue? in
            guard free != nil else {
                throw DatabaseError(resultCode: .SQLITE_CANTOPEN, message: "it is closed")
            }
            return free?.popLast()
        }
        return try reader ?? DatabaseQueue(path: path, configuration: configuration)
    }

    private func giveBack(_ reader: DatabaseQueue) {
        let isClosed = free.withLock { free in
            free?.append(reader)
            return free == nil
        }
        if isClosed { try? reader.close() }
    }

    /// Closes the connections; those in use close when their read is over.
    func close() {
        let readers = free.withLock { free in
            defer { free = nil }
            return free ?? []
        }
        for reader in readers { try? reader.close() }
    }
}
