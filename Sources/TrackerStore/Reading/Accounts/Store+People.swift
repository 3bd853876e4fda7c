package import TrackerModel

/// What people can be ordered by.
package enum PersonOrderKey: String, OrderKey {
    case id, name, email

    package static func expression(_ key: Self) -> SQLText {
        switch key {
        case .id: "person.id"
        case .name: "COALESCE(person.name, '')"
        case .email: "person.email"
        }
    }
}

/// What accounts can be ordered by.
package enum AccountOrderKey: String, OrderKey {
    case id, username, email

    package static func expression(_ key: Self) -> SQLText {
        switch key {
        case .id: "account.id"
        case .username: "account.username"
        case .email: "account.email"
        }
    }
}

/// An account with its settings.
package struct AccountDetail: Sendable {
    package let account: Account
    package let settings: AccountSettings
}

extension Store {
    /// One page of the people in whose name or address every term occurs, or `nil` if there is no
    /// such page.
    package func personList(
        terms: [String],
        _ order: ListOrder<PersonOrderKey>,
        _ page: PageRequest
    ) async throws -> Listing<Person>? {
        try await database.read { db in
            var list = ListQuery(table: "person", conditions: [], order: order.sql)
            list.require(terms, in: ["COALESCE(person.name, '')", "person.email"])
            if terms.isEmpty, let term = order.onlyTerm, term.key == .id {
                let scope = TallyScope(list: .people, owner: .all, key: .id)
                list.walk = list.walk(
                    ListWalk.Tallies(scope: scope, owners: [0], kinds: []),
                    isDescending: term.isDescending,
                    along: []
                )
            }
            return try db.listing(list, page) { try Self.people($0, in: db) }
        }
    }

    /// One person with the account that the address belongs to.
    package func person(_ id: Int64) async throws -> Person? {
        try await database.read { db in
            try Self.people(.init(ids: "\(id)", order: "person.id"), in: db).first
        }
    }

    static func people(
        _ selection: ListQuery.Selection,
        in db: any SQLConnection
    ) throws -> [Person] {
        try db.all(
            """
            SELECT \(sql: Person.columns), \(sql: Account.columns(of: "account"))
            FROM person LEFT JOIN account ON account.id = person.account_id
            WHERE person.id IN (\(sql: selection.ids)) ORDER BY \(sql: selection.order)
            """
        ) { row in
            var reader = RowReader(row)
            var person = Person(&reader)
            person.account = Account.optional(&reader)
            return person
        }
    }

    /// One page of the accounts in whose names or address every term occurs, or `nil` if there is
    /// no such page.
    package func accountList(
        terms: [String],
        _ order: ListOrder<AccountOrderKey>,
        _ page: PageRequest
    ) async throws -> Listing<Account>? {
        try await database.read { db in
            var list = ListQuery(table: "account", conditions: [], order: order.sql)
            list.require(
                terms,
                in: [
                    "account.username", "account.first_name", "account.last_name", "account.email",
                ]
            )
            return try db.listing(list, page) { selection in
                try db.all(
                    """
                    SELECT \(sql: Account.columns(of: "account")) FROM account
                    WHERE account.id IN (\(sql: selection.ids)) ORDER BY \(sql: selection.order)
                    """
                ) { Account(row: $0, from: 0) }
            }
        }
    }

    /// One account with its settings; who may see those is for the caller to decide.
    package func accountDetail(_ id: Int64) async throws -> AccountDetail? {
        try await database.read { db in try Self.accountDetail(id, in: db) }
    }

    static func accountDetail(_ id: Int64, in db: any SQLConnection) throws -> AccountDetail? {
        try db.first(
            """
            SELECT \(sql: Account.columns(of: "account")), send_email, items_per_page, show_ids, keys_off
            FROM account WHERE id = \(id)
            """
        ) { row in
            var reader = RowReader(row)
            return AccountDetail(
                account: Account(&reader),
                settings: AccountSettings(
                    sendsEmail: reader.bool(),
                    itemsPerPage: Int(reader.int()),
                    showsIDs: reader.bool(),
                    usesKeys: !reader.bool()
                )
            )
        }
    }
}
