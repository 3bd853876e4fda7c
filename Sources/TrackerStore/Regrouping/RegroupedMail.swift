import TrackerModel

/// A patch or cover letter, where it is and where it goes.
struct RegroupedMail {
    let messageID: String
    let patch: Int64?
    let cover: Int64?
    let author: Int64
    let date: Int64
    let old: SeriesSpot
    /// Its row in `series_member`; `nil` for a mail outside of any count.
    let row: Int64?
    let pin: SeriesPin
    var new: SeriesSpot
    var newPin: SeriesPin
}

/// A place in a series; the number of a cover letter is 0.
struct SeriesSpot: Hashable {
    var series: Int64?
    var number: Int64?
}

/// A row of `series`.
struct SeriesRow {
    let id: Int64
    let project: Project.ID
    let name: String?
    let date: Int64
    let author: Int64
    let version: Int64
    let total: Int64
    let totalByHand: Int64?
}

/// Reads and writes where mails are.
struct SeriesSpots {
    let db: any SQLConnection

    func series(_ id: Int64) throws -> SeriesRow? {
        try db.first(
            """
            SELECT id, project_id, name, date, submitter_id, version, total, total_by_hand
            FROM series WHERE id = \(id)
            """
        ) {
            SeriesRow(
                id: $0.int(0),
                project: $0.int(1),
                name: $0.optionalText(2),
                date: $0.int(3),
                author: $0.int(4),
                version: $0.int(5),
                total: $0.int(6),
                totalByHand: $0.optionalInt(7)
            )
        }
    }

    /// The mails of a series, the cover letter first, then by number.
    func mails(of series: Int64) throws -> [RegroupedMail] {
        let covers = try read(
            """
            SELECT cover.msgid, NULL, cover.id, cover.submitter_id, cover.date, series.id, 0, m.id,
                m.pinned
            FROM series JOIN cover ON cover.id = series.cover_id
            LEFT JOIN series_member m ON m.cover_id = cover.id WHERE series.id = \(series)
            """
        )
        let patches = try read(
            """
            SELECT \(sql: Self.patchColumns)
            FROM patch LEFT JOIN series_member m ON m.patch_id = patch.id
            WHERE patch.series_id = \(series) ORDER BY patch.number
            """
        )
        return covers + patches
    }

    func patch(_ id: Int64) throws -> (mail: RegroupedMail, project: Project.ID)? {
        let mail = try read(
            """
            SELECT \(sql: Self.patchColumns)
            FROM patch LEFT JOIN series_member m ON m.patch_id = patch.id WHERE patch.id = \(id)
            """
        ).first
        guard let mail, let project = try db.int("SELECT project_id FROM patch WHERE id = \(id)")
        else { return nil }
        return (mail, project)
    }

    private static let patchColumns: SQLText = """
        patch.msgid, patch.id, NULL, patch.submitter_id, patch.date, patch.series_id, patch.number,
        m.id, m.pinned
        """

    private func read(_ statement: SQLText) throws -> [RegroupedMail] {
        try db.all(statement) { row in
            let spot = SeriesSpot(series: row.optionalInt(5), number: row.optionalInt(6))
            let pin = SeriesPin(rawValue: row.int(8)) ?? .none
            return RegroupedMail(
                messageID: row.text(0),
                patch: row.optionalInt(1),
                cover: row.optionalInt(2),
                author: row.int(3),
                date: row.int(4),
                old: spot,
                row: row.optionalInt(7),
                pin: pin,
                new: spot,
                newPin: pin
            )
        }
    }

    /// Takes mails out of their series: all first, as two may change places.
    func leave(_ mails: [(patch: Int64?, cover: Int64?)]) throws {
        for mail in mails {
            if let patch = mail.patch {
                try db.execute(
                    "UPDATE patch SET series_id = NULL, number = NULL WHERE id = \(patch)"
                )
            } else if let cover = mail.cover {
                try db.execute("UPDATE series SET cover_id = NULL WHERE cover_id = \(cover)")
            }
        }
    }

    /// Puts a mail that is in no series into one.
    func put(patch: Int64?, cover: Int64?, at spot: SeriesSpot) throws {
        guard let series = spot.series else { return }
        if let patch {
            try db.execute(
                """
                UPDATE patch SET series_id = \(series), number = \(spot.number) WHERE id = \(patch)
                """
            )
        } else if let cover {
            try db.execute("UPDATE series SET cover_id = \(cover) WHERE id = \(series)")
        }
    }
}
