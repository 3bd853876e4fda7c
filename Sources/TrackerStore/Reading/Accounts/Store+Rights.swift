package import TrackerModel

/// Something that a client asks about: may I change it?
package enum RightsTarget: Hashable, Sendable {
    case patch(Int64)
    case series(Int64)
    /// By id or link name.
    case project(String)
    case bundle(Int64)
}

extension Store {
    /// What an account is to several things, in one read.
    ///
    /// - Parameters:
    ///   - account: `nil` for a stranger.
    ///   - targets: The things.
    /// - Returns: Each thing with its id; without a footing where it is not there.
    /// - Throws: `StoreError`.
    package func footings(
        of account: Account.ID?,
        on targets: [RightsTarget]
    ) async throws -> [(target: RightsTarget, id: Int64, footing: Footing?)] {
        try await database.read { db in
            try targets.map { target in
                switch target {
                case .patch(let id):
                    (target, id, try Self.footing(of: account, on: .patch(id), in: db))
                case .series(let id):
                    (target, id, try Self.footing(of: account, onSeries: id, in: db))
                case .bundle(let id):
                    (target, id, try Self.footing(of: account, on: .bundle(id), in: db))
                case .project(let key):
                    try Self.projectTarget(target, key, account, in: db)
                }
            }
        }
    }

    private static func projectTarget(
        _ target: RightsTarget,
        _ key: String,
        _ account: Account.ID?,
        in db: any SQLConnection
    ) throws -> (target: RightsTarget, id: Int64, footing: Footing?) {
        let footing = try footing(of: account, on: .project(key), in: db)
        return (target, footing?.projectID ?? 0, footing)
    }

    /// The projects that an account maintains, by link name.
    package func maintainedProjects(of account: Account.ID) async throws -> [Project] {
        try await database.read { db in
            try db.all(
                """
                SELECT \(sql: Project.columns) FROM project
                WHERE id IN (SELECT project_id FROM maintainer WHERE account_id = \(account))
                ORDER BY link_name
                """
            ) { Project(row: $0, from: 0) }
        }
    }
}
