package import TrackerModel

extension Store {
    /// Who maintains a project, by user name.
    package func maintainers(of project: Project.ID) async throws -> [Account] {
        try await database.read { db in
            try db.all(
                """
                SELECT \(sql: Account.columns(of: "account")) FROM account
                WHERE id IN (SELECT account_id FROM maintainer WHERE project_id = \(project))
                ORDER BY username
                """
            ) { Account(row: $0, from: 0) }
        }
    }

    /// Makes somebody a maintainer of a project, or takes that away.
    ///
    /// - Parameters:
    ///   - username: Who; to become one, an account that can sign in.
    ///   - linkName: The project.
    ///   - isMaintainer: What is to be.
    ///   - author: A maintainer of the project, a superuser or the operator.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func setMaintainer(
        _ username: String,
        of linkName: String,
        to isMaintainer: Bool,
        by author: ChangeAuthor
    ) async throws {
        try await change(by: author) { transaction in
            let project = try transaction.project(named: linkName)
            try transaction.requireAdministrator(of: project.id)
            let account = try transaction.candidate(username, isMaintainer)
            let db = transaction.db
            let changed =
                isMaintainer
                ? try db.execute(
                    """
                    INSERT INTO maintainer (project_id, account_id)
                    VALUES (\(project.id), \(account)) ON CONFLICT (project_id, account_id) DO NOTHING
                    """
                )
                : try db.execute(
                    """
                    DELETE FROM maintainer
                    WHERE project_id = \(project.id) AND account_id = \(account)
                    """
                )
            guard changed > 0 else { return }
            let fields: AuditFields = ["maintainer": .text(username)]
            try transaction.audit.add(
                isMaintainer ? "add maintainer" : "remove maintainer",
                ("project", project.id),
                project: project.id,
                before: isMaintainer ? [] : fields,
                after: isMaintainer ? fields : []
            )
        }
    }
}

extension ChangeTransaction {
    fileprivate func candidate(_ username: String, _ isMaintainer: Bool) throws -> Account.ID {
        if isMaintainer { return try activeAccount(username, field: "user") }
        let key = username.lowercased()
        guard let id = try db.int("SELECT id FROM account WHERE username_key = \(key)") else {
            throw ChangeRefusal.missing("User")
        }
        return id
    }
}
