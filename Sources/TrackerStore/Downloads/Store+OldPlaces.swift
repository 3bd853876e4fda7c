/// Where a thing that was asked for by its number is shown.
package struct NumberedPlace: Hashable, Sendable {
    package let kind: MboxKind
    /// The link name of the project.
    package let project: String
    /// As stored, with angle brackets.
    package let messageID: String
}

extension Store {
    /// The place of the patch or cover letter with this number.
    package func place(of kind: MboxKind, id: Int64) async throws -> NumberedPlace? {
        try await database.read { db in try NumberedPlace.find(kind, id: id, in: db) }
    }

    /// The place of the patch, or else of the cover letter, that has a comment with this number.
    package func place(ofComment id: Int64) async throws -> NumberedPlace? {
        try await database.read { db in
            for kind in [MboxKind.patch, .cover] {
                let table = kind.table
                let place = try db.first(
                    """
                    SELECT project.link_name, \(sql: table).msgid
                    FROM \(sql: table)_comment AS comment
                    JOIN \(sql: table) ON \(sql: table).id = comment.\(sql: table)_id
                    JOIN project ON project.id = \(sql: table).project_id
                    WHERE comment.id = \(id)
                    """
                ) { NumberedPlace(kind: kind, project: $0.text(0), messageID: $0.text(1)) }
                if let place { return place }
            }
            return nil
        }
    }
}

extension NumberedPlace {
    static func find(
        _ kind: MboxKind,
        id: Int64,
        in db: any SQLConnection
    ) throws -> NumberedPlace? {
        let table = kind.table
        return try db.first(
            """
            SELECT project.link_name, \(sql: table).msgid
            FROM \(sql: table) JOIN project ON project.id = \(sql: table).project_id
            WHERE \(sql: table).id = \(id)
            """
        ) { NumberedPlace(kind: kind, project: $0.text(0), messageID: $0.text(1)) }
    }
}
