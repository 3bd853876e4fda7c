package import TrackerModel

extension Store {
    /// A mail that was taken in, without its text.
    package struct MailRecord: Sendable {
        package let id: Int64
        /// The message-id, or `sha256:` and the digest of a mail that has none.
        package let identity: String
        /// Microseconds since 1970.
        package let received: Int64
        package let source: String
        package let size: Int64
        package let outcome: MailOutcome
        package let reason: String
        package let projectLinkName: String?
    }

    /// Lists mails and what became of them.
    ///
    /// - Parameters:
    ///   - outcome: Only mails that became this.
    ///   - before: Only mails with a smaller number.
    ///   - limit: At most so many.
    /// - Returns: The newest first.
    /// - Throws: `StoreError`.
    package func mails(
        outcome: MailOutcome? = nil,
        before: Int64? = nil,
        limit: Int
    ) async throws -> [MailRecord] {
        var conditions: [SQLText] = ["mail.id < \(before ?? Int64.max)"]
        if let outcome { conditions.append("mail.outcome = \(outcome.rawValue)") }
        let condition = conditions.joined(separator: "AND")
        return try await database.read { db in
            try db.all(
                """
                \(sql: MailRecord.selection)
                WHERE \(sql: condition) ORDER BY mail.id DESC LIMIT \(limit)
                """,
                MailRecord.init(row:)
            )
        }
    }

    /// The mails with a number or a message-id; a message-id may have come more than once.
    package func mails(named name: String) async throws -> [MailRecord] {
        try await database.read { db in
            let condition: SQLText =
                if let id = Int64(name) {
                    "mail.id = \(id)"
                } else {
                    "mail.identity IN (\(name), \("<\(name)>"))"
                }
            return try db.all(
                "\(sql: MailRecord.selection) WHERE \(sql: condition) ORDER BY mail.id",
                MailRecord.init(row:)
            )
        }
    }

    /// A mail byte for byte as it came.
    package func rawMail(_ id: Int64) async throws -> [UInt8] {
        try await database.read { db in
            let stored = try db.first("SELECT codec, raw FROM mail WHERE id = \(id)") {
                StoredBytes(codec: Int($0.int(0)), bytes: $0.blob(1))
            }
            guard let stored else { throw StoreError(.refused, "there is no mail \(id)") }
            return try MailCodec.unpackRaw(stored)
        }
    }
}

extension Store.MailRecord {
    static let selection: SQLText = """
        SELECT mail.id, mail.identity, mail.received, mail.source, mail.size, mail.outcome,
            mail.reason, project.link_name
        FROM mail LEFT JOIN project ON project.id = mail.project_id
        """

    init(row: any SQLRow) {
        id = row.int(0)
        identity = row.text(1)
        received = row.int(2)
        source = row.text(3)
        size = row.int(4)
        outcome = MailOutcome(rawValue: row.text(5)) ?? .failed
        reason = row.text(6)
        projectLinkName = row.optionalText(7)
    }
}
