package import TrackerModel

/// What became of one delivery of a message, in one project.
package struct MailFate: Sendable {
    /// The number of the stored mail.
    package let mailID: Int64
    package let messageID: String
    /// Microseconds since 1970.
    package let received: Int64
    /// How it came: `pipe`, `lmtp`, or the name of an archive.
    package let source: String
    package let size: Int64
    package let outcome: MailOutcome
    package let reason: String
    /// The link name; `nil` for a mail of no project.
    package let project: String?
    /// What it is now.
    package let became: Became?

    /// The row that was made of a mail.
    package enum Became: Hashable, Sendable {
        case patch(Int64)
        case cover(Int64)
        /// A comment, and the patch or cover letter that it belongs to.
        case comment(Int64, on: CommentParent)
    }
}

extension Store {
    /// Tells what became of a message: once for each delivery and project.
    ///
    /// - Parameter messageID: With or without angle brackets.
    /// - Returns: Empty if no such mail has arrived. At most 100, the oldest first.
    /// - Throws: `StoreError`.
    package func fates(of messageID: String) async throws -> [MailFate] {
        try await database.read { db in
            let found = try db.all(
                """
                SELECT mail.id, mail.identity, mail.received, mail.source, mail.size,
                    mail.outcome, mail.reason, mail.project_id
                FROM mail WHERE mail.identity IN (\(messageID), \("<\(messageID)>"))
                UNION ALL
                SELECT mail.id, mail.identity, mail.received, mail.source, mail.size,
                    mail_project.outcome, mail_project.reason, mail_project.project_id
                FROM mail JOIN mail_project ON mail_project.mail_id = mail.id
                WHERE mail.identity IN (\(messageID), \("<\(messageID)>"))
                ORDER BY 1, 8 LIMIT 100
                """,
                MailFateRow.init(row:)
            )
            return try found.map { try $0.fate(in: db) }
        }
    }
}

/// The columns of a fate.
private struct MailFateRow {
    let mailID: Int64
    let messageID: String
    let received: Int64
    let source: String
    let size: Int64
    let outcome: MailOutcome
    let reason: String
    let project: Int64?

    init(row: any SQLRow) {
        mailID = row.int(0)
        messageID = row.text(1)
        received = row.int(2)
        source = row.text(3)
        size = row.int(4)
        outcome = MailOutcome(rawValue: row.text(5)) ?? .failed
        reason = row.text(6)
        project = row.optionalInt(7)
    }

    func fate(in db: any SQLConnection) throws -> MailFate {
        let name = try project.flatMap { id in
            try db.first("SELECT link_name FROM project WHERE id = \(id)") { $0.text(0) }
        }
        return MailFate(
            mailID: mailID,
            messageID: messageID,
            received: received,
            source: source,
            size: size,
            outcome: outcome,
            reason: reason,
            project: name,
            became: try project.flatMap { try became(in: $0, db) }
        )
    }

    private func became(in project: Int64, _ db: any SQLConnection) throws -> MailFate.Became? {
        switch outcome {
        case .patch: return try number(in: "patch", project, db).map(MailFate.Became.patch)
        case .cover: return try number(in: "cover", project, db).map(MailFate.Became.cover)
        case .comment:
            if let found = try comment(in: "patch_comment", of: "patch", project, db) {
                return .comment(found.id, on: .patch(found.parent))
            }
            return try comment(in: "cover_comment", of: "cover", project, db)
                .map { .comment($0.id, on: .cover($0.parent)) }
        default: return nil
        }
    }

    private func number(
        in table: SQLText,
        _ project: Int64,
        _ db: any SQLConnection
    ) throws -> Int64? {
        try db.int(
            """
            SELECT id FROM \(sql: table) WHERE msgid = \(messageID) AND project_id = \(project)
                AND mail_id = \(mailID)
            """
        )
    }

    private func comment(
        in table: SQLText,
        of parent: SQLText,
        _ project: Int64,
        _ db: any SQLConnection
    ) throws -> (id: Int64, parent: Int64)? {
        try db.first(
            """
            SELECT c.id, p.id FROM \(sql: table) c JOIN \(sql: parent) p
                ON p.id = c.\(sql: parent)_id
            WHERE c.msgid = \(messageID) AND +p.project_id = \(project)
                AND c.mail_id = \(mailID) LIMIT 1
            """
        ) { ($0.int(0), $0.int(1)) }
    }
}
