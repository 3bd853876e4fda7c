package import TrackerModel

/// What became of patches that somebody wanted in a bundle, or out of it: by name.
package struct BundleFilling: Sendable {
    package let bundle: Int64
    package let name: String
    /// Added, or removed.
    package internal(set) var done: [String] = []
    /// In the bundle already.
    package internal(set) var present: [String] = []
    /// Of other projects.
    package internal(set) var foreign: [String] = []
}

/// A bundle in a list of bundles.
package struct BundleLine: Sendable, Identifiable {
    package let id: Int64
    package let name: String
    package let isPublic: Bool
    package let project: Project
    package let patches: Int64
}

extension Store {
    /// The bundles of an account by name, of one project or of all.
    package func bundleLines(
        of account: Account.ID,
        inProject linkName: String?
    ) async throws -> [BundleLine] {
        let condition: SQLText = linkName.map { "AND project.link_name = \($0)" } ?? ""
        return try await database.read { db in
            try db.all(
                """
                SELECT \(sql: Project.columns), bundle.id, bundle.name, bundle.is_public,
                    (SELECT COUNT(*) FROM bundle_patch WHERE bundle_id = bundle.id)
                FROM bundle JOIN project ON project.id = bundle.project_id
                WHERE bundle.owner_id = \(account) \(sql: condition)
                ORDER BY bundle.name, bundle.id LIMIT 2000
                """
            ) { row in
                let start = Project.columnCount
                return BundleLine(
                    id: row.int(start),
                    name: row.text(start + 1),
                    isPublic: row.bool(start + 2),
                    project: Project(row: row, from: 0),
                    patches: row.int(start + 3)
                )
            }
        }
    }

    /// Where a bundle is shown: who owns it, and its name.
    package func bundlePlace(
        _ id: Int64
    ) async throws -> (owner: Account.ID, username: String, name: String)? {
        try await database.read { db in
            try db.first(
                """
                SELECT bundle.owner_id, account.username, bundle.name
                FROM bundle JOIN account ON account.id = bundle.owner_id WHERE bundle.id = \(id)
                """
            ) { ($0.int(0), $0.text(1), $0.text(2)) }
        }
    }

    /// Makes a private bundle of patches in the order of their dates; it may be empty.
    ///
    /// - Parameters:
    ///   - name: As in ``BundleChange/name``.
    ///   - linkName: The project; patches of others are left out.
    ///   - patches: Ids, and with `series` all patches of those.
    ///   - series: Ids of series.
    ///   - author: Whose it will be.
    /// - Returns: The bundle, and what is in it.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func createBundle(
        named name: String,
        ofProject linkName: String,
        patches: [Int64],
        series: [Int64] = [],
        by author: ChangeAuthor
    ) async throws -> BundleFilling {
        try await change(by: author) { transaction in
            guard let project = try Self.project(linkName, in: transaction.db) else {
                throw ChangeRefusal.missing("Project")
            }
            let editing = BundleEditing(transaction: transaction)
            let id = try editing.createEmpty(named: name, project: project.id)
            return try editing.add(patches, series, to: id)
        }
    }

    /// Appends patches to a bundle in the order of their dates.
    ///
    /// - Parameters:
    ///   - id: The bundle.
    ///   - patches: Ids, and with `series` all patches of those.
    ///   - series: Ids of series.
    ///   - author: Must own the bundle.
    /// - Returns: What was added.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func addToBundle(
        _ id: Int64,
        patches: [Int64],
        series: [Int64] = [],
        by author: ChangeAuthor
    ) async throws -> BundleFilling {
        try await change(by: author) {
            try BundleEditing(transaction: $0).add(patches, series, to: id)
        }
    }

    /// Takes patches out of a bundle.
    ///
    /// - Parameters:
    ///   - patches: Ids; what is not in the bundle is left out.
    ///   - id: The bundle.
    ///   - author: Must own it.
    /// - Returns: What was removed.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func removeFromBundle(
        _ patches: [Int64],
        bundle id: Int64,
        by author: ChangeAuthor
    ) async throws -> BundleFilling {
        try await change(by: author) {
            try BundleEditing(transaction: $0).remove(patches, from: id)
        }
    }

    /// Brings patches of a bundle into another order.
    ///
    /// - Parameters:
    ///   - id: The bundle.
    ///   - order: Ids of some of its patches, which come to stand together in this order.
    ///   - first: They begin where this patch stands now; without it at the beginning.
    ///   - author: Must own the bundle.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func reorderBundle(
        _ id: Int64,
        _ order: [Int64],
        from first: Int64?,
        by author: ChangeAuthor
    ) async throws {
        try await change(by: author) {
            try BundleEditing(transaction: $0).reorder(id, order, from: first)
        }
    }
}

