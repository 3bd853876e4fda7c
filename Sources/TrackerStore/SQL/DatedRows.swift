/// A table whose rows have dates that grow with their ids, as a log has: no index of dates is needed.
enum DatedTable {
    case event
    case audit

    fileprivate var name: SQLText {
        switch self {
        case .event: "event"
        case .audit: "audit"
        }
    }
}

extension SQLConnection {
    /// The id of the first row at or after a moment, found by halving: some forty rows are looked at.
    ///
    /// - Parameters:
    ///   - moment: Microseconds since 1970.
    ///   - table: Where to look.
    /// - Returns: `nil` if all are older.
    /// - Throws: What the database says.
    func firstID(since moment: Int64, in table: DatedTable) throws -> Int64? {
        // Beyond `low` ends what is older; the steps begin with half of 2^41, which no log comes to.
        try int(
            """
            WITH RECURSIVE narrowing (low, step) AS (
                SELECT CAST(0 AS BIGINT), CAST(1099511627776 AS BIGINT)
                UNION ALL
                SELECT CASE WHEN (
                    SELECT date FROM \(sql: table.name) WHERE id >= low + step ORDER BY id LIMIT 1
                ) < \(moment) THEN low + step ELSE low END, step / 2
                FROM narrowing WHERE step > 0
            )
            SELECT id FROM \(sql: table.name)
            WHERE id >= (SELECT MAX(low) FROM narrowing) AND date >= \(moment) ORDER BY id LIMIT 1
            """
        )
    }
}
