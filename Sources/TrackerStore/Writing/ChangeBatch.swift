import TrackerModel

/// The changes of one transaction.
struct ChangeBatch {
    private let db: any SQLConnection
    private let clock: Clock
    private let events: EventLog
    private let rest = ChangeRest()

    /// Waits until nobody else writes.
    init(db: any SQLConnection, clock: Clock) throws {
        try db.dialect.lock(.intake, in: db)
        self.db = db
        self.clock = clock
        // After the lock, so that dates grow with the numbers of the events.
        events = EventLog(db: db, now: clock.now())
        events.writeTargets = { [rest] in try rest.finish(in: db) }
    }

    func makeOne(_ change: ChangeQueue.Waiting) throws -> ChangeQueue.Answer {
        try prepare(for: [change])
        let answer = try make(change, in: transaction(for: change))
        try finish()
        return answer
    }

    /// Makes each change, or leaves it out where it is refused.
    ///
    /// - Parameter changes: In the order in which they came.
    /// - Returns: What to tell their callers when the transaction is durable.
    /// - Throws: What the database says; then nothing may stay.
    func make(_ changes: ArraySlice<ChangeQueue.Waiting>) throws -> [ChangeQueue.Answer] {
        try prepare(for: changes)
        let answers = try changes.map { try makeApart($0) }
        try finish()
        return answers
    }

    private func prepare(for changes: ArraySlice<ChangeQueue.Waiting>) throws {
        let pairs = changes.compactMap { change in
            change.patch.map { PatchFooting(account: change.author.account?.id, patch: $0) }
        }
        let shown = Set(changes.compactMap { $0.shown?.id })
        try rest.prepare(for: pairs, shown: shown, events: events, in: db)
    }

    private func finish() throws {
        try rest.finish(in: db)
        try events.finish()
    }

    private func makeApart(_ change: ChangeQueue.Waiting) throws -> ChangeQueue.Answer {
        if change.decidesFirst { return try makeAsDecided(change) }
        // It may change who may do what; and what is undone is this change alone.
        rest.forgetRights()
        try rest.finish(in: db)
        let place = try events.place()
        try db.send("SAVEPOINT one_change")
        do {
            let answer = try make(change, in: transaction(for: change))
            try db.send("RELEASE SAVEPOINT one_change")
            return answer
        } catch let refusal as any Refusal {
            try db.send("ROLLBACK TO SAVEPOINT one_change")
            try db.send("RELEASE SAVEPOINT one_change")
            events.goBack(to: place)
            rest.removeAll()
            return { change.fail(refusal) }
        }
    }

    /// What is refused before anything is written needs no savepoint to be taken back to.
    private func makeAsDecided(_ change: ChangeQueue.Waiting) throws -> ChangeQueue.Answer {
        let transaction = transaction(for: change)
        do {
            return try make(change, in: transaction)
        } catch let refusal as any Refusal {
            guard !transaction.settlement.isSettled else { throw LateRefusal() }
            return { change.fail(refusal) }
        }
    }

    private func make(
        _ change: ChangeQueue.Waiting,
        in transaction: ChangeTransaction
    ) throws -> ChangeQueue.Answer {
        if let token = change.shown, try !rest.holds(token, at: transaction.now, in: db) {
            throw OutdatedToken()
        }
        return try change.make(transaction)
    }

    private func transaction(for change: ChangeQueue.Waiting) -> ChangeTransaction {
        events.now = clock.now()
        return ChangeTransaction(db: db, author: change.author, events: events, rest: rest)
    }
}

/// A change said that it would not be refused any more, and was: then nothing of its transaction stays,
/// and each change is made again alone.
private struct LateRefusal: Error {}
