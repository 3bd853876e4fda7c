import TrackerModel

/// A comment as the database has it.
struct KnownComment {
    let id: Int64
    let target: ReplyPlace.Target
    let mailID: Int64?
}

extension IntakeTransaction {
    /// What a reply belongs to: the nearest message of its thread that is known.
    ///
    /// - Throws: ``MailRefusal`` for a reply to nothing that is known.
    func parent(of submission: Submission, project: Project) throws -> ReplyPlace {
        var missing: [String] = []
        for reference in submission.references {
            if let target = try target(of: reference, project: project) {
                return ReplyPlace(
                    target: target,
                    reason: "answers \(reference)",
                    dependsOn: missing
                )
            }
            if let comment = try comment(reference, project: project) {
                return ReplyPlace(
                    target: comment.target,
                    reason: "answers \(reference)",
                    dependsOn: missing + [reference]
                )
            }
            missing.append(reference)
        }
        guard !submission.references.isEmpty else {
            throw MailRefusal(
                .discussion,
                "it has neither a change nor a series number, and answers nothing"
            )
        }
        if let talk = try discussion(among: submission.references, project: project) {
            throw MailRefusal(
                .discussion,
                "it goes on with a discussion that has no patch: \(talk)"
            )
        }
        let wanted = submission.references.prefix(3).joined(separator: ", ")
        throw MailRefusal(.orphan, "nothing that it answers has arrived: \(wanted)")
    }

    /// The nearest message of a thread that is part of a discussion.
    private func discussion(among references: [String], project: Project) throws -> String? {
        for reference in references {
            let found = try db.int(
                """
                SELECT id FROM (
                    SELECT id, project_id, outcome FROM mail WHERE identity = \(reference) LIMIT 100
                ) AS named
                WHERE project_id = \(project.id) AND outcome = \(MailOutcome.discussion.rawValue)
                UNION ALL
                SELECT mail.id FROM mail JOIN mail_project ON mail_project.mail_id = mail.id
                WHERE mail.identity = \(reference) AND mail_project.project_id = \(project.id)
                    AND mail_project.outcome = \(MailOutcome.discussion.rawValue)
                """
            )
            if found != nil { return reference }
        }
        return nil
    }

    /// The patch or cover letter with a message-id.
    func target(of messageID: String, project: Project) throws -> ReplyPlace.Target? {
        if let id = try db.int(
            "SELECT id FROM patch WHERE msgid = \(messageID) AND project_id = \(project.id)"
        ) {
            return .patch(id)
        }
        return try db.int(
            "SELECT id FROM cover WHERE msgid = \(messageID) AND project_id = \(project.id)"
        ).map(ReplyPlace.Target.cover)
    }

    /// The comment with a message-id, wherever it was attached.
    ///
    /// In these queries `+p.project_id` keeps SQLite from walking all patches of the project: the
    /// message-id finds the comment, and the comment its patch.
    func comment(_ messageID: String, project: Project) throws -> KnownComment? {
        if let comment = try db.first(
            """
            SELECT c.id, c.patch_id, c.mail_id FROM patch_comment c
            JOIN patch p ON p.id = c.patch_id
            WHERE c.msgid = \(messageID) AND +p.project_id = \(project.id) ORDER BY c.id LIMIT 1
            """,
            { KnownComment(id: $0.int(0), target: .patch($0.int(1)), mailID: $0.optionalInt(2)) }
        ) {
            return comment
        }
        return try db.first(
            """
            SELECT c.id, c.cover_id, c.mail_id FROM cover_comment c
            JOIN cover p ON p.id = c.cover_id
            WHERE c.msgid = \(messageID) AND +p.project_id = \(project.id) ORDER BY c.id LIMIT 1
            """
        ) { KnownComment(id: $0.int(0), target: .cover($0.int(1)), mailID: $0.optionalInt(2)) }
    }
}
