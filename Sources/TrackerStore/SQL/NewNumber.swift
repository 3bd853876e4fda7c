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

    /// The numbers of several rows, ascending, of which not all need be written; by a transaction that holds
    /// the lock of intake, so that nobody else takes any meanwhile.
    func newNumbers(_ count: Int, in table: NumberedTable) throws -> [Int64] {
        let first = try newNumber(in: table)
        if dialect == .postgres, count > 1 {
            try send(
                """
                SELECT setval(pg_get_serial_sequence(\(table.name), 'id'), \(first + Int64(count) - 1))
                """
            )
        }
        return (0..<count).map { first + Int64($0) }
    }
}
