import TrackerModel

/// What somebody said about the versions of a series.
enum RevisionByHand {
    /// What was said of a series holds for the one where its mails went, unless something was said of
    /// that one.
    static func move(from old: Int64, to new: Int64, in db: any SQLConnection) throws {
        try db.execute(
            """
            UPDATE revision SET earlier_id = \(new)
            WHERE earlier_id = \(old) AND hand <> 0 AND series_id <> \(new)
            """
        )
        guard var row = try RevisionRow.of(old, in: db), row.hand != .mails, row.earlier != new,
            try RevisionRow.of(new, in: db)?.hand ?? .mails == .mails
        else { return }
        row.series = new
        try row.store(in: db)
    }
}
