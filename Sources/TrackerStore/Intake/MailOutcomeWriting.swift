import TrackerModel

/// What became of a mail, for each of the projects that it was sent to: the first one stands in
/// `mail`, others in `mail_project`.
extension IntakeTransaction {
    func outcome(of mail: Int64, project: Project) throws -> MailOutcome? {
        try db.first(
            """
            SELECT outcome FROM mail WHERE id = \(mail) AND project_id = \(project.id)
            UNION ALL
            SELECT outcome FROM mail_project
            WHERE mail_id = \(mail) AND project_id = \(project.id)
            """
        ) { MailOutcome(rawValue: $0.text(0)) } ?? nil
    }

    func setOutcome(_ found: MailRefusal, mail: Int64, project: Project) throws {
        let changed = try db.execute(
            """
            UPDATE mail SET outcome = \(found.outcome.rawValue), reason = \(found.reason)
            WHERE id = \(mail) AND project_id = \(project.id)
            """
        )
        guard changed == 0 else { return }
        try db.execute(
            """
            INSERT INTO mail_project (mail_id, project_id, outcome, reason)
            VALUES (\(mail), \(project.id), \(found.outcome.rawValue), \(found.reason))
            ON CONFLICT (mail_id, project_id) DO UPDATE
            SET outcome = excluded.outcome, reason = excluded.reason
            """
        )
    }

    /// Explains an outcome that stays as it is.
    func setReason(_ reason: String, mail: Int64, project: Project) throws {
        guard let outcome = try outcome(of: mail, project: project) else { return }
        try setOutcome(MailRefusal(outcome, reason), mail: mail, project: project)
    }
}
