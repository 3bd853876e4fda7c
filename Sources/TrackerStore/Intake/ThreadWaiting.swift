import MailParsing
import TrackerModel

/// A reply may arrive before what it answers. It waits, and is decided again when that arrives or
/// finds a place, so that its own place never depends on the order.
extension IntakeTransaction {
    /// Notes which messages could change what became of a mail; and for a patch without a number, of
    /// which no series says it, what it answers.
    func rememberAwaited(
        by verdict: Verdict,
        mail: Int64,
        message: MailMessage,
        project: Project
    ) throws {
        let awaited: [String] =
            switch verdict {
            case .comment(_, let place): place.dependsOn
            case .patch(let submission, .alone), .cover(let submission, .alone):
                submission.references
            case .nothing(let refusal)
            where refusal.outcome == .orphan || refusal.outcome == .discussion:
                Submission.references(of: message.headers)
            default: []
            }
        try remember(awaited, by: mail, project: project)
    }

    private func remember(_ messages: [String], by mail: Int64, project: Project) throws {
        let rows = messages.map { message -> SQLText in
            "(\(ThreadKey.of(message)), \(project.id), \(mail))"
        }
        try db.add(
            rows,
            to: "awaited_message (message, project_id, mail_id)",
            "ON CONFLICT (message, project_id, mail_id) DO NOTHING"
        )
    }

    /// Decides replies again that waited for a message, and those that waited for them.
    func reconsiderReplies(to messageID: String, project: Project) throws {
        var changed = [messageID]
        // Each mail once for each message that it waits for, however a thread runs in circles.
        var seen: Set<Waiting> = []
        while let message = changed.popLast() {
            for mail in try repliesWaiting(for: message, project: project)
            where seen.insert(Waiting(mail: mail, message: message)).inserted {
                // What somebody has decided stands.
                if try decision(about: mail) != nil { continue }
                if let moved = try reconsider(mail, project: project) { changed.append(moved) }
            }
        }
    }

    private struct Waiting: Hashable {
        let mail: Int64
        let message: String
    }

    private func repliesWaiting(for messageID: String, project: Project) throws -> [Int64] {
        try db.all(
            """
            SELECT mail_id FROM awaited_message
            WHERE message = \(ThreadKey.of(messageID)) AND project_id = \(project.id)
            ORDER BY mail_id
            """
        ) { $0.int(0) }
    }

    /// Decides a waiting mail again.
    ///
    /// - Returns: Its message-id, if it has another place now.
    private func reconsider(_ mail: Int64, project: Project) throws -> String? {
        let old = try outcome(of: mail, project: project)
        // Whatever it answers, a patch is one.
        if old == .patch || old == .cover { return nil }
        let found = try db.first(
            "SELECT identity, codec, raw, received FROM mail WHERE id = \(mail)"
        ) { row in
            (
                identity: row.text(0),
                bytes: StoredBytes(codec: Int(row.int(1)), bytes: row.blob(2)),
                received: row.int(3)
            )
        }
        guard let found else { return nil }
        // A mail that is damaged must not keep its parent out.
        guard let raw = try? MailCodec.unpackRaw(found.bytes) else {
            try stopWaiting(mail, project: project)
            try setOutcome(
                MailRefusal(.failed, "its stored text is damaged"),
                mail: mail,
                project: project
            )
            return nil
        }
        let stored = StoredMail(id: mail, raw: raw)
        let message = MailMessage(parsing: raw)
        if let comment = try comment(found.identity, project: project), comment.mailID == mail {
            let isMoved = try reconsider(comment, of: stored, message, project: project)
            return isMoved ? found.identity : nil
        }
        let verdict = try verdict(on: message, for: project, received: found.received)
        guard verdict.outcome != old else { return nil }
        try setOutcome(
            MailRefusal(verdict.outcome, verdict.reason),
            mail: mail,
            project: project
        )
        try stopWaiting(mail, project: project)
        try write(verdict, of: stored, project: project)
        try rememberAwaited(by: verdict, mail: mail, message: message, project: project)
        return verdict.mayHaveReplies ? found.identity : nil
    }

    /// Attaches a comment to the message that is nearest now.
    ///
    /// - Returns: Whether that is another one than before.
    func reconsider(
        _ comment: KnownComment,
        of mail: StoredMail,
        _ message: MailMessage,
        project: Project
    ) throws -> Bool {
        guard let submission = try? Submission(message, for: project),
            let place = try? parent(of: submission, project: project)
        else { return false }
        try stopWaiting(mail.id, project: project)
        try remember(place.dependsOn, by: mail.id, project: project)
        guard place.target != comment.target else { return false }
        try setReason(place.reason, mail: mail.id, project: project)
        try CommentMove(
            intake: self,
            project: project,
            comment: comment,
            content: submission.content
        )
        .move(to: place.target)
        return true
    }

    func stopWaiting(_ mail: Int64, project: Project) throws {
        try db.execute(
            "DELETE FROM awaited_message WHERE mail_id = \(mail) AND project_id = \(project.id)"
        )
    }
}
