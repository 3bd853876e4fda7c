package import TrackerModel

/// A check as XML-RPC shows it (rest-api, section 12).
package struct CheckSummary: Sendable {
    package let check: CheckRecord
    /// The name of its patch.
    package let patchName: String
}

/// What all checks of a patch say.
package struct PatchVerdict: Sendable {
    package let state: CheckState
    /// The newest of each account and context, by id.
    package let checks: [CheckSummary]
}

/// What checks can be filtered by, in the words of XML-RPC.
package enum CheckField: String, FilterField {
    case id, user
    case projectID = "project_id"
    case patchID = "patch_id"

    package var kind: FieldKind {
        switch self {
        case .id, .user: .number
        case .projectID, .patchID: .reference
        }
    }

    package var column: SQLText {
        switch self {
        case .id: "check_result.id"
        case .user: "check_result.account_id"
        case .projectID:
            "(SELECT project_id FROM patch WHERE patch.id = check_result.patch_id)"
        case .patchID: "check_result.patch_id"
        }
    }
}

extension Store {
    /// The checks that fulfil all conditions, by id.
    ///
    /// - Parameters:
    ///   - conditions: What is asked of them.
    ///   - count: 0 for all, `n` for the first `n`, `-n` for the last `n`.
    /// - Returns: Their ids.
    /// - Throws: `StoreError`.
    package func checkIDs(
        _ conditions: [FieldCondition<CheckField>],
        count: Int64 = 0
    ) async throws -> [Int64] {
        try await database.read { db in
            let choice = RowChoice(
                table: "check_result",
                conditions: conditions.map { $0.sql(db.dialect) },
                order: ["check_result.id"]
            )
            return try choice.ids(count: count, in: db)
        }
    }

    /// The checks with these ids, in that order; an id that is gone is left out.
    package func checkSummaries(_ ids: [Int64]) async throws -> [CheckSummary] {
        try await database.read { db in try CheckSummary.all(ids, in: db) }
    }

    /// What the checks of a patch say, or `nil` if there is no such patch.
    package func verdict(onPatch id: Int64) async throws -> PatchVerdict? {
        try await database.read { db in
            let state = try db.int("SELECT check_state FROM patch WHERE id = \(id)")
            guard let state else { return nil }
            let choice = RowChoice(
                table: "check_result",
                conditions: ["check_result.patch_id = \(id)", "check_result.superseded = 0"],
                order: ["check_result.id"]
            )
            let ids = try choice.ids(count: 0, in: db)
            return PatchVerdict(
                state: CheckState(rawValue: state) ?? .pending,
                checks: try CheckSummary.all(ids, in: db)
            )
        }
    }
}

extension CheckSummary {
    fileprivate static func all(_ ids: [Int64], in db: any SQLConnection) throws -> [CheckSummary] {
        guard !ids.isEmpty else { return [] }
        let checks = try CheckRecord.read(
            .init(ids: "\(ids: ids)", order: "check_result.id"),
            in: db
        )
        var names: [Int64: String] = [:]
        try db.query(
            "SELECT id, name FROM patch WHERE id IN (\(ids: Set(checks.map(\.patchID))))"
        ) { names[$0.int(0)] = $0.text(1) }
        return
            checks
            .map { CheckSummary(check: $0, patchName: names[$0.patchID] ?? "") }
            .ordered(by: ids, id: \.check.id)
    }
}
