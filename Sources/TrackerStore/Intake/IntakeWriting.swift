import MailParsing
import PatchParsing
import TrackerModel

extension IntakeTransaction {
    /// Writes what a mail was found to be.
    func write(_ verdict: Verdict, of mail: StoredMail, project: Project) throws {
        switch verdict {
        case .patch(let submission, let place):
            try SeriesWriting(intake: self, project: project, mail: mail, submission: submission)
                .writePatch(at: place)
        case .cover(let submission, let place):
            try SeriesWriting(intake: self, project: project, mail: mail, submission: submission)
                .writeCover(at: place)
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

    private func writeComment(
        _ submission: Submission,
        on target: ReplyPlace.Target,
        of mail: StoredMail,
        project: Project
    ) throws {
        let author = try people.record(submission.author, date: date(of: submission))
        let id = try commentNumbers.next()
        let (table, column, parent): (SQLText, SQLText, Int64) =
            switch target {
            case .patch(let patch): ("patch_comment", "patch_id", patch)
            case .cover(let cover): ("cover_comment", "cover_id", cover)
            }
        let body = packed(submission, raw: mail.raw)
        let addressed: Bool? = submission.hints.requiresAction ? false : nil
        let says = submission.meaning.rawValue
        try db.execute(
            """
            INSERT INTO \(sql: table) (id, \(sql: column), msgid, date, submitter_id, addressed,
                mail_id, codec, body, says)
            VALUES (\(id), \(parent), \(submission.messageID), \(date(of: submission)), \(author),
                \(addressed), \(mail.id), \(body.codec), \(body.bytes), \(says))
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
            try events.add(event, mayWait: true)
            try countTags(in: content, of: patch, project: project)
        case .cover(let cover):
            var event = NewEvent(.coverCommentCreated, in: project, cover: cover)
            event.coverCommentID = id
            try events.add(event, mayWait: true)
            try countTags(in: content, ofCover: cover, project: project)
        }
    }

    /// Adds the `Acked-by:` and other tag lines of a text to the counts of a patch.
    ///
    /// With the sign -1, those of a text are taken away that has left the patch.
    func countTags(
        in content: String?,
        of patch: Int64,
        project: Project,
        sign: Int = 1
    ) throws {
        guard project.usesTags, let content else { return }
        let counts = Trailer.tagCounts(in: content, tags: tags.map(\.name))
        for (tag, count) in zip(tags, counts) where count > 0 {
            try db.execute(
                """
                INSERT INTO patch_tag (patch_id, tag_id, count)
                VALUES (\(patch), \(tag.id), \(sign * count))
                ON CONFLICT (patch_id, tag_id) DO UPDATE SET count = patch_tag.count + excluded.count
                """
            )
        }
        if sign < 0 {
            try db.execute("DELETE FROM patch_tag WHERE patch_id = \(patch) AND count <= 0")
        }
    }
}
