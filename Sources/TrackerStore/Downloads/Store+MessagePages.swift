package import TrackerModel

/// What the page of a patch or cover letter shows.
package struct MessageRecord: Sendable {
    package let kind: MboxKind
    package let id: Int64
    /// As stored, with angle brackets.
    package let messageID: String
    package let name: String
    package let date: Int64
    package let author: String
    /// Nil for a cover letter.
    package let state: String?
    package let pullURL: String?
    package let series: Int64?
    package let project: Project
    package let body: MailBody
    package fileprivate(set) var comments: [CommentLine] = []
}

/// One comment on a page.
package struct CommentLine: Sendable {
    package let id: Int64
    package let date: Int64
    package let author: String
    package let content: String
}

/// What was found where a page was looked for.
package enum MessageLookup: Sendable {
    case found(MessageRecord)
    /// There is one of the other kind with that message-id.
    case elsewhere(NumberedPlace)
}

extension Store {
    /// The patch or cover letter at a place with its comments, or where one of the other kind is.
    package func messagePage(
        _ kind: MboxKind,
        at place: MessagePlace
    ) async throws -> MessageLookup? {
        try await database.read { db in
            if let id = try place.find(in: kind.table, db) {
                return try MessageRecord.read(kind, id: id, in: db).map(MessageLookup.found)
            }
            let other: MboxKind = kind == .patch ? .cover : .patch
            guard let id = try place.find(in: other.table, db) else { return nil }
            return try NumberedPlace.find(other, id: id, in: db).map(MessageLookup.elsewhere)
        }
    }
}

extension MessageRecord {
    fileprivate static func read(
        _ kind: MboxKind,
        id: Int64,
        in db: any SQLConnection
    ) throws -> MessageRecord? {
        let table = kind.table
        var record = try db.first(
            """
            SELECT \(sql: StoredBody.columns(of: table)), \(sql: Project.columns),
                \(sql: table).msgid, \(sql: table).name, \(sql: table).date, person.name,
                person.email, \(sql: kind.ownColumns)
            FROM \(sql: table)
            JOIN project ON project.id = \(sql: table).project_id
            JOIN person ON person.id = \(sql: table).submitter_id
            LEFT JOIN mail ON mail.id = \(sql: table).mail_id
            WHERE \(sql: table).id = \(id)
            """
        ) { row in
            let next = StoredBody.columnCount + Project.columnCount
            return MessageRecord(
                kind: kind,
                id: id,
                messageID: row.text(next),
                name: row.text(next + 1),
                date: row.int(next + 2),
                author: row.personName(next + 3),
                state: row.optionalText(next + 5),
                pullURL: row.optionalText(next + 6),
                series: row.optionalInt(next + 7),
                project: Project(row: row, from: StoredBody.columnCount),
                body: try StoredBody.read(row, from: 0)
            )
        }
        record?.comments = try CommentLine.read(kind, parent: id, in: db)
        return record
    }
}

extension CommentLine {
    fileprivate static func read(
        _ kind: MboxKind,
        parent: Int64,
        in db: any SQLConnection
    ) throws -> [CommentLine] {
        try db.all(
            """
            SELECT \(sql: StoredBody.columns(of: "comment")), comment.id, comment.date, person.name,
                person.email
            FROM \(sql: kind.table)_comment AS comment
            JOIN person ON person.id = comment.submitter_id
            LEFT JOIN mail ON mail.id = comment.mail_id
            WHERE comment.\(sql: kind.table)_id = \(parent)
            ORDER BY comment.date, comment.id
            """
        ) { row in
            let next = StoredBody.columnCount
            return CommentLine(
                id: row.int(next),
                date: row.int(next + 1),
                author: row.personName(next + 2),
                content: try StoredBody.read(row, from: 0).content ?? ""
            )
        }
    }
}

extension MboxKind {
    /// State, address of a pull request and series: a cover letter has only the last.
    fileprivate var ownColumns: SQLText {
        switch self {
        case .patch:
            """
            (SELECT state.name FROM state WHERE state.id = patch.state_id), patch.pull_url,
            patch.series_id
            """
        case .cover:
            "NULL, NULL, (SELECT MIN(series.id) FROM series WHERE series.cover_id = cover.id)"
        }
    }
}
