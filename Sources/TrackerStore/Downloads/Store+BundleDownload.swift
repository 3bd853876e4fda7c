package import TrackerModel

/// A bundle with who may see it.
package struct BundleDownload: Sendable {
    package let id: Int64
    package let name: String
    package let owner: Account.ID
    package let isPublic: Bool
    /// The link name of its project.
    package let project: String
    /// The patches in the order of the bundle.
    package let patches: [Int64]

    package func isVisible(to account: Account?) -> Bool { isPublic || account?.id == owner }
}

extension Store {
    /// The bundle of a user, or nil. Whether the caller may see it is for him who asks to decide.
    package func bundle(of username: String, named name: String) async throws -> BundleDownload? {
        try await database.read { db in
            let found = try db.first(
                """
                SELECT bundle.id, bundle.owner_id, bundle.is_public, project.link_name
                FROM bundle
                JOIN account ON account.id = bundle.owner_id
                JOIN project ON project.id = bundle.project_id
                WHERE account.username = \(username) AND bundle.name = \(name)
                """
            ) { (id: $0.int(0), owner: $0.int(1), isPublic: $0.bool(2), project: $0.text(3)) }
            guard let found else { return nil }
            let patches = try db.all(
                """
                SELECT patch_id FROM bundle_patch WHERE bundle_id = \(found.id)
                ORDER BY position, patch_id
                """
            ) { $0.int(0) }
            return BundleDownload(
                id: found.id,
                name: name,
                owner: found.owner,
                isPublic: found.isPublic,
                project: found.project,
                patches: patches
            )
        }
    }
}
