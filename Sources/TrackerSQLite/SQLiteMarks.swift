import GRDBSQLite
import Synchronization

/// Sees whether anybody has changed the file: another connection, or another process.
///
/// `PRAGMA data_version` compares a few bytes of shared memory, which takes some microseconds, so no
/// other thread is asked. It tells of changes by other connections only, and this one makes none.
final class SQLiteMarks: Sendable {
    /// Used under the lock only, which is what makes it safe to share.
    private struct State: @unchecked Sendable {
        var connection: OpaquePointer?
        var statement: OpaquePointer?
        var isClosed = false
    }

    private let path: String
    private let state = Mutex(State())

    init(path: String) { self.path = path }

    deinit { close() }

    /// - Returns: A number that is another one after each change; `nil` if the file cannot be read.
    func current() -> Int64? {
        state.withLock { state in
            guard !state.isClosed, state.statement != nil || Self.open(path, &state) else {
                return nil
            }
            defer { sqlite3_reset(state.statement) }
            guard sqlite3_step(state.statement) == SQLITE_ROW else { return nil }
            return sqlite3_column_int64(state.statement, 0)
        }
    }

    func close() {
        state.withLock { state in
            Self.finish(&state)
            state.isClosed = true
        }
    }

    private static func open(_ path: String, _ state: inout State) -> Bool {
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(path, &state.connection, flags, nil) == SQLITE_OK,
            sqlite3_prepare_v2(
                state.connection,
                "PRAGMA data_version",
                -1,
                &state.statement,
                nil
            ) == SQLITE_OK
        else {
            finish(&state)
            return false
        }
        return true
    }

    private static func finish(_ state: inout State) {
        sqlite3_finalize(state.statement)
        sqlite3_close_v2(state.connection)
        state.statement = nil
        state.connection = nil
    }
}
