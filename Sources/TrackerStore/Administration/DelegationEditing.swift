package import TrackerModel

/// A rule of a project with whom it names.
package struct DelegationRecord: Hashable, Sendable {
    package let id: Int64
    /// A pattern for whole file names.
    package let path: String
    package let account: Account
    /// Higher goes first.
    package let priority: Int64
}

/// What somebody wants a rule to be.
package struct DelegationDraft: Hashable, Sendable {
    package var path: String
    package var username: String
    package var priority: Int64

    package init(path: String, username: String, priority: Int64) {
        self.path = path
        self.username = username
        self.priority = priority
    }
}

/// Who would get a patch that touches one file, and by which rule.
package struct DelegationTrial: Sendable {
    /// `nil` where no rule matches: such a patch is delegated to nobody.
    package let decides: DelegationRecord?
    /// Rules that match as well, and stand behind.
    package let others: [DelegationRecord]
}

extension Store {
    /// More rules than these a project cannot have: each new patch is compared with all of them.
    package static let ruleLimit = 1_000

    /// The rules of a project, the one that decides first.
    package func delegationRules(of project: Project.ID) async throws -> [DelegationRecord] {
        try await database.read { try Self.delegationRules(of: project, in: $0) }
    }

    fileprivate static func delegationRules(
        of project: Project.ID,
        in db: any SQLConnection
    ) throws -> [DelegationRecord] {
        try db.all(
            """
            SELECT delegation_rule.id, path, priority, \(sql: Account.columns(of: "account"))
            FROM delegation_rule JOIN account ON account.id = delegation_rule.account_id
            WHERE project_id = \(project) ORDER BY priority DESC, path
            """
        ) { row in
            var reader = RowReader(row)
            let (id, path, priority) = (reader.int(), reader.text(), reader.int())
            return DelegationRecord(
                id: id,
                path: path,
                account: Account(&reader),
                priority: priority
            )
        }
    }

    /// Which of a project's rules would decide about a file.
    package func tryDelegation(of path: String, in project: Project.ID) async throws
        -> DelegationTrial
    {
        let matching = try await delegationRules(of: project).filter {
            DelegationRule(accountID: $0.account.id, path: $0.path).matches(path)
        }
        return DelegationTrial(decides: matching.first, others: Array(matching.dropFirst()))
    }

    /// Adds a rule: patches all of whose files match rules of one account go to that account.
    ///
    /// - Parameters:
    ///   - draft: The rule.
    ///   - linkName: The project.
    ///   - author: A maintainer of it, a superuser or the operator.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func addDelegationRule(
        _ draft: DelegationDraft,
        to linkName: String,
        by author: ChangeAuthor
    ) async throws {
        try await change(by: author) { transaction in
            let project = try transaction.project(named: linkName)
            try transaction.requireAdministrator(of: project.id)
            let account = try transaction.checked(draft, in: project.id, id: nil)
            let id = try transaction.db.insert(
                """
                INSERT INTO delegation_rule (project_id, account_id, path, priority)
                VALUES (\(project.id), \(account), \(draft.path), \(draft.priority)) RETURNING id
                """
            )
            try transaction.audit.add(
                "create",
                ("delegation rule", id),
                project: project.id,
                after: draft.auditFields
            )
        }
    }

    /// Changes a rule. Patches keep the delegates they have.
    ///
    /// - Parameters:
    ///   - id: The rule.
    ///   - draft: What it is to be; `nil` takes it away.
    ///   - linkName: The project that has it.
    ///   - author: A maintainer of the project, a superuser or the operator.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func changeDelegationRule(
        _ id: Int64,
        to draft: DelegationDraft?,
        in linkName: String,
        by author: ChangeAuthor
    ) async throws {
        try await change(by: author) { transaction in
            let project = try transaction.project(named: linkName)
            try transaction.requireAdministrator(of: project.id)
            let rules = try Self.delegationRules(of: project.id, in: transaction.db)
            guard let old = rules.first(where: { $0.id == id }) else {
                throw ChangeRefusal.missing("Rule")
            }
            let before = DelegationDraft(
                path: old.path,
                username: old.account.username,
                priority: old.priority
            )
            guard before != draft else { return }
            if let draft {
                let account = try transaction.checked(draft, in: project.id, id: id)
                try transaction.db.execute(
                    """
                    UPDATE delegation_rule SET account_id = \(account), path = \(draft.path),
                        priority = \(draft.priority)
                    WHERE id = \(id)
                    """
                )
            } else {
                try transaction.db.execute("DELETE FROM delegation_rule WHERE id = \(id)")
            }
            try transaction.audit.add(
                draft == nil ? "delete" : "update",
                ("delegation rule", id),
                project: project.id,
                before: before.auditFields,
                after: draft?.auditFields ?? []
            )
        }
    }
}

extension DelegationDraft {
    fileprivate var auditFields: AuditFields {
        ["path": .text(path), "user": .text(username), "priority": .number(priority)]
    }
}

extension ChangeTransaction {
    /// The account with a name that can sign in still.
    func activeAccount(_ username: String, field: String) throws -> Account.ID {
        let found = try db.int(
            """
            SELECT id FROM account WHERE username_key = \(username.lowercased()) AND is_active = 1
            """
        )
        guard let found else {
            let fault = "There is no active user '\(username)'."
            throw ChangeRefusal.invalid(FieldFaults(field, fault))
        }
        return found
    }

    fileprivate func checked(
        _ draft: DelegationDraft,
        in project: Project.ID,
        id: Int64?
    ) throws -> Account.ID {
        let rules = try Store.delegationRules(of: project, in: db).filter { $0.id != id }
        if draft.path.isEmpty || draft.path.count > 255 || draft.path.hasControls {
            throw ChangeRefusal.invalid(FieldFaults("path", "Use 1 to 255 characters in one line."))
        }
        if rules.contains(where: { $0.path == draft.path }) {
            throw ChangeRefusal.invalid(FieldFaults("path", "There is a rule for this path."))
        }
        if rules.count >= Store.ruleLimit {
            let fault = "There are \(Store.ruleLimit) rules already."
            throw ChangeRefusal.invalid(FieldFaults("path", fault))
        }
        return try activeAccount(draft.username, field: "user")
    }
}
