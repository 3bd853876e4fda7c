package import TrackerModel

/// A project with the people who look after it.
package struct ProjectRecord: Sendable {
    package let project: Project
    /// By id.
    package let maintainers: [Account]
}

/// What projects can be ordered by.
package enum ProjectOrderKey: String, OrderKey {
    case id, name
    case linkName = "link_name"
    case listID = "list_id"

    package static func expression(_ key: Self) -> SQLText {
        switch key {
        case .id: "project.id"
        case .name: "project.name"
        case .linkName: "project.link_name"
        case .listID: "project.list_id"
        }
    }
}

extension ProjectRecord {
    /// The columns that a search looks into (rest-api, Q20).
    fileprivate static let searched: [SQLText] = [
        "project.name", "project.link_name", "project.list_id", "project.list_email",
        "COALESCE(project.web_url, '')", "COALESCE(project.scm_url, '')",
        "COALESCE(project.webscm_url, '')",
    ]

    static func one(_ id: Project.ID, in db: any SQLConnection) throws -> ProjectRecord? {
        try read(.init(ids: "\(id)", order: "project.id"), in: db).first
    }

    /// The projects of a page in its order.
    fileprivate static func read(
        _ selection: ListQuery.Selection,
        in db: any SQLConnection
    ) throws -> [ProjectRecord] {
        let projects = try db.all(
            """
            SELECT \(sql: Project.columns) FROM project
            WHERE project.id IN (\(sql: selection.ids)) ORDER BY \(sql: selection.order)
            """
        ) { Project(row: $0, from: 0) }
        guard !projects.isEmpty else { return [] }
        var maintainers: [Project.ID: [Account]] = [:]
        try db.query(
            """
            SELECT maintainer.project_id, \(sql: Account.columns(of: "account"))
            FROM maintainer JOIN account ON account.id = maintainer.account_id
            WHERE maintainer.project_id IN (\(ids: projects.map(\.id))) ORDER BY account.id
            """
        ) { row in
            var reader = RowReader(row)
            maintainers[reader.int(), default: []].append(Account(&reader))
        }
        return projects.map { ProjectRecord(project: $0, maintainers: maintainers[$0.id] ?? []) }
    }
}

extension Store {
    /// One page of the projects that every term occurs in, or `nil` if there is no such page.
    package func projectList(
        terms: [String],
        _ order: ListOrder<ProjectOrderKey>,
        _ page: PageRequest
    ) async throws -> Listing<ProjectRecord>? {
        try await database.read { db in
            var list = ListQuery(table: "project", conditions: [], order: order.sql)
            list.require(terms, in: ProjectRecord.searched)
            return try db.listing(list, page) { try ProjectRecord.read($0, in: db) }
        }
    }

    /// The project with the id, or else with exactly this link name.
    package func projectDetail(_ key: String) async throws -> ProjectRecord? {
        try await database.read { db in
            try Self.projectID(key: key, in: db).flatMap { try ProjectRecord.one($0, in: db) }
        }
    }
}
