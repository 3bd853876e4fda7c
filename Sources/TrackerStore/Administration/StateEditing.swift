package import TrackerModel

/// What somebody wants a state to be.
package struct StateDraft: Hashable, Sendable {
    /// 1 to 100 characters.
    package var name: String
    /// How programs write it; empty for what follows from the name.
    package var slug: String
    package var needsAction: Bool
    /// `nil` for what it meant before, or for a new state what follows from ``needsAction``.
    package var meaning: PatchState.Meaning?

    package init(
        name: String,
        slug: String = "",
        needsAction: Bool,
        meaning: PatchState.Meaning? = nil
    ) {
        self.name = name
        self.slug = slug
        self.needsAction = needsAction
        self.meaning = meaning
    }

    fileprivate init(_ state: PatchState) {
        self.init(
            name: state.name,
            slug: state.slug,
            needsAction: state.needsAction,
            meaning: state.meaning
        )
    }

    fileprivate var storedMeaning: String {
        (meaning ?? PatchState.Meaning(needsAction: needsAction)).rawValue
    }
}

extension Store {
    /// More states than these no menu can show.
    package static let stateLimit = 100
    fileprivate static let stateNameLength = 100
    /// So many patches are moved in one transaction when a state goes.
    fileprivate static let stateBatch = 500

    /// How many patches have each state.
    package func patchesByState() async throws -> [PatchState.ID: Int64] {
        let scope = TallyScope(list: .patches, owner: .all, key: .id)
        return try await database.read { db in
            let rows = try db.all(
                """
                SELECT \(sql: TallyKind.state), CAST(SUM(count) AS BIGINT) FROM tally
                WHERE list = \(scope.number) AND owner = 0 AND level = \(TallyScope.wholeLevel)
                GROUP BY 1 HAVING SUM(count) > 0
                """
            ) { ($0.int(0), $0.int(1)) }
            return Dictionary(rows, uniquingKeysWith: +)
        }
    }

    /// Adds a state at the end of menus.
    ///
    /// - Parameters:
    ///   - draft: What it is to be.
    ///   - author: A superuser or the operator.
    /// - Returns: Its number, which no other state ever had.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func createState(
        _ draft: StateDraft,
        by author: ChangeAuthor
    ) async throws -> PatchState.ID {
        try await change(by: author) { transaction in
            try transaction.requireSuperuser()
            let draft = try transaction.checked(draft, id: nil)
            let states = try Self.states(in: transaction.db)
            guard states.count < Self.stateLimit else {
                let fault = "There are \(Self.stateLimit) states already."
                throw ChangeRefusal.invalid(FieldFaults("name", fault))
            }
            let id = try transaction.number("state")
            let ordering = (states.last?.ordering ?? -1) + 1
            try transaction.db.execute(
                """
                INSERT INTO state (id, name, slug, ordering, action_required, meaning)
                VALUES (\(id), \(draft.name), \(draft.slug), \(ordering), \(draft.needsAction),
                    \(draft.storedMeaning))
                """
            )
            try transaction.audit.add("create", ("state", id), project: nil, after: draft.fields)
            return id
        }
    }

    /// Changes names of a state, whether it asks for action, and what it means for the work.
    ///
    /// - Parameters:
    ///   - id: The state.
    ///   - draft: What it is to be.
    ///   - author: A superuser or the operator.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func editState(
        _ id: PatchState.ID,
        _ draft: StateDraft,
        by author: ChangeAuthor
    ) async throws {
        try await change(by: author) { transaction in
            try transaction.requireSuperuser()
            let old = try transaction.state(id)
            var draft = draft
            if draft.slug.isEmpty { draft.slug = old.slug }
            draft.meaning = draft.meaning ?? old.meaning
            draft = try transaction.checked(draft, id: id)
            let before = StateDraft(old)
            guard draft != before else { return }
            try transaction.db.execute(
                """
                UPDATE state SET name = \(draft.name), slug = \(draft.slug),
                    action_required = \(draft.needsAction), meaning = \(draft.storedMeaning)
                WHERE id = \(id)
                """
            )
            try transaction.audit.add(
                "update",
                ("state", id),
                project: nil,
                before: before.fields,
                after: draft.fields
            )
        }
    }

    /// Lets a state change places with its neighbour in menus; the first one is that of new patches.
    ///
    /// - Parameters:
    ///   - id: The state.
    ///   - isUp: Towards the beginning.
    ///   - author: A superuser or the operator.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func moveState(_ id: PatchState.ID, up isUp: Bool, by author: ChangeAuthor) async throws
    {
        try await change(by: author) { transaction in
            try transaction.requireSuperuser()
            let states = try Self.states(in: transaction.db)
            guard let place = states.firstIndex(where: { $0.id == id }) else {
                throw ChangeRefusal.missing("State")
            }
            let other = isUp ? place - 1 : place + 1
            guard states.indices.contains(other) else { return }
            let (one, two) = (states[place], states[other])
            for (state, ordering) in [(one.id, -1), (two.id, one.ordering), (one.id, two.ordering)]
            {
                try transaction.db.execute(
                    "UPDATE state SET ordering = \(ordering) WHERE id = \(state)"
                )
            }
            try transaction.audit.add(
                "update",
                ("state", id),
                project: nil,
                before: ["ordering": .number(Int64(one.ordering))],
                after: ["ordering": .number(Int64(two.ordering))]
            )
        }
    }

    /// Takes a state away. Its patches get another one, in portions, each with its event; none is
    /// ever deleted.
    ///
    /// - Parameters:
    ///   - id: The state.
    ///   - other: The state of its patches from now on; `nil` where it has none.
    ///   - author: A superuser or the operator.
    /// - Returns: How many patches got the other state.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func deleteState(
        _ id: PatchState.ID,
        movingTo other: PatchState.ID?,
        by author: ChangeAuthor
    ) async throws -> Int {
        var moved = 0
        while true {
            let before = moved
            let step = try await change(by: author) { transaction in
                try transaction.deleteStep(id, movingTo: other, moved: before)
            }
            moved += step.moved
            if step.isDone { return moved }
        }
    }
}

