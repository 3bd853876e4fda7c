import TrackerModel

/// A patch as relations see it.
struct RelatedPatch: Hashable, Sendable {
    let id: Int64
    let projectID: Project.ID
    let relation: Int64?
    /// Whether somebody has said so; else the relation follows from versions of series.
    var isByHand = true

    /// By id; ids that nothing has are left out.
    static func all(withIDs ids: [Int64], in db: any SQLConnection) throws -> [RelatedPatch] {
        guard !ids.isEmpty else { return [] }
        return try all("id IN (\(ids: Set(ids)))", in: db)
    }

    /// The members of a relation by id.
    static func all(of relation: Int64?, in db: any SQLConnection) throws -> [RelatedPatch] {
        guard let relation else { return [] }
        return try all("relation_id = \(relation)", in: db)
    }

    private static func all(
        _ condition: SQLText,
        in db: any SQLConnection
    ) throws -> [RelatedPatch] {
        try db.all(
            """
            SELECT id, project_id, relation_id, related_by_hand FROM patch
            WHERE \(sql: condition) ORDER BY id
            """
        ) {
            RelatedPatch(
                id: $0.int(0),
                projectID: $0.int(1),
                relation: $0.optionalInt(2),
                isByHand: $0.bool(3)
            )
        }
    }
}

/// Changes which patches a patch is related to (rest-api, section 8.7).
///
/// A relation is a set of patches without a name; a patch is in one at most.
struct RelationEditing {
    private let id: Int64
    private let project: Project.ID
    private let transaction: ChangeTransaction

    private var db: any SQLConnection { transaction.db }

    init(_ id: Int64, project: Project.ID, in transaction: ChangeTransaction) {
        self.id = id
        self.project = project
        self.transaction = transaction
    }

    /// Brings the listed patches into the patch's relation; without any it leaves the relation.
    ///
    /// - Parameter listed: May hold the patch itself, which says nothing (Q27).
    /// - Returns: The other patches of the relation, before and after.
    /// - Throws: ``ChangeRefusal`` if it takes a right that the author does not have, or if the
    ///   patches belong to several relations.
    func relate(with listed: [RelatedPatch]) throws -> (before: [Int64], after: [Int64]) {
        let itself = try RelatedPatch.all(withIDs: [id], in: db).first
        let own = itself?.relation
        let members = try RelatedPatch.all(of: own, in: db)
        let wanted = listed.filter { $0.id != id }
        try requireRight(to: Set((wanted + members).map(\.projectID)).union([project]))
        let before = members.map(\.id).filter { $0 != id }
        if listed.isEmpty {
            if let own { try leave(id, own, others: before) }
            try keepByHand([id])
            return (before, [])
        }
        guard !wanted.isEmpty else { return (before, before) }
        if let itself, try takeOut(wanted, itself) {
            let again = try RelatedPatch.all(withIDs: listed.map(\.id), in: db)
            return (before, try relate(with: again).after)
        }
        let relations = Set((wanted + members).compactMap(\.relation) + [own].compactMap { $0 })
        guard relations.count <= 1 else { throw ChangeRefusal.relationConflict }
        try join(wanted, relations.first, isMember: own != nil)
        let after = try RelatedPatch.all(withIDs: [id], in: db).first?.relation
        let joined = try RelatedPatch.all(of: after, in: db).map(\.id)
        try keepByHand(joined)
        return (before, joined.filter { $0 != id })
    }

    /// What somebody has said of a relation, versions of series leave alone.
    private func keepByHand(_ patches: [Int64]) throws {
        try db.execute("UPDATE patch SET related_by_hand = 1 WHERE id IN (\(ids: patches))")
    }

    /// Patches that belong to another relation only because they are versions of other patches leave it,
    /// and so does the edited one: what somebody says goes first.
    ///
    /// - Returns: Whether any did.
    private func takeOut(_ wanted: [RelatedPatch], _ itself: RelatedPatch) throws -> Bool {
        var leaving = wanted.filter {
            $0.relation != nil && $0.relation != itself.relation && !$0.isByHand
        }
        let isWanted = wanted.contains {
            $0.isByHand && $0.relation != nil && $0.relation != itself.relation
        }
        if itself.relation != nil, !itself.isByHand, isWanted { leaving.append(itself) }
        for patch in leaving {
            guard let relation = patch.relation else { continue }
            let others = try RelatedPatch.all(of: relation, in: db).map(\.id)
                .filter { $0 != patch.id }
            try leave(patch.id, relation, others: others)
        }
        return !leaving.isEmpty
    }

    private func requireRight(to projects: Set<Project.ID>) throws {
        let account = transaction.author.account?.id
        for project in projects {
            let standing = try Store.standing(of: account, in: project, in: db)
            let footing = Footing(standing: standing, projectID: project)
            guard transaction.allows(.relatePatches, on: footing) else {
                throw ChangeRefusal.notPermittedToRelate
            }
        }
    }

    /// A relation of one patch would be none, so the last one leaves as well.
    private func leave(_ patch: Int64, _ relation: Int64, others: [Int64]) throws {
        let leaving = others.count > 1 ? [patch] : others + [patch]
        try db.execute("UPDATE patch SET relation_id = NULL WHERE id IN (\(ids: leaving))")
        if others.count <= 1 { try db.execute("DELETE FROM relation WHERE id = \(relation)") }
        try tell(of: leaving, (relation, nil))
    }

    private func join(_ listed: [RelatedPatch], _ known: Int64?, isMember: Bool) throws {
        let relation =
            try known
            ?? db.insert("INSERT INTO relation (created) VALUES (\(transaction.now)) RETURNING id")
        var joining = listed.filter { $0.relation != relation }.map(\.id)
        // The edited patch is told of last, as in Patchwork.
        if !isMember { joining.append(id) }
        guard !joining.isEmpty else { return }
        let size = try db.int("SELECT COUNT(*) FROM patch WHERE relation_id = \(relation)") ?? 0
        guard Int(size) + joining.count <= PatchChange.largestRelation else {
            let limit = PatchChange.largestRelation
            throw ChangeRefusal.invalid(
                FieldFaults("related", "A relation has at most \(limit) patches.")
            )
        }
        try db.execute("UPDATE patch SET relation_id = \(relation) WHERE id IN (\(ids: joining))")
        try tell(of: joining, (nil, relation))
    }

    /// One event for each patch, with the actor (Q42).
    private func tell(
        of patches: [Int64],
        _ relation: (previous: Int64?, current: Int64?)
    ) throws {
        let found = try RelatedPatch.all(withIDs: patches, in: db)
        let projects = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0.projectID) })
        for patch in patches {
            guard let project = projects[patch] else { continue }
            var event = NewEvent(
                .patchRelationChanged,
                inProject: project,
                patch: patch,
                by: transaction.author.account?.id
            )
            event.relation = relation
            try transaction.events.add(event)
        }
    }
}
