package import TrackerModel

/// Something that only some accounts may change.
package enum ChangeTarget: Hashable, Sendable {
    case patch(Int64)
    case comment(Int64, CommentParent)
    /// By id or link name.
    case project(String)
    case bundle(Int64)
    case account(Account.ID)

    /// The word of the API for it, as in `No Patch matches the given query.`
    package var model: String {
        switch self {
        case .patch: "Patch"
        case .comment(_, .patch): "PatchComment"
        case .comment(_, .cover): "CoverComment"
        case .project: "Project"
        case .bundle: "Bundle"
        case .account: "User"
        }
    }
}

/// What an account is to an object, and the project that the object is in.
package struct Footing: Hashable, Sendable {
    package var standing: Standing
    package var projectID: Project.ID?

    package init(standing: Standing, projectID: Project.ID?) {
        self.standing = standing
        self.projectID = projectID
    }

    /// Whether the account may do it, with the token it shows, if any.
    package func allows(_ right: Right, grant: TokenGrant?) -> Bool {
        Permission.allows(right, standing: standing, project: projectID, grant: grant)
    }

    /// Whether any of the rights is there.
    package func allowsAny(of rights: [Right], grant: TokenGrant?) -> Bool {
        Permission.allowsAny(of: rights, standing: standing, project: projectID, grant: grant)
    }
}

extension Store {
    /// What an account is to an object (rest-api, section 3).
    ///
    /// - Parameters:
    ///   - account: `nil` for a stranger.
    ///   - target: The object.
    /// - Returns: `nil` if the object is not there, or the account must not know of it.
    /// - Throws: `StoreError`.
    package func footing(
        of account: Account.ID?,
        on target: ChangeTarget
    ) async throws -> Footing? {
        try await database.read { db in try Self.footing(of: account, on: target, in: db) }
    }

    static func footing(
        of account: Account.ID?,
        on target: ChangeTarget,
        in db: any SQLConnection
    ) throws -> Footing? {
        switch target {
        case .patch(let id): try footing(of: account, onPatch: id, in: db)
        case .comment(let id, let parent):
            try footing(of: account, onComment: id, below: parent, in: db)
        case .project(let key):
            try projectID(key: key, in: db).map {
                Footing(standing: try standing(of: account, in: $0, in: db), projectID: $0)
            }
        case .bundle(let id): try footing(of: account, onBundle: id, in: db)
        case .account(let id):
            try db.int("SELECT id FROM account WHERE id = \(id)").map {
                Footing(standing: $0 == account ? .owner : [], projectID: nil)
            }
        }
    }

    /// The project with the id, or else with exactly this link name (rest-api, section 3).
    static func projectID(key: String, in db: any SQLConnection) throws -> Project.ID? {
        guard !key.utf8.contains(0) else { return nil }
        if let id = Int64(key), let found = try db.int("SELECT id FROM project WHERE id = \(id)") {
            return found
        }
        return try db.int("SELECT id FROM project WHERE link_name = \(key)")
    }

    /// Whether an account maintains a project.
    static func standing(
        of account: Account.ID?,
        in project: Project.ID,
        in db: any SQLConnection
    ) throws -> Standing {
        guard let account else { return [] }
        let found = try db.int(
            """
            SELECT account_id FROM maintainer
            WHERE project_id = \(project) AND account_id = \(account)
            """
        )
        return found == nil ? [] : .maintainer
    }

    private static func footing(
        of account: Account.ID?,
        onPatch id: Int64,
        in db: any SQLConnection
    ) throws -> Footing? {
        let found = try db.first(
            """
            SELECT patch.project_id, person.account_id, patch.delegate_id,
                (SELECT 1 FROM maintainer WHERE maintainer.project_id = patch.project_id
                    AND maintainer.account_id = \(account))
            FROM patch JOIN person ON person.id = patch.submitter_id WHERE patch.id = \(id)
            """
        ) { row in
            (
                project: row.int(0), submitter: row.optionalInt(1), delegate: row.optionalInt(2),
                maintains: row.bool(3)
            )
        }
        guard let found else { return nil }
        var footing = Footing(
            standing: found.maintains ? .maintainer : [],
            projectID: found.project
        )
        footing.add(account, submitter: found.submitter, delegate: found.delegate)
        return footing
    }

