import TrackerModel

/// The rows that say of patches and cover letters what they say of their series.
struct SeriesMembership {
    let intake: IntakeTransaction
    let project: Project

    private var db: any SQLConnection { intake.db }
    private var kin: SeriesKin { SeriesKin(db: intake.db, project: project.id) }

    /// Adds a mail; `series` is missing if its place is still to be found.
    ///
    /// - Returns: The number of the row.
    func add(
        _ member: SeriesMember,
        series: Int64?,
        patch: Int64?,
        cover: Int64?
    ) throws -> Int64 {
        let id = try db.addRow(
            """
            INSERT INTO series_member (project_id, msgid, answers, submitter_id, date, version,
                number, total, patch_id, cover_id, series_id)
            VALUES (\(project.id), \(member.messageID),
                \(member.references.joined(separator: "\n")), \(member.author), \(member.date),
                \(member.version), \(member.number), \(member.total), \(patch), \(cover),
                \(series))
            """
        )
        let references = member.references.map { reference -> SQLText in
            "(\(ThreadKey.of(reference)), \(project.id), \(member.date), \(id))"
        }
        try db.add(
            references,
            to: "series_reference (message, project_id, date, member_id)",
            "ON CONFLICT (message, project_id, date, member_id) DO NOTHING"
        )
        return id
    }

    /// Puts a mail that is there into the series that it belongs to by what it says now.
    ///
    /// A mail that has no number in a series has no `member`.
    func reread(_ member: SeriesMember?, patch: Int64?, cover: Int64?) throws -> Bool {
        let old = try known(patch: patch, cover: cover)
        // Somebody has said where it belongs.
        if let old, old.pin != .none { return false }
        guard let member else { return try leave(old, patch: patch, cover: cover) }
        if let old, old.member.says(the: member) { return false }
        let series = try old?.series ?? currentSeries(patch: patch, cover: cover)
        if let old { try db.execute("DELETE FROM series_member WHERE id = \(old.member.id)") }
        let row = try add(member, series: series, patch: patch, cover: cover)
        let regrouping = SeriesRegrouping(intake: intake, project: project)
        try regrouping.regroup(around: row)
        if let series { try regrouping.regroup(rest: series) }
        return true
    }

    private func known(patch: Int64?, cover: Int64?) throws -> PlacedMember? {
        try db.first(
            """
            SELECT \(sql: SeriesKin.columns) FROM series_member
            WHERE patch_id = \(patch) OR cover_id = \(cover)
            """,
            PlacedMember.init(row:)
        )
    }

    private func currentSeries(patch: Int64?, cover: Int64?) throws -> Int64? {
        if let patch { return try db.int("SELECT series_id FROM patch WHERE id = \(patch)") }
        return try db.int("SELECT id FROM series WHERE cover_id = \(cover)")
    }

    /// A mail that has lost its number stays where it is if it is alone there.
    private func leave(_ old: PlacedMember?, patch: Int64?, cover: Int64?) throws -> Bool {
        guard let old else { return false }
        try db.execute("DELETE FROM series_member WHERE id = \(old.member.id)")
        guard let series = old.series, try !kin.members(of: series).isEmpty else { return true }
        let own = try db.newNumber(in: .series)
        try db.execute(
            """
            INSERT INTO series (id, project_id, date, submitter_id, version, total, received_total)
            VALUES (\(own), \(project.id), \(old.member.date), \(old.member.author),
                \(old.member.version ?? 1), 1, \(patch == nil ? 0 : 1))
            """
        )
        try intake.events.add(NewEvent(.seriesCreated, in: project, series: own))
        intake.revisions.reshape(own)
        if let patch {
            try db.execute(
                "UPDATE patch SET series_id = \(own), number = 1 WHERE id = \(patch)"
            )
        } else {
            try db.execute("UPDATE series SET cover_id = NULL WHERE cover_id = \(cover)")
            try db.execute("UPDATE series SET cover_id = \(cover) WHERE id = \(own)")
        }
        let name = try SeriesName.of(own, in: db)
        try db.execute("UPDATE series SET name = \(name) WHERE id = \(own)")
        try SeriesRegrouping(intake: intake, project: project).regroup(rest: series)
        return true
    }
}

extension SeriesMember {
    /// Whether two say the same; their row numbers do not count.
    func says(the other: SeriesMember) -> Bool {
        SeriesMember(
            id: other.id,
            messageID: messageID,
            references: references,
            author: author,
            date: date,
            version: version,
            number: number,
            total: total
        ) == other
    }
}
