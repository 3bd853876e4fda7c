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
    func adoptReplies(to messageID: String?, project: Project) throws {
        var arrived = messageID.map { [$0] } ?? []
        while let message = arrived.popLast() {
            for mail in try repliesWaiting(for: message, project: project) {
                arrived.append(contentsOf: try adopt(mail, project: project))
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
    /// - Returns: Its message-id, if it is stored as a comment now.
    private func adopt(_ mail: Int64, project: Project) throws -> [String] {
        let stored = try db.first("SELECT codec, raw FROM mail WHERE id = \(mail)") {
            StoredBytes(codec: Int($0.int(0)), bytes: $0.blob(1))
        }
        guard let stored else { return [] }
        let raw = try MailCodec.unpackRaw(stored)
        let verdict: Verdict
        do {
            verdict = try judge(MailMessage(parsing: raw), for: project)
        } catch let refusal as MailRefusal {
            verdict = .nothing(refusal)
        }
        guard verdict.outcome != .orphan else { return [] }
        try db.execute("DELETE FROM awaited_message WHERE mail_id = \(mail)")
        try db.execute(
            """
            UPDATE mail SET outcome = \(verdict.outcome.rawValue), reason = \(verdict.reason)
            WHERE id = \(mail)
            """
        )
        try write(verdict, of: StoredMail(id: mail, raw: raw), project: project)
        return verdict.messageID.map { [$0] } ?? []
    }
}
