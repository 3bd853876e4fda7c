import PatchParsing
import TrackerModel

/// Finds what the mails of a database say that was made before it was kept.
struct BaseFilling {
    let db: any SQLConnection

    /// So many mails are read at once.
    private static let portion = 200

    private struct Said {
        let id: Int64
        let project: Project.ID
        let notes: SeriesNotes
        let patchKey: Int64?
    }

    func fill() throws {
        try each("patch") { said in
            try declare(said, by: .patch(said.id))
            guard let key = said.patchKey else { return }
            try db.send("UPDATE patch_traits SET patch_key = \(key) WHERE patch_id = \(said.id)")
        }
        try each("cover") { try declare($0, by: .cover($0.id)) }
    }

    private func declare(_ said: Said, by source: DeclaredDependency.Source) throws {
        try BaseWriting(db: db).declare(said.notes, by: source, project: said.project)
    }

    private func each(_ table: SQLText, _ body: (Said) throws -> Void) throws {
        var last: Int64 = 0
        while true {
            let portion = try read(table, after: last)
            guard let newest = portion.last?.id else { return }
            for said in portion { try body(said) }
            last = newest
        }
    }

    /// A damaged mail says nothing.
    private func read(_ table: SQLText, after last: Int64) throws -> [Said] {
        try db.all(
            """
            SELECT \(sql: table).id, \(sql: table).project_id, \(sql: StoredBody.columns(of: table))
            FROM \(sql: table) LEFT JOIN mail ON mail.id = \(sql: table).mail_id
            WHERE \(sql: table).id > \(last) ORDER BY \(sql: table).id LIMIT \(Self.portion)
            """
        ) { row in
            let body = try? StoredBody.read(row, from: 2)
            return Said(
                id: row.int(0),
                project: row.int(1),
                notes: (body?.content).map { SeriesNotes($0) } ?? SeriesNotes(),
                patchKey: (body?.diff).flatMap { StablePatchID(of: $0)?.key }
            )
        }
    }
}
