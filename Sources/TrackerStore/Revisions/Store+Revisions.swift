package import TrackerModel

/// One version of a piece of work: a series, and which one came before it.
package struct SeriesVersion: Sendable {
    package let id: Int64
    package let project: Project.ID
    package let name: String?
    /// As its subjects say; 1 if they say nothing.
    package let version: Int64
    /// When it was sent: microseconds since 1970.
    package let date: Int64
    /// How many patches it has.
    package let patches: Int64
    /// Comments on its patches and its cover letter.
    package let comments: Int64
    /// How many of them ask for something that nobody has done.
    package let openComments: Int64
    /// The state of all its patches; `nil` if they have several.
    package let state: PatchState.ID?
    /// `nil` for a version without an earlier one.
    package let link: VersionLink?
}

/// How a series is tied to the version before it.
package struct VersionLink: Sendable {
    package let earlier: Int64
    package let kind: RevisionKind
    package let confidence: RevisionConfidence
    /// Such as `by the same change-id 20240304-quota-fix`.
    package let reason: String
    /// Whether somebody said which one it is; otherwise the mails do.
    package let isByHand: Bool
    /// Whether somebody has looked at the link and found it right, or made it.
    package let isConfirmed: Bool
    /// Who that was; `nil` for the operator, or if the account is gone.
    package let confirmedBy: Account?
}

/// All versions of a series, and the project they belong to.
package struct SeriesChain: Sendable {
    package let project: Project
    /// The oldest first.
    package let versions: [SeriesVersion]

    /// A version of it, by its number.
    package func version(_ id: Int64) -> SeriesVersion? { versions.first { $0.id == id } }
}

extension Store {
    /// All versions that are connected with a series of a project, itself included.
    ///
    /// - Parameters:
    ///   - series: Its number, or one that it had.
    ///   - linkName: The project.
    /// - Returns: `nil` if the project has no such series.
    /// - Throws: `StoreError`.
    package func chain(of series: Int64, project linkName: String) async throws -> SeriesChain? {
        try await database.readBriefly { db in
            guard let project = try Self.project(linkName, in: db),
                let id = try Self.presentSeries(series, in: db),
                let versions = try RevisionReading(db: db).versions(of: id),
                versions.contains(where: { $0.id == id && $0.project == project.id })
            else { return nil }
            return SeriesChain(project: project, versions: versions)
        }
    }

    /// So many versions of one piece of work are shown.
    static let versionLimit = 500

    /// All versions that are connected with a series, itself included.
    ///
    /// - Parameter series: Its number.
    /// - Returns: The oldest first, or `nil` if there is no such series.
    /// - Throws: `StoreError`.
    package func versions(of series: Int64) async throws -> [SeriesVersion]? {
        try await database.readBriefly { db in try RevisionReading(db: db).versions(of: series) }
    }
}

/// Reads which series are versions of one piece of work.
struct RevisionReading {
    let db: any SQLConnection

    func versions(of series: Int64) throws -> [SeriesVersion]? {
        let ids = try connected(with: series)
        let links = try links(of: ids)
        var found: [SeriesVersion] = []
        for part in ids.sorted().idPortions {
            found += try db.all(
                """
                SELECT id, project_id, name, version, date, patches, comments, open_comments,
                    state_id
                FROM series WHERE id IN (\(ids: part))
                """
            ) { row in
                SeriesVersion(
                    id: row.int(0),
                    project: row.int(1),
                    name: row.optionalText(2),
                    version: row.int(3),
                    date: row.int(4),
                    patches: row.int(5),
                    comments: row.int(6),
                    openComments: row.int(7),
                    state: row.optionalInt(8),
                    link: links[row.int(0)]
                )
            }
        }
        guard found.contains(where: { $0.id == series }) else { return nil }
        return found.sorted { ($0.date, $0.id) < ($1.date, $1.id) }
    }

    /// The numbers of all series that links lead to, and from.
    func connected(with series: Int64) throws -> Set<Int64> {
        var found: Set<Int64> = [series]
        var open = [series]
        while !open.isEmpty, found.count < Store.versionLimit {
            let ends = try db.all(
                """
                SELECT earlier_id FROM revision
                WHERE series_id IN (\(ids: open)) AND earlier_id IS NOT NULL
                UNION SELECT series_id FROM revision WHERE earlier_id IN (\(ids: open))
                """
            ) { $0.int(0) }
            open = Array(ends.filter { found.insert($0).inserted }.prefix(Store.versionLimit))
        }
        return found
    }

    private func links(of ids: Set<Int64>) throws -> [Int64: VersionLink] {
        let rows = try RevisionRow.all(of: ids, in: db)
        var accounts: [Account.ID: Account] = [:]
        let named = Set(rows.values.compactMap(\.account))
        if !named.isEmpty {
            try db.query(
                "SELECT \(sql: Account.columns(of: "account")) FROM account WHERE id IN (\(ids: named))"
            ) { row in
                let account = Account(row: row, from: 0)
                accounts[account.id] = account
            }
        }
        return rows.compactMapValues { row in
            row.earlier.map { earlier in
                VersionLink(
                    earlier: earlier,
                    kind: row.kind,
                    confidence: row.confidence,
                    reason: row.reason,
                    isByHand: row.hand == .linked,
                    isConfirmed: row.hand != .mails,
                    confirmedBy: row.account.flatMap { accounts[$0] }
                )
            }
        }
    }
}
