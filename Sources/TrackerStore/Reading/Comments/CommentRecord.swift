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
        try read(parent, id: id, in: db).first
    }

    /// The comments under a parent by id; one of them if `id` is given.
    fileprivate static func read(
        _ parent: CommentParent,
        id: Int64? = nil,
        in db: any SQLConnection
    ) throws -> [CommentRecord] {
        let lookup = ReadingLookup(db)
        let (table, comment, link) = parent.tables
        let one: SQLText = id.map { "AND \(sql: comment).id = \($0)" } ?? ""
        return try db.all(
            """
            SELECT \(sql: comment).id, \(sql: table).project_id, \(sql: comment).msgid,
                \(sql: comment).date, \(sql: Person.columns), \(sql: comment).addressed,
                \(sql: StoredBody.columns(of: comment))
            FROM \(sql: comment)
            JOIN \(sql: table) ON \(sql: table).id = \(sql: link)
            JOIN person ON person.id = \(sql: comment).submitter_id
            LEFT JOIN mail ON mail.id = \(sql: comment).mail_id
            WHERE \(sql: link) = \(parent.id) \(sql: one)
            ORDER BY \(sql: comment).id
            """
        ) { row in
            var reader = RowReader(row)
            return CommentRecord(
                id: reader.int(),
                parent: parent,
                project: try lookup.project(reader.int()),
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
        try await database.read { db in
            guard try Self.exists(parent, in: db) else { return nil }
            return try CommentRecord.read(parent, in: db)
        }
    }

    /// One comment under its parent.
    package func comment(_ id: Int64, on parent: CommentParent) async throws -> CommentRecord? {
        try await database.read { db in try CommentRecord.one(id, on: parent, in: db) }
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
