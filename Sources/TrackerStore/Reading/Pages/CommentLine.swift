package import TrackerModel

/// One comment on a page, with what its mail said.
package struct CommentLine: Sendable {
    package let id: Int64
    /// Of the patch or cover letter.
    package let parent: Int64
    /// With angle brackets.
    package let messageID: String
    /// Microseconds since 1970 in UTC.
    package let date: Int64
    package let submitter: Person
    /// Whether somebody dealt with it; `nil` if nobody has to.
    package let isAddressed: Bool?
    /// Whether the viewer wrote it.
    package let isOwn: Bool
    package let body: MailBody
}

extension CommentLine {
    /// The comments below patches or cover letters by date.
    ///
    /// - Parameters:
    ///   - kind: What they are about.
    ///   - parents: Of which.
    ///   - viewer: Who looks at them.
    ///   - db: Where they are.
    /// - Returns: All of them: a thread is as small as people can discuss.
    /// - Throws: `StoreError`.
    static func read(
        _ kind: MboxKind,
        below parents: [Int64],
        for viewer: Account.ID?,
        in db: any SQLConnection
    ) throws -> [CommentLine] {
        guard !parents.isEmpty else { return [] }
        let condition: SQLText = "comment.\(sql: kind.table)_id IN (\(ids: parents))"
        return try read(kind, where: condition, viewer, db)
    }

    /// Some comments by date.
    static func read(
        _ kind: MboxKind,
        ids: [Int64],
        for viewer: Account.ID?,
        in db: any SQLConnection
    ) throws -> [CommentLine] {
        guard !ids.isEmpty else { return [] }
        return try read(kind, where: "comment.id IN (\(ids: ids))", viewer, db)
    }

    private static func read(
        _ kind: MboxKind,
        where condition: SQLText,
        _ viewer: Account.ID?,
        _ db: any SQLConnection
    ) throws -> [CommentLine] {
        try db.all(
            """
            SELECT comment.id, comment.\(sql: kind.table)_id, comment.msgid, comment.date,
                comment.addressed, \(sql: Person.columns), person.account_id,
                \(sql: StoredBody.columns(of: "comment"))
            FROM \(sql: kind.table)_comment AS comment
            JOIN person ON person.id = comment.submitter_id
            LEFT JOIN mail ON mail.id = comment.mail_id
            WHERE \(sql: condition)
            ORDER BY comment.date, comment.id
            """
        ) { row in
            var reader = RowReader(row)
            let (id, parent) = (reader.int(), reader.int())
            let messageID = reader.text()
            let date = reader.int()
            let addressed = reader.optionalInt()
            let person = Person(&reader)
            let account = reader.optionalInt()
            return CommentLine(
                id: id,
                parent: parent,
                messageID: messageID,
                date: date,
                submitter: person,
                isAddressed: addressed.map { $0 != 0 },
                isOwn: account != nil && account == viewer,
                body: try StoredBody.read(&reader)
            )
        }
    }
}
