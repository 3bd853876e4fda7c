/// A table whose rows get their numbers before they are written.
enum NumberedTable {
    case series
    case person
    case check

    fileprivate var name: String {
        switch self {
        case .series: "series"
        case .person: "person"
        case .check: "check_result"
        }
    }

    /// Where the numbers are of rows that are gone while their numbers lead elsewhere.
    fileprivate var gone: (table: String, column: String)? {
        switch self {
        case .series: ("series_alias", "id")
        case .person: ("person_merge", "old_id")
        case .check: nil
        }
    }
}

extension SQLConnection {
    /// The number of a new row, which no row had before. SQLite by itself gives the greatest number again
    /// when its row is gone.
    func newNumber(in table: NumberedTable) throws -> Int64 {
        switch dialect {
        case .postgres:
            return try insert("SELECT nextval(pg_get_serial_sequence(\(table.name), 'id'))")
        case .sqlite:
            let last = Self.last("id", in: table.name)
            guard let gone = table.gone else { return try insert("SELECT \(sql: last) + 1") }
            let lastGone = Self.last(gone.column, in: gone.table)
            return try insert("SELECT MAX(\(sql: last), \(sql: lastGone)) + 1")
        }
    }

    private static func last(_ column: String, in table: String) -> SQLText {
        SQLText(trusted: "COALESCE((SELECT MAX(\(column)) FROM \(table)), 0)")
    }

    /// The numbers of several rows, ascending, of which not all need be written.
    func newNumbers(_ count: Int, in table: NumberedTable) throws -> [Int64] {
        switch dialect {
        case .postgres:
            return try all(
                """
                SELECT nextval(pg_get_serial_sequence(\(table.name), 'id'))
                FROM generate_series(1, \(count))
                """
            ) { $0.int(0) }
        case .sqlite:
            let first = try newNumber(in: table)
            return (0..<count).map { first + Int64($0) }
        }
    }
}
