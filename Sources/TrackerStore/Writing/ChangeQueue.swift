import Synchronization
import TrackerModel

/// Lets changes that are made side by side share a transaction, and with it the wait for the disk.
///
/// While one transaction runs, changes line up; the next one takes those that wait, in the order in
/// which they came. A change that finds the line empty is made at once: nothing is ever held back in
/// the hope of company. It is made also if whoever asked for it is gone by then.
final class ChangeQueue: Sendable {
    /// Tells the caller what became of its change.
    typealias Answer = @Sendable () -> Void

    struct Waiting: Sendable {
        let author: ChangeAuthor
        /// Whether it says when it is settled, and writes nothing before
        /// (``ChangeTransaction/settle()``).
        let decidesFirst: Bool
        /// The patch that it is about, where that is known.
        let patch: Int64?
        /// Makes the change, and says what to tell once it is durable.
        let make: @Sendable (ChangeTransaction) throws -> Answer
        let fail: @Sendable (any Error) -> Void
    }

    private struct Line {
        var waiting: [Waiting] = []
        var isServed = false
    }

    /// So many changes share one transaction at most: all of their callers wait for it.
    static let largestBatch = 64

    private let database: any SQLDatabase
    private let clock: Clock
    private let line = Mutex(Line())

    init(database: any SQLDatabase, clock: Clock) {
        self.database = database
        self.clock = clock
    }

    /// How many changes wait for the next transaction.
    var waiting: Int { line.withLock { $0.waiting.count } }

    /// Puts a change at the end of the line.
    func add(_ change: Waiting) {
        let isFirst = line.withLock { line in
            line.waiting.append(change)
            defer { line.isServed = true }
            return !line.isServed
        }
        // A task of its own: nobody's cancellation must end a transaction that others share.
        if isFirst { Task { await serve() } }
    }

    private func serve() async {
        while true {
            let waiting = line.withLock { line in
                defer { line.waiting = [] }
                line.isServed = !line.waiting.isEmpty
                return line.waiting
            }
            guard !waiting.isEmpty else { return }
            var rest = waiting[...]
            while !rest.isEmpty {
                await make(rest.prefix(Self.largestBatch))
                rest = rest.dropFirst(Self.largestBatch)
            }
        }
    }

    private func make(_ batch: ArraySlice<Waiting>) async {
        let clock = clock
        if batch.count > 1 {
            let answers = try? await database.write { db in
                try ChangeBatch(db: db, clock: clock).make(batch)
            }
            if let answers { return answers.forEach { $0() } }
        }
        // The database failed one of them, or all: nothing is left of it, and each is made alone, so
        // that it hears of its own fault only.
        for change in batch {
            do {
                let answer = try await database.write { db in
                    try ChangeBatch(db: db, clock: clock).makeOne(change)
                }
                answer()
            } catch {
                change.fail(error)
            }
        }
    }
}

/// The changes of one transaction.
private struct ChangeBatch {
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
        let answer = try change.make(transaction(for: change))
        try finish()
        return answer
    }

    /// Makes each change, or leaves it out where it is refused.
    ///
    /// - Parameter changes: In the order in which they came.
    /// - Returns: What to tell their callers when the transaction is durable.
    /// - Throws: What the database says; then nothing may stay.
    func make(_ changes: ArraySlice<ChangeQueue.Waiting>) throws -> [ChangeQueue.Answer] {
        let pairs = changes.compactMap { change in
            change.patch.map { PatchFooting(account: change.author.account?.id, patch: $0) }
        }
        try rest.prepare(for: pairs, in: db)
        let answers = try changes.map { try makeApart($0) }
        try finish()
        return answers
    }

    private func finish() throws {
        try rest.finish(in: db)
        try events.finish()
    }

    private func makeApart(_ change: ChangeQueue.Waiting) throws -> ChangeQueue.Answer {
        if change.decidesFirst { return try makeAsDecided(change) }
        // It may change who may do what; and what is undone is this change alone.
        rest.forgetFootings()
        try rest.finish(in: db)
        let place = try events.place()
        try db.send("SAVEPOINT one_change")
        do {
            let answer = try change.make(transaction(for: change))
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
            return try change.make(transaction)
        } catch let refusal as any Refusal {
            guard !transaction.settlement.isSettled else { throw LateRefusal() }
            return { change.fail(refusal) }
        }
    }

    private func transaction(for change: ChangeQueue.Waiting) -> ChangeTransaction {
        events.now = clock.now()
        return ChangeTransaction(db: db, author: change.author, events: events, rest: rest)
    }
}

/// A change said that it would not be refused any more, and was: then nothing of its transaction stays,
/// and each change is made again alone.
private struct LateRefusal: Error {}

/// Thrown by a change that is not to be made. The database is unharmed: what the change has written is
/// taken back, and others in the same transaction go on.
package protocol Refusal: Error {}
