import TrackerModel

/// Attaches a comment to another patch or cover letter: a nearer one has arrived.
///
/// The comment keeps its number; both kinds of comment take theirs from one counter.
struct CommentMove {
    let intake: IntakeTransaction
    let project: Project
    let comment: KnownComment
    let content: String?

    private var db: any SQLConnection { intake.db }

    func move(to target: ReplyPlace.Target) throws {
        try intake.events.writeWaiting()
        switch (comment.target, target) {
        case (.patch(let old), .patch(let new)):
            try db.execute("UPDATE patch_comment SET patch_id = \(new) WHERE id = \(comment.id)")
            try db.execute(
                """
                UPDATE event SET patch_id = \(new)
                WHERE patch_id = \(old) AND patch_comment_id = \(comment.id)
                """
            )
        case (.cover(let old), .cover(let new)):
            try db.execute("UPDATE cover_comment SET cover_id = \(new) WHERE id = \(comment.id)")
            try db.execute(
                """
                UPDATE event SET cover_id = \(new)
                WHERE cover_id = \(old) AND cover_comment_id = \(comment.id)
                """
            )
        case (.patch(let old), .cover(let new)): try becomeCoverComment(of: new, was: old)
        case (.cover(let old), .patch(let new)): try becomePatchComment(of: new, was: old)
        }
        try count(on: comment.target, sign: -1)
        try count(on: target, sign: 1)
    }

    private func count(on target: ReplyPlace.Target, sign: Int) throws {
        switch target {
        case .patch(let patch):
            try intake.countTags(in: content, of: patch, project: project, sign: sign)
        case .cover(let cover):
            try intake.countTags(in: content, ofCover: cover, project: project, sign: sign)
        }
    }

    private func becomeCoverComment(of cover: Int64, was patch: Int64) throws {
        try db.execute(
            """
            INSERT INTO cover_comment (id, cover_id, msgid, date, submitter_id, addressed, mail_id,
                codec, body, says)
            SELECT id, \(cover), msgid, date, submitter_id, addressed, mail_id, codec, body, says
            FROM patch_comment WHERE id = \(comment.id)
            """
        )
        try db.execute(
            """
            UPDATE event SET category = \(EventCategory.coverCommentCreated.rawValue),
                patch_id = NULL, patch_comment_id = NULL, cover_id = \(cover),
                cover_comment_id = \(comment.id)
            WHERE patch_id = \(patch) AND patch_comment_id = \(comment.id)
            """
        )
        try db.execute("DELETE FROM patch_comment WHERE id = \(comment.id)")
    }

    private func becomePatchComment(of patch: Int64, was cover: Int64) throws {
        try db.execute(
            """
            INSERT INTO patch_comment (id, patch_id, msgid, date, submitter_id, addressed, mail_id,
                codec, body, says)
            SELECT id, \(patch), msgid, date, submitter_id, addressed, mail_id, codec, body, says
            FROM cover_comment WHERE id = \(comment.id)
            """
        )
        try db.execute(
            """
            UPDATE event SET category = \(EventCategory.patchCommentCreated.rawValue),
                cover_id = NULL, cover_comment_id = NULL, patch_id = \(patch),
                patch_comment_id = \(comment.id)
            WHERE cover_id = \(cover) AND cover_comment_id = \(comment.id)
            """
        )
        try db.execute("DELETE FROM cover_comment WHERE id = \(comment.id)")
    }
}
