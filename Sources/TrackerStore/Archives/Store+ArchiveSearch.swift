extension Store {
    /// The numbers of the raw mails of patches and cover letters that match.
    ///
    /// - Parameters:
    ///   - query: What to look for.
    ///   - withThreads: Whether all mails of the threads of what matches are wanted, too.
    /// - Returns: By date; the 100 newest patches and the 100 newest cover letters count, and at most
    ///   5,000 mails.
    /// - Throws: `StoreError`.
    package func archivedMails(
        matching query: ArchiveQuery,
        withThreads: Bool
    ) async throws -> [Int64] {
        try await database.read { db in
            let found = try [MboxKind.patch, .cover].flatMap { try query.matches($0, in: db) }
                .sorted { ($0.date, $0.mail) < ($1.date, $1.mail) }
            guard withThreads else { return found.map(\.mail) }
            return try MailThread.mails(
                around: found.map(\.messageID),
                references: [],
                in: db
            )
        }
    }
}

extension ArchiveQuery {
    private static let matchLimit = 100

    fileprivate func matches(
        _ kind: MboxKind,
        in db: any SQLConnection
    ) throws -> [(mail: Int64, date: Int64, messageID: String)] {
        try db.all(
            """
            SELECT mail_id, date, msgid FROM \(sql: kind.table)
            WHERE mail_id IS NOT NULL AND \(sql: condition)
            ORDER BY date DESC, id DESC LIMIT \(Self.matchLimit)
            """
        ) { (mail: $0.int(0), date: $0.int(1), messageID: $0.text(2)) }
    }

    /// For the tables `patch` and `cover`, which have these columns in common.
    private var condition: SQLText {
        switch self {
        case .all(let parts): "(\(sql: parts.map(\.condition).joined(separator: "AND")))"
        case .any(let parts): "(\(sql: parts.map(\.condition).joined(separator: "OR")))"
        case .subject(let text):
            "LOWER(name) LIKE \(LikePattern.containing(text)) ESCAPE '\\'"
        case .sender(let text) where text.contains("@"):
            "submitter_id IN (SELECT id FROM person WHERE email_key = \(text.lowercased()))"
        case .sender(let text):
            """
            submitter_id IN (SELECT id FROM person
                WHERE LOWER(name) LIKE \(LikePattern.containing(text)) ESCAPE '\\')
            """
        case .messageID(let text): "msgid = \("<\(text)>")"
        case .date(let since, let before):
            "date >= \(since ?? .min) AND date < \(before ?? .max)"
        }
    }
}
