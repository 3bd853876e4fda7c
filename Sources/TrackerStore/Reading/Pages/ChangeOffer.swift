package import TrackerModel

/// What somebody who is signed in may do with what a page shows.
package struct ChangeOffer: Sendable {
    /// Whether state, delegate and archive flag can be changed.
    package let mayChange: Bool
    /// Whether the viewer maintains the project.
    package let isMaintainer: Bool
    /// Whether every comment can be marked; one's own always can.
    package let mayMark: Bool
    /// The viewer's bundles in the project by name, the first 200.
    package let bundles: [Bundle]

    /// A bundle to put patches into.
    package struct Bundle: Hashable, Sendable {
        package let id: Int64
        package let name: String
    }

    static func read(
        _ footing: Footing,
        of account: Account.ID,
        in db: any SQLConnection
    ) throws -> ChangeOffer {
        let bundles = try db.all(
            """
            SELECT id, name FROM bundle
            WHERE owner_id = \(account) AND project_id = \(footing.projectID)
            ORDER BY name LIMIT 200
            """
        ) { Bundle(id: $0.int(0), name: $0.text(1)) }
        return ChangeOffer(
            mayChange: footing.allows(.setState, grant: nil)
                && footing.allows(.changePatch, grant: nil),
            isMaintainer: footing.standing.contains(.maintainer),
            mayMark: footing.allows(.markComment, grant: nil),
            bundles: bundles
        )
    }
}

/// What a project's patches can be: their states, and who can be their delegate.
package struct ProjectChoices: Sendable {
    /// In the order of menus.
    package let states: [PatchState]
    /// The maintainers by username.
    package let maintainers: [Account]

    package func state(_ id: PatchState.ID) -> PatchState? { states.first { $0.id == id } }

    static func read(_ project: Project.ID, in db: any SQLConnection) throws -> ProjectChoices {
        ProjectChoices(
            states: try Store.states(in: db),
            maintainers: try db.all(
                """
                SELECT \(sql: Account.columns(of: "account")) FROM maintainer
                JOIN account ON account.id = maintainer.account_id
                WHERE maintainer.project_id = \(project) ORDER BY account.username
                """
            ) { Account(row: $0, from: 0) }
        )
    }
}
