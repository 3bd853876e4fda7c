package import TrackerModel

/// A page of a list of patches, and what stands around it.
package struct PatchList: Sendable {
    package let project: Project
    package let listing: Listing<PatchListRow>
    /// What of the filter names something that is there.
    package let filter: PatchListFilter
    /// The names of the series, submitter and delegate that the filter asks for.
    package internal(set) var seriesName: String?
    package internal(set) var submitterName: String?
    package internal(set) var delegateName: String?
    package let tools: ListTools
}

extension Store {
    /// One page of the patches of a project, read in one transaction.
    ///
    /// - Parameters:
    ///   - linkName: The project.
    ///   - filter: Which patches.
    ///   - order: In which order.
    ///   - page: Counted from 1; a page that is not there is the last one.
    ///   - viewer: `nil` for a stranger.
    /// - Returns: `nil` if there is no such project.
    /// - Throws: `StoreError`.
    package func patchList(
        ofProject linkName: String,
        _ filter: PatchListFilter,
        _ order: PatchListOrder,
        page: Int,
        viewer: Account.ID?
    ) async throws -> PatchList? {
        let isBrief = filter.text.isEmpty && filter.submitter == nil && order.key == .date
        return try await readList(isBrief: isBrief) { db in
            guard let project = try Self.project(linkName, in: db) else { return nil }
            let filter = try filter.resolved(in: project.id, db)
            let tools = try ListTools(for: viewer, in: project, db)
            var list = PatchList(
                project: project,
                listing: try Self.listing(
                    try filter.query(project: project.id, order, in: db),
                    page,
                    tools.size,
                    db
                ),
                filter: filter,
                tools: tools
            )
            try Self.addNames(to: &list, in: db)
            return list
        }
    }

    private static func listing(
        _ query: ListQuery?,
        _ page: Int,
        _ size: Int,
        _ db: any SQLConnection
    ) throws -> Listing<PatchListRow> {
        let empty = Listing<PatchListRow>(items: [], total: 0, page: 1, size: size)
        guard let query else { return empty }
        for number in [PageRequest.Number.number(max(1, page)), .last] {
            let found = try db.listing(query, PageRequest(number, size: size)) { selection in
                let ids = try db.all(
                    """
                    SELECT patch.id FROM patch WHERE patch.id IN (\(sql: selection.ids))
                    ORDER BY \(sql: selection.order)
                    """
                ) { $0.int(0) }
                return try PatchListRow.all(ids, in: db)
            }
            if let found { return found }
        }
        return empty
    }

    private static func addNames(to list: inout PatchList, in db: any SQLConnection) throws {
        if let series = list.filter.series {
            let name = try db.first("SELECT name FROM series WHERE id = \(series)") {
                $0.optionalText(0)
            }
            list.seriesName = SeriesTitle.shown(name ?? nil, id: series)
        }
        switch list.filter.submitter {
        case .person(let id):
            list.submitterName = try db.first(
                "SELECT name, email FROM person WHERE id = \(id)"
            ) { $0.personName(0) }
        case .text(let text): list.submitterName = text
        case nil: break
        }
        switch list.filter.delegate {
        case .account(let id):
            list.delegateName = try db.first(
                "SELECT username FROM account WHERE id = \(id)"
            ) { $0.text(0) }
        case .nobody: list.delegateName = "nobody"
        case .text(let text): list.delegateName = text
        case nil: break
        }
    }

    /// The projects in which patches wait for an account, with how many there are, by name.
    package func toDo(of account: Account.ID) async throws -> [(project: Project, patches: Int64)] {
        try await database.read { db in
            try db.all(
                """
                SELECT \(sql: Project.columns), waiting.count
                FROM project JOIN (SELECT project_id, COUNT(*) AS count FROM patch
                    WHERE delegate_id = \(account) AND archived = 0
                        AND state_id IN (SELECT id FROM state WHERE action_required = 1)
                    GROUP BY project_id) AS waiting ON waiting.project_id = project.id
                ORDER BY project.name, project.id
                """
            ) { (Project(row: $0, from: 0), $0.int(Project.columnCount)) }
        }
    }
}

/// A part of what is in a bundle.
package struct BundleRows: Sendable {
    package let listing: Listing<PatchListRow>
    package let tools: ListTools
    /// That of the bundle.
    package let project: Project?
}

extension Store {
    /// One page of the patches of a bundle, in its order.
    ///
    /// - Parameters:
    ///   - bundle: The bundle; whether the viewer may see it is for the caller to decide.
    ///   - page: Counted from 1; one that is not there is the last, or the first.
    ///   - viewer: `nil` for a stranger.
    /// - Returns: The patches that are still there.
    /// - Throws: `StoreError`.
    package func bundleRows(
        _ bundle: BundleDownload,
        page: Int,
        viewer: Account.ID?
    ) async throws -> BundleRows {
        try await database.read { db in
            let project = try Self.project(bundle.project, in: db)
            let tools = try ListTools(for: viewer, in: project, db)
            let size = tools.size
            let last = max(1, (bundle.patches.count + size - 1) / size)
            let number = min(max(1, page), last)
            let ids = Array(bundle.patches.dropFirst((number - 1) * size).prefix(size))
            let listing = Listing(
                items: try PatchListRow.all(ids, in: db),
                total: bundle.patches.count,
                page: number,
                size: size
            )
            return BundleRows(listing: listing, tools: tools, project: project)
        }
    }
}
