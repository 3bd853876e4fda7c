import MailParsing

/// A message and all that belongs together with it: its thread and its series.
///
/// A thread is what the references of its mails tie together, in any direction: the cover letter and
/// the patches, what they answer, what answers them, later versions that were sent as replies. The
/// patches of a series belong together even where they do not refer to each other.
struct MailThread {
    private let db: any SQLConnection
    /// The raw mails by message-id. The same message may have come to several lists: once is enough.
    private var mails: [String: MailRow] = [:]
    /// Message-ids that were asked for, or that wait for it.
    private var seen: Set<String> = []
    private var waiting: [String] = []
    private var members: Set<Int64> = []
    private var series: Set<Int64> = []

    /// Mails of a thread; a longer one is cut.
    private static let mailLimit = 5_000
    /// Message-ids, of mails and of what they refer to, that are looked up for one thread.
    private static let messageLimit = 20_000
    /// Values in one statement.
    private static let batch = 200

    private init(db: any SQLConnection) { self.db = db }

    /// The raw mails of the threads of messages, in the order of their dates.
    ///
    /// - Parameters:
    ///   - messageIDs: With angle brackets.
    ///   - references: The messages that they answer, where no row says so.
    ///   - db: Where the mails are.
    /// - Returns: Their ids.
    /// - Throws: `StoreError`.
    static func mails(
        around messageIDs: [String],
        references: [String],
        in db: any SQLConnection
    ) throws -> [Int64] {
        var thread = MailThread(db: db)
        thread.wait(for: messageIDs + references)
        while !thread.waiting.isEmpty, thread.mails.count < mailLimit {
            let messages = Array(thread.waiting.suffix(batch))
            thread.waiting.removeLast(messages.count)
            try thread.follow(messages)
        }
        return thread.mails.values
            .sorted { ($0.date, $0.mail ?? 0) < ($1.date, $1.mail ?? 0) }
            .prefix(mailLimit).compactMap(\.mail)
    }

    private mutating func wait(for messages: some Sequence<String>) {
        for message in messages where seen.count < Self.messageLimit {
            if seen.insert(message).inserted { waiting.append(message) }
        }
    }

    /// Adds the mails with these ids, those that answer them, and what they belong to.
    private mutating func follow(_ messages: [String]) throws {
        try addTalk(messages)
        try waitForReplies(to: messages)
        for kind in [MboxKind.patch, .cover] {
            try add(kind, "msgid IN (\(list: messages))")
            try add(
                kind,
                """
                id IN (SELECT \(sql: kind.table)_id FROM \(sql: kind.table)_comment
                    WHERE msgid IN (\(list: messages)))
                """
            )
        }
        try add(membersWhere: "msgid IN (\(list: messages))")
        let keys = messages.map(ThreadKey.of)
        try add(
            membersWhere: """
                id IN (SELECT member_id FROM series_reference WHERE message IN (\(list: keys)))
                """
        )
    }

    /// Patches or cover letters, and their comments.
    private mutating func add(_ kind: MboxKind, _ condition: SQLText) throws {
        let table = kind.table
        let found = try db.all(
            "SELECT id, mail_id, date, msgid FROM \(sql: table) WHERE \(sql: condition)",
            MailRow.init(row:)
        )
        add(found)
        for ids in found.map(\.id).chunks(of: Self.batch) {
            add(
                try db.all(
                    """
                    SELECT id, mail_id, date, msgid FROM \(sql: table)_comment
                    WHERE \(sql: table)_id IN (\(list: ids))
                    """,
                    MailRow.init(row:)
                )
            )
        }
    }

    private mutating func add(_ rows: [MailRow]) {
        for row in rows where row.mail != nil {
            if let other = mails[row.messageID]?.mail, other <= row.mail ?? 0 { continue }
            mails[row.messageID] = row
        }
        wait(for: rows.map(\.messageID))
    }

    /// Members of series, what they answer, and the rest of their series.
    private mutating func add(membersWhere condition: SQLText) throws {
        let found = try db.all(
            "SELECT id, msgid, answers, series_id FROM series_member WHERE \(sql: condition)"
        ) { (id: $0.int(0), messageID: $0.text(1), answers: $0.text(2), series: $0.optionalInt(3)) }
        var others: [Int64] = []
        for member in found where members.insert(member.id).inserted {
            wait(for: [member.messageID])
            wait(for: member.answers.textLines)
            if let id = member.series, series.insert(id).inserted { others.append(id) }
        }
        for ids in others.chunks(of: Self.batch) {
            try add(membersWhere: "series_id IN (\(list: ids))")
        }
    }

    /// Patches without a number that answer these messages, and comments that may come to do so.
    private mutating func waitForReplies(to messages: [String]) throws {
        let keys = messages.map(ThreadKey.of)
        wait(
            for: try db.all(
                """
                SELECT identity FROM mail
                WHERE outcome IN ('patch', 'cover', 'comment') AND id IN (
                    SELECT mail_id FROM awaited_message WHERE message IN (\(list: keys))
                )
                """
            ) { $0.text(0) }
        )
    }

    /// Mails that are neither a patch nor said about one: the talk that a patch may have come from,
    /// and replies to what has not arrived.
    private mutating func addTalk(_ messages: [String]) throws {
        let keys = messages.map(ThreadKey.of)
        let found = try db.all(
            """
            SELECT id, received, identity, codec, raw FROM mail
            WHERE outcome IN ('discussion', 'orphan') AND id IN (
                SELECT id FROM mail WHERE identity IN (\(list: messages))
                UNION SELECT mail_id FROM awaited_message WHERE message IN (\(list: keys))
            )
            """,
            MailRow.init(talk:)
        )
        add(found)
    }
}

/// A patch, cover letter or comment, or a mail that is none of them.
private struct MailRow {
    let id: Int64
    /// Missing where the raw mail is not kept.
    let mail: Int64?
    let date: Int64
    let messageID: String

    init(row: any SQLRow) {
        id = row.int(0)
        mail = row.optionalInt(1)
        date = row.int(2)
        messageID = row.text(3)
    }

    /// The date of talk stands in the mail only.
    init(talk row: any SQLRow) throws {
        id = row.int(0)
        mail = id
        messageID = row.text(2)
        let stored = StoredBytes(codec: Int(row.int(3)), bytes: row.blob(4))
        let headers = MailMessage(parsing: try MailCodec.unpackRaw(stored)).headers
        let sent = headers.first("Date")?.decoded.flatMap(MailDate.seconds)
        let micros = sent?.multipliedReportingOverflow(by: 1_000_000)
        date = micros.flatMap { $0.overflow ? nil : $0.partialValue } ?? row.int(1)
    }
}
