/// The versions that are still to be compared with the one before them.
struct RangeDiffDue {
    let db: any SQLConnection

    /// Notes that series came, changed or were linked: they, and the versions that follow them, are to
    /// be compared anew. It is part of the transaction that changes them; the comparison is not.
    func note(_ series: Set<Int64>, now: Int64) throws {
        for part in series.sorted().idPortions {
            try db.execute(
                """
                INSERT INTO range_diff_due (series_id, since)
                SELECT series_id, \(now) FROM revision
                WHERE series_id IN (\(ids: part)) AND earlier_id IS NOT NULL
                UNION SELECT series_id, \(now) FROM revision WHERE earlier_id IN (\(ids: part))
                ON CONFLICT (series_id) DO UPDATE SET since = excluded.since
                """
            )
        }
    }

    /// The next ones with the versions before them, those that wait longest first.
    func next(_ count: Int) throws -> [Entry] {
        try db.all(
            """
            SELECT due.series_id, due.since, revision.earlier_id
            FROM range_diff_due AS due
            LEFT JOIN revision ON revision.series_id = due.series_id
            ORDER BY due.since, due.series_id LIMIT \(count)
            """
        ) { Entry(series: $0.int(0), since: $0.int(1), earlier: $0.optionalInt(2)) }
    }

    /// Strikes one out, unless it was noted again since.
    func strike(_ entry: Entry) throws {
        try db.execute(
            """
            DELETE FROM range_diff_due
            WHERE series_id = \(entry.series) AND since = \(entry.since)
            """
        )
    }

    struct Entry: Sendable {
        let series: Int64
        let since: Int64
        /// `nil` where the link is gone.
        let earlier: Int64?
    }
}
