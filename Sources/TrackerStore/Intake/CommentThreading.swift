import TrackerModel

extension IntakeTransaction {
    /// What a reply belongs to: the nearest message of its thread that is known.
    ///
    /// - Throws: ``MailRefusal``: an orphan, or a duplicate of a comment on the same patch.
    func parent(of submission: Submission, project: Project) throws -> ReplyPlace {
        for reference in submission.references {
            guard let target = try target(of: reference, project: project) else { continue }
            try refuseKnownComment(submission, project: project)
            return ReplyPlace(target: target, reason: "answers \(reference)")
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

    /// The nearest message of a thread that is here, if it is part of a discussion.
    private func discussion(among references: [String], project: Project) throws -> String? {
        for reference in references {
            let outcome = try db.first(
                """
                SELECT outcome FROM mail
                WHERE identity = \(reference) AND project_id = \(project.id) ORDER BY id LIMIT 1
                """
            ) { $0.text(0) }
            guard let outcome else { continue }
            return outcome == MailOutcome.discussion.rawValue ? reference : nil
        }
        return nil
    }

    /// The patch or cover letter that a message-id leads to, itself or through a comment on it.
    ///
    /// In these queries `+p.project_id` keeps SQLite from walking all patches of the project: the
    /// message-id finds the comment, and the comment its patch.
    private func target(of messageID: String, project: Project) throws -> ReplyPlace.Target? {
        if let id = try db.int(
            "SELECT id FROM patch WHERE msgid = \(messageID) AND project_id = \(project.id)"
        ) {
            return .patch(id)
        }
        if let id = try db.int(
            "SELECT id FROM cover WHERE msgid = \(messageID) AND project_id = \(project.id)"
        ) {
            return .cover(id)
        }
        if let id = try db.int(
            """
            SELECT c.patch_id FROM patch_comment c JOIN patch p ON p.id = c.patch_id
            WHERE c.msgid = \(messageID) AND +p.project_id = \(project.id)
            ORDER BY c.date DESC LIMIT 1
            """
        ) {
            return .patch(id)
        }
        return try db.int(
            """
            SELECT c.cover_id FROM cover_comment c JOIN cover p ON p.id = c.cover_id
            WHERE c.msgid = \(messageID) AND +p.project_id = \(project.id)
            ORDER BY c.date DESC LIMIT 1
            """
        ).map(ReplyPlace.Target.cover)
    }

    /// A comment is known by its message-id within the project, wherever it was attached.
    private func refuseKnownComment(_ submission: Submission, project: Project) throws {
        let known = try db.int(
            """
            SELECT c.id FROM patch_comment c JOIN patch p ON p.id = c.patch_id
            WHERE c.msgid = \(submission.messageID) AND +p.project_id = \(project.id)
            UNION ALL
            SELECT c.id FROM cover_comment c JOIN cover p ON p.id = c.cover_id
            WHERE c.msgid = \(submission.messageID) AND +p.project_id = \(project.id)
            """
        )
        if let known {
            throw MailRefusal(.duplicate, "\(submission.messageID) is known: comment \(known)")
        }
    }
}
