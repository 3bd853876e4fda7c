extension Migration {
    /// What became of the patches of each version in the next one.
    static let rangeDiffs = Migration(
        version: 19,
        name: "range-diffs of versions",
        statements: [
            // A version against the one before it. digest: of the patches of both, see
            // `SeriesComparisonKey`; entries: see `StoredEntries`; estimate: whether there may be better
            // pairs; made: when, in microseconds since 1970.
            """
            CREATE TABLE range_diff (
                series_id {int} NOT NULL PRIMARY KEY REFERENCES series (id) ON DELETE CASCADE,
                against_id {int} NOT NULL REFERENCES series (id) ON DELETE CASCADE,
                digest {text} NOT NULL,
                entries {text} NOT NULL,
                estimate {int} NOT NULL,
                made {int} NOT NULL
            )
            """,
            "CREATE INDEX range_diff_against ON range_diff (against_id)",
            // Versions that are still to be compared with the one before them, since when.
            """
            CREATE TABLE range_diff_due (
                series_id {int} NOT NULL PRIMARY KEY REFERENCES series (id) ON DELETE CASCADE,
                since {int} NOT NULL
            )
            """,
            "CREATE INDEX range_diff_due_since ON range_diff_due (since, series_id)",
            """
            INSERT INTO range_diff_due (series_id, since)
            SELECT series_id, decided FROM revision WHERE earlier_id IS NOT NULL
            """,
        ]
    )
}
