/// A table whose rows can go while their numbers lead elsewhere.
enum NumberedTable {
    case series
    case person

    fileprivate var name: String {
        switch self {
        case .series: "series"
        case .person: "person"
        }
    }

    /// Where the numbers are of rows that are gone.
    fileprivate var gone: (table: String, column: String) {
        switch self {
        case .series: ("series_alias", "id")
        case .person: ("person_merge", "old_id")
        }
    }
}

extension SQLConnection {
    /// The number of a new row, which no row had before. SQLite by itself gives the greatest number again
    /// when its row is gone.
    func newNumber(in table: NumberedTable) throws -> Int64 {
        let (name, gone) = (SQLText(trusted: table.name), table.gone)
        switch dialect {
        case .postgres:
            return try insert("SELECT nextval(pg_get_serial_sequence(\(table.name), 'id'))")
        case .sqlite:
            let (others, column) = (SQLText(trusted: gone.table), SQLText(trusted: gone.column))
            return try insert(
                """
                SELECT MAX(COALESCE((SELECT MAX(id) FROM \(sql: name)), 0),
                    COALESCE((SELECT MAX(\(sql: column)) FROM \(sql: others)), 0)) + 1
                """
            )
        }
    }
}
