import TrackerModel

/// Where a mail was before a regrouping, and was put by it.
private struct KeptMail {
    let messageID: String
    let patch: Int64?
    let cover: Int64?
    let old: SeriesSpot
    let oldPin: Int64
    let hadRow: Bool
    let new: SeriesSpot
}

/// A series as it was before a regrouping.
private struct KeptSeries {
    let row: SeriesRow
    let isGone: Bool
    let isNew: Bool
    let events: [Int64]
    let checks: [Int64]
}

extension ChangeTransaction {
    /// Takes a regrouping back; gives the series that the mails had come from.
    func undo(_ regrouping: Int64, in project: Project) throws -> Int64 {
        let found = try db.first(
            """
            SELECT from_id, to_id, undone, action FROM series_regrouping WHERE id = \(regrouping)
            """
        ) { (from: $0.int(0), to: $0.int(1), isUndone: $0.optionalInt(2) != nil, word: $0.text(3)) }
        guard let found else { throw ChangeRefusal.missing("Regrouping") }
        let mails = try keptMails(of: regrouping)
        let series = try keptSeries(of: regrouping, in: project)
        guard !found.isUndone, try mails.allSatisfy(isStillThere),
            try series.allSatisfy(canComeBack)
        else {
            let fault = "Something else was changed since, or it is undone already."
            throw ChangeRefusal.invalid(FieldFaults("regrouping", fault))
        }
        let intake = try IntakeTransaction(db: db, now: now, events: events)
        try bringBack(series)
        try sayAgain(of: regrouping, series, from: found.to, intake.revisions.news)
        try putBack(mails)
        try settle(series, intake, project)
        for mail in mails where mail.old != mail.new {
            try intake.refreshDependents(of: mail.messageID, project: project)
        }
        try intake.decideRevisions()
        try db.execute(
            """
            UPDATE series_regrouping SET undone = \(now),
                undone_by = \(author.account?.username ?? "")
            WHERE id = \(regrouping)
            """
        )
        try audit.add(
            "undo",
            ("series", found.from),
            project: project.id,
            before: ["regrouping": .number(regrouping), "action": .text(found.word)],
            after: ["series": .number(found.from)]
        )
        return found.from
    }

    /// What somebody had said about the versions of a series that comes back.
    private func sayAgain(
        of regrouping: Int64,
        _ series: [KeptSeries],
        from new: Int64,
        _ news: RevisionNews
    ) throws {
        guard let gone = series.first(where: \.isGone) else { return }
        try RevisionByHand.putBack(of: regrouping, from: new, to: gone.row.id, news, in: db)
    }

    private func keptMails(of regrouping: Int64) throws -> [KeptMail] {
        try db.all(
            """
            SELECT msgid, patch_id, cover_id, old_series, old_number, old_pinned, had_row, new_series,
                new_number
            FROM series_regrouping_mail WHERE regrouping_id = \(regrouping)
            """
        ) {
            KeptMail(
                messageID: $0.text(0),
                patch: $0.optionalInt(1),
                cover: $0.optionalInt(2),
                old: SeriesSpot(series: $0.optionalInt(3), number: $0.optionalInt(4)),
                oldPin: $0.int(5),
                hadRow: $0.bool(6),
                new: SeriesSpot(series: $0.optionalInt(7), number: $0.optionalInt(8))
            )
        }
    }

    private func keptSeries(of regrouping: Int64, in project: Project) throws -> [KeptSeries] {
        func numbers(_ text: String) -> [Int64] {
            text.split(separator: ",").compactMap { Int64($0) }
        }
        return try db.all(
            """
            SELECT series_id, name, date, submitter_id, version, total, total_by_hand, is_gone,
                is_new, events, checks
            FROM series_regrouping_series WHERE regrouping_id = \(regrouping) ORDER BY series_id
            """
        ) {
            KeptSeries(
                row: SeriesRow(
                    id: $0.int(0),
                    project: project.id,
                    name: $0.optionalText(1),
                    date: $0.int(2),
                    author: $0.int(3),
                    version: $0.int(4),
                    total: $0.int(5),
                    totalByHand: $0.optionalInt(6)
                ),
                isGone: $0.bool(7),
                isNew: $0.bool(8),
                events: numbers($0.text(9)),
                checks: numbers($0.text(10))
            )
        }
    }

