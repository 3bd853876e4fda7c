package import TrackerModel

extension PasswordHash {
    /// Matches no password: for accounts that show tokens only.
    package static let none = PasswordHash(stored: "!")
}

/// What those who administer a site do to an account.
package enum AccountEdit: Sendable {
    case activate
    /// It can do nothing any more, and its sessions end; what it did stays.
    case deactivate
    case makeSuperuser
    case makeOrdinary
    /// Its sessions end.
    case setPassword(PasswordHash)
    case endSessions
    /// Up to 254 characters.
    case setEmail(String)
}

extension Store {
    /// So many patches lose their delegate with their account, each with an event; with more, the
    /// account is to be deactivated instead.
    private static let undelegationLimit = 1_000

    /// Makes an account.
    ///
    /// - Parameters:
    ///   - new: What it is to be.
    ///   - author: A superuser or the operator.
    /// - Returns: The account.
    /// - Throws: ``ChangeRefusal``, with the fields that cannot be; or a `StoreError`.
    package func createAccount(
        _ new: NewAccount,
        by author: ChangeAuthor
    ) async throws -> Account {
        try await change(by: author) { transaction in
            try transaction.requireSuperuser()
            var faults = FieldFaults()
            let name = new.username
            if name.isEmpty || name.count > 150 || name.contains(where: \.isWhitespace)
                || name.hasControls || name.contains("/")
            {
                faults.add("username", "Use 1 to 150 characters without blanks and slashes.")
            }
            if !ProjectRules.isAddress(new.email) {
                faults.add("email", "This is no mail address.")
            }
            let key = name.lowercased()
            let taken = try transaction.db.int(
                "SELECT id FROM account WHERE username_key = \(key)"
            )
            if taken != nil { faults.add("username", "There is a user of this name.") }
            try faults.throwIfAny()
            let account = try self.insert(new, in: transaction)
            try transaction.audit.add(
                "create",
                ("user", account.id),
                project: nil,
                after: [
                    "username": .text(account.username), "email": .text(account.email),
                    "superuser": .bool(new.isSuperuser),
                ]
            )
            return account
        }
    }

    /// Changes what an account may do, or how it signs in.
    ///
    /// - Parameters:
    ///   - username: Which one, in any case.
    ///   - edit: What is to happen.
    ///   - author: A superuser or the operator.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func editAccount(
        _ username: String,
        _ edit: AccountEdit,
        by author: ChangeAuthor
    ) async throws {
        try await change(by: author) { transaction in
            try transaction.requireSuperuser()
            try transaction.make(edit, of: try transaction.administered(username))
        }
    }

    /// Deletes an account that has left no checks and no bundles. Patches, events and the trail stay:
    /// where it was the delegate, nobody is.
    ///
    /// - Parameters:
    ///   - username: Which one, in any case.
    ///   - author: A superuser or the operator.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func deleteAccount(_ username: String, by author: ChangeAuthor) async throws {
        try await change(by: author) { transaction in
            try transaction.requireSuperuser()
            let found = try transaction.administered(username)
            try transaction.refuseLast(found, "Nobody else is a superuser.")
            let traces = try Self.traces(of: found.account.id, in: transaction.db)
            guard traces.allowDeletion, traces.delegated <= Self.undelegationLimit else {
                throw ChangeRefusal.invalid(
                    FieldFaults("user", "It has left too much behind: deactivate it instead.")
                )
            }
            try transaction.undelegate(all: found.account.id)
            try transaction.db.execute("DELETE FROM account WHERE id = \(found.account.id)")
            try transaction.audit.add(
                "delete",
                ("user", found.account.id),
                project: nil,
                before: [
                    "username": .text(found.account.username),
                    "email": .text(found.account.email), "delegated": .number(traces.delegated),
                ]
            )
        }
    }
}

/// An account that is about to be changed.
private struct Administered {
    let account: Account
    let isActive: Bool
    let isSuperuser: Bool
}

