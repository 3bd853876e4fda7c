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
    private var statements: [String: Statement] = [:]
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
        if isLong, let known = statements[text] { return known }
        guard SQLiteStatementLimit.mayKeep(text) else {
            return try database.makeStatement(sql: text)
        }
        let prepared = try database.cachedStatement(sql: text)
        if isLong { statements[text] = prepared }
        return prepared
    }

    @discardableResult
    func execute(_ statement: SQLText) throws -> Int {
        try query(statement) { _ in }
        return database.changesCount
    }

    private func failure(of text: String) -> DatabaseError {
        DatabaseError(
            resultCode: database.lastErrorCode,
            message: database.lastErrorMessage,
            sql: text
        )
    }
}