extension StateDraft {
    fileprivate var fields: AuditFields {
        [
            "name": .text(name), "slug": .text(slug), "action_required": .bool(needsAction),
            "meaning": .text(storedMeaning),
        ]
    }
}

extension ChangeTransaction {
    /// The next number of a counter that never gives one twice.
    func number(_ counter: String) throws -> Int64 {
        let numbers = Counter(db: db, name: counter)
        let number = try numbers.next()
        try numbers.finish()
        return number
    }

    fileprivate func state(_ id: PatchState.ID) throws -> PatchState {
        guard let state = try Store.states(in: db).first(where: { $0.id == id }) else {
            throw ChangeRefusal.missing("State")
        }
        return state
    }

    /// The draft with its slug, if it can be.
    fileprivate func checked(_ draft: StateDraft, id: PatchState.ID?) throws -> StateDraft {
        var draft = draft
        draft.slug = PatchState.slug(of: draft.slug.isEmpty ? draft.name : draft.slug)
        var faults = FieldFaults()
        if draft.name.isEmpty || draft.name.count > Store.stateNameLength || draft.name.hasControls
        {
            faults.add("name", "Use 1 to 100 characters in one line.")
        } else if draft.slug.isEmpty || draft.slug.count > Store.stateNameLength {
            faults.add("slug", "Use letters or digits.")
        }
        let others = try Store.states(in: db).filter { $0.id != id }
        if others.contains(where: { $0.name == draft.name }) {
            faults.add("name", "Another state has this name.")
        }
        if others.contains(where: { $0.slug == draft.slug }) {
            faults.add("slug", "Programs know another state as '\(draft.slug)'.")
        }
        try faults.throwIfAny()
        return draft
    }

    fileprivate func deleteStep(
        _ id: PatchState.ID,
        movingTo other: PatchState.ID?,
        moved: Int
    ) throws -> (moved: Int, isDone: Bool) {
        try requireSuperuser()
        let state = try state(id)
        guard try Store.states(in: db).count > 1 else {
            throw ChangeRefusal.invalid(FieldFaults("to", "A patch must have a state: keep one."))
        }
        let patches = try db.all(
            "SELECT id, project_id FROM patch WHERE state_id = \(id) ORDER BY id LIMIT \(Store.stateBatch)"
        ) { (id: $0.int(0), project: $0.int(1)) }
        if !patches.isEmpty {
            guard let other, other != id, (try? self.state(other)) != nil else {
                let fault = "Patches have this state: say which one they get instead."
                throw ChangeRefusal.invalid(FieldFaults("to", fault))
            }
            for patch in patches { try give(patch, other, insteadOf: id) }
            return (patches.count, false)
        }
        try db.execute("DELETE FROM state WHERE id = \(id)")
        for (place, rest) in try Store.states(in: db).enumerated() where rest.ordering != place {
            try db.execute("UPDATE state SET ordering = \(place) WHERE id = \(rest.id)")
        }
        let draft = StateDraft(state)
        try audit.add(
            "delete",
            ("state", id),
            project: nil,
            before: draft.fields,
            after: ["patches": .number(Int64(moved)), "state": .optional(other)]
        )
        return (0, true)
    }

    private func give(
        _ patch: (id: Int64, project: Project.ID),
        _ state: PatchState.ID,
        insteadOf old: PatchState.ID
    ) throws {
        try db.execute("UPDATE patch SET state_id = \(state) WHERE id = \(patch.id)")
        var event = NewEvent(
            .patchStateChanged,
            inProject: patch.project,
            patch: patch.id,
            by: author.account?.id
        )
        event.state = (previous: old, current: state)
        try events.add(event)
    }
}
