package import TrackerModel

/// A person as those see it who administer the site.
package struct PersonRecord: Sendable {
    package let person: Person
    /// Whether somebody has set the name, so that mails leave it alone.
    package let isNamedByHand: Bool
    package let patches: Int64
    package let covers: Int64
    package let comments: Int64
    /// Addresses that lead to this person, newest first.
    package let merges: [PersonMerge]
}

/// A person that was found to be another one.
package struct PersonMerge: Hashable, Sendable {
    package let id: Int64
    package let email: String
    package let name: String?
    /// Microseconds since 1970.
    package let date: Int64
    /// Who said so; empty for the operator.
    package let username: String
}

/// Where a page of people begins.
package struct PersonPlace: Hashable, Sendable {
    package let name: String
    package let id: Person.ID

    package init(name: String, id: Person.ID) {
        self.name = name
        self.id = id
    }
}

extension Store {
    /// People by name.
    ///
    /// - Parameters:
    ///   - terms: Each must occur in the name or the address.
    ///   - after: Only those behind this one.
    ///   - limit: At most so many.
    /// - Returns: In the order of names, those without one first.
    /// - Throws: `StoreError`.
    package func personPage(
        terms: [String],
        after: PersonPlace?,
        limit: Int
    ) async throws -> [Person] {
        var list = ListQuery(table: "person", order: "")
        list.require(terms, in: ["COALESCE(person.name, '')", "person.email"])
        if let after {
            list.conditions.append(
                "(COALESCE(person.name, ''), person.id) > (\(after.name), \(after.id))"
            )
        }
        let conditions = list.conditions + ["1 = 1"]
        return try await database.read { db in
            try db.all(
                """
                SELECT \(sql: Person.columns), \(sql: Account.columns(of: "account"))
                FROM person LEFT JOIN account ON account.id = person.account_id
                WHERE \(sql: conditions.joined(separator: "AND"))
                ORDER BY COALESCE(person.name, ''), person.id LIMIT \(limit)
                """
            ) { row in
                var reader = RowReader(row)
                var person = Person(&reader)
                person.account = Account.optional(&reader)
                return person
            }
        }
    }

    /// One person with what there is of it.
    package func personRecord(_ id: Person.ID) async throws -> PersonRecord? {
        try await database.read { db in
            guard
                let person = try Self.people(.init(ids: "\(id)", order: "person.id"), in: db).first
            else { return nil }
            func count(_ table: SQLText) throws -> Int64 {
                try db.int("SELECT COUNT(*) FROM \(sql: table) WHERE submitter_id = \(id)") ?? 0
            }
            let isNamed = try db.int("SELECT name_by_hand FROM person WHERE id = \(id)") == 1
            return PersonRecord(
                person: person,
                isNamedByHand: isNamed,
                patches: try count("patch"),
                covers: try count("cover"),
                comments: try count("patch_comment") + count("cover_comment"),
                merges: try Self.merges(into: id, in: db)
            )
        }
    }

    private static func merges(
        into id: Person.ID,
        in db: any SQLConnection
    ) throws -> [PersonMerge] {
        try db.all(
            """
            SELECT id, email, name, date, username FROM person_merge WHERE person_id = \(id)
            ORDER BY id DESC LIMIT 100
            """
        ) {
            PersonMerge(
                id: $0.int(0),
                email: $0.text(1),
                name: $0.optionalText(2),
                date: $0.int(3),
                username: $0.text(4)
            )
        }
    }

    /// Sets the name of a person; mails do not change it any more.
    ///
    /// - Parameters:
    ///   - id: The person.
    ///   - name: 1 to 255 characters; `nil` lets the next mail name it again.
    ///   - author: A superuser or the operator.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func namePerson(
        _ id: Person.ID,
        _ name: String?,
        by author: ChangeAuthor
    ) async throws {
        try await change(by: author) { transaction in
            try transaction.requireSuperuser()
            let old = try transaction.person(id)
            if let name, name.isEmpty || name.count > 255 || name.hasControls {
                let fault = "Use 1 to 255 characters in one line."
                throw ChangeRefusal.invalid(FieldFaults("name", fault))
            }
            var trail = Trail()
            trail.add("name", .optional(old.name), .optional(name ?? old.name))
            trail.add("by_hand", .bool(old.isNamedByHand), .bool(name != nil))
            guard !trail.isEmpty else { return }
            try transaction.db.execute(
                """
                UPDATE person SET name = \(name ?? old.name), name_by_hand = \(name != nil)
                WHERE id = \(id)
                """
            )
            try transaction.note("update", trail, of: id)
        }
    }

    /// Says that an address belongs to an account, or to none.
    ///
    /// - Parameters:
    ///   - id: The person with the address.
    ///   - username: Whose it is, in any case; `nil` for nobody's.
    ///   - author: A superuser or the operator.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func linkPerson(
        _ id: Person.ID,
        to username: String?,
        by author: ChangeAuthor
    ) async throws {
        try await change(by: author) { transaction in
            try transaction.requireSuperuser()
            let old = try transaction.person(id)
            let account = try username.map { try transaction.activeAccount($0, field: "user") }
            var trail = Trail()
            trail.add("user", .optional(old.account), .optional(account))
            guard !trail.isEmpty else { return }
            try transaction.db.execute(
                "UPDATE person SET account_id = \(account) WHERE id = \(id)"
            )
            try transaction.note("update", trail, of: id)
        }
    }
}

/// A row of `person`.
struct PersonRow {
    let id: Person.ID
    let email: String
    let key: String
    let name: String?
    let named: Int64
    let isNamedByHand: Bool
    let account: Account.ID?
}

extension ChangeTransaction {
    func person(_ id: Person.ID) throws -> PersonRow {
        let found = try db.first(
            """
            SELECT id, email, email_key, name, named, name_by_hand, account_id
            FROM person WHERE id = \(id)
            """
        ) { row in
            PersonRow(
                id: row.int(0),
                email: row.text(1),
                key: row.text(2),
                name: row.optionalText(3),
                named: row.int(4),
                isNamedByHand: row.bool(5),
                account: row.optionalInt(6)
            )
        }
        guard let found else { throw ChangeRefusal.missing("Person") }
        return found
    }

    fileprivate func note(_ action: String, _ trail: Trail, of person: Person.ID) throws {
        try audit.add(
            action,
            ("person", person),
            project: nil,
            before: trail.before,
            after: trail.after
        )
    }
}
