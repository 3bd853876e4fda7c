import TrackerModel

/// What somebody said about the versions of a series.
enum RevisionByHand {
    /// What was said of a series holds for the one where its mails went, unless something was said of
    /// that one. `news`: where what was said before is noted, also what goes with the old number.
    static func move(
        from old: Int64,
        to new: Int64,
        _ news: RevisionNews,
        in db: any SQLConnection
    ) throws {
        let present = try RevisionRow.of(new, in: db)
        news.note(new, present)
        for later in try RevisionRow.later(than: old, in: db) { news.note(later.series, later) }
        try db.execute(
            """
            UPDATE revision SET earlier_id = \(new)
            WHERE earlier_id = \(old) AND hand <> 0 AND series_id <> \(new)
            """
        )
        guard var row = try RevisionRow.of(old, in: db), row.hand != .mails, row.earlier != new,
            present?.hand ?? .mails == .mails
        else { return }
        row.series = new
        try row.store(in: db)
    }

    /// Keeps what was said of a series, and of those of which it is the earlier version, before it goes
    /// into another one by a regrouping.
    static func keep(of old: Int64, for regrouping: Int64, in db: any SQLConnection) throws {
        try db.execute(
            """
            INSERT INTO series_regrouping_revision (regrouping_id, \(sql: RevisionRow.columns))
            SELECT \(regrouping), \(sql: RevisionRow.columns) FROM revision
            WHERE hand <> 0 AND (series_id = \(old) OR earlier_id = \(old))
            """
        )
    }

    /// Says again what was kept, where nobody has said anything else since.
    ///
    /// `old`: the series that has come back; `new`: the one that it had gone into, which loses what it
    /// had only from there.
    static func putBack(
        of regrouping: Int64,
        from new: Int64,
        to old: Int64,
        _ news: RevisionNews,
        in db: any SQLConnection
    ) throws {
        let kept = try db.all(
            """
            SELECT \(sql: RevisionRow.columns) FROM series_regrouping_revision
            WHERE regrouping_id = \(regrouping) ORDER BY series_id
            """,
            RevisionRow.init(row:)
        )
        let spots = SeriesSpots(db: db)
        for row in kept {
            // As ``move(from:to:_:in:)`` has left it.
            var moved = row
            if row.series == old { moved.series = new } else { moved.earlier = new }
            let left = try RevisionRow.of(moved.series, in: db)
            if row.series == old, left == moved {
                news.note(new, left)
                try db.execute("DELETE FROM revision WHERE series_id = \(new)")
            }
            let present = try RevisionRow.of(row.series, in: db)
            let isOpen = present.map { $0.hand == .mails || $0 == moved } ?? true
            let isThere = try row.earlier.map { try spots.series($0) != nil } ?? true
            guard isOpen, isThere, try spots.series(row.series) != nil else { continue }
            news.note(row.series, present)
            try row.store(in: db)
        }
    }
}
