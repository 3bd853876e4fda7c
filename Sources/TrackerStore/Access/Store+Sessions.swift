package import TrackerModel

/// The session of a browser.
package struct WebSession: Hashable, Sendable {
    package let account: Account
    /// Patches that wait for the account: delegated to it, not archived, in a state that asks for
    /// action.
    package let toDo: Int64
    /// Whether there is something for the account to administer: the site, or a project.
    package let mayAdminister: Bool
    package let settings: AccountSettings
    /// What a form or a script must repeat, so that other sites cannot make the browser send changes.
    package let csrf: String
    /// The SHA-256 of what the cookie holds.
    package let digest: [UInt8]
}

/// What a browser gets at sign-in. Both are random, and only the first one is a secret of the server's.
package struct NewSession: Sendable {
    /// For the cookie; only its digest is stored.
    package let secret: String
    package let csrf: String
}

extension Store {
    /// How long a session lives, in microseconds: 14 days.
    package static let sessionLife: Int64 = 14 * 86_400 * 1_000_000
    /// Sessions of one account at a time; a further one ends the oldest.
    package static let sessionLimit = 100

    /// Begins a session, and removes those that are over.
    ///
    /// - Parameters:
    ///   - account: Who has signed in.
    ///   - old: The digest of the session that the browser had until now, which ends: nobody who
    ///     knew it gets in.
    /// - Returns: What the browser is told.
    /// - Throws: `StoreError`.
    package func beginSession(
        of account: Account.ID,
        insteadOf old: [UInt8]? = nil
    ) async throws -> NewSession {
        guard let secret = APIToken(), let csrf = APIToken() else {
            throw StoreError(.unavailable, "the system gives no random numbers")
        }
        let now = clock.now()
        try await database.write { db in
            try db.execute("DELETE FROM web_session WHERE expires <= \(now)")
            try Self.deleteOldConfirmations(before: now, in: db)
            if let old { try db.execute("DELETE FROM web_session WHERE digest = \(old)") }
            try Self.endOldest(of: account, in: db)
            try db.execute(
                """
                INSERT INTO web_session (digest, account_id, csrf, created, expires)
                VALUES (\(APIToken.digest(of: secret.text)), \(account), \(csrf.text), \(now),
                    \(now + Self.sessionLife))
                """
            )
        }
        return NewSession(secret: secret.text, csrf: csrf.text)
    }

    private static func endOldest(of account: Account.ID, in db: any SQLConnection) throws {
        try db.execute(
            """
            DELETE FROM web_session WHERE digest IN (
                SELECT digest FROM web_session WHERE account_id = \(account)
                ORDER BY created DESC, digest LIMIT 1000 OFFSET \(sessionLimit - 1)
            )
            """
        )
    }

    /// The session of a cookie, or `nil` if it is over or its account may not be used any more.
    package func session(digest: [UInt8]) async throws -> WebSession? {
        let now = clock.now()
        return try await database.readBriefly { db in
            try db.first(
                """
                SELECT account.id, username, email, first_name, last_name, web_session.csrf,
                    (SELECT count(*) FROM patch WHERE delegate_id = account.id AND archived = 0
                        AND state_id IN (SELECT id FROM state WHERE action_required = 1)),
                    CASE WHEN is_superuser = 1 OR EXISTS (
                        SELECT 1 FROM maintainer WHERE maintainer.account_id = account.id
                    ) THEN 1 ELSE 0 END,
                    send_email, items_per_page, show_ids, keys_off, styled
                FROM web_session JOIN account ON account.id = web_session.account_id
                WHERE web_session.digest = \(digest) AND web_session.expires > \(now)
                    AND account.is_active = 1
                """
            ) { row in
                WebSession(
                    account: Account(row: row, from: 0),
                    toDo: row.int(6),
                    mayAdminister: row.int(7) == 1,
                    settings: AccountSettings(
                        sendsEmail: row.bool(8),
                        itemsPerPage: Int(row.int(9)),
                        showsIDs: row.bool(10),
                        usesKeys: !row.bool(11),
                        styled: row.int(12)
                    ),
                    csrf: row.text(5),
                    digest: digest
                )
            }
        }
    }

    /// Ends a session.
    package func endSession(digest: [UInt8]) async throws {
        _ = try await database.write { db in
            try db.execute("DELETE FROM web_session WHERE digest = \(digest)")
        }
    }
}
