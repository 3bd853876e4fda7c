extension Migration {
    /// Says of each change which part of the facts of a series it concerns, so that no other part is
    /// worked out anew.
    static let seriesParts = Migration(
        version: 16,
        name: "parts of the facts of series",
        statements: [
            "DROP TABLE series_change",
            // It is empty at the end of each transaction. parts: see `SeriesFactParts`.
            "CREATE TABLE series_change (series_id {int} NOT NULL, parts {int} NOT NULL)",
            // audit_project_end finds the same; each line of the trail is one entry less to write.
            "DROP INDEX audit_project",
        ],
        ownStatements: { SeriesFactTriggers.removal($0) + SeriesPartTriggers.all($0) }
    )
}
