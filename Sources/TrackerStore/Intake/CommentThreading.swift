import TrackerModel

/// What a project has under a message-id.
enum KnownMessage {
    case patch(Int64)
    case cover(Int64)
    case comment(KnownComment)

    /// `patch 12`
    var words: String {
        switch self {
        case .patch(let id): "patch \(id)"
        case .cover(let id): "cover letter \(id)"
        case .comment(let comment): "comment \(comment.id)"
        }
    }

    /// The patch or cover letter that replies to it belong to.
    var target: ReplyPlace.Target {
        switch self {
        case .patch(let id): .patch(id)
        case .cover(let id): .cover(id)
        case .comment(let comment): comment.target
        }
    }
}

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
            if let known = try knownMessage(reference, project: project) {
                if case .comment = known { missing.append(reference) }
                return ReplyPlace(
                    target: known.target,
                    reason: "answers \(reference)",
                    dependsOn: missing
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

    /// What has a message-id: a patch, else a cover letter, else a comment, wherever it was attached. A
    /// message is taken in once, so there is one as a rule.
    ///
    /// `+p.project_id` keeps SQLite from walking all patches of the project: the message-id finds the
    /// comment, and the comment its patch.
    func knownMessage(_ messageID: String, project: Project) throws -> KnownMessage? {
        var found: (rank: Int64, id: Int64, message: KnownMessage)?
        try db.query(
            """
            SELECT 0, id, 0, 0 FROM patch WHERE msgid = \(messageID) AND project_id = \(project.id)
            UNION ALL
            SELECT 1, id, 0, 0 FROM cover WHERE msgid = \(messageID) AND project_id = \(project.id)
            UNION ALL
            SELECT 2, c.id, c.patch_id, c.mail_id FROM patch_comment c JOIN patch p ON p.id = c.patch_id
            WHERE c.msgid = \(messageID) AND +p.project_id = \(project.id)
            UNION ALL
            SELECT 3, c.id, c.cover_id, c.mail_id FROM cover_comment c JOIN cover p ON p.id = c.cover_id
            WHERE c.msgid = \(messageID) AND +p.project_id = \(project.id)
            """
        ) { row in
            let (rank, id) = (row.int(0), row.int(1))
            if let found, (found.rank, found.id) < (rank, id) { return }
            found = (rank, id, KnownMessage(row))
        }
        return found?.message
    }

    /// The comment with a message-id.
    func comment(_ messageID: String, project: Project) throws -> KnownComment? {
        guard case .comment(let comment) = try knownMessage(messageID, project: project) else {
            return nil
        }
        return comment
    }
}

extension KnownMessage {
    /// Reads which of four kinds it is, its number, and of a comment what it is on and its mail.
    fileprivate init(_ row: any SQLRow) {
        let id = row.int(1)
        switch row.int(0) {
        case 0: self = .patch(id)
        case 1: self = .cover(id)
        case let rank:
            let target: ReplyPlace.Target = rank == 2 ? .patch(row.int(2)) : .cover(row.int(2))
            self = .comment(KnownComment(id: id, target: target, mailID: row.optionalInt(3)))
        }
    }
}
