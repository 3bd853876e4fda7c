import GRDB
import GRDBSQLite
import TrackerStore

/// How values go into a statement of SQLite.
enum SQLiteValues {
    /// SQLite copies the bytes before the call returns.
    private static var transient: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }

    static func bind(_ values: [SQLValue], to statement: OpaquePointer) throws {
        for (offset, value) in values.enumerated() {
            let code = bind(value, at: Int32(truncatingIfNeeded: offset + 1), to: statement)
            guard code == SQLITE_OK else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code))
            }
        }
    }

    private static func bind(_ value: SQLValue, at place: Int32, to statement: OpaquePointer)
        -> Int32
    {
        switch value {
        case .null:
            // What is not bound is NULL, and nothing stays bound (`SQLiteConnection.query`).
            return SQLITE_OK
        case .integer(let number):
            return sqlite3_bind_int64(statement, place, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    // An empty string has no base address, and a null pointer would bind NULL.
                    characters.baseAddress.map {
                        sqlite3_bind_text(
                            statement,
                            place,
                            $0,
                            Int32(clamping: characters.count),
                            transient
                        )
                    } ?? sqlite3_bind_text(statement, place, "", 0, transient)
                }
            }
        case .numbers, .column: return SQLITE_MISMATCH
        case .blob(let bytes):
            return bytes.withUnsafeBytes { buffer in
                buffer.baseAddress.map {
                    sqlite3_bind_blob(
                        statement,
                        place,
                        $0,
                        Int32(clamping: buffer.count),
                        transient
                    )
                } ?? sqlite3_bind_zeroblob(statement, place, 0)
            }
        }
    }
}

/// The row on which a statement stands.
struct SQLiteRow: SQLRow {
    let statement: OpaquePointer

    func isNull(_ column: Int) -> Bool {
        sqlite3_column_type(statement, Int32(truncatingIfNeeded: column)) == SQLITE_NULL
    }

    func int(_ column: Int) -> Int64 {
        sqlite3_column_int64(statement, Int32(truncatingIfNeeded: column))
    }

    func text(_ column: Int) -> String {
        let column = Int32(truncatingIfNeeded: column)
        guard let bytes = sqlite3_column_text(statement, column) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func blob(_ column: Int) -> [UInt8] {
        let column = Int32(truncatingIfNeeded: column)
        guard let bytes = sqlite3_column_blob(statement, column) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, column))
        return [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
    }
}
