package import TrackerModel

/// What somebody sees of his own account.
package struct Profile: Sendable {
    package let detail: AccountDetail
    /// Whether tokens of the account can have the scope `admin`.
    package let isSuperuser: Bool
    /// By link name.
    package let maintained: [Project]
    /// Projects with patches from one of the account's addresses, by link name.
    package let contributed: [Project]
    package let addresses: [OwnAddress]
    package let tokens: [TokenRecord]
    /// Sessions that are alive, this one included.
    package let sessions: Int64
    package let bundles: Int64
    /// Every project, for the choice of a token.
    package let projects: [Project]
    /// The account's own style sheet; empty without one.
    package let style: String
}

/// An address that belongs to an account.
package struct OwnAddress: Sendable {
    package let person: Person.ID
    package let email: String
    /// Whether it is the one of the account, which cannot be taken away.
    package let isPrimary: Bool
    package let wantsMail: Bool
}

extension Store {
    /// What an account sees of itself.
    ///
    /// - Returns: `nil` if there is no such account.
    /// - Throws: `StoreError`.
    package func profile(of account: Account.ID) async throws -> Profile? {
        let now = clock.now()
        return try await database.read { db in
            guard let detail = try Self.accountDetail(account, in: db) else { return nil }
            let projects = try db.all(
                "SELECT \(sql: Project.columns) FROM project ORDER BY link_name"
            ) { Project(row: $0, from: 0) }
            let maintained = try db.all(
                "SELECT project_id FROM maintainer WHERE account_id = \(account)"
            ) { $0.int(0) }
            let contributed = try db.all(
                """
                SELECT DISTINCT project_id FROM patch
                WHERE submitter_id IN (SELECT id FROM person WHERE account_id = \(account))
                """
            ) { $0.int(0) }
            return Profile(
                detail: detail,
                isSuperuser: try db.int(
                    "SELECT 1 FROM account WHERE id = \(account) AND is_superuser = 1"
                ) != nil,
                maintained: projects.filter { maintained.contains($0.id) },
                contributed: projects.filter { contributed.contains($0.id) },
                addresses: try Self.addresses(of: detail.account, in: db),
                tokens: try Self.tokens(where: "token.account_id = \(account)", in: db),
                sessions: try db.int(
                    """
                    SELECT count(*) FROM web_session
                    WHERE account_id = \(account) AND expires > \(now)
                    """
                ) ?? 0,
                bundles: try db.int("SELECT count(*) FROM bundle WHERE owner_id = \(account)") ?? 0,
                projects: projects,
                style: try db.first(
                    "SELECT style FROM account WHERE id = \(account)"
                ) { $0.text(0) } ?? ""
            )
        }
    }

    private static func addresses(
        of account: Account,
        in db: any SQLConnection
    ) throws -> [OwnAddress] {
        let primary = account.email.lowercased()
        return try db.all(
            """
            SELECT person.id, person.email, person.email_key, mail_optout.created
            FROM person LEFT JOIN mail_optout ON mail_optout.email_key = person.email_key
            WHERE person.account_id = \(account.id) ORDER BY person.email_key
            """
        ) { row in
            OwnAddress(
                person: row.int(0),
                email: row.text(1),
                isPrimary: row.text(2) == primary,
                wantsMail: row.isNull(3)
            )
        }
    }

    /// Gives the account a new token without a name and with all power of the account, as Patchwork
    /// has it; an older one stops working.
    ///
    /// - Parameter author: The account, by its password or session.
    /// - Returns: The token itself, which is not stored and cannot be shown again.
    /// - Throws: ``TokenRefusal``, or a `StoreError`.
    package func renewToken(by author: ChangeAuthor) async throws -> APIToken {
        guard let account = author.account, author.grant == nil else {
            throw TokenRefusal.notPermitted("A token cannot make this one.")
        }
        guard let token = APIToken() else {
            throw StoreError(.unavailable, "the system gives no random numbers")
        }
        let now = clock.now()
        try await database.write { db in
            try db.execute("DELETE FROM token WHERE account_id = \(account.id) AND name = ''")
            let id = try db.insert(
                """
                INSERT INTO token (account_id, digest, created)
                VALUES (\(account.id), \(APIToken.digest(of: token.text)), \(now)) RETURNING id
                """
            )
            try AuditLog(db: db, now: now, author: author).add(
                "create",
                ("token", id),
                project: nil,
                after: [
                    "user": .text(account.username), "name": .text(""),
                    "scopes": .text("maintainer"),
                ]
            )
        }
        return token
    }

    /// Ends all sessions of an account, and notes it.
    ///
    /// - Parameters:
    ///   - author: Whose.
    ///   - kept: The digest of the one that goes on.
    /// - Returns: How many ended.
    /// - Throws: `StoreError`.
    package func endSessions(by author: ChangeAuthor, except kept: [UInt8]) async throws -> Int {
        guard let account = author.account else { return 0 }
        let now = clock.now()
        return try await database.write { db in
            let count = try db.execute(
                "DELETE FROM web_session WHERE account_id = \(account.id) AND digest <> \(kept)"
            )
            try AuditLog(db: db, now: now, author: author).add(
                "update",
                ("user", account.id),
                project: nil,
                before: ["other_sessions": .number(Int64(count))],
                after: ["other_sessions": .number(0)]
            )
            return count
        }
    }
}
