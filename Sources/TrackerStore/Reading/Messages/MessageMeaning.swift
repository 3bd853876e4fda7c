import TrackerModel

/// What a message-id stands for, in one project.
package struct MessageMeaning: Sendable {
    package enum Kind: String, Sendable {
        case patch, cover, comment
    }

    /// As it is stored, usually with angle brackets.
    package let messageID: String
    /// The link name.
    package let project: String
    package let kind: Kind
    package let id: Int64
    package let date: Int64
    /// The series of a patch or cover letter.
    package let series: Int64?
    /// What a comment answers.
    package let parent: CommentParent?
}

extension Store {
    /// What messages stand for: patches, cover letters, comments.
    ///
    /// A message can be something in several projects, and a comment on several patches.
    ///
    /// - Parameter messageIDs: With or without angle brackets, up to 100.
    /// - Returns: By message-id and project; at most 1,000.
    /// - Throws: `StoreError`.
    package func messages(_ messageIDs: [String]) async throws -> [MessageMeaning] {
        let wanted = Set(messageIDs.filter { !$0.utf8.contains(0) }.flatMap { [$0, "<\($0)>"] })
        guard !wanted.isEmpty else { return [] }
        // Padded to a power of two, so that there are few statements.
        let ids: SQLText = "\(texts: wanted)"
        return try await database.read { db in
            var found: [MessageMeaning] = []
            // PostgreSQL takes the types of a union from its first statement.
            try db.query(
                """
                SELECT 'patch', patch.msgid, project.link_name, patch.id, patch.date,
                    patch.series_id, CAST(NULL AS BIGINT)
                FROM patch JOIN project ON project.id = patch.project_id
                WHERE patch.msgid IN (\(sql: ids))
                UNION ALL
                SELECT 'cover', cover.msgid, project.link_name, cover.id, cover.date,
                    (SELECT MIN(series.id) FROM series WHERE series.cover_id = cover.id), NULL
                FROM cover JOIN project ON project.id = cover.project_id
                WHERE cover.msgid IN (\(sql: ids))
                UNION ALL
                SELECT 'on patch', c.msgid, project.link_name, c.id, c.date, NULL, c.patch_id
                FROM patch_comment AS c JOIN patch ON patch.id = c.patch_id
                    JOIN project ON project.id = patch.project_id
                WHERE c.msgid IN (\(sql: ids))
                UNION ALL
                SELECT 'on cover', c.msgid, project.link_name, c.id, c.date, NULL, c.cover_id
                FROM cover_comment AS c JOIN cover ON cover.id = c.cover_id
                    JOIN project ON project.id = cover.project_id
                WHERE c.msgid IN (\(sql: ids))
                ORDER BY 2, 3, 1, 4 LIMIT 1000
                """
            ) { row in found.append(MessageMeaning(row: row)) }
            return found
        }
    }
}

extension MessageMeaning {
    fileprivate init(row: any SQLRow) {
        messageID = row.text(1)
        project = row.text(2)
        id = row.int(3)
        date = row.int(4)
        series = row.optionalInt(5)
        switch row.text(0) {
        case "patch": (kind, parent) = (.patch, nil)
        case "cover": (kind, parent) = (.cover, nil)
        case "on patch": (kind, parent) = (.comment, .patch(row.int(6)))
        default: (kind, parent) = (.comment, .cover(row.int(6)))
        }
    }
}

extension SQLText.StringInterpolation {
    /// Texts for `IN (…)`, as `ids:` for numbers.
    fileprivate mutating func appendInterpolation(texts: Set<String>) {
        var padded = texts.sorted()
        if let last = padded.last {
            var size = 1
            while size < padded.count { size *= 2 }
            padded += [String](repeating: last, count: size - padded.count)
        }
        appendInterpolation(list: padded)
    }
}
