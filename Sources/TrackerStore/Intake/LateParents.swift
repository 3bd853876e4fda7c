import MailParsing
import TrackerModel

/// A reply may arrive before what it answers. It waits, and is taken in when that arrives.
extension IntakeTransaction {
    /// So many of its nearest ancestors are waited for; a thread that is deeper has others.
    private static let awaitedLimit = 20

    /// Notes which messages a reply waits for.
    func rememberAwaited(
        by verdict: Verdict,
        mail: Int64,
        message: MailMessage,
        project: Project
    ) throws {
        guard verdict.outcome == .orphan else { return }
        for reference in MessageID.references(in: message.headers).prefix(Self.awaitedLimit) {
            try db.execute(
                """
                INSERT INTO awaited_message (msgid, project_id, mail_id)
                VALUES (\(reference), \(project.id), \(mail))
                ON CONFLICT (msgid, project_id, mail_id) DO NOTHING
                """
            )
        }
    }

    /// Takes in the replies that waited for a message, and those that waited for them.
    func adoptReplies(to messageID: String, project: Project) throws {
        var arrived = [messageID]
        while let message = arrived.popLast() {
            for mail in try repliesWaiting(for: message, project: project) {
                if let adopted = try adopt(mail, project: project) { arrived.append(adopted) }
            }
        }
    }

    private func repliesWaiting(for messageID: String, project: Project) throws -> [Int64] {
        try db.all(
            """
            SELECT mail_id FROM awaited_message
            WHERE msgid = \(messageID) AND project_id = \(project.id) ORDER BY mail_id
            """
        ) { $0.int(0) }
    }

    /// Decides a waiting mail again.
    ///
    /// - Returns: Its message-id, if it is an orphan no longer.
    private func adopt(_ mail: Int64, project: Project) throws -> String? {
        let found = try db.first("SELECT identity, codec, raw FROM mail WHERE id = \(mail)") {
            (identity: $0.text(0), bytes: StoredBytes(codec: Int($0.int(1)), bytes: $0.blob(2)))
        }
        guard let found else { return nil }
        // A mail that is damaged must not keep its parent out.
        guard let raw = try? MailCodec.unpackRaw(found.bytes) else {
            try record(MailRefusal(.failed, "its stored text is damaged"), of: mail)
            return nil
        }
        let verdict: Verdict
        do {
            verdict = try judge(MailMessage(parsing: raw), for: project)
        } catch let refusal as MailRefusal {
            verdict = .nothing(refusal)
        }
        guard verdict.outcome != .orphan else { return nil }
        try record(MailRefusal(verdict.outcome, verdict.reason), of: mail)
        try write(verdict, of: StoredMail(id: mail, raw: raw), project: project)
        return verdict.mayHaveReplies ? found.identity : nil
    }

    /// Notes what became of a mail that waited; it waits no longer.
    private func record(_ refusal: MailRefusal, of mail: Int64) throws {
        try db.execute("DELETE FROM awaited_message WHERE mail_id = \(mail)")
        try db.execute(
            """
            UPDATE mail SET outcome = \(refusal.outcome.rawValue), reason = \(refusal.reason)
            WHERE id = \(mail)
            """
        )
    }
}
