import Synchronization
import TrackerStore

/// A database that remembers each statement that was run on it, values included.
final class RecordingDatabase: SQLDatabase {
    private let inner: any SQLDatabase
    private let recorded = Mutex<[SQLText]>([])

    init(_ inner: any SQLDatabase) { self.inner = inner }

    var statements: [SQLText] { recorded.withLock { $0 } }
    var dialect: SQLDialect { inner.dialect }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await inner.read { try body(Connection($0, self)) }
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await inner.write { try body(Connection($0, self)) }
    }

    func close() async { await inner.close() }

    private final class Connection: SQLConnection {
        private let inner: any SQLConnection
        private let database: RecordingDatabase

        init(_ inner: any SQLConnection, _ database: RecordingDatabase) {
            self.inner = inner
            self.database = database
        }

        var dialect: SQLDialect { inner.dialect }

        func query(_ statement: SQLText, _ row: (any SQLRow) throws -> Void) throws {
            database.recorded.withLock { $0.append(statement) }
            try inner.query(statement, row)
        }

        func execute(_ statement: SQLText) throws -> Int {
            database.recorded.withLock { $0.append(statement) }
            return try inner.execute(statement)
        }
    }
}
