package import TrackerModel

extension Store {
    /// Makes a project, for the operator.
    ///
    /// - Throws: `StoreError` with the code `refused` if the link name, the name, or the list id
    ///   together with the subject filter is taken, or a field cannot be as it is.
    package func createProject(_ project: Project) async throws -> Project {
        do {
            return try await createProject(project, by: .operatorOfSite)
        } catch ChangeRefusal.invalid(let faults) {
            throw StoreError(.refused, "project \(project.linkName): \(faults.sentence)")
        }
    }

    static func insert(_ project: Project, in db: any SQLConnection) throws -> Project.ID {
        try db.insert(
            """
            INSERT INTO project (link_name, name, list_id, list_email, subject_match, web_url,
                scm_url, webscm_url, list_archive_url, list_archive_url_format, commit_url_format,
                send_notifications, show_dependencies, use_tags, supersedes, relates)
            VALUES (\(project.linkName), \(project.name), \(project.listID), \(project.listEmail),
                \(project.subjectMatch), \(project.webURL), \(project.scmURL), \(project.webSCMURL),
                \(project.listArchiveURL), \(project.listArchiveURLFormat),
                \(project.commitURLFormat), \(project.sendsNotifications),
                \(project.showsDependencies), \(project.usesTags), \(project.supersedes),
                \(project.relates))
            RETURNING id
            """
        )
    }

    /// All projects by link name.
    package func projects() async throws -> [Project] {
        try await database.read(Self.projects)
    }

    static func projects(in db: any SQLConnection) throws -> [Project] {
        try db.all("SELECT \(sql: Project.columns) FROM project ORDER BY link_name") {
            Project(row: $0, from: 0)
        }
    }

    /// The id of a project.
    ///
    /// - Throws: `StoreError` with the code `refused` if there is none of this name.
    package func projectID(linkName: String) async throws -> Project.ID {
        try await database.read { try Self.projectID(linkName, in: $0) }
    }

    static func projectID(_ linkName: String, in db: any SQLConnection) throws -> Project.ID {
        guard let id = try db.int("SELECT id FROM project WHERE link_name = \(linkName)") else {
            throw StoreError(
                .refused,
                "there is no project '\(linkName)'; see patchbay project list"
            )
        }
        return id
    }
}

extension Project {
    /// The columns of ``init(row:from:)`` in their order, for a query that names the table `project`.
    package static let columns: SQLText = """
        project.id, project.link_name, project.name, project.list_id, project.list_email,
        project.subject_match, project.web_url, project.scm_url, project.webscm_url,
        project.list_archive_url, project.list_archive_url_format, project.commit_url_format,
        project.send_notifications, project.show_dependencies, project.use_tags,
        project.supersedes, project.relates
        """
    package static let columnCount = 17

    package init(row: any SQLRow, from start: Int) {
        self.init(
            id: row.int(start),
            linkName: row.text(start + 1),
            name: row.text(start + 2),
            listID: row.text(start + 3),
            listEmail: row.text(start + 4)
        )
        subjectMatch = row.text(start + 5)
        webURL = row.optionalText(start + 6)
        scmURL = row.optionalText(start + 7)
        webSCMURL = row.optionalText(start + 8)
        listArchiveURL = row.optionalText(start + 9)
        listArchiveURLFormat = row.optionalText(start + 10)
        commitURLFormat = row.optionalText(start + 11)
        sendsNotifications = row.bool(start + 12)
        showsDependencies = row.bool(start + 13)
        usesTags = row.bool(start + 14)
        supersedes = row.bool(start + 15)
        relates = row.bool(start + 16)
    }
}
