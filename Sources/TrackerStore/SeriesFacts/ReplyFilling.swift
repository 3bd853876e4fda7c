import MailParsing
import PatchParsing
import TrackerModel

/// Reads what replies say, in a database that was made before that was kept.
struct ReplyFilling {
    let db: any SQLConnection

    /// So many comments are read at once.
    private static let portion: Int64 = 500

    func fill() throws {
        try fill("patch_comment")
        try fill("cover_comment")
    }

    private func fill(_ table: SQLText) throws {
        var last: Int64 = 0
        while true {
            let ids = try db.all(
                """
                SELECT id FROM \(sql: table) WHERE id > \(last) ORDER BY id LIMIT \(Self.portion)
                """
            ) { $0.int(0) }
            guard let newest = ids.last else { return }
            for (id, meaning) in try meanings(of: ids, in: table) where !meaning.isEmpty {
                try db.execute(
                    "UPDATE \(sql: table) SET says = \(meaning.rawValue) WHERE id = \(id)"
                )
            }
            last = newest
        }
    }

    private func meanings(
        of ids: [Int64],
        in table: SQLText
    ) throws -> [(Int64, ReplyMeaning)] {
        try db.all(
            """
            SELECT comment.id, person.name, person.email,
                \(sql: StoredBody.columns(of: "comment"))
            FROM \(sql: table) AS comment JOIN person ON person.id = comment.submitter_id
            LEFT JOIN mail ON mail.id = comment.mail_id
            WHERE comment.id IN (\(ids: ids))
            """
        ) { row in
            // A damaged mail says nothing.
            guard let body = try? StoredBody.read(row, from: 3) else { return (row.int(0), []) }
            let headers = MailMessage(parsing: Array((body.headers + "\n\n").utf8)).headers
            let meaning = ReplyMeaning(
                of: body.content,
                name: row.optionalText(1),
                email: row.text(2),
                autoSubmitted: headers.first("Auto-Submitted")?.decoded
            )
            return (row.int(0), meaning)
        }
    }

    /// A series was closed when the state of one of its patches changed for the last time. When one was
    /// archived nobody has kept.
    static func dateClosing(in db: any SQLConnection) throws {
        try db.execute(
            """
            UPDATE series SET closed = (SELECT MAX(event.date)
                FROM patch JOIN event ON event.patch_id = patch.id
                WHERE patch.series_id = series.id
                    AND event.category = \(EventCategory.patchStateChanged.rawValue))
            WHERE open_patches = 0 AND patches > 0 AND closed IS NULL
            """
        )
    }
}
