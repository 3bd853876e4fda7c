package import TrackerModel

/// What a test machine said of a patch.
package struct CheckRecord: Sendable {
    package let id: Int64
    package let patchID: Int64
    package let account: Account
    package let date: Int64
    package let state: CheckState
    package let targetURL: String?
    package let context: String
    package let description: String?
}

/// Which checks of a patch a list has. What is `nil` does not filter.
package struct CheckFilter: Sendable {
    package var accounts: [Reference]?
    package var state: CheckState?
    package var context: String?
    package var since: Int64?
    package var before: Int64?

    package init() {}
}

/// What checks can be ordered by.
package enum CheckOrderKey: String, OrderKey {
    case id, user, date, state, context, description
    case targetURL = "target_url"

    package static func expression(_ key: Self) -> SQLText {
        switch key {
        case .id: "check_result.id"
        case .user: "check_result.account_id"
        case .date: "check_result.date"
        case .state: "check_result.state"
        case .context: "check_result.context"
        case .description: "COALESCE(check_result.description, '')"
        case .targetURL: "COALESCE(check_result.target_url, '')"
        }
    }
}

extension CheckFilter {
    /// The list of these checks of a patch, or `nil` if a value of the filter is invalid.
    func query(
        patch: Int64,
        _ order: ListOrder<CheckOrderKey>,
        in db: any SQLConnection
    ) throws -> ListQuery? {
        var list = ListQuery(
            table: "check_result",
            conditions: ["check_result.patch_id = \(patch)"],
            order: order.sql
        )
        guard
            try list.require("check_result.account_id", among: accounts, of: .accounts, in: db)
        else { return nil }
        if let state { list.conditions.append("check_result.state = \(state.rawValue)") }
        if let context { list.conditions.append("check_result.context = \(context)") }
        list.require("check_result.date", since: since, before: before)
        return list
    }
}

extension CheckRecord {
    static func one(_ id: Int64, in db: any SQLConnection) throws -> CheckRecord? {
        try read(.init(ids: "\(id)", order: "check_result.id"), in: db).first
    }

    /// The checks of a page in its order.
    static func read(
        _ selection: ListQuery.Selection,
        in db: any SQLConnection
    ) throws -> [CheckRecord] {
        try db.all(
            """
            SELECT check_result.id, patch_id, date, state, target_url, context, description,
                \(sql: Account.columns(of: "account"))
            FROM check_result JOIN account ON account.id = check_result.account_id
            WHERE check_result.id IN (\(sql: selection.ids))
            ORDER BY \(sql: selection.order)
            """
        ) { row in
            var reader = RowReader(row)
            let (id, patch, date) = (reader.int(), reader.int(), reader.int())
            let state = CheckState(rawValue: reader.int()) ?? .pending
            let target = reader.optionalText()
            let context = reader.text()
            let description = reader.optionalText()
            return CheckRecord(
                id: id,
                patchID: patch,
                account: Account(&reader),
                date: date,
                state: state,
                targetURL: target,
                context: context,
                description: description
            )
        }
    }
}

/// What came of asking for something below a parent.
package enum BelowParent<Found: Sendable>: Sendable {
    case noParent
    case nothing
    case found(Found)
}

extension Store {
    /// One page of a patch's checks; `nothing` if there is no such page.
    package func checkList(
        patch: Int64,
        _ filter: CheckFilter?,
        _ order: ListOrder<CheckOrderKey>,
        _ page: PageRequest
    ) async throws -> BelowParent<Listing<CheckRecord>> {
        try await database.read { db in
            guard try db.int("SELECT id FROM patch WHERE id = \(patch)") != nil else {
                return .noParent
            }
            guard let list = try filter?.query(patch: patch, order, in: db) else {
                return Listing.nothing(page).map(BelowParent.found) ?? .nothing
            }
            let listing = try db.listing(list, page) { try CheckRecord.read($0, in: db) }
            return listing.map(BelowParent.found) ?? .nothing
        }
    }

    /// One check of a patch.
    package func check(_ id: Int64, patch: Int64) async throws -> BelowParent<CheckRecord> {
        try await database.read { db in
            let found = try CheckRecord.one(id, in: db)
            if let found, found.patchID == patch { return .found(found) }
            let parent = try db.int("SELECT id FROM patch WHERE id = \(patch)")
            return parent == nil ? .noParent : .nothing
        }
    }
}