extension ChangeTransaction {
    fileprivate func administered(_ username: String) throws -> Administered {
        let found = try db.first(
            """
            SELECT \(sql: Account.columns(of: "account")), is_active, is_superuser
            FROM account WHERE username_key = \(username.lowercased())
            """
        ) { row in
            Administered(
                account: Account(row: row, from: 0),
                isActive: row.bool(5),
                isSuperuser: row.bool(6)
            )
        }
        guard let found else { throw ChangeRefusal.missing("User") }
        return found
    }

    /// A site without a superuser could be repaired at the command line only.
    fileprivate func refuseLast(_ found: Administered, _ words: String) throws {
        guard found.isSuperuser, found.isActive, author.account != nil else { return }
        let others = try db.int(
            """
            SELECT COUNT(*) FROM account
            WHERE is_superuser = 1 AND is_active = 1 AND id <> \(found.account.id)
            """
        )
        if others == 0 { throw ChangeRefusal.invalid(FieldFaults("user", words)) }
    }

    fileprivate func make(_ edit: AccountEdit, of found: Administered) throws {
        let id = found.account.id
        switch edit {
        case .activate: try set("active", "is_active", true, of: id, was: found.isActive)
        case .deactivate:
            try refuseLast(found, "Nobody else is a superuser.")
            try set("active", "is_active", false, of: id, was: found.isActive)
            try endSessions(of: id)
        case .makeSuperuser:
            try set("superuser", "is_superuser", true, of: id, was: found.isSuperuser)
        case .makeOrdinary:
            try refuseLast(found, "Nobody else is a superuser.")
            try set("superuser", "is_superuser", false, of: id, was: found.isSuperuser)
        case .setPassword(let hash):
            try db.execute("UPDATE account SET password = \(hash.text) WHERE id = \(id)")
            try endSessions(of: id)
            try audit.add("set password", ("user", id), project: nil)
        case .endSessions:
            let ended = try endSessions(of: id)
            try audit.add(
                "end sessions",
                ("user", id),
                project: nil,
                before: ["sessions": .number(Int64(ended))]
            )
        case .setEmail(let email): try set(email: email, of: found.account)
        }
    }

    private func set(
        _ field: String,
        _ column: SQLText,
        _ value: Bool,
        of id: Account.ID,
        was old: Bool
    ) throws {
        guard value != old else { return }
        try db.execute("UPDATE account SET \(sql: column) = \(value) WHERE id = \(id)")
        try audit.add(
            "update",
            ("user", id),
            project: nil,
            before: AuditFields(dictionaryLiteral: (field, .bool(old))),
            after: AuditFields(dictionaryLiteral: (field, .bool(value)))
        )
    }

    private func set(email: String, of account: Account) throws {
        guard ProjectRules.isAddress(email) else {
            throw ChangeRefusal.invalid(FieldFaults("email", "This is no mail address."))
        }
        guard email != account.email else { return }
        try db.execute(
            """
            UPDATE account SET email = \(email), email_key = \(email.lowercased())
            WHERE id = \(account.id)
            """
        )
        try audit.add(
            "update",
            ("user", account.id),
            project: nil,
            before: ["email": .text(account.email)],
            after: ["email": .text(email)]
        )
    }

    @discardableResult
    private func endSessions(of id: Account.ID) throws -> Int {
        try db.execute("DELETE FROM web_session WHERE account_id = \(id)")
    }

    fileprivate func undelegate(all account: Account.ID) throws {
        let patches = try db.all(
            "SELECT id, project_id FROM patch WHERE delegate_id = \(account) ORDER BY id"
        ) { (id: $0.int(0), project: $0.int(1)) }
        for patch in patches {
            try db.execute("UPDATE patch SET delegate_id = NULL WHERE id = \(patch.id)")
            var event = NewEvent(
                .patchDelegated,
                inProject: patch.project,
                patch: patch.id,
                by: author.account?.id
            )
            event.delegate = (previous: account, current: nil)
            try events.add(event)
        }
    }
}
