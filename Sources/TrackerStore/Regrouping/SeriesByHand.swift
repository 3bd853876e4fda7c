import TrackerModel

/// Carries out what somebody decided about the mails of series, and keeps how it was before.
struct SeriesByHand {
    let transaction: ChangeTransaction
    let intake: IntakeTransaction
    let project: Project
    let reason: String

    var db: any SQLConnection { transaction.db }
    var spots: SeriesSpots { SeriesSpots(db: transaction.db) }
    var regrouping: SeriesRegrouping { SeriesRegrouping(intake: intake, project: project) }

    /// - Parameters:
    ///   - request: What is to be, for the table.
    ///   - from: Where mails come from; `nil` for a patch of no series.
    ///   - to: Where they go; it is there.
    ///   - isNew: Whether `to` was made for them.
    ///   - mails: All mails with another place or another pin.
    ///   - totals: How many patches the series have then.
    /// - Returns: The number of the regrouping.
    /// - Throws: `StoreError`.
    func carryOut(
        _ request: RegroupRequest,
        from: SeriesRow?,
        to: SeriesRow,
        isNew: Bool,
        _ mails: [RegroupedMail],
        totals: [Int64: Int64]
    ) throws -> Int64 {
        let names = try regrouping.lentNames(
            of: try [from?.id, to.id].compactMap(\.self).flatMap {
                try regrouping.kin.members(of: $0)
            }
        )
        let id = try keep(request, from: from, to: to, isNew: isNew, mails)
        let moved = mails.filter { $0.old != $0.new }
        try spots.leave(moved.map { ($0.patch, $0.cover) })
        for mail in moved { try spots.put(patch: mail.patch, cover: mail.cover, at: mail.new) }
        for mail in mails { try pin(mail, version: from?.version ?? 1, total: to.total) }
        for (series, total) in totals {
            try db.execute("UPDATE series SET total_by_hand = \(total) WHERE id = \(series)")
        }
        if let from, from.id != to.id, try spots.mails(of: from.id).isEmpty {
            try retire(from.id, into: to.id, regrouping: id)
        } else if let from, from.id != to.id {
            try regrouping.refresh(from.id, lentNames: names)
        }
        try regrouping.refresh(to.id, lentNames: names)
        for mail in moved {
            try explain(mail)
            try intake.refreshDependents(of: mail.messageID, project: project)
        }
        return id
    }

    /// Keeps what is needed to take it back.
    private func keep(
        _ request: RegroupRequest,
        from: SeriesRow?,
        to: SeriesRow,
        isNew: Bool,
        _ mails: [RegroupedMail]
    ) throws -> Int64 {
        let id = try db.insert(
            """
            INSERT INTO series_regrouping (project_id, action, from_id, to_id, reason, date, username)
            VALUES (\(project.id), \(request.word), \(from?.id ?? to.id), \(to.id), \(reason),
                \(transaction.now), \(transaction.author.account?.username ?? ""))
            RETURNING id
            """
        )
        for mail in mails {
            try db.execute(
                """
                INSERT INTO series_regrouping_mail (regrouping_id, msgid, patch_id, cover_id,
                    old_series, old_number, old_pinned, had_row, new_series, new_number)
                VALUES (\(id), \(mail.messageID), \(mail.patch), \(mail.cover), \(mail.old.series),
                    \(mail.old.number), \(mail.pin.rawValue), \(mail.row != nil), \(mail.new.series),
                    \(mail.new.number))
                """
            )
        }
        var kept = [(to, isNew)]
        if let from, from.id != to.id { kept.append((from, false)) }
        for (row, isNew) in kept {
            try db.execute(
                """
                INSERT INTO series_regrouping_series (regrouping_id, series_id, name, date,
                    submitter_id, version, total, total_by_hand, is_new)
                VALUES (\(id), \(row.id), \(row.name), \(row.date), \(row.author), \(row.version),
                    \(row.total), \(row.totalByHand), \(isNew))
                """
            )
        }
        return id
    }

    /// Notes that the mail stays where it is now. A mail that never had a number gets its row.
    private func pin(_ mail: RegroupedMail, version: Int64, total: Int64) throws {
        let number = mail.new.number ?? 0
        if let row = mail.row {
            try db.execute(
                """
                UPDATE series_member SET series_id = \(mail.new.series), number = \(number),
                    pinned = \(mail.newPin.rawValue)
                WHERE id = \(row)
                """
            )
        } else {
            try db.execute(
                """
                INSERT INTO series_member (project_id, msgid, answers, submitter_id, date, version,
                    number, total, patch_id, cover_id, series_id, pinned)
                VALUES (\(project.id), \(mail.messageID), '', \(mail.author), \(mail.date),
                    \(version), \(number), \(total), \(mail.patch), \(mail.cover),
                    \(mail.new.series), \(mail.newPin.rawValue))
                """
            )
        }
    }

    private func retire(_ old: Int64, into new: Int64, regrouping id: Int64) throws {
        try intake.events.writeWaiting()
        try RevisionByHand.keep(of: old, for: id, in: db)
        let events = try db.all(
            """
            SELECT id FROM event WHERE series_id = \(old)
            UNION ALL SELECT id FROM version_event WHERE series_id = \(old)
            """
        ) { "\($0.int(0))" }
        let checks = try db.all("SELECT id FROM series_check WHERE series_id = \(old)") {
            "\($0.int(0))"
        }
        try db.execute(
            """
            UPDATE series_regrouping_series SET is_gone = 1,
                events = \(events.joined(separator: ",")),
                checks = \(checks.joined(separator: ","))
            WHERE regrouping_id = \(id) AND series_id = \(old)
            """
        )
        try regrouping.retire(old, into: new)
    }

    /// The mail's own record of what became of it follows.
    private func explain(_ mail: RegroupedMail) throws {
        let table: SQLText = mail.patch == nil ? "cover" : "patch"
        let number = try db.int(
            "SELECT mail_id FROM \(sql: table) WHERE id = \(mail.patch ?? mail.cover)"
        )
        guard let number else { return }
        let name = transaction.author.account?.username ?? "the operator"
        let place = mail.new.series.map { "is in series \($0)" } ?? "is in no series"
        try intake.setReason(
            "\(place): \(name) decided so: \(reason)",
            mail: number,
            project: project
        )
    }
}
