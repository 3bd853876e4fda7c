package import TrackerModel

/// What is to become of a bundle, or what a new one is to be (rest-api, section 9.1).
package struct BundleChange: Sendable {
    /// 1 to 50 characters; see ``BundleChangeValues``.
    package var name: Edit<String> = .keep
    package var isPublic: Edit<Bool> = .keep
    /// In the order of the bundle; an id that is there twice counts where it comes first.
    package var patches: Edit<[Int64]> = .keep

    /// Patches of a bundle; more are refused.
    package static let mostPatches = 2_000

    package init() {}
}

extension Store {
    /// Makes a bundle that belongs to the author.
    ///
    /// - Parameters:
    ///   - change: Must name the bundle and its patches.
    ///   - author: Whose it will be.
    ///   - key: Makes sure that a request that is sent again makes no second bundle.
    /// - Returns: The bundle, or that of the first request with the key.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func createBundle(
        _ change: BundleChange,
        by author: ChangeAuthor,
        key: RequestKey? = nil
    ) async throws -> BundleRecord {
        try await self.change(by: author) { transaction in
            let id = try transaction.once(key, change.fingerprint) {
                try BundleEditing(transaction: transaction).create(change)
            }
            guard let made = try BundleRecord.one(id, in: transaction.db) else {
                throw ChangeRefusal.keyOutlived
            }
            return made
        }
    }

    /// Changes a bundle.
    ///
    /// - Parameters:
    ///   - id: The bundle.
    ///   - change: What is to become of it.
    ///   - author: Must own it.
    /// - Returns: The bundle as it is now.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func changeBundle(
        _ id: Int64,
        _ change: BundleChange,
        by author: ChangeAuthor
    ) async throws -> BundleRecord {
        try await self.change(by: author) { transaction in
            try BundleEditing(transaction: transaction).make(change, of: id)
            guard let bundle = try BundleRecord.one(id, in: transaction.db) else {
                throw ChangeRefusal.missing("Bundle")
            }
            return bundle
        }
    }

    /// Deletes a bundle; its patches stay.
    ///
    /// - Parameters:
    ///   - id: The bundle.
    ///   - author: Must own it.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func deleteBundle(_ id: Int64, by author: ChangeAuthor) async throws {
        try await change(by: author) { try BundleEditing(transaction: $0).delete(id) }
    }

    /// What of a change cannot be, before anybody tries to make it.
    ///
    /// - Parameters:
    ///   - change: The change, or what a new bundle is to be.
    ///   - owner: Whose bundle it is, or will be.
    ///   - bundle: `nil` for a new one.
    /// - Returns: The faults.
    /// - Throws: `StoreError`.
    package func faults(
        of change: BundleChange,
        owner: Account.ID,
        bundle: Int64?
    ) async throws -> FieldFaults {
        try await database.read { db in
            try BundleChangeValues(change, owner: owner, bundle: bundle, in: db).faults
        }
    }
}

extension BundleChange {
    /// What makes two requests the same one.
    fileprivate var fingerprint: [String?] {
        let flag = isPublic.value.map { String($0) }
        return ["bundle", name.value, flag] + (patches.value ?? []).map { String($0) }
    }
}

/// The values of a change, looked up.
struct BundleChangeValues {
    private(set) var faults = FieldFaults()
    /// The patches without repetitions.
    private(set) var patches: [Int64] = []
    /// The project of all patches, if any are named.
    private(set) var project: Project.ID?

    init(
        _ change: BundleChange,
        owner: Account.ID,
        bundle: Int64?,
        in db: any SQLConnection
    ) throws {
        if let name = change.name.value {
            if let fault = Self.fault(ofName: name) {
                faults.add("name", fault)
            } else {
                try checkUnique(name, owner: owner, bundle: bundle, in: db)
            }
        }
        if let ids = change.patches.value { try find(ids, in: db) }
    }

    /// A name is a part of the addresses of the bundle: what those cannot hold is refused (Q30).
    private static func fault(ofName name: String) -> String? {
        if name.contains("/") { return "A name must not contain a slash." }
        if name == "." || name == ".." { return "Choose another name." }
        let hasControl = name.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
        return hasControl ? "A name must not contain control characters." : nil
    }

    private mutating func checkUnique(
        _ name: String,
        owner: Account.ID,
        bundle: Int64?,
        in db: any SQLConnection
    ) throws {
        let taken = try db.int(
            "SELECT id FROM bundle WHERE owner_id = \(owner) AND name = \(name)"
        )
        guard let taken, taken != bundle else { return }
        faults.add("detail", "The fields owner, name must make a unique set.")
    }

