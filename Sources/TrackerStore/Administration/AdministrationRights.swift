package import TrackerModel

/// What an account may administer.
package struct AdministrationRights: Hashable, Sendable {
    /// Whether it may administer the whole site.
    package let isSuperuser: Bool
    /// The projects that it maintains, by link name.
    package let maintains: [Project]

    /// Whether the project is one of those that the account may administer.
    package func include(_ project: Project.ID) -> Bool {
        isSuperuser || maintains.contains { $0.id == project }
    }
}

extension Store {
    /// What an account may administer: superusers the site, maintainers their projects.
    package func administrationRights(of account: Account.ID) async throws -> AdministrationRights {
        try await database.read { db in
            let isSuperuser =
                try db.int(
                    """
                    SELECT id FROM account
                    WHERE id = \(account) AND is_superuser = 1 AND is_active = 1
                    """
                ) != nil
            let maintains = try db.all(
                """
                SELECT \(sql: Project.columns) FROM project
                WHERE id IN (SELECT project_id FROM maintainer WHERE account_id = \(account))
                ORDER BY link_name
                """
            ) { Project(row: $0, from: 0) }
            return AdministrationRights(isSuperuser: isSuperuser, maintains: maintains)
        }
    }
}

extension ChangeAuthor {
    /// Whoever runs the program on the server.
    package static let operatorOfSite = ChangeAuthor(account: nil, way: .commandLine)
}

extension ChangeTransaction {
    /// Whether the author may do what concerns the whole site: the operator, and superusers, with a
    /// token only if that has the scope `admin` and no project.
    func isSuperuser() throws -> Bool {
        guard let account = author.account else { return author.way == .commandLine }
        if let grant = author.grant {
            guard grant.scopes.contains(.admin), grant.projectID == nil else { return false }
        }
        return try db.int(
            """
            SELECT id FROM account
            WHERE id = \(account.id) AND is_superuser = 1 AND is_active = 1
            """
        ) != nil
    }

    /// - Throws: ``ChangeRefusal/notPermitted`` if the author may not administer the site.
    func requireSuperuser() throws {
        guard try isSuperuser() else { throw ChangeRefusal.notPermitted }
    }

    /// - Throws: ``ChangeRefusal/notPermitted`` if the author may administer neither the project nor
    ///   the site.
    func requireAdministrator(of project: Project.ID) throws {
        if try isSuperuser() { return }
        let standing = try Store.standing(of: author.account?.id, in: project, in: db)
        try require(.changeProject, on: Footing(standing: standing, projectID: project))
    }

    /// The project with a link name.
    func project(named linkName: String) throws -> Project {
        try project("link_name = \(linkName)")
    }

    func project(_ id: Project.ID) throws -> Project { try project("id = \(id)") }

    private func project(_ condition: SQLText) throws -> Project {
        let found = try db.first(
            "SELECT \(sql: Project.columns) FROM project WHERE \(sql: condition)"
        ) { Project(row: $0, from: 0) }
        guard let found else { throw ChangeRefusal.missing("Project") }
        return found
    }
}
