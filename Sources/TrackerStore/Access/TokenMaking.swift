import TrackerModel

/// Making and ending tokens, with the rules who may, in one transaction.
struct TokenMaking {
    let db: any SQLConnection
    let now: Int64
    let author: ChangeAuthor

    private struct Holder {
        let account: Account
        let isActive: Bool
        let isSuperuser: Bool
        /// How many projects it maintains.
        let maintains: Int64
    }

    func make(
        _ request: TokenRequest,
        digest: [UInt8],
        for username: String?
    ) throws -> TokenRecord {
        try check(request)
        let holder = try holder(username)
        let isOwn = author.account?.id == holder.account.id
        try refuseForeign(request, for: holder, isOwn: isOwn)
        if request.scopes.contains(.admin), !holder.isSuperuser {
            throw TokenRefusal.invalid(
                field: "scopes",
                "Only superusers can have the scope admin."
            )
        }
        let id = try insert(
            request,
            digest: digest,
            for: holder.account,
            giver: isOwn ? nil : author.account?.id
        )
        guard let record = try Store.tokens(where: "token.id = \(id)", in: db).first else {
            throw StoreError(.corrupt, "a new token is not there")
        }
        try note("create", record, after: fields(of: record))
        return record
    }

    private func check(_ request: TokenRequest) throws {
        guard request.hasGoodName else {
            throw TokenRefusal.invalid(
                field: "name",
                "A name has 1 to \(TokenRequest.nameLength) characters and is no number."
            )
        }
        guard request.hasGoodPrefix else {
            throw TokenRefusal.invalid(
                field: "context_prefix",
                "A context consists of letters, numbers, underscores and hyphens."
            )
        }
        guard !request.scopes.isEmpty else {
            throw TokenRefusal.invalid(field: "scopes", "A token needs a scope.")
        }
        guard request.contextPrefix.isEmpty || request.scopes.contains(.checkWrite) else {
            throw TokenRefusal.invalid(
                field: "context_prefix",
                "A prefix of contexts goes with the scope check:write."
            )
        }
        if let expires = request.expires, expires <= now {
            throw TokenRefusal.invalid(field: "expires", "This time is over.")
        }
    }

    /// - Throws: ``TokenRefusal`` where the author may not make this token for the holder.
    private func refuseForeign(
        _ request: TokenRequest,
        for holder: Holder,
        isOwn: Bool
    ) throws {
        guard let giver = author.account else { return }
        if let grant = author.grant {
            guard grant.managesTokens else {
                throw TokenRefusal.notPermitted("This token cannot make tokens.")
            }
            guard grant.covers(request) else {
                throw TokenRefusal.notPermitted("A token cannot make one with more power.")
            }
        }
        guard !isOwn else { return }
        guard request.canBeGiven, let project = request.projectID else {
            throw TokenRefusal.invalid(
                field: "scopes",
                "Only check:write and state:write in one project can be given to another account."
            )
        }
        guard try maintains(giver.id, project) else {
            throw TokenRefusal.notPermitted("Only a maintainer of the project can give a token.")
        }
        guard holder.isActive, !holder.isSuperuser, holder.maintains == 0 else {
            throw TokenRefusal.notPermitted(
                "A token can be given to an active account that maintains no project."
            )
        }
    }

    private func holder(_ username: String?) throws -> Holder {
        let own = author.account?.id
        let condition: SQLText
        if let username {
            condition = "username_key = \(username.lowercased())"
        } else {
            condition = "id = \(own)"
        }
        let found = try db.first(
            """
            SELECT id, username, email, first_name, last_name, is_active, is_superuser,
                (SELECT COUNT(*) FROM maintainer WHERE account_id = account.id)
            FROM account WHERE \(sql: condition)
            """
        ) { row in
            Holder(
                account: Account(row: row, from: 0),
                isActive: row.bool(5),
                isSuperuser: row.bool(6),
                maintains: row.int(7)
            )
        }
        guard let found else {
            throw TokenRefusal.invalid(field: "user", "There is no user '\(username ?? "")'.")
        }
        return found
    }

    private func insert(
        _ request: TokenRequest,
        digest: [UInt8],
        for account: Account,
        giver: Account.ID?
    ) throws -> Int64 {
        let count = try db.int("SELECT COUNT(*) FROM token WHERE account_id = \(account.id)") ?? 0
        guard count < Store.tokenLimit else {
            throw TokenRefusal.invalid(
                field: "name",
                "\(account.username) has \(Store.tokenLimit) tokens; revoke some first."
            )
        }
        let id = try db.int(
            """
            INSERT INTO token (account_id, digest, created, name, scopes, project_id,
                context_prefix, granted_by, by_operator, expires)
            VALUES (\(account.id), \(digest), \(now), \(request.name), \(request.scopes.words),
                \(request.projectID), \(request.contextPrefix), \(giver),
                \(author.account == nil), \(request.expires))
            ON CONFLICT (account_id, name) DO NOTHING RETURNING id
            """
        )
        guard let id else {
            throw TokenRefusal.invalid(
                field: "name",
                "\(account.username) has a token of this name; revoke it first."
            )
        }
        return id
    }

    func mayEnd(_ token: TokenRecord) throws -> Bool {
        guard let account = author.account else { return true }
        if let grant = author.grant, grant.tokenID != token.id {
            guard grant.managesTokens else { return false }
            if let bound = grant.projectID, bound != token.project?.id { return false }
        }
        if token.account.id == account.id || token.grantedBy?.id == account.id { return true }
        if try isSuperuser(account.id) { return true }
        guard let project = token.project, token.isByOperator || token.grantedBy != nil else {
            return false
        }
        return try maintains(account.id, project.id)
    }

    /// Superusers end any token, by a session or a token with `admin` for the whole site.
    private func isSuperuser(_ account: Account.ID) throws -> Bool {
        if let grant = author.grant, !grant.scopes.contains(.admin) || grant.projectID != nil {
            return false
        }
        return try db.int(
            "SELECT id FROM account WHERE id = \(account) AND is_superuser = 1 AND is_active = 1"
        ) != nil
    }

    func end(_ token: TokenRecord) throws {
        try db.execute("DELETE FROM token WHERE id = \(token.id)")
        try note("delete", token, before: fields(of: token))
    }

    private func maintains(_ account: Account.ID, _ project: Project.ID) throws -> Bool {
        try db.int(
            """
            SELECT 1 FROM maintainer JOIN account ON account.id = maintainer.account_id
            WHERE project_id = \(project) AND account_id = \(account) AND account.is_active = 1
            """
        ) != nil
    }

    private func note(
        _ action: String,
        _ token: TokenRecord,
        before: AuditFields = [],
        after: AuditFields = []
    ) throws {
        try AuditLog(db: db, now: now, author: author).add(
            action,
            ("token", token.id),
            project: token.project?.id,
            before: before,
            after: after
        )
    }

    private func fields(of token: TokenRecord) -> AuditFields {
        [
            "user": .text(token.account.username),
            "name": .text(token.name),
            "scopes": .text(token.scopes.words),
            "context_prefix": .text(token.contextPrefix),
            "expires": .optional(token.expires),
        ]
    }
}