    private func isStillThere(_ mail: KeptMail) throws -> Bool {
        if let patch = mail.patch {
            return try db.first("SELECT series_id, number FROM patch WHERE id = \(patch)") {
                SeriesSpot(series: $0.optionalInt(0), number: $0.optionalInt(1))
            } == mail.new
        }
        let series = try db.int("SELECT id FROM series WHERE cover_id = \(mail.cover)")
        return series == mail.new.series
    }

    /// A series that is gone can come back if its author is there; one that stayed must be there.
    private func canComeBack(_ kept: KeptSeries) throws -> Bool {
        let isThere = try db.int("SELECT id FROM series WHERE id = \(kept.row.id)") != nil
        guard kept.isGone else { return isThere }
        let author = try db.int("SELECT id FROM person WHERE id = \(kept.row.author)")
        return !isThere && author != nil
    }

    private func bringBack(_ series: [KeptSeries]) throws {
        for kept in series where kept.isGone {
            let row = kept.row
            try db.execute("DELETE FROM series_alias WHERE id = \(row.id)")
            try db.execute(
                """
                INSERT INTO series (id, project_id, name, date, submitter_id, version, total)
                VALUES (\(row.id), \(row.project), \(row.name), \(row.date), \(row.author),
                    \(row.version), \(row.total))
                """
            )
            for event in kept.events {
                // Each is in one of the tables.
                for table: SQLText in ["event", "version_event"] {
                    try db.execute(
                        "UPDATE \(sql: table) SET series_id = \(row.id) WHERE id = \(event)"
                    )
                }
            }
            for check in kept.checks {
                try db.execute("UPDATE series_check SET series_id = \(row.id) WHERE id = \(check)")
            }
        }
    }

    private func putBack(_ mails: [KeptMail]) throws {
        let spots = SeriesSpots(db: db)
        let moved = mails.filter { $0.old != $0.new }
        try spots.leave(moved.map { ($0.patch, $0.cover) })
        for mail in moved { try spots.put(patch: mail.patch, cover: mail.cover, at: mail.old) }
        for mail in mails {
            let row: SQLText =
                mail.patch.map { "patch_id = \($0)" } ?? "cover_id = \(mail.cover)"
            if mail.hadRow {
                try db.execute(
                    """
                    UPDATE series_member SET series_id = \(mail.old.series),
                        number = \(mail.old.number ?? 0), pinned = \(mail.oldPin)
                    WHERE \(sql: row)
                    """
                )
            } else {
                try db.execute("DELETE FROM series_member WHERE \(sql: row)")
            }
        }
    }

    /// What series say about themselves follows from their mails again.
    private func settle(
        _ series: [KeptSeries],
        _ intake: IntakeTransaction,
        _ project: Project
    ) throws {
        let regrouping = SeriesRegrouping(intake: intake, project: project)
        for kept in series {
            let row = kept.row
            try db.execute(
                """
                UPDATE series SET total_by_hand = \(row.totalByHand), name = \(row.name),
                    total = \(row.total), version = \(row.version), date = \(row.date),
                    submitter_id = \(row.author), received_total = (
                        SELECT COUNT(*) FROM patch WHERE patch.series_id = series.id
                    )
                WHERE id = \(row.id)
                """
            )
            try db.execute(
                """
                UPDATE series_check SET superseded = CASE WHEN EXISTS (
                    SELECT 1 FROM series_check AS newer
                    WHERE newer.series_id = \(row.id) AND newer.account_id = series_check.account_id
                        AND newer.context = series_check.context AND newer.id > series_check.id
                ) THEN 1 ELSE 0 END WHERE series_id = \(row.id)
                """
            )
            try intake.refreshDependencies(of: row.id)
            intake.revisions.reshape(row.id)
        }
        guard let new = series.first(where: \.isNew),
            let other = series.first(where: { !$0.isNew }),
            try SeriesSpots(db: db).mails(of: new.row.id).isEmpty
        else { return }
        try regrouping.retire(new.row.id, into: other.row.id)
    }
}