    private mutating func find(_ ids: [Int64], in db: any SQLConnection) throws {
        guard !ids.isEmpty else { return faults.add("patches", "Bundles cannot be empty") }
        var seen: Set<Int64> = []
        patches = ids.filter { seen.insert($0).inserted }
        guard patches.count <= BundleChange.mostPatches else {
            let limit = BundleChange.mostPatches
            return faults.add("patches", "A bundle has at most \(limit) patches.")
        }
        let found = try db.all(
            "SELECT id, project_id FROM patch WHERE id IN (\(ids: patches))"
        ) { (id: $0.int(0), project: $0.int(1)) }
        let known = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0.project) })
        if let unknown = patches.first(where: { known[$0] == nil }) {
            return faults.add("patches", FieldFaults.unknown(unknown))
        }
        guard Set(known.values).count == 1 else {
            return faults.add("patches", "Bundle patches must belong to the same project")
        }
        project = known.values.first
    }
}

/// Changes of bundles within a transaction.
struct BundleEditing {
    let transaction: ChangeTransaction

    private var db: any SQLConnection { transaction.db }

    func create(_ change: BundleChange) throws -> Int64 {
        guard let owner = transaction.author.account?.id else { throw ChangeRefusal.notPermitted }
        let values = try BundleChangeValues(change, owner: owner, bundle: nil, in: db)
        try values.faults.throwIfAny()
        guard let name = change.name.value, let project = values.project else {
            throw ChangeRefusal.invalid(FieldFaults("name", "This field is required."))
        }
        let footing = Footing(standing: .owner, projectID: project)
        try transaction.require(.changeBundle, on: footing)
        let isPublic = change.isPublic.value ?? false
        let id = try db.insert(
            """
            INSERT INTO bundle (owner_id, project_id, name, is_public)
            VALUES (\(owner), \(project), \(name), \(isPublic)) RETURNING id
            """
        )
        try fill(id, with: values.patches)
        try transaction.audit.add(
            "create",
            ("bundle", id),
            project: project,
            after: [
                "name": .text(name), "public": .bool(isPublic), "patches": .numbers(values.patches),
            ]
        )
        return id
    }

    func make(_ change: BundleChange, of id: Int64) throws {
        let footing = try transaction.footing(on: .bundle(id))
        try transaction.require(.changeBundle, on: footing)
        let old = try bundle(id)
        let values = try BundleChangeValues(change, owner: old.owner, bundle: id, in: db)
        try values.faults.throwIfAny()
        var trail = Trail()
        if let name = change.name.value { trail.add("name", .text(old.name), .text(name)) }
        if let flag = change.isPublic.value {
            trail.add("public", .bool(old.isPublic), .bool(flag))
        }
        if let project = values.project {
            let target = Footing(standing: footing.standing, projectID: project)
            try transaction.require(.changeBundle, on: target)
            trail.add("project", .number(old.project), .number(project))
            trail.add("patches", .numbers(old.patches), .numbers(values.patches))
            if old.patches != values.patches { try fill(id, with: values.patches) }
        }
        guard !trail.isEmpty else { return }
        try db.execute(
            """
            UPDATE bundle SET name = \(change.name.value ?? old.name),
                is_public = \(change.isPublic.value ?? old.isPublic),
                project_id = \(values.project ?? old.project)
            WHERE id = \(id)
            """
        )
        try transaction.audit.add(
            "update",
            ("bundle", id),
            project: values.project ?? old.project,
            before: trail.before,
            after: trail.after
        )
    }

    func delete(_ id: Int64) throws {
        let footing = try transaction.footing(on: .bundle(id))
        try transaction.require(.changeBundle, on: footing)
        let old = try bundle(id)
        try db.execute("DELETE FROM bundle WHERE id = \(id)")
        try transaction.audit.add(
            "delete",
            ("bundle", id),
            project: old.project,
            before: [
                "name": .text(old.name), "public": .bool(old.isPublic),
                "patches": .numbers(old.patches),
            ]
        )
    }

    private struct Stored {
        let owner: Account.ID
        let project: Project.ID
        let name: String
        let isPublic: Bool
        var patches: [Int64] = []
    }

    private func bundle(_ id: Int64) throws -> Stored {
        let found = try db.first(
            "SELECT owner_id, project_id, name, is_public FROM bundle WHERE id = \(id)"
        ) {
            Stored(owner: $0.int(0), project: $0.int(1), name: $0.text(2), isPublic: $0.bool(3))
        }
        guard var found else { throw ChangeRefusal.missing("Bundle") }
        found.patches = try db.all(
            "SELECT patch_id FROM bundle_patch WHERE bundle_id = \(id) ORDER BY position, patch_id"
        ) { $0.int(0) }
        return found
    }

    func fill(_ id: Int64, with patches: [Int64]) throws {
        try db.execute("DELETE FROM bundle_patch WHERE bundle_id = \(id)")
        for (position, patch) in patches.enumerated() {
            try db.execute(
                """
                INSERT INTO bundle_patch (bundle_id, patch_id, position)
                VALUES (\(id), \(patch), \(position))
                """
            )
        }
    }
}