extension BundleEditing {
    fileprivate func createEmpty(named name: String, project: Project.ID) throws -> Int64 {
        guard let owner = transaction.author.account?.id else { throw ChangeRefusal.notPermitted }
        var change = BundleChange()
        change.name = .set(name)
        guard !name.isEmpty, name.count <= 50 else {
            throw ChangeRefusal.invalid(FieldFaults("name", "A name has 1 to 50 characters."))
        }
        try BundleChangeValues(change, owner: owner, bundle: nil, in: transaction.db)
            .faults.throwIfAny()
        let id = try transaction.db.insert(
            """
            INSERT INTO bundle (owner_id, project_id, name, is_public)
            VALUES (\(owner), \(project), \(name), 0) RETURNING id
            """
        )
        try transaction.audit.add(
            "create",
            ("bundle", id),
            project: project,
            after: ["name": .text(name), "public": .bool(false)]
        )
        return id
    }

    private struct Stored {
        let project: Project.ID
        let name: String
        let patches: [Int64]
    }

    private func own(_ id: Int64) throws -> Stored {
        let db = transaction.db
        try transaction.require(.changeBundle, on: transaction.footing(on: .bundle(id)))
        let found = try db.first("SELECT project_id, name FROM bundle WHERE id = \(id)") {
            (project: $0.int(0), name: $0.text(1))
        }
        guard let found else { throw ChangeRefusal.missing("Bundle") }
        let patches = try db.all(
            "SELECT patch_id FROM bundle_patch WHERE bundle_id = \(id) ORDER BY position, patch_id"
        ) { $0.int(0) }
        return Stored(project: found.project, name: found.name, patches: patches)
    }

    fileprivate func add(
        _ patches: [Int64],
        _ series: [Int64],
        to id: Int64
    ) throws -> BundleFilling {
        let bundle = try own(id)
        let db = transaction.db
        var filling = BundleFilling(bundle: id, name: bundle.name)
        guard !patches.isEmpty || !series.isEmpty else { return filling }
        let listed = try db.all(
            """
            SELECT id, name, project_id FROM patch
            WHERE id IN (\(ids: patches)) OR series_id IN (\(ids: series))
            ORDER BY date, id LIMIT \(BundleChange.mostPatches + 1)
            """
        ) { (id: $0.int(0), name: $0.text(1), project: $0.int(2)) }
        let known = Set(bundle.patches)
        let new = listed.filter { $0.project == bundle.project && !known.contains($0.id) }
        filling.foreign = listed.filter { $0.project != bundle.project }.map(\.name)
        filling.present = listed.filter { known.contains($0.id) }.map(\.name)
        filling.done = new.map(\.name)
        let all = bundle.patches + new.map(\.id)
        guard all.count <= BundleChange.mostPatches else {
            let limit = BundleChange.mostPatches
            throw ChangeRefusal.invalid(
                FieldFaults("patches", "A bundle has at most \(limit) patches.")
            )
        }
        try store(all, instead: bundle, of: id)
        return filling
    }

    fileprivate func remove(_ patches: [Int64], from id: Int64) throws -> BundleFilling {
        let bundle = try own(id)
        let gone = Set(patches).intersection(bundle.patches)
        var filling = BundleFilling(bundle: id, name: bundle.name)
        filling.done = try transaction.db.all(
            "SELECT name FROM patch WHERE id IN (\(ids: gone)) ORDER BY date, id"
        ) { $0.text(0) }
        try store(bundle.patches.filter { !gone.contains($0) }, instead: bundle, of: id)
        return filling
    }

    fileprivate func reorder(_ id: Int64, _ order: [Int64], from first: Int64?) throws {
        let bundle = try own(id)
        let known = Set(bundle.patches)
        var seen: Set<Int64> = []
        let moved = order.filter { known.contains($0) && seen.insert($0).inserted }
        let start = first.flatMap(bundle.patches.firstIndex(of:)) ?? 0
        let before = bundle.patches.prefix(start).filter { !seen.contains($0) }
        let after = bundle.patches.dropFirst(start).filter { !seen.contains($0) }
        try store(before + moved + after, instead: bundle, of: id)
    }

    private func store(_ patches: [Int64], instead old: Stored, of id: Int64) throws {
        guard patches != old.patches else { return }
        try fill(id, with: patches)
        try transaction.audit.add(
            "update",
            ("bundle", id),
            project: old.project,
            before: ["patches": .numbers(old.patches)],
            after: ["patches": .numbers(patches)]
        )
    }
}
