package import TrackerModel

/// What the pages of lists need besides their rows: names for numbers, and what menus offer.
package struct ListTools: Sendable {
    /// A tag that lists show.
    package struct Tag: Hashable, Sendable, Identifiable {
        package let id: Int64
        package let name: String
        package let abbreviation: String
    }

    /// In the order of menus.
    package let states: [PatchState]
    /// By abbreviation.
    package let tags: [Tag]
    /// User names of the maintainers of the project, or of all projects.
    package let maintainers: [(id: Account.ID, username: String)]
    /// What the viewer has chosen; `nil` for a stranger.
    package let settings: AccountSettings?
    /// The viewer's bundles of the project.
    package let bundles: [(id: Int64, name: String)]
    /// The viewer's views of the project.
    package let views: [SavedView]
    /// Whether the viewer has seen the project before.
    package let hasVisited: Bool

    /// Rows of a page where nobody has chosen another number, and where somebody has chosen too many.
    package static let standardSize = 100
    package static let largestSize = 500

    /// Rows of a page.
    package var size: Int {
        guard let chosen = settings?.itemsPerPage, chosen > 0 else { return Self.standardSize }
        return min(chosen, Self.largestSize)
    }

    package func state(_ id: PatchState.ID) -> PatchState? { states.first { $0.id == id } }

    init(for viewer: Account.ID?, in project: Project?, _ db: any SQLConnection) throws {
        states = try Store.states(in: db)
        tags =
            project?.usesTags == false
            ? []
            : try db.all(
                "SELECT id, name, abbreviation FROM tag WHERE show_column = 1 ORDER BY abbreviation"
            ) { Tag(id: $0.int(0), name: $0.text(1), abbreviation: $0.text(2)) }
        let ofProject: SQLText =
            project.map { "WHERE project_id = \($0.id)" } ?? ""
        maintainers = try db.all(
            """
            SELECT id, username FROM account
            WHERE id IN (SELECT account_id FROM maintainer \(sql: ofProject)) AND is_active = 1
            ORDER BY username LIMIT 500
            """
        ) { ($0.int(0), $0.text(1)) }
        settings = try viewer.flatMap { try Store.accountDetail($0, in: db)?.settings }
        guard let viewer, let project else {
            (bundles, views, hasVisited) = ([], [], true)
            return
        }
        bundles = try db.all(
            """
            SELECT id, name FROM bundle
            WHERE owner_id = \(viewer) AND project_id = \(project.id) ORDER BY name LIMIT 500
            """
        ) { ($0.int(0), $0.text(1)) }
        views = try SavedView.all(of: viewer, in: project.id, db)
        hasVisited = try SeriesVisits(of: viewer, in: project.id, db).isKnown
    }
}