    /// Who may change the patch may mark its comments; a cover letter has no delegate.
    private static func footing(
        of account: Account.ID?,
        onComment id: Int64,
        below parent: CommentParent,
        in db: any SQLConnection
    ) throws -> Footing? {
        let (comments, link, footing): (SQLText, SQLText, Footing?) =
            switch parent {
            case .patch(let patch):
                ("patch_comment", "patch_id", try Self.footing(of: account, onPatch: patch, in: db))
            case .cover(let cover):
                ("cover_comment", "cover_id", try Self.footing(of: account, onCover: cover, in: db))
            }
        let author = try db.first(
            """
            SELECT person.account_id
            FROM \(sql: comments) AS comment JOIN person ON person.id = comment.submitter_id
            WHERE comment.id = \(id) AND comment.\(sql: link) = \(parent.id)
            """
        ) { $0.optionalInt(0) }
        guard let author, var footing else { return nil }
        if let account, account == author { footing.standing.insert(.commenter) }
        return footing
    }

    static func footing(
        of account: Account.ID?,
        onCover id: Int64,
        in db: any SQLConnection
    ) throws -> Footing? {
        let found = try db.first(
            """
            SELECT cover.project_id, person.account_id
            FROM cover JOIN person ON person.id = cover.submitter_id WHERE cover.id = \(id)
            """
        ) { (project: $0.int(0), submitter: $0.optionalInt(1)) }
        guard let found else { return nil }
        var standing = try standing(of: account, in: found.project, in: db)
        if let account, account == found.submitter { standing.insert(.submitter) }
        return Footing(standing: standing, projectID: found.project)
    }

    /// A private bundle is there for its owner only.
    private static func footing(
        of account: Account.ID?,
        onBundle id: Int64,
        in db: any SQLConnection
    ) throws -> Footing? {
        let found = try db.first(
            """
            SELECT bundle.project_id, bundle.owner_id FROM bundle
            WHERE bundle.id = \(id) AND \(sql: BundleRecord.visible(to: account))
            """
        ) { (project: $0.int(0), owner: $0.int(1)) }
        guard let found else { return nil }
        return Footing(
            standing: found.owner == account ? .owner : [],
            projectID: found.project
        )
    }
}

/// An account and a patch.
struct PatchFooting: Hashable {
    /// `nil` for a stranger.
    let account: Account.ID?
    let patch: Int64
}

/// What accounts are to patches, asked for several together.
struct PatchFootings {
    let pairs: Set<PatchFooting>

    /// Two statements.
    var asking: [SQLText] {
        [
            """
            SELECT id, project_id,
                (SELECT account_id FROM person WHERE person.id = patch.submitter_id), delegate_id
            FROM patch WHERE id IN (\(ids: Set(pairs.map(\.patch))))
            """,
            """
            SELECT account_id, project_id FROM maintainer
            WHERE account_id IN (\(ids: Set(pairs.compactMap(\.account))))
            """,
        ]
    }

    private struct Patch {
        let project: Project.ID
        let submitter, delegate: Account.ID?
    }

    /// What was answered to ``asking``, from the number of its first statement on; those of patches that are
    /// not there are missing.
    func read(_ answers: any SQLAnswers, _ number: Int) throws -> [PatchFooting: Footing] {
        var patches: [Int64: Patch] = [:]
        try answers.rows(number) { row in
            patches[row.int(0)] = Patch(
                project: row.int(1),
                submitter: row.optionalInt(2),
                delegate: row.optionalInt(3)
            )
        }
        var maintained: [Account.ID: Set<Project.ID>] = [:]
        try answers.rows(number + 1) { row in
            maintained[row.int(0), default: []].insert(row.int(1))
        }
        var footings: [PatchFooting: Footing] = [:]
        for pair in pairs {
            guard let patch = patches[pair.patch] else { continue }
            let maintains =
                pair.account.flatMap { maintained[$0]?.contains(patch.project) } ?? false
            var footing = Footing(standing: maintains ? .maintainer : [], projectID: patch.project)
            footing.add(pair.account, submitter: patch.submitter, delegate: patch.delegate)
            footings[pair] = footing
        }
        return footings
    }
}

extension Footing {
    /// Adds what an account is as the submitter of a patch or its delegate.
    fileprivate mutating func add(
        _ account: Account.ID?,
        submitter: Account.ID?,
        delegate: Account.ID?
    ) {
        guard let account else { return }
        if account == submitter { standing.insert(.submitter) }
        if account == delegate { standing.insert(.delegate) }
    }
}
