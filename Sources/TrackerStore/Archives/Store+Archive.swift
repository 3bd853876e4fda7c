import MailParsing
import TrackerModel

/// Mails as they came, for programs that read a public-inbox.
extension Store {
    /// The number of a raw mail of a project's list.
    ///
    /// - Parameter messageIDs: What a URL may mean, without angle brackets; the likeliest first.
    /// - Returns: `nil` for a mail that has not arrived, or that no project has.
    /// - Throws: `StoreError`.
    package func archivedMail(named messageIDs: [String]) async throws -> Int64? {
        try await database.read { db in try ArchivedMail.find(messageIDs, in: db)?.id }
    }

    /// The numbers of the raw mails of a thread, by date.
    ///
    /// - Parameter messageIDs: What a URL may mean, without angle brackets; the likeliest first. Any
    ///   mail of the thread will do.
    /// - Returns: `nil` if there is no such mail. At most 5,000.
    /// - Throws: `StoreError`.
    package func thread(around messageIDs: [String]) async throws -> [Int64]? {
        try await database.read { db in
            guard let mail = try ArchivedMail.find(messageIDs, in: db) else { return nil }
            return try MailThread.mails(
                around: [mail.messageID],
                references: Submission.references(of: mail.message.headers),
                in: db
            )
        }
    }

    /// Raw mails, byte for byte, in the order of their numbers; one that is gone is left out.
    package func rawMails(_ ids: [Int64]) async throws -> [[UInt8]] {
        try await database.read { db in
            let found = try db.all("SELECT id, codec, raw FROM mail WHERE id IN (\(list: ids))") {
                let stored = StoredBytes(codec: Int($0.int(1)), bytes: $0.blob(2))
                return (id: $0.int(0), bytes: try MailCodec.unpackRaw(stored))
            }
            let byID = Dictionary(grouping: found, by: \.id).compactMapValues(\.first?.bytes)
            return ids.compactMap { byID[$0] }
        }
    }

    /// Where a mail is shown: the patch or cover letter that it is, or that it is a comment on.
    ///
    /// - Returns: The place, and the number of the comment; `nil` if it is shown nowhere.
    package func placeOfMail(
        named messageIDs: [String]
    ) async throws -> (place: NumberedPlace, comment: Int64?)? {
        try await database.read { db in
            for name in messageIDs.map({ "<\($0)>" }) {
                for kind in [MboxKind.patch, .cover] {
                    if let found = try ArchivedMail.place(of: kind, name, in: db) { return found }
                }
            }
            return nil
        }
    }
}

/// A mail that belongs to a project.
private struct ArchivedMail {
    let id: Int64
    /// With angle brackets.
    let messageID: String
    let message: MailMessage

    /// Mails that no list of ours has are nobody's business.
    static func find(_ messageIDs: [String], in db: any SQLConnection) throws -> ArchivedMail? {
        for name in messageIDs.flatMap({ ["<\($0)>", $0] }) {
            let found = try db.first(
                """
                SELECT id, identity, codec, raw FROM mail
                WHERE identity = \(name)
                    AND outcome IN ('patch', 'cover', 'comment', 'discussion', 'orphan')
                ORDER BY id LIMIT 1
                """
            ) { row in
                let stored = StoredBytes(codec: Int(row.int(2)), bytes: row.blob(3))
                return ArchivedMail(
                    id: row.int(0),
                    messageID: row.text(1),
                    message: MailMessage(parsing: try MailCodec.unpackRaw(stored))
                )
            }
            if let found { return found }
        }
        return nil
    }

    static func place(
        of kind: MboxKind,
        _ messageID: String,
        in db: any SQLConnection
    ) throws -> (place: NumberedPlace, comment: Int64?)? {
        let table = kind.table
        return try db.first(
            """
            SELECT project.link_name, \(sql: table).msgid, NULL
            FROM \(sql: table) JOIN project ON project.id = \(sql: table).project_id
            WHERE \(sql: table).msgid = \(messageID)
            UNION ALL
            SELECT project.link_name, \(sql: table).msgid, comment.id
            FROM \(sql: table)_comment AS comment
            JOIN \(sql: table) ON \(sql: table).id = comment.\(sql: table)_id
            JOIN project ON project.id = \(sql: table).project_id
            WHERE comment.msgid = \(messageID)
            LIMIT 1
            """
        ) { row in
            let place = NumberedPlace(kind: kind, project: row.text(0), messageID: row.text(1))
            return (place, row.optionalInt(2))
        }
    }
}
