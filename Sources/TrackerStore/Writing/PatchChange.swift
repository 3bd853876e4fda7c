package import TrackerModel

/// What is to become of a patch (rest-api, section 8.8).
package struct PatchChange: Sendable {
    /// How a client names a state.
    package enum StateName: Hashable, Sendable {
        case id(PatchState.ID)
        /// A slug, or a text that becomes one: see `PatchState.slug(of:)`.
        case text(String)
    }

    package var state: Edit<StateName> = .keep
    package var delegate: Edit<Account.ID?> = .keep
    package var isArchived: Edit<Bool> = .keep
    /// Up to 255 characters.
    package var commitRef: Edit<String?> = .keep
    /// Up to 255 characters.
    package var pullURL: Edit<String?> = .keep
    /// Patches that are to be in the same relation, besides those that are already; none means that
    /// the patch leaves its relation. See rest-api, section 8.7.
    package var related: Edit<[Int64]> = .keep

    /// Patches of a relation; one with more is refused.
    package static let largestRelation = 1_000

    package init() {}

    /// Whether something but the state and the relation is named.
    fileprivate var namesOtherFields: Bool {
        delegate.isThere || isArchived.isThere || commitRef.isThere || pullURL.isThere
    }
}

extension Store {
    /// Changes a patch: rows, events with the author as actor, one line in the trail.
    ///
    /// What has its new value already makes no event and no line.
    ///
    /// - Parameters:
    ///   - id: The patch.
    ///   - change: What is to become of it.
    ///   - author: Who does it; decides the right to each named field.
    /// - Returns: The patch as it is now.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    @discardableResult
    package func changePatch(
        _ id: Int64,
        _ change: PatchChange,
        by author: ChangeAuthor
    ) async throws -> PatchDetail {
        try await self.change(by: author) { transaction in
            try PatchEditing(id, in: transaction).make(change)
            guard let detail = try Self.patchDetail(id, in: transaction.db) else {
                throw ChangeRefusal.missing("Patch")
            }
            return detail
        }
    }

    /// What of a change cannot be, before anybody tries to make it.
    ///
    /// - Parameters:
    ///   - change: The change.
    ///   - id: The patch.
    /// - Returns: The faults; none for a patch that is not there.
    /// - Throws: `StoreError`.
    package func faults(of change: PatchChange, onPatch id: Int64) async throws -> FieldFaults {
        try await database.read { db in
            guard let project = try db.int("SELECT project_id FROM patch WHERE id = \(id)") else {
                return FieldFaults()
            }
            return try PatchChangeValues(change, project: project, in: db).faults
        }
    }
}

/// The values of a change, looked up.
struct PatchChangeValues {
    private(set) var faults = FieldFaults()
    private(set) var state: PatchState?
    /// The listed patches with what relations need to know of them, the edited one left out later.
    private(set) var related: [RelatedPatch] = []

    init(_ change: PatchChange, project: Project.ID, in db: any SQLConnection) throws {
        if let name = change.state.value { try find(name, in: db) }
        if let delegate = change.delegate.value, let delegate {
            try check(delegate: delegate, project: project, in: db)
        }
        if let ids = change.related.value { try find(related: ids, in: db) }
    }

    private mutating func find(_ name: PatchChange.StateName, in db: any SQLConnection) throws {
        let states = try Store.states(in: db)
        let written: String
        switch name {
        case .id(let id):
            written = String(id)
            state = states.first { $0.id == id }
        case .text(let text):
            written = text
            let slug = PatchState.slug(of: text)
            state = states.first { $0.slug == slug }
        }
        guard state == nil else { return }
        let slugs = states.map(\.slug).joined(separator: ", ")
        faults.add("state", "Invalid state \(written). Expected one of: \(slugs).")
    }

    private mutating func check(
        delegate id: Account.ID,
        project: Project.ID,
        in db: any SQLConnection
    ) throws {
        let username = try db.first("SELECT username FROM account WHERE id = \(id)") { $0.text(0) }
        guard let username else { return faults.add("delegate", FieldFaults.unknown(id)) }
        guard try Store.standing(of: id, in: project, in: db).isEmpty else { return }
        let name = try db.first("SELECT name FROM project WHERE id = \(project)") { $0.text(0) }
        faults.add(
            "delegate",
            "User '\(username)' is not a maintainer for project '\(name ?? "")'"
        )
    }

    private mutating func find(related ids: [Int64], in db: any SQLConnection) throws {
        guard ids.count <= PatchChange.largestRelation else {
            let limit = PatchChange.largestRelation
            return faults.add("related", "A relation has at most \(limit) patches.")
        }
        related = try RelatedPatch.all(withIDs: ids, in: db)
        let found = Set(related.map(\.id))
        if let unknown = ids.first(where: { !found.contains($0) }) {
            faults.add("related", FieldFaults.unknown(unknown))
        }
    }
}

/// One change of one patch, within its transaction.
struct PatchEditing {
    private let id: Int64
    private let transaction: ChangeTransaction
    private let footing: Footing
    private let project: Project.ID
    private let now: Values

