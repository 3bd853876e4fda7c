package import TrackerModel

/// What a mailed link confirms.
package enum ConfirmationKind: String, Hashable, Sendable {
    /// That the address of a new account is the owner's.
    case registration
    /// That an address belongs to an account.
    case address
    /// That an address wants no mail of the site.
    case optOut = "optout"
    /// That it wants mail again.
    case optIn = "optin"
    /// That somebody may choose a new password.
    case password

    /// How long the link works, in microseconds: 7 days, or 3 for a password.
    package var life: Int64 { (self == .password ? 3 : 7) * 86_400_000_000 }
}

/// Something that waits for its confirmation, or did.
package struct Confirmation: Sendable {
    package enum Status: Sendable {
        case open
        case used
        case expired
    }

    package let kind: ConfirmationKind
    package let email: String
    /// The account that asked for it, or whose password it is about.
    package let account: Account?
    /// The name of the account that a registration will make.
    package let username: String
    package let status: Status
}

/// Why a confirmation is not possible.
package enum ConfirmationRefusal: Error, Hashable, Sendable {
    /// There is none with this key.
    case unknown
    case used
    case expired
    /// Another account took the name since.
    case nameTaken
    /// Another account took the address since, as its own.
    case addressTaken
    /// It belongs to another account than the one that is signed in.
    case notYours
}

extension Store {
    /// For how long what is over can still be told from what never was, in microseconds: 30 days.
    static let confirmationMemory: Int64 = 30 * 86_400_000_000

    /// What a key confirms.
    ///
    /// - Parameter key: From the link.
    /// - Returns: `nil` for a key that was never given out, or long ago.
    /// - Throws: `StoreError`.
    package func confirmation(_ key: String) async throws -> Confirmation? {
        let now = clock.now()
        return try await database.read { db in
            try ConfirmationRow.find(key, in: db)?.confirmation(at: now)
        }
    }

    /// Takes a confirmation back whose mail could not be sent.
    package func withdrawConfirmation(_ key: String) async throws {
        let digest = APIToken.digest(of: key)
        _ = try await database.write { db in
            try db.execute(
                "DELETE FROM confirmation WHERE digest = \(digest) AND used IS NULL"
            )
        }
    }

    /// Removes what was to be confirmed and is over for long. No account is ever removed: there is
    /// none before its confirmation.
    ///
    /// - Returns: How many there were.
    /// - Throws: `StoreError`.
    @discardableResult
    package func deleteOldConfirmations() async throws -> Int {
        let now = clock.now()
        return try await database.write { db in
            try Self.deleteOldConfirmations(before: now, in: db)
        }
    }

    @discardableResult
    static func deleteOldConfirmations(
        before now: Int64,
        in db: any SQLConnection
    ) throws -> Int {
        // What only a confirmation would have needed goes at once.
        try db.execute(
            """
            UPDATE confirmation SET password = NULL, first_name = NULL, last_name = NULL
            WHERE expires <= \(now) AND password IS NOT NULL
            """
        )
        return try db.execute(
            "DELETE FROM confirmation WHERE expires <= \(now - confirmationMemory)"
        )
    }
}

/// A row of the table, with all that is needed to carry it out.
struct ConfirmationRow {
    let digest: [UInt8]
    let kind: ConfirmationKind
    let email: String
    let account: Account?
    let username: String
    let firstName: String
    let lastName: String
    let password: String?
    let expires: Int64
    let used: Int64?

    static func find(_ key: String, in db: any SQLConnection) throws -> ConfirmationRow? {
        let digest = APIToken.digest(of: key)
        return try db.first(
            """
            SELECT kind, confirmation.email, confirmation.username, confirmation.first_name,
                confirmation.last_name, confirmation.password, expires, used,
                \(sql: Account.columns(of: "account"))
            FROM confirmation LEFT JOIN account ON account.id = confirmation.account_id
            WHERE digest = \(digest)
            """
        ) { row in
            var reader = RowReader(row)
            return ConfirmationRow(digest: digest, &reader)
        } ?? nil
    }

    private init?(digest: [UInt8], _ reader: inout RowReader) {
        self.digest = digest
        guard let kind = ConfirmationKind(rawValue: reader.text()) else { return nil }
        self.kind = kind
        email = reader.text()
        username = reader.text()
        firstName = reader.text()
        lastName = reader.text()
        password = reader.optionalText()
        expires = reader.int()
        used = reader.optionalInt()
        account = Account.optional(&reader)
    }

    func confirmation(at now: Int64) -> Confirmation {
        Confirmation(
            kind: kind,
            email: email,
            account: account,
            username: username,
            status: used != nil ? .used : expires <= now ? .expired : .open
        )
    }

    /// Finds an open confirmation and marks it as used.
    ///
    /// - Throws: ``ConfirmationRefusal``.
    static func use(
        _ key: String,
        as kinds: Set<ConfirmationKind>,
        at now: Int64,
        in db: any SQLConnection
    ) throws -> ConfirmationRow {
        guard let row = try find(key, in: db), kinds.contains(row.kind) else {
            throw ConfirmationRefusal.unknown
        }
        switch row.confirmation(at: now).status {
        case .open: break
        case .used: throw ConfirmationRefusal.used
        case .expired: throw ConfirmationRefusal.expired
        }
        let count = try db.execute(
            """
            UPDATE confirmation
            SET used = \(now), password = NULL, first_name = NULL, last_name = NULL
            WHERE digest = \(row.digest) AND used IS NULL
            """
        )
        guard count == 1 else { throw ConfirmationRefusal.used }
        return row
    }

    /// Adds a confirmation and returns its key, which is not stored.
    static func add(
        _ kind: ConfirmationKind,
        to email: String,
        of account: Account.ID? = nil,
        registration: Store.NewAccount? = nil,
        key: String,
        at now: Int64,
        in db: any SQLConnection
    ) throws {
        try Store.deleteOldConfirmations(before: now, in: db)
        try db.execute(
            """
            INSERT INTO confirmation (digest, kind, email, account_id, username, first_name,
                last_name, password, created, expires)
            VALUES (\(APIToken.digest(of: key)), \(kind.rawValue), \(email), \(account),
                \(registration?.username), \(registration?.firstName), \(registration?.lastName),
                \(registration?.password.text), \(now), \(now + kind.life))
            """
        )
    }
}
