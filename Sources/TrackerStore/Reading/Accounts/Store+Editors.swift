package import TrackerModel

/// Something that only some accounts may change.
package enum EditTarget: Hashable, Sendable {
    case patch(Int64)
    case patchComment(Int64, patch: Int64)
    case coverComment(Int64, cover: Int64)
}

extension Store {
    /// The accounts that may change something, or `nil` if it is not there (rest-api, section 3).
    ///
    /// A patch: the maintainers of its project, its submitter and its delegate. A comment: who
    /// wrote it, and who may change the patch; for one on a cover letter its submitter and the
    /// maintainers.
    package func editors(of target: EditTarget) async throws -> Set<Account.ID>? {
        try await database.read { db in
            switch target {
            case .patch(let id): try Self.editors(ofPatch: id, in: db)
            case .patchComment(let id, let patch):
                try Self.commenter("patch_comment", "patch_id", id, patch, in: db).flatMap { own in
                    try Self.editors(ofPatch: patch, in: db)?.union(own)
                }
            case .coverComment(let id, let cover):
                try Self.commenter("cover_comment", "cover_id", id, cover, in: db).flatMap { own in
                    try Self.editors(ofCover: cover, in: db)?.union(own)
                }
            }
        }
    }

    private static func editors(
        ofPatch id: Int64,
        in db: any SQLConnection
    ) throws -> Set<Account.ID>? {
        let found = try db.first(
            """
            SELECT patch.project_id, patch.delegate_id, person.account_id
            FROM patch JOIN person ON person.id = patch.submitter_id WHERE patch.id = \(id)
            """
        ) { ($0.int(0), [$0.optionalInt(1), $0.optionalInt(2)].compactMap { $0 }) }
        guard let (project, own) = found else { return nil }
        return try maintainers(project, in: db).union(own)
    }

    private static func editors(
        ofCover id: Int64,
        in db: any SQLConnection
    ) throws -> Set<Account.ID>? {
        let found = try db.first(
            """
            SELECT cover.project_id, person.account_id
            FROM cover JOIN person ON person.id = cover.submitter_id WHERE cover.id = \(id)
            """
        ) { ($0.int(0), [$0.optionalInt(1)].compactMap { $0 }) }
        guard let (project, own) = found else { return nil }
        return try maintainers(project, in: db).union(own)
    }

    /// The account of who wrote a comment, if any; `nil` if the parent has no such comment.
    private static func commenter(
        _ table: SQLText,
        _ link: SQLText,
        _ id: Int64,
        _ parent: Int64,
        in db: any SQLConnection
    ) throws -> [Account.ID]? {
        try db.first(
            """
            SELECT person.account_id
            FROM \(sql: table) AS comment JOIN person ON person.id = comment.submitter_id
            WHERE comment.id = \(id) AND comment.\(sql: link) = \(parent)
            """
        ) { [$0.optionalInt(0)].compactMap { $0 } }
    }

    private static func maintainers(
        _ project: Project.ID,
        in db: any SQLConnection
    ) throws -> Set<Account.ID> {
        Set(
            try db.all("SELECT account_id FROM maintainer WHERE project_id = \(project)") {
                $0.int(0)
            }
        )
    }
}
