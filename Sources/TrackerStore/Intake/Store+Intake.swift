import TrackerModel

extension Store {
    /// Stores mails and what they contain, in one transaction: all are durable when the call returns.
    ///
    /// - Parameters:
    ///   - mails: In the order of their arrival; up to some hundreds share the cost of one
    ///     transaction.
    ///   - origin: Whether they come from their senders just now.
    /// - Returns: One result for each mail, in the same order.
    /// - Throws: `StoreError` for trouble of the environment; then nothing is stored.
    package func takeIn(
        _ mails: [IncomingMail],
        origin: IntakeOrigin = .history
    ) async throws -> [IntakeResult] {
        try await database.write { db in
            try db.dialect.lock(.intake, in: db)
            let intake = try IntakeTransaction(db: db, now: clock.now(), origin: origin)
            let results = try mails.map { try intake.takeIn($0) }
            try intake.finish()
            return results
        }
    }

    /// Keeps a mail that ``takeIn(_:)`` failed on, so that it can be looked at and tried again.
    package func keepFailed(_ mail: IncomingMail, reason: String) async throws -> IntakeResult {
        try await database.write { db in
            try db.dialect.lock(.intake, in: db)
            let intake = try IntakeTransaction(db: db, now: clock.now())
            return try intake.keep(mail, MailRefusal(.failed, reason))
        }
    }
}
