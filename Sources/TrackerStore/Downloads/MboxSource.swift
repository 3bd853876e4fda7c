/// What the mail is made of as which a patch or cover letter is downloaded.
package struct MboxSource: Sendable {
    package var id: Int64
    package var name: String
    /// Microseconds since 1970 in UTC.
    package var date: Int64
    package var submitterName: String?
    package var submitterEmail: String
    /// The address of the delegate; nil for a cover letter.
    package var delegateEmail: String?
    /// The address of the project's list.
    package var listEmail: String
    package var body: MailBody
    /// What the comments say, in the order of their dates.
    package var comments: [String] = []

    package init(
        id: Int64,
        name: String,
        date: Int64,
        submitterEmail: String,
        listEmail: String,
        body: MailBody
    ) {
        self.id = id
        self.name = name
        self.date = date
        self.submitterEmail = submitterEmail
        self.listEmail = listEmail
        self.body = body
    }
}

/// The two kinds of mail that can be downloaded.
package enum MboxKind: Sendable {
    case patch
    case cover

    /// The table, which also names the column of its comments: `patch_id`.
    var table: SQLText { self == .patch ? "patch" : "cover" }
    fileprivate var delegate: SQLText { self == .patch ? "patch.delegate_id" : "NULL" }
}

extension MboxSource {
    /// What has to be asked for patches or cover letters with these ids.
    static func statements(_ kind: MboxKind, ids: [Int64]) -> [SQLText] {
        let table = kind.table
        let which: SQLText =
            if let id = ids.first, ids.count == 1 {
                "= \(id)"
            } else {
                "IN (\(ids: ids))"
            }
        return [
            """
            SELECT \(sql: StoredBody.columns(of: table)), \(sql: table).id, \(sql: table).name,
                \(sql: table).date, person.email, project.list_email, person.name, account.email
            FROM \(sql: table)
            JOIN project ON project.id = \(sql: table).project_id
            JOIN person ON person.id = \(sql: table).submitter_id
            LEFT JOIN account ON account.id = \(sql: kind.delegate)
            LEFT JOIN mail ON mail.id = \(sql: table).mail_id
            WHERE \(sql: table).id \(sql: which)
            """,
            """
            SELECT \(sql: StoredBody.columns(of: "comment")), comment.\(sql: table)_id
            FROM \(sql: table)_comment AS comment
            LEFT JOIN mail ON mail.id = comment.mail_id
            WHERE comment.\(sql: table)_id \(sql: which)
            ORDER BY comment.date, comment.id
            """,
        ]
    }

    /// From the answers to ``statements(_:ids:)``, in the order of the ids; an id that is gone is left
    /// out.
    static func read(_ answers: any SQLAnswers, ids: [Int64]) throws -> [MboxSource] {
        let rows = try answers.all(0, source)
        var comments: [Int64: [String]] = [:]
        try answers.rows(1) { row in
            let body = try StoredBody.read(row, from: 0)
            comments[row.int(StoredBody.columnCount), default: []].append(body.content ?? "")
        }
        let byID = Dictionary(grouping: rows, by: \.id).compactMapValues(\.first)
        return ids.compactMap { id in
            var source = byID[id]
            source?.comments = comments[id] ?? []
            return source
        }
    }

    static func one(
        _ kind: MboxKind,
        id: Int64,
        in db: any SQLConnection
    ) throws -> MboxSource? {
        let answers = try db.answers(to: statements(kind, ids: [id]), isLast: true)
        return try read(answers, ids: [id]).first
    }

    private static func source(_ row: any SQLRow) throws -> MboxSource {
        let next = StoredBody.columnCount
        var source = MboxSource(
            id: row.int(next),
            name: row.text(next + 1),
            date: row.int(next + 2),
            submitterEmail: row.text(next + 3),
            listEmail: row.text(next + 4),
            body: try StoredBody.read(row, from: 0)
        )
        source.submitterName = row.optionalText(next + 5)
        source.delegateEmail = row.optionalText(next + 6)
        return source
    }
}
