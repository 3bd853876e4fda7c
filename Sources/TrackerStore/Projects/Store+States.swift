package import TrackerModel

extension Store {

    /// All states in the order of menus; the first one is that of a new patch.
    package func states() async throws -> [PatchState] {
        try await database.read(Self.states)
    }

    static func states(in db: any SQLConnection) throws -> [PatchState] {
        try db.all(
            "SELECT id, name, slug, ordering, action_required, meaning FROM state ORDER BY ordering"
        ) {
            PatchState(
                id: $0.int(0),
                name: $0.text(1),
                slug: $0.text(2),
                ordering: Int($0.int(3)),
                needsAction: $0.bool(4),
                meaning: PatchState.Meaning(rawValue: $0.text(5))
            )
        }
    }
}
