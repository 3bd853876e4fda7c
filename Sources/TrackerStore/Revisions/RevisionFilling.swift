import MailParsing
import TrackerModel

/// Finds the versions of all series of a database that was made before they were kept.
struct RevisionFilling {
    let db: any SQLConnection
    private let now = Clock.system.now()

    /// So many mails or series are read at once.
    private static let portion = 200

    init(db: any SQLConnection) { self.db = db }

    func fill() throws {
        let projects = Dictionary(
            uniqueKeysWithValues: try Store.projects(in: db).map { ($0.id, $0) }
        )
        try read("patch", as: .patch, projects) { .patch($0) }
        try read("cover", as: .cover, projects) { .cover($0) }
        try fillKeys()
        let deciding = RevisionDeciding(db: db, now: now)
        try eachPortion(of: "series") { ids in
            let series = Set(ids)
            try deciding.decide(series, RevisionNeighbours.find(of: series, in: db))
        }
    }

    /// Makes the keys of all series anew, by what is stored of their mails. Links stay as they are.
    func fillKeys() throws {
        let notes = RevisionNotes()
        try eachPortion(of: "series") { ids in
            ids.forEach(notes.reshape)
            _ = try RevisionKeys(db: db).store(notes)
            notes.removeAll()
        }
    }

    /// Stores what the mails of a table say of their versions.
    private func read(
        _ table: SQLText,
        as kind: Submission.Kind,
        _ projects: [Project.ID: Project],
        _ owner: (Int64) -> TraitsOwner
    ) throws {
        try eachPortion(of: table) { ids in
            var traits: [TraitsOwner: MailTraits] = [:]
            try db.query(
                """
                SELECT own.id, own.project_id, mail.codec, mail.raw
                FROM \(sql: table) AS own JOIN mail ON mail.id = own.mail_id
                WHERE own.id IN (\(ids: ids))
                """
            ) { row in
                let stored = StoredBytes(codec: Int(row.int(2)), bytes: row.blob(3))
                // A damaged mail says nothing of its versions.
                guard let project = projects[row.int(1)],
                    let raw = try? MailCodec.unpackRaw(stored),
                    let submission = try? Submission(
                        MailMessage(parsing: raw),
                        for: project,
                        as: kind
                    )
                else { return }
                traits[owner(row.int(0))] = MailTraits(submission, by: nil, hash: nil)
            }
            try TraitsWriting(db: db).store(traits)
        }
    }

    private func eachPortion(of table: SQLText, _ body: ([Int64]) throws -> Void) throws {
        var last: Int64 = 0
        while true {
            let ids = try db.all(
                """
                SELECT id FROM \(sql: table) WHERE id > \(last) ORDER BY id LIMIT \(Self.portion)
                """
            ) { $0.int(0) }
            guard let newest = ids.last else { return }
            try body(ids)
            last = newest
        }
    }
}
