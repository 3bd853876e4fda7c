package import TrackerModel

/// What a comment is about.
package enum CommentParent: Hashable, Sendable {
    case patch(Int64)
    case cover(Int64)

    package var id: Int64 {
        switch self {
        case .patch(let id), .cover(let id): id
        }
    }

    /// The tables of the parent and of its comments, and the column between them.
    fileprivate var tables: (parent: SQLText, comment: SQLText, link: SQLText) {
        switch self {
        case .patch: ("patch", "patch_comment", "patch_comment.patch_id")
        case .cover: ("cover", "cover_comment", "cover_comment.cover_id")
        }
    }
}

/// A comment with what its mail said.
package struct CommentRecord: Sendable {
    package let id: Int64
    package let parent: CommentParent
    package let project: Project
    package let messageID: String
    package let date: Int64
    package let submitter: Person
    /// Whether somebody dealt with it; `nil` if nobody has to.
    package let isAddressed: Bool?
    package let body: MailBody
}

/// What comments can be ordered by.
package enum CommentOrderKey: String, CaseIterable, Hashable, Sendable {
    case id, date, submitter, subject
}

extension CommentRecord {
    static func one(
        _ id: Int64,
        on parent: CommentParent,
        in db: any SQLConnection
    ) throws -> CommentRecord? {
        let answers = try db.answers(to: statements(parent, id: id), isLast: false)
        return try read(answers, parent)?.first
    }

    /// What has to be asked for the comments under a parent; for one of them if `id` is given.
    fileprivate static func statements(_ parent: CommentParent, id: Int64? = nil) -> [SQLText] {
        let (table, comment, link) = parent.tables
        let one: SQLText = id.map { "AND \(sql: comment).id = \($0)" } ?? ""
        return [
            """
            SELECT \(sql: Project.columns)
            FROM \(sql: table) JOIN project ON project.id = \(sql: table).project_id
            WHERE \(sql: table).id = \(parent.id)
            """,
            """
            SELECT \(sql: comment).id, \(sql: comment).msgid, \(sql: comment).date,
                \(sql: Person.columns), \(sql: comment).addressed,
                \(sql: StoredBody.columns(of: comment))
            FROM \(sql: comment)
            JOIN person ON person.id = \(sql: comment).submitter_id
            LEFT JOIN mail ON mail.id = \(sql: comment).mail_id
            WHERE \(sql: link) = \(parent.id) \(sql: one)
            ORDER BY \(sql: comment).id
            """,
        ]
    }

    /// From the answers to ``statements(_:id:)``, by id; `nil` if there is no such parent.
    fileprivate static func read(
        _ answers: any SQLAnswers,
        _ parent: CommentParent
    ) throws -> [CommentRecord]? {
        guard let project = try answers.first(0, { Project(row: $0, from: 0) }) else { return nil }
        return try answers.all(1) { row in
            var reader = RowReader(row)
            return CommentRecord(
                id: reader.int(),
                parent: parent,
                project: project,
                messageID: reader.text(),
                date: reader.int(),
                submitter: Person(&reader),
                isAddressed: reader.optionalInt().map { $0 != 0 },
                body: try StoredBody.read(&reader)
            )
        }
    }
}

extension Store {
    /// All comments on a patch or cover letter by id, or `nil` if there is no such parent.
    ///
    /// The whole thread is read: the subject, which orders and searches need, is in the packed
    /// body, and a thread is as small as people can discuss.
    package func comments(on parent: CommentParent) async throws -> [CommentRecord]? {
        try await database.ask(CommentRecord.statements(parent)) {
            try CommentRecord.read($0, parent)
        }
    }

    /// One comment under its parent.
    package func comment(_ id: Int64, on parent: CommentParent) async throws -> CommentRecord? {
        try await database.ask(CommentRecord.statements(parent, id: id)) {
            try CommentRecord.read($0, parent)?.first
        }
    }

    /// Whether there is such a patch or cover letter.
    package func exists(_ parent: CommentParent) async throws -> Bool {
        try await database.read { db in try Self.exists(parent, in: db) }
    }

    private static func exists(_ parent: CommentParent, in db: any SQLConnection) throws -> Bool {
        let table = parent.tables.parent
        return try db.int("SELECT id FROM \(sql: table) WHERE id = \(parent.id)") != nil
    }
}
