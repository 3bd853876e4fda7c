import PatchParsing
import TrackerModel

/// Writes a patch or cover letter into its series.
struct SeriesWriting {
    let intake: IntakeTransaction
    let project: Project
    let mail: StoredMail
    let submission: Submission

    private var db: any SQLConnection { intake.db }

    /// Writes a patch.
    func writePatch(at place: SeriesPlace) throws {
        let author = try intake.people.record(submission.author, date: intake.date(of: submission))
        let (series, number, isNew) = try series(for: place, author: author)
        // A pull request numbered 0 announces its series and stands beside it.
        let position = number > 0 ? number : nil
        let (patch, hash) = try PatchWriting(intake: intake, project: project, mail: mail).write(
            submission,
            author: author,
            series: position == nil ? nil : series,
            number: series == nil ? nil : position
        )
        if isNew, let series {
            try intake.events.add(
                NewEvent(.seriesCreated, in: project, series: series),
                mayWait: true
            )
        }
        if let series, number > 0 {
            try SeriesProgress(intake: intake, project: project)
                .count(patch, number: number, in: series)
        }
        let notes = SeriesNotes(of: submission)
        let traits = MailTraits(submission, notes, by: author, hash: hash)
        intake.revisions.add(traits, of: .patch(patch), to: position == nil ? nil : series)
        let own = DeclaredDependency.Source.patch(patch)
        try BaseWriting(db: db).declare(notes, by: own, project: project.id)
        try finish(place, author: author, series: series, patch: patch, cover: nil, own)
    }

    /// Writes a cover letter.
    func writeCover(at place: SeriesPlace) throws {
        let author = try intake.people.record(submission.author, date: intake.date(of: submission))
        let body = intake.packed(submission, raw: mail.raw)
        let cover = try db.addRow(
            """
            INSERT INTO cover (project_id, msgid, date, name, submitter_id, mail_id, codec, body)
            VALUES (\(project.id), \(submission.messageID), \(intake.date(of: submission)),
                \(submission.name), \(author), \(mail.id), \(body.codec), \(body.bytes))
            """
        )
        try intake.countTags(in: submission.content, ofCover: cover, project: project)
        let (series, _, isNew) = try series(for: place, author: author)
        if let series { try give(cover, to: series) }
        if isNew, let series {
            try intake.events.add(
                NewEvent(.seriesCreated, in: project, series: series),
                mayWait: true
            )
        }
        try intake.events.add(NewEvent(.coverCreated, in: project, cover: cover), mayWait: true)
        let notes = SeriesNotes(of: submission)
        let traits = MailTraits(submission, notes, by: author, hash: nil)
        intake.revisions.add(traits, of: .cover(cover), to: series)
        let own = DeclaredDependency.Source.cover(cover)
        try BaseWriting(db: db).declare(notes, by: own, project: project.id)
        try finish(place, author: author, series: series, patch: nil, cover: cover, own)
    }

    /// The series of the mail, made if it begins one; none yet if several are put together anew.
    private func series(
        for place: SeriesPlace,
        author: Int64
    ) throws -> (id: Int64?, number: Int, isNew: Bool) {
        switch place {
        case .alone(let number, let total, _):
            return (try create(by: author, number: number, total: total), number, true)
        case .member(let member, .begins):
            let series = try create(by: author, number: member.number, total: member.total)
            return (series, member.number, true)
        case .member(let member, .joins(let series, let isFirst, _)):
            try join(series, member, author: author, isFirst: isFirst)
            return (series, member.number, false)
        case .member(let member, .regroups): return (nil, member.number, false)
        }
    }

    private func create(by author: Int64, number: Int, total: Int) throws -> Int64 {
        // The name of patch 1, prefix and all, until a cover letter brings a better one.
        let series = try db.newNumber(in: .series)
        try db.execute(
            """
            INSERT INTO series (id, project_id, name, date, submitter_id, version, total)
            VALUES (\(series), \(project.id), \(number == 1 ? submission.name : nil),
                \(intake.date(of: submission)), \(author), \(submission.version), \(total))
            """
        )
        return series
    }

    private func join(
        _ series: Int64,
        _ member: SeriesMember,
        author: Int64,
        isFirst: Bool
    ) throws {
        if member.number == 1 {
            try db.execute(
                """
                UPDATE series SET name = \(submission.name) WHERE id = \(series) AND name IS NULL
                """
            )
        }
        if let version = member.version {
            try db.execute(
                """
                UPDATE series SET version = \(version)
                WHERE id = \(series) AND version < \(version)
                """
            )
        }
        if member.number == 0 {
            try db.execute("UPDATE series SET total = \(member.total) WHERE id = \(series)")
        }
        guard isFirst else { return }
        intake.revisions.reshape(series)
        try db.execute(
            """
            UPDATE series SET date = \(member.date), submitter_id = \(author),
                total = CASE WHEN cover_id IS NULL THEN \(member.total) ELSE total END
            WHERE id = \(series)
            """
        )
    }

    /// Gives a series its cover letter; a name that patch 1 lent gives way to the cover letter's.
    private func give(_ cover: Int64, to series: Int64) throws {
        let title = SeriesName.of(cover: submission.name)
        try db.execute(
            """
            UPDATE series SET cover_id = \(cover), name = CASE
                WHEN name IS NULL OR name = (SELECT patch.name FROM patch
                    WHERE patch.series_id = series.id AND patch.number = 1)
                THEN \(title) ELSE name END
            WHERE id = \(series)
            """
        )
    }

    private func finish(
        _ place: SeriesPlace,
        author: Int64,
        series: Int64?,
        patch: Int64?,
        cover: Int64?,
        _ source: DeclaredDependency.Source
    ) throws {
        let declares = try intake.declareDependencies(
            of: source,
            in: submission.content,
            project: project
        )
        guard case .member(let member, let placement) = place else {
            if declares, let series { try intake.refreshDependencies(of: series) }
            return try intake.refreshDependents(of: submission.messageID, project: project)
        }
        let row = try SeriesMembership(intake: intake, project: project).add(
            member.by(author),
            series: series,
            patch: patch,
            cover: cover
        )
        if case .regroups = placement {
            try SeriesRegrouping(intake: intake, project: project).regroup(around: row)
        } else if declares, let series {
            try intake.refreshDependencies(of: series)
        }
        try intake.refreshDependents(of: submission.messageID, project: project)
    }
}
