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
        try insert(table.taking(1, in: dialect))
    }
}

extension NumberedTable {
    /// Asks for the first of so many numbers of new rows, which follow each other; not all need be used. To be
    /// run, where they are several, by a transaction that holds the lock of intake, so that nobody else
    /// takes any meanwhile.
    func taking(_ count: Int, in dialect: SQLDialect) -> SQLText {
        switch dialect {
        case .postgres:
            let sequence: SQLText = "pg_get_serial_sequence(\(name), 'id')"
            guard count > 1 else { return "SELECT nextval(\(sql: sequence))" }
            let others = Int64(count) - 1
            return """
                SELECT setval(counted.by, nextval(counted.by) + \(others)) - \(others)
                FROM (SELECT CAST(\(sql: sequence) AS regclass) AS by OFFSET 0) AS counted
                """
        case .sqlite:
            let last = Self.last("id", in: name)
            guard let gone else { return "SELECT \(sql: last) + 1" }
            let lastGone = Self.last(gone.column, in: gone.table)
            return "SELECT MAX(\(sql: last), \(sql: lastGone)) + 1"
        }
    }

    private static func last(_ column: String, in table: String) -> SQLText {
        SQLText(trusted: "COALESCE((SELECT MAX(\(column)) FROM \(table)), 0)")
    }
}
