import TrackerModel

extension Store {
    /// What reading mails again did.
    package struct ReparseStep: Sendable {
        /// The greatest number that was looked at; `nil` at the end.
        package let last: Int64?
        /// How many mails were read.
        package let mails: Int
        /// The mails of which something differs from before.
        package let changed: [Int64]
    }

    /// Reads some stored mails again by the rules of this version, in one transaction.
    ///
    /// Numbers, URLs and what people decided stay. A second run changes nothing.
    ///
    /// - Parameters:
    ///   - after: The number of the last mail that was read before; 0 to begin.
    ///   - limit: So many mails share the transaction.
    /// - Returns: How far it came, and what differs.
    /// - Throws: `StoreError`.
    package func reparse(after: Int64, limit: Int = 200) async throws -> ReparseStep {
        try await database.write { db in
            try db.dialect.lock(.intake, in: db)
            return try Self.reparse(after: after, limit: limit, now: clock.now(), in: db)
        }
    }

    static func reparse(
        after: Int64,
        limit: Int,
        now: Int64,
        in db: any SQLConnection
    ) throws -> ReparseStep {
        let intake = try IntakeTransaction(db: db, now: now)
        let reparsing = MailReparsing(intake: intake)
        let ids = try db.all(
            "SELECT id FROM mail WHERE id > \(after) ORDER BY id LIMIT \(limit)"
        ) { $0.int(0) }
        var changed: [Int64] = []
        for id in ids {
            if let mail = try StoredIncoming.read(id, in: db), try reparsing.reparse(mail) {
                changed.append(id)
            }
        }
        try intake.finish()
        return ReparseStep(last: ids.last, mails: ids.count, changed: changed)
    }

    /// Decides about mails again that became nothing, say after their project was made.
    ///
    /// - Returns: One result for each mail that exists, in the order of the numbers given.
    /// - Throws: `StoreError`.
    package func retry(_ ids: [Int64]) async throws -> [IntakeResult] {
        try await database.write { db in
            try db.dialect.lock(.intake, in: db)
            let intake = try IntakeTransaction(db: db, now: clock.now())
            let results = try ids.compactMap { id -> IntakeResult? in
                guard let mail = try StoredIncoming.read(id, in: db) else { return nil }
                let isChanged = try intake.decideAgain(mail)
                guard let now = try StoredIncoming.read(id, in: db) else { return nil }
                return IntakeResult(
                    mailID: id,
                    outcome: now.outcome,
                    reason: now.reason,
                    isRepeated: !isChanged
                )
            }
            try intake.finish()
            return results
        }
    }
}

extension StoredIncoming {
    /// A mail; `nil` if there is none with the number, or its stored text is damaged.
    static func read(_ id: Int64, in db: any SQLConnection) throws -> StoredIncoming? {
        try db.first("SELECT \(sql: columns) FROM mail WHERE id = \(id)") {
            try? StoredIncoming(row: $0)
        } ?? nil
    }
}
