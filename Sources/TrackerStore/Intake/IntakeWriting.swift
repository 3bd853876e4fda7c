import MailParsing
import PatchParsing
import TrackerModel

extension IntakeTransaction {
    /// Writes what a mail was found to be.
    func write(_ verdict: Verdict, of mail: StoredMail, project: Project) throws {
        switch verdict {
        case .patch(let submission, let choice):
            try PatchWriting(intake: self, project: project, mail: mail).write(submission, choice)
        case .cover(let submission, let choice):
            try writeCover(submission, choice, of: mail, project: project)
        case .comment(let submission, let parent):
            try writeComment(submission, on: parent.target, of: mail, project: project)
        case .nothing: break
        }
    }

    /// The body of a submission as the database holds it.
    func packed(_ submission: Submission, raw: [UInt8]) -> StoredBytes {
        MailCodec.pack(
            MailBody(
                headers: submission.headers,
                content: submission.content,
                diff: submission.diff
            ),
            raw: raw
        )
    }

    /// Makes a series that begins with a mail of an author.
    func createSeries(
        _ submission: Submission,
        by author: Int64,
        name: String?,
        total: Int,
        project: Project
    ) throws -> Int64 {
        try db.insert(
            """
            INSERT INTO series (project_id, name, date, submitter_id, version, total)
            VALUES (\(project.id), \(name), \(date(of: submission)), \(author),
                \(submission.version), \(total))
            RETURNING id
            """
        )
    }

    /// Remembers that a message belongs to a series, unless it belongs to another one.
    func refer(_ messageID: String, to series: Int64, project: Project) throws {
        try db.execute(
            """
            INSERT INTO series_reference (msgid, project_id, series_id)
            VALUES (\(messageID), \(project.id), \(series))
            ON CONFLICT (msgid, project_id) DO NOTHING
            """
        )
    }

    private func writeCover(
        _ submission: Submission,
        _ choice: SeriesChoice,
        of mail: StoredMail,
        project: Project
    ) throws {
        let author = try recordPerson(submission.author)
        let body = packed(submission, raw: mail.raw)
        let cover = try db.insert(
            """
            INSERT INTO cover (project_id, msgid, date, name, submitter_id, mail_id, codec, body)
            VALUES (\(project.id), \(submission.messageID), \(date(of: submission)),
                \(submission.name), \(author), \(mail.id), \(body.codec), \(body.bytes))
            RETURNING id
            """
        )
        let series = try placeCover(cover, submission, choice, author: author, project: project)
        try events.add(NewEvent(.coverCreated, in: project, cover: cover))
        if let series, let content = submission.content {
            try writeDependencies(of: series, in: content, project: project)
        }
    }

    /// Gives a cover letter its series; one that has a cover letter keeps it.
    private func placeCover(
        _ cover: Int64,
        _ submission: Submission,
        _ choice: SeriesChoice,
        author: Int64,
        project: Project
    ) throws -> Int64? {
        let title = PatchSubject.withoutPrefix(submission.name)
        switch choice.match {
        case .starts:
            let series = try createSeries(
                submission,
                by: author,
                name: title,
                total: choice.total,
                project: project
            )
            try db.execute("UPDATE series SET cover_id = \(cover) WHERE id = \(series)")
            try refer(submission.messageID, to: series, project: project)
            try events.add(NewEvent(.seriesCreated, in: project, series: series))
            return series
        case .joins(let series, _):
            // A name that patch 1 lent gives way to that of the cover letter.
            let changed = try db.execute(
                """
                UPDATE series SET cover_id = \(cover), name = CASE
                    WHEN name IS NULL OR name = (SELECT patch.name FROM patch
                        WHERE patch.series_id = series.id AND patch.number = 1)
                    THEN \(title) ELSE name END
                WHERE id = \(series) AND cover_id IS NULL
                """
            )
            return changed > 0 ? series : nil
        }
    }

    private func writeComment(
        _ submission: Submission,
        on target: ReplyPlace.Target,
        of mail: StoredMail,
        project: Project
    ) throws {
        let author = try recordPerson(submission.author)
        let id = try commentNumbers.next()
        let (table, column, parent): (SQLText, SQLText, Int64) =
            switch target {
            case .patch(let patch): ("patch_comment", "patch_id", patch)
            case .cover(let cover): ("cover_comment", "cover_id", cover)
            }
        let body = packed(submission, raw: mail.raw)
        let addressed: Bool? = submission.hints.requiresAction ? false : nil
        try db.execute(
            """
            INSERT INTO \(sql: table) (id, \(sql: column), msgid, date, submitter_id, addressed,
                mail_id, codec, body)
            VALUES (\(id), \(parent), \(submission.messageID), \(date(of: submission)), \(author),
                \(addressed), \(mail.id), \(body.codec), \(body.bytes))
            """
        )
        try recordComment(id, on: target, content: submission.content, project: project)
    }

    private func recordComment(
        _ id: Int64,
        on target: ReplyPlace.Target,
        content: String?,
        project: Project
    ) throws {
        switch target {
        case .patch(let patch):
            var event = NewEvent(.patchCommentCreated, in: project, patch: patch)
            event.patchCommentID = id
            try events.add(event)
            try countTags(in: content, of: patch, project: project)
        case .cover(let cover):
            var event = NewEvent(.coverCommentCreated, in: project, cover: cover)
            event.coverCommentID = id
            try events.add(event)
        }
    }

    /// Adds the `Acked-by:` and other tag lines of a text to the counts of a patch.
    func countTags(in content: String?, of patch: Int64, project: Project) throws {
        guard project.usesTags, let content else { return }
        let counts = Trailer.tagCounts(in: content, tags: tags.map(\.name))
        for (tag, count) in zip(tags, counts) where count > 0 {
            try db.execute(
                """
                INSERT INTO patch_tag (patch_id, tag_id, count)
                VALUES (\(patch), \(tag.id), \(count))
                ON CONFLICT (patch_id, tag_id) DO UPDATE SET count = patch_tag.count + excluded.count
                """
            )
        }
    }
}
