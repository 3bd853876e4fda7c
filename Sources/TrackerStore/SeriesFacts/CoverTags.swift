import PatchParsing
import TrackerModel

/// The tags of cover letters: each line such as `Acked-by:` in one, or in an answer to it.
enum CoverTags {
    /// Adds what a text has to the counts of a cover letter; with the sign -1, takes it away.
    static func count(
        _ content: String?,
        of cover: Int64,
        tags: [IntakeTag],
        sign: Int = 1,
        in db: any SQLConnection
    ) throws {
        guard let content else { return }
        let counts = Trailer.tagCounts(in: content, tags: tags.map(\.name))
        for (tag, count) in zip(tags, counts) where count > 0 {
            try db.execute(
                """
                INSERT INTO cover_tag (cover_id, tag_id, count)
                VALUES (\(cover), \(tag.id), \(sign * count))
                ON CONFLICT (cover_id, tag_id) DO UPDATE SET count = cover_tag.count + excluded.count
                """
            )
        }
        if sign < 0 {
            try db.execute("DELETE FROM cover_tag WHERE cover_id = \(cover) AND count <= 0")
        }
    }

    /// Counts those of a cover letter and its comments anew.
    static func recount(
        of cover: Int64,
        tags: [IntakeTag],
        in db: any SQLConnection
    ) throws {
        try db.execute("DELETE FROM cover_tag WHERE cover_id = \(cover)")
        let own = try StoredBody.one("cover", id: cover, in: db)
        let comments = try db.all(
            """
            SELECT \(sql: StoredBody.columns(of: "cover_comment"))
            FROM cover_comment LEFT JOIN mail ON mail.id = cover_comment.mail_id
            WHERE cover_comment.cover_id = \(cover)
            """
        ) { try StoredBody.read($0, from: 0) }
        for body in [own].compactMap(\.self) + comments {
            try count(body.content, of: cover, tags: tags, in: db)
        }
    }

    /// Counts those of all cover letters, in projects that use tags.
    static func recountAll(in db: any SQLConnection) throws {
        let tags = try db.all("SELECT id, name FROM tag ORDER BY id") {
            IntakeTag(id: $0.int(0), name: $0.text(1))
        }
        var last: Int64 = 0
        while true {
            let ids = try db.all(
                """
                SELECT cover.id, project.use_tags
                FROM cover JOIN project ON project.id = cover.project_id
                WHERE cover.id > \(last) ORDER BY cover.id LIMIT 500
                """
            ) { (id: $0.int(0), counts: $0.bool(1)) }
            guard let newest = ids.last else { return }
            for (id, counts) in ids where counts { try recount(of: id, tags: tags, in: db) }
            last = newest.id
        }
    }
}

extension IntakeTransaction {
    /// As ``countTags(in:of:project:sign:)`` for a cover letter.
    func countTags(
        in content: String?,
        ofCover cover: Int64,
        project: Project,
        sign: Int = 1
    ) throws {
        guard project.usesTags else { return }
        try CoverTags.count(content, of: cover, tags: tags, sign: sign, in: db)
    }
}
