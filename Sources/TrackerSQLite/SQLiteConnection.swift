import GRDB
import GRDBSQLite
import TrackerStore

/// One transaction on GRDB's connection.
///
/// GRDB keeps the pool, the transactions and the cache of prepared statements; values are bound and
/// columns read through SQLite's own functions, because GRDB's `Row` copies every value.
final class SQLiteConnection: SQLConnection {
    let dialect = SQLDialect.sqlite
    private let database: Database
    /// Statements of a long transaction, found by one look instead of three; GRDB keeps them too.
    private var statements: [StatementText: Statement] = [:]
    private var lookups = 0
    /// From so many statements on a transaction is long.
    private static let isLong = 100

    init(_ database: Database) { self.database = database }

    func query(_ statement: SQLText, _ row: (any SQLRow) throws -> Void) throws {
        let (text, values) = statement.rendered(numbered: false)
        let prepared = try preparedStatement(text)
        let handle = prepared.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        try SQLiteValues.bind(values, to: handle)
        let current = SQLiteRow(statement: handle)
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: try row(current)
            case SQLITE_DONE: return
            default: throw failure(of: text)
            }
        }
    }

    private func preparedStatement(_ text: String) throws -> Statement {
        lookups += 1
        let isLong = lookups > Self.isLong
        if isLong, let known = statements[StatementText(text: text)] { return known }
        guard SQLiteStatementLimit.mayKeep(text) else {
            return try database.makeStatement(sql: text)
        }
        let prepared = try database.cachedStatement(sql: text)
        if isLong { statements[StatementText(text: text)] = prepared }
        return prepared
    }

    @discardableResult
    func execute(_ statement: SQLText) throws -> Int {
        try query(statement) { _ in }
        return database.changesCount
    }

    /// SQLite knows the id anyway; `RETURNING` would put the row into a table first.
    func addRow(_ statement: SQLText) throws -> Int64 {
        try query(statement) { _ in }
        return database.lastInsertedRowID
    }

    private func failure(of text: String) -> DatabaseError {
        DatabaseError(
            resultCode: database.lastErrorCode,
            message: database.lastErrorMessage,
            sql: text
        )
    }
}

/// The text of a statement as a key. Its beginning and its end tell it from the others as a rule; to hash
/// all of it, for each of the statements of a mail, takes as long as some of them.
private struct StatementText: Hashable {
    let text: String

    func hash(into hasher: inout Hasher) {
        let bytes = text.utf8
        hasher.combine(bytes.count)
        let isHashed: Void? = bytes.withContiguousStorageIfAvailable { bytes in
            hasher.combine(
                bytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes).prefix(32))
            )
            hasher.combine(
                bytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes).suffix(32))
            )
        }
        if isHashed == nil { hasher.combine(text) }
    }
}
