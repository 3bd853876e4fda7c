import MailParsing
import PatchParsing
import TrackerModel

/// Reads one mail again for one project, and changes the rows that were made of it.
struct Rereading {
    let intake: IntakeTransaction
    let project: Project
    let mail: StoredMail
    let submission: Submission

    private var db: any SQLConnection { intake.db }
    private var date: Int64 { intake.date(of: submission) }

    /// - Returns: Whether anything changed.
    func patch() throws -> Bool {
        guard submission.kind == .patch, let id = try number(in: "patch") else { return false }
        let old = storedBody("patch", id)
        let author = try intake.people.record(submission.author, date: date)
        let body = intake.packed(submission, raw: mail.raw)
        let changed = try update(
            """
            UPDATE patch SET name = \(submission.name), submitter_id = \(author),
                pull_url = CASE pull_url_by_hand WHEN 1 THEN pull_url ELSE \(submission.pullURL) END,
                hash = \(PatchWriting.hash(of: submission)),
                codec = \(body.codec), body = \(body.bytes)
            WHERE id = \(id)
            """,
            if: try differs(old, "patch", id, author)
        )
        try recountTags(of: id)
        let notes = SeriesNotes(of: submission)
        let hash = PatchWriting.hash(of: submission)
        let traits = MailTraits(submission, notes, by: author, hash: hash)
        intake.revisions.add(traits, of: .patch(id), to: nil)
        let source = DeclaredDependency.Source.patch(id)
        return try reread(author: author, patch: id, cover: nil, source, notes) || changed
    }

    func cover() throws -> Bool {
        guard submission.kind == .cover, let id = try number(in: "cover") else { return false }
        let old = storedBody("cover", id)
        let author = try intake.people.record(submission.author, date: date)
        let body = intake.packed(submission, raw: mail.raw)
        let changed = try update(
            """
            UPDATE cover SET name = \(submission.name), submitter_id = \(author),
                codec = \(body.codec), body = \(body.bytes)
            WHERE id = \(id)
            """,
            if: try differs(old, "cover", id, author)
        )
        try recountTags(ofCover: id)
        let notes = SeriesNotes(of: submission)
        let traits = MailTraits(submission, notes, by: author, hash: nil)
        intake.revisions.add(traits, of: .cover(id), to: nil)
        return try reread(author: author, patch: nil, cover: id, .cover(id), notes) || changed
    }

    func comment(_ message: MailMessage) throws -> Bool {
        guard submission.kind == .comment,
            let comment = try intake.comment(submission.messageID, project: project),
            comment.mailID == mail.id
        else { return false }
        let table: SQLText
        switch comment.target {
        case .patch: table = "patch_comment"
        case .cover: table = "cover_comment"
        }
        let old = storedBody(table, comment.id)
        let author = try intake.people.record(submission.author, date: date)
        let body = intake.packed(submission, raw: mail.raw)
        let says = submission.meaning.rawValue
        let saysOther =
            try db.int("SELECT says FROM \(sql: table) WHERE id = \(comment.id)") != Int64(says)
        let changed = try update(
            """
            UPDATE \(sql: table) SET submitter_id = \(author), codec = \(body.codec),
                body = \(body.bytes), says = \(says)
            WHERE id = \(comment.id)
            """,
            if: saysOther || old?.content != submission.content
                || old?.headers != submission.headers
        )
        if changed {
            switch comment.target {
            case .patch(let patch): try recountTags(of: patch)
            case .cover(let cover): try recountTags(ofCover: cover)
            }
        }
        let isMoved = try intake.reconsider(comment, of: mail, message, project: project)
        if isMoved { try intake.reconsiderReplies(to: submission.messageID, project: project) }
        return changed || isMoved
    }

    /// The row that was made of this mail.
    private func number(in table: SQLText) throws -> Int64? {
        try db.int(
            """
            SELECT id FROM \(sql: table) WHERE msgid = \(submission.messageID)
                AND project_id = \(project.id) AND mail_id = \(mail.id)
            """
        )
    }

    /// What is stored now; `nil` also where it cannot be read, as when its mail was completed.
    private func storedBody(_ table: SQLText, _ id: Int64) -> MailBody? {
        (try? StoredBody.one(table, id: id, in: db)) ?? nil
    }

    private func differs(
        _ old: MailBody?,
        _ table: SQLText,
        _ id: Int64,
        _ author: Int64
    ) throws -> Bool {
        let new = MailBody(
            headers: submission.headers,
            content: submission.content,
            diff: submission.diff
        )
        if old != new { return true }
        return try db.int(
            """
            SELECT id FROM \(sql: table) WHERE id = \(id) AND name = \(submission.name)
                AND submitter_id = \(author)
            """
        ) == nil
    }

    private func update(_ statement: SQLText, if isNeeded: Bool) throws -> Bool {
        if isNeeded { try db.execute(statement) }
        return isNeeded
    }

    /// Counts the tags of a patch and its comments anew.
    private func recountTags(of patch: Int64) throws {
        try db.execute("DELETE FROM patch_tag WHERE patch_id = \(patch)")
        try intake.countTags(in: submission.content, of: patch, project: project)
        let comments = try db.all(
            """
            SELECT \(sql: StoredBody.columns(of: "patch_comment"))
            FROM patch_comment LEFT JOIN mail ON mail.id = patch_comment.mail_id
            WHERE patch_comment.patch_id = \(patch)
            """
        ) { try StoredBody.read($0, from: 0) }
        for comment in comments {
            try intake.countTags(in: comment.content, of: patch, project: project)
        }
    }

    private func recountTags(ofCover cover: Int64) throws {
        guard project.usesTags else { return }
        try CoverTags.recount(of: cover, tags: intake.tags, in: db)
    }

    /// Dependencies and the place in a series follow from the mail anew.
    private func reread(
        author: Int64,
        patch: Int64?,
        cover: Int64?,
        _ source: DeclaredDependency.Source,
        _ notes: SeriesNotes
    ) throws -> Bool {
        let bases = BaseWriting(db: db)
        try bases.forget(source)
        try bases.declare(notes, by: source, project: project.id)
        try intake.forgetDependencies(of: source)
        _ = try intake.declareDependencies(of: source, in: submission.content, project: project)
        let membership = SeriesMembership(intake: intake, project: project)
        let isMoved = try membership.reread(
            intake.member(of: submission, author: author),
            patch: patch,
            cover: cover
        )
        let series =
            try patch.flatMap { try db.int("SELECT series_id FROM patch WHERE id = \($0)") }
            ?? cover.flatMap { try db.int("SELECT id FROM series WHERE cover_id = \($0)") }
        if let series {
            try intake.refreshDependencies(of: series)
            intake.revisions.reshape(series)
        }
        try intake.refreshDependents(of: submission.messageID, project: project)
        return isMoved
    }
}
