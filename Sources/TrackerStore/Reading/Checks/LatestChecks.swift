package import TrackerModel

/// The checks of a patch that count: the newest of each account and context.
package struct LatestChecks: Sendable {
    package let patchID: Int64
    /// By id.
    package let checks: [CheckRecord]

    package var state: CheckState { .combined(checks.map(\.state)) }
}

/// What a test machine said of a whole series.
package struct SeriesCheckRecord: Sendable {
    package let id: Int64
    package let seriesID: Int64
    package let account: Account
    package let date: Int64
    package let state: CheckState
    package let targetURL: String?
    package let context: String
    package let description: String?
}

/// The checks that count, of a series and of its patches.
package struct SeriesChecks: Sendable {
    package let seriesID: Int64
    /// By id.
    package let checks: [SeriesCheckRecord]
    /// In the order of the patches.
    package let patches: [LatestChecks]

    package var state: CheckState {
        .combined(checks.map(\.state) + patches.flatMap(\.checks).map(\.state))
    }
}

extension Store {
    /// More checks than this are left out, of one patch and of a series.
    private static let largestCheckCount = 5_000

    /// The checks of a patch that count; `nil` if there is no such patch.
    package func latestChecks(ofPatch id: Int64) async throws -> LatestChecks? {
        try await database.read { db in
            guard try db.int("SELECT id FROM patch WHERE id = \(id)") != nil else { return nil }
            return try Self.latestChecks(ofPatches: [id], in: db).first
        }
    }

    /// The checks of a series that count, and those of its patches; `nil` if there is no such series.
    package func seriesChecks(of series: Int64) async throws -> SeriesChecks? {
        try await database.read { db in
            guard let id = try Self.presentSeries(series, in: db) else { return nil }
            return SeriesChecks(
                seriesID: id,
                checks: try SeriesCheckRecord.read(
                    "series_check.series_id = \(id) AND series_check.superseded = 0",
                    in: db
                ),
                patches: try Self.latestChecks(
                    ofPatches: try Self.patches(ofSeries: id, in: db),
                    in: db
                )
            )
        }
    }

    /// The number of a series, or of the one that it became part of.
    static func presentSeries(_ id: Int64, in db: any SQLConnection) throws -> Int64? {
        try db.int("SELECT id FROM series WHERE id = \(id)")
            ?? db.int("SELECT series_id FROM series_alias WHERE id = \(id)")
    }

    /// The patches of a series in the order of their numbers.
    static func patches(ofSeries id: Int64, in db: any SQLConnection) throws -> [Int64] {
        try db.all(
            """
            SELECT id FROM patch WHERE series_id = \(id) ORDER BY COALESCE(number, 0), date, id
            """
        ) { $0.int(0) }
    }

    static func latestChecks(
        ofPatches ids: [Int64],
        in db: any SQLConnection
    ) throws -> [LatestChecks] {
        guard !ids.isEmpty else { return [] }
        let selection = ListQuery.Selection(
            ids: """
                SELECT check_result.id FROM check_result
                WHERE patch_id IN (\(ids: ids)) AND superseded = 0
                ORDER BY check_result.id LIMIT \(largestCheckCount)
                """,
            order: "check_result.id"
        )
        let checks = Dictionary(
            grouping: try CheckRecord.read(selection, in: db),
            by: \.patchID
        )
        return ids.map { LatestChecks(patchID: $0, checks: checks[$0] ?? []) }
    }
}

extension SeriesCheckRecord {
    static func read(
        _ condition: SQLText,
        in db: any SQLConnection
    ) throws -> [SeriesCheckRecord] {
        try db.all(
            """
            SELECT series_check.id, series_id, date, state, target_url, context, description,
                \(sql: Account.columns(of: "account"))
            FROM series_check JOIN account ON account.id = series_check.account_id
            WHERE \(sql: condition) ORDER BY series_check.id LIMIT 1000
            """
        ) { row in
            var reader = RowReader(row)
            let (id, series, date) = (reader.int(), reader.int(), reader.int())
            let state = CheckState(rawValue: reader.int()) ?? .pending
            let target = reader.optionalText()
            let context = reader.text()
            let description = reader.optionalText()
            return SeriesCheckRecord(
                id: id,
                seriesID: series,
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
