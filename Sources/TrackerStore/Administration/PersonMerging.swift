package import TrackerModel

/// What a merge gives from one person to another; the number is the one in `person_merge_row`.
private enum PersonShare: Int64, CaseIterable {
    case patch = 1
    case cover = 2
    case series = 3
    case patchComment = 4
    case coverComment = 5
    case member = 6
    /// Addresses that led to the person before.
    case merge = 7

    var table: SQLText {
        switch self {
        case .patch: "patch"
        case .cover: "cover"
        case .series: "series"
        case .patchComment: "patch_comment"
        case .coverComment: "cover_comment"
        case .member: "series_member"
        case .merge: "person_merge"
        }
    }

    /// The column that names the person.
    var column: SQLText { self == .merge ? "person_id" : "submitter_id" }
}

extension Store {
    /// Makes two persons one: everything of the first one is the second one's, and so is what comes from
    /// its address from now on.
    ///
    /// - Parameters:
    ///   - id: The person that is no more.
    ///   - other: The person that stays.
    ///   - author: A superuser or the operator.
    /// - Returns: The number of the merge, by which it can be undone.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func mergePerson(
        _ id: Person.ID,
        into other: Person.ID,
        by author: ChangeAuthor
    ) async throws -> Int64 {
        try await change(by: author) { transaction in
            try transaction.requireSuperuser()
            guard id != other else {
                throw ChangeRefusal.invalid(FieldFaults("into", "This is the same person."))
            }
            let old = try transaction.person(id)
            guard let kept = try? transaction.person(other) else {
                throw ChangeRefusal.invalid(FieldFaults("into", "There is no person \(other)."))
            }
            return try transaction.merge(old, into: kept)
        }
    }

    /// Takes a merge back: the person is there again, with its number and all that it gave.
    ///
    /// What came from its address since then stays with the other person until
    /// `patchbay mail reparse`.
    ///
    /// - Parameters:
    ///   - merge: The number of the merge.
    ///   - author: A superuser or the operator.
    /// - Returns: The person.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func undoPersonMerge(
        _ merge: Int64,
        by author: ChangeAuthor
    ) async throws -> Person.ID {
        try await change(by: author) { transaction in
            try transaction.requireSuperuser()
            return try transaction.unmerge(merge)
        }
    }
}

extension ChangeTransaction {
    fileprivate func merge(_ old: PersonRow, into kept: PersonRow) throws -> Int64 {
        let takesAccount = kept.account == nil && old.account != nil
        let merge = try db.insert(
            """
            INSERT INTO person_merge (person_id, old_id, email, email_key, name, named, name_by_hand,
                account_id, took_account, date, username)
            VALUES (\(kept.id), \(old.id), \(old.email), \(old.key), \(old.name), \(old.named),
                \(old.isNamedByHand), \(old.account), \(takesAccount), \(now),
                \(author.account?.username ?? ""))
            RETURNING id
            """
        )
        let series = try seriesWithMails(of: old.id)
        try give(everythingOf: old.id, to: kept.id, merge)
        try decideRevisions(of: series)
        if takesAccount {
            try db.execute(
                "UPDATE person SET account_id = \(old.account) WHERE id = \(kept.id)"
            )
        }
        try db.execute("DELETE FROM person WHERE id = \(old.id)")
        try audit.add(
            "merge",
            ("person", kept.id),
            project: nil,
            before: ["person": .number(old.id), "email": .text(old.email)],
            after: ["person": .number(kept.id), "email": .text(kept.email)]
        )
        return merge
    }

    private func seriesWithMails(of person: Person.ID) throws -> [Int64] {
        try db.all(
            """
            SELECT id FROM series WHERE submitter_id = \(person)
            UNION SELECT series_id FROM patch
            WHERE submitter_id = \(person) AND series_id IS NOT NULL
            ORDER BY 1
            """
        ) { $0.int(0) }
    }

    /// Versions are found by their author, too.
    private func decideRevisions(of series: [Int64]) throws {
        let notes = RevisionNotes()
        let deciding = RevisionDeciding(db: db, now: now)
        for part in series.idPortions {
            part.forEach(notes.reshape)
            let decided = try deciding.decide(notes)
            try RelationFollowing(db: db, now: now, events: events).follow(decided)
        }
    }

    /// Everything that names a person names another one, which is noted.
    private func give(everythingOf old: Person.ID, to kept: Person.ID, _ merge: Int64) throws {
        for share in PersonShare.allCases {
            let rows: SQLText = """
                \(sql: share.table) WHERE \(sql: share.column) = \(old)
                """
            try db.execute(
                """
                INSERT INTO person_merge_row (merge_id, kind, item)
                SELECT \(merge), \(share.rawValue), id FROM \(sql: rows)
                """
            )
            try db.execute(
                """
                UPDATE \(sql: share.table) SET \(sql: share.column) = \(kept)
                WHERE \(sql: share.column) = \(old)
                """
            )
        }
    }

    fileprivate func unmerge(_ merge: Int64) throws -> Person.ID {
        let found = try db.first(
            """
            SELECT old_id, email, email_key, name, named, name_by_hand, account_id, person_id,
                took_account
            FROM person_merge WHERE id = \(merge)
            """
        ) { row in
            (
                old: PersonRow(
                    id: row.int(0),
                    email: row.text(1),
                    key: row.text(2),
                    name: row.optionalText(3),
                    named: row.int(4),
                    isNamedByHand: row.bool(5),
                    account: row.optionalInt(6)
                ), kept: row.int(7), tookAccount: row.bool(8)
            )
        }
        guard let found else { throw ChangeRefusal.missing("Merge") }
        let (old, kept) = (found.old, found.kept)
        let id = try bringBack(old)
        try giveBack(merge, from: kept, to: id)
        try decideRevisions(of: seriesWithMails(of: id))
        if found.tookAccount, let account = old.account {
            try db.execute(
                "UPDATE person SET account_id = NULL WHERE id = \(kept) AND account_id = \(account)"
            )
        }
        try db.execute("DELETE FROM person_merge WHERE id = \(merge)")
        try audit.add(
            "undo merge",
            ("person", kept),
            project: nil,
            before: ["person": .number(kept)],
            after: ["person": .number(id), "email": .text(old.email)]
        )
        return id
    }

    private func giveBack(_ merge: Int64, from kept: Person.ID, to id: Person.ID) throws {
        for share in PersonShare.allCases {
            try db.execute(
                """
                UPDATE \(sql: share.table) SET \(sql: share.column) = \(id)
                WHERE id IN (SELECT item FROM person_merge_row
                        WHERE merge_id = \(merge) AND kind = \(share.rawValue))
                    AND \(sql: share.column) = \(kept)
                """
            )
        }
    }

    /// The row with its old number, which nobody else got since.
    private func bringBack(_ old: PersonRow) throws -> Person.ID {
        try db.execute(
            """
            INSERT INTO person (id, email, email_key, name, named, name_by_hand, account_id)
            VALUES (\(old.id), \(old.email), \(old.key), \(old.name), \(old.named),
                \(old.isNamedByHand), \(old.account))
            """
        )
        return old.id
    }
}
