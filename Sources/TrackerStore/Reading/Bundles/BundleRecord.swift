package import TrackerModel

/// A bundle: patches that somebody put together.
package struct BundleRecord: Sendable {
    package let id: Int64
    package let project: Project
    package let name: String
    package let owner: Account
    package let isPublic: Bool
    /// In the order of the bundle.
    package fileprivate(set) var patches: [MailReference] = []
}

/// Which bundles a list has. What is `nil` does not filter.
package struct BundleFilter: Sendable {
    package var projects: [Reference]?
    package var owners: [Reference]?
    package var isPublic: Bool?
    /// Each must occur in the name.
    package var terms: [String] = []

    package init() {}
}

/// What bundles can be ordered by.
package enum BundleOrderKey: String, OrderKey {
    case id, name, owner

    package static func expression(_ key: Self) -> SQLText {
        switch key {
        case .id: "bundle.id"
        case .name: "bundle.name"
        case .owner: "bundle.owner_id"
        }
    }
}

extension BundleFilter {
    /// The list of these bundles, or `nil` if a value of the filter is invalid.
    func query(
        visibleTo viewer: Account.ID?,
        _ order: ListOrder<BundleOrderKey>,
        in db: any SQLConnection
    ) throws -> ListQuery? {
        var list = ListQuery(
            table: "bundle",
            conditions: [BundleRecord.visible(to: viewer)],
            order: order.sql
        )
        guard try list.require("bundle.project_id", among: projects, of: .projects, in: db),
            try list.require("bundle.owner_id", among: owners, of: .accounts, in: db)
        else { return nil }
        if let isPublic { list.conditions.append("bundle.is_public = \(isPublic)") }
        list.require(terms, in: ["bundle.name"])
        return list
    }
}

extension BundleRecord {
    /// Public ones are for everybody, others for their owner only.
    static func visible(to viewer: Account.ID?) -> SQLText {
        guard let viewer else { return "bundle.is_public = 1" }
        return "(bundle.is_public = 1 OR bundle.owner_id = \(viewer))"
    }

    static func one(_ id: Int64, in db: any SQLConnection) throws -> BundleRecord? {
        try read(.init(ids: "\(id)", order: "bundle.id"), in: db).first
    }

    /// The bundles of a page in its order.
    static func read(
        _ selection: ListQuery.Selection,
        in db: any SQLConnection
    ) throws -> [BundleRecord] {
        let lookup = ReadingLookup(db)
        var bundles = try db.all(
            """
            SELECT bundle.id, bundle.project_id, bundle.name, bundle.is_public,
                \(sql: Account.columns(of: "account"))
            FROM bundle JOIN account ON account.id = bundle.owner_id
            WHERE bundle.id IN (\(sql: selection.ids)) ORDER BY \(sql: selection.order)
            """
        ) { row in
            var reader = RowReader(row)
            let id = reader.int()
            let project = try lookup.project(reader.int())
            let (name, isPublic) = (reader.text(), reader.bool())
            return BundleRecord(
                id: id,
                project: project,
                name: name,
                owner: Account(&reader),
                isPublic: isPublic
            )
        }
        try addPatches(to: &bundles, in: db, lookup)
        return bundles
    }

    private static func addPatches(
        to bundles: inout [BundleRecord],
        in db: any SQLConnection,
        _ lookup: ReadingLookup
    ) throws {
        guard !bundles.isEmpty else { return }
        var patches: [Int64: [MailReference]] = [:]
        try db.query(
            """
            SELECT bundle_id, \(sql: MailReference.columns(of: "patch"))
            FROM bundle_patch JOIN patch ON patch.id = bundle_patch.patch_id
            WHERE bundle_id IN (\(ids: bundles.map(\.id))) ORDER BY position, patch.id
            """
        ) { row in
            var reader = RowReader(row)
            patches[reader.int(), default: []].append(try MailReference(&reader, lookup))
        }
        for index in bundles.indices {
            bundles[index].patches = patches[bundles[index].id] ?? []
        }
    }
}

extension Store {
    /// One page of the bundles that the viewer may see, or `nil` if there is no such page.
    package func bundleList(
        _ filter: BundleFilter,
        visibleTo viewer: Account.ID?,
        _ order: ListOrder<BundleOrderKey>,
        _ page: PageRequest
    ) async throws -> Listing<BundleRecord>? {
        try await database.read { db in
            guard let list = try filter.query(visibleTo: viewer, order, in: db) else {
                return .nothing(page)
            }
            return try db.listing(list, page) { try BundleRecord.read($0, in: db) }
        }
    }

    /// One bundle, if the viewer may see it.
    package func bundleDetail(
        _ id: Int64,
        visibleTo viewer: Account.ID?
    ) async throws -> BundleRecord? {
        try await database.read { db in
            try BundleRecord.read(
                .init(
                    ids: """
                        SELECT id FROM bundle
                        WHERE id = \(id) AND \(sql: BundleRecord.visible(to: viewer))
                        """,
                    order: "bundle.id"
                ),
                in: db
            ).first
        }
    }
}