    /// What can be changed, as it is.
    private struct Values {
        var state: PatchState.ID
        var delegate: Account.ID?
        var isArchived: Bool
        var commitRef: String?
        var pullURL: String?
    }

    init(_ id: Int64, in transaction: ChangeTransaction) throws {
        self.id = id
        self.transaction = transaction
        footing = try transaction.footing(on: .patch(id))
        let found = try transaction.db.first(
            """
            SELECT project_id, state_id, delegate_id, archived, commit_ref, pull_url FROM patch
            WHERE id = \(id)
            """
        ) { row in
            let values = Values(
                state: row.int(1),
                delegate: row.optionalInt(2),
                isArchived: row.bool(3),
                commitRef: row.optionalText(4),
                pullURL: row.optionalText(5)
            )
            return (project: row.int(0), values: values)
        }
        guard let found else { throw ChangeRefusal.missing("Patch") }
        (project, now) = (found.project, found.values)
    }

    func make(_ change: PatchChange) throws {
        // Who has no right at all must not learn from faults, nor from an empty change.
        try transaction.require(anyOf: Right.ofPatches, on: footing)
        if change.state.isThere { try transaction.require(.setState, on: footing) }
        if change.namesOtherFields { try transaction.require(.changePatch, on: footing) }
        let values = try PatchChangeValues(change, project: project, in: transaction.db)
        try values.faults.throwIfAny()
        var trail = Trail()
        try set(state: values.state, &trail)
        try set(delegate: change.delegate, &trail)
        try setRest(change, &trail)
        if change.related.isThere {
            let relation = RelationEditing(id, project: project, in: transaction)
            let (before, after) = try relation.relate(with: values.related)
            trail.add("related", .numbers(before), .numbers(after))
        }
        guard !trail.isEmpty else { return }
        try transaction.audit.add(
            "update",
            ("patch", id),
            project: project,
            before: trail.before,
            after: trail.after
        )
    }

    private func set(state: PatchState?, _ trail: inout Trail) throws {
        guard let state, state.id != now.state else { return }
        let db = transaction.db
        let previous = try db.first("SELECT slug FROM state WHERE id = \(now.state)") { $0.text(0) }
        try db.execute("UPDATE patch SET state_id = \(state.id) WHERE id = \(id)")
        var event = event(.patchStateChanged)
        event.state = (now.state, state.id)
        try transaction.events.add(event)
        note(.state, String(now.state), String(state.id))
        trail.add("state", .optional(previous), .text(state.slug))
    }

    private func set(delegate edit: Edit<Account.ID?>, _ trail: inout Trail) throws {
        guard let delegate = edit.value, delegate != now.delegate else { return }
        try transaction.db.execute(
            "UPDATE patch SET delegate_id = \(delegate) WHERE id = \(id)"
        )
        var event = event(.patchDelegated)
        event.delegate = (now.delegate, delegate)
        try transaction.events.add(event)
        note(.delegate, now.delegate.map { String($0) }, delegate.map { String($0) })
        trail.add("delegate", .optional(now.delegate), .optional(delegate))
    }

    /// What makes no event (rest-api, section 8.5).
    private func setRest(_ change: PatchChange, _ trail: inout Trail) throws {
        let db = transaction.db
        if let archived = change.isArchived.value, archived != now.isArchived {
            try db.execute("UPDATE patch SET archived = \(archived) WHERE id = \(id)")
            note(.archived, now.isArchived ? "1" : "0", archived ? "1" : "0")
            trail.add("archived", .bool(now.isArchived), .bool(archived))
        }
        if let reference = change.commitRef.value, reference != now.commitRef {
            try db.execute("UPDATE patch SET commit_ref = \(reference) WHERE id = \(id)")
            note(.commitRef, now.commitRef, reference)
            trail.add("commit_ref", .optional(now.commitRef), .optional(reference))
        }
        if let url = change.pullURL.value, url != now.pullURL {
            // From now on it is not the mail's any more: reading that again does not bring it back.
            try db.execute(
                "UPDATE patch SET pull_url = \(url), pull_url_by_hand = 1 WHERE id = \(id)"
            )
            note(.pullURL, now.pullURL, url)
            trail.add("pull_url", .optional(now.pullURL), .optional(url))
        }
    }

    private func note(_ field: UndoField, _ before: String?, _ after: String?) {
        transaction.undo?.add(
            UndoTarget(kind: .patch, id: id),
            field,
            before: before,
            after: after
        )
    }

    private func event(_ category: EventCategory) -> NewEvent {
        NewEvent(category, inProject: project, patch: id, by: transaction.author.account?.id)
    }
}

/// The fields that a change changed, before and after.
struct Trail {
    private(set) var before: AuditFields = []
    private(set) var after: AuditFields = []

    var isEmpty: Bool { after.isEmpty }

    /// Adds a field, unless it stayed as it was.
    mutating func add(_ field: String, _ old: AuditFields.Value, _ new: AuditFields.Value) {
        guard old != new else { return }
        before.append(field, old)
        after.append(field, new)
    }
}
