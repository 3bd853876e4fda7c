import Dispatch
import Synchronization
import TrackerModel

/// Lets changes that are made side by side share a transaction, and with it the wait for the disk.
///
/// While one transaction runs, changes line up; the next one takes those that wait, in the order in
/// which they came. It waits for those that are known to be on their way (``expecting(_:)``), for some
/// milliseconds at most, and where changes come in crowds for those that may come again
/// (``HopedCompany``); a client alone is not held back. A change is made also if whoever asked for it
/// is gone by then.
final class ChangeQueue: Sendable {
    /// Tells the caller what became of its change.
    typealias Answer = @Sendable () -> Void

    struct Waiting: Sendable {
        let author: ChangeAuthor
        /// Whether it says when it is settled, and writes nothing before
        /// (``ChangeTransaction/settle()``).
        let decidesFirst: Bool
        /// The patch that it adds a check to, if that is what it does.
        let patch: Int64?
        /// The token that gives the author's rights, where nobody has asked yet whether it still does.
        let shown: RememberedToken?
        /// Makes the change, and says what to tell once it is durable.
        let make: @Sendable (ChangeTransaction) throws -> Answer
        let fail: @Sendable (any Error) -> Void
    }

    private struct Line {
        var waiting: [Waiting] = []
        var isServed = false
        /// How many are on their way.
        var expected = 0
        /// Goes on when those have come that are on their way.
        var departure: Departure?
        /// How often somebody waited.
        var departures = 0
        /// `nil` where nobody is hoped for.
        var hope: HopedCompany?

        /// What goes on now, if it is time.
        mutating func departing() -> Departure? {
            guard
                waiting.isEmpty || waiting.count >= ChangeQueue.largestBatch
                    || expected == 0 && waiting.count >= hope?.number ?? 0
            else { return nil }
            defer { departure = nil }
            return departure
        }
    }

    private typealias Departure = CheckedContinuation<Void, Never>

    /// So many changes share one transaction at most: all of their callers wait for it.
    static let largestBatch = 64

    private let database: any SQLDatabase
    private let clock: Clock
    private let patience: DispatchTimeInterval
    private let line: Mutex<Line>

    /// - Parameters:
    ///   - database: Where changes are made.
    ///   - clock: Dates them.
    ///   - patience: So long a transaction waits for those that are on their way.
    ///   - hope: Says how long it waits for those that may come again; `nil` for what is best for the database.
    init(
        database: any SQLDatabase,
        clock: Clock,
        patience: DispatchTimeInterval = ChangeQueue.patience,
        hope: HopedCompany? = nil
    ) {
        // In SQLite a transaction of its own costs little more than its sync.
        line = Mutex(Line(hope: hope ?? (database.dialect == .postgres ? HopedCompany() : nil)))
        self.database = database
        self.clock = clock
        self.patience = patience
    }

    /// Whether nobody waits, and nothing is made.
    var isIdle: Bool { line.withLock { !$0.isServed } }

    /// How many changes wait for the next transaction.
    var waiting: Int { line.withLock { $0.waiting.count } }

    /// Puts a change at the end of the line.
    func add(_ change: Waiting) {
        let (isFirst, departure) = line.withLock { line in
            line.waiting.append(change)
            if Self.expectation?.end() == true { line.expected -= 1 }
            defer { line.isServed = true }
            return (!line.isServed, line.departing())
        }
        departure?.resume()
        // A task of its own: nobody's cancellation must end a transaction that others share.
        if isFirst { Task { await serve() } }
    }

    private func serve() async {
        while true {
            await gather()
            let waiting = line.withLock { line in
                defer { line.waiting = [] }
                line.isServed = !line.waiting.isEmpty
                return line.waiting
            }
            guard !waiting.isEmpty else { return }
            let start = ContinuousClock.now
            defer {
                let end = ContinuousClock.now
                line.withLock { line in
                    let others = line.waiting.count
                    line.hope?.made(waiting.count, others: others, from: start, to: end)
                }
            }
            var rest = waiting[...]
            while !rest.isEmpty {
                await make(rest.prefix(Self.largestBatch))
                rest = rest.dropFirst(Self.largestBatch)
            }
        }
    }

    // MARK: Company

    /// A change that may be on its way.
    private final class Expectation: Sendable {
        private let isOver = Atomic(false)

        /// Ends it; whether it was not over before.
        func end() -> Bool { !isOver.exchange(true, ordering: .relaxed) }
    }

    @TaskLocal private static var expectation: Expectation?

    static let patience = DispatchTimeInterval.milliseconds(5)

    /// Runs what will add a change, if it is not refused before: others wait a little, to share their
    /// transaction with it.
    func expecting<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        let expectation = Expectation()
        line.withLock { $0.expected += 1 }
        defer {
            if expectation.end() {
                line.withLock { line in
                    line.expected -= 1
                    return line.departing()
                }?.resume()
            }
        }
        return try await Self.$expectation.withValue(expectation, operation: body)
    }

    /// Waits for those that may come again, and for those that are on their way.
    private func gather() async {
        let now = ContinuousClock.now
        if let hope = line.withLock({ $0.hope?.begin(waiting: $0.waiting.count, at: now) }) {
            await wait(.nanoseconds(Int(hope / .nanoseconds(1))))
            line.withLock { $0.hope?.end(waiting: $0.waiting.count + $0.expected) }
        }
        await wait(patience)
    }

    /// Waits until it is time to go on, so long at most.
    private func wait(_ most: DispatchTimeInterval) async {
        await withCheckedContinuation { departure in
            let (due, number) = line.withLock { line in
                line.departure = departure
                line.departures += 1
                return (line.departing(), line.departures)
            }
            if let due { return due.resume() }
            DispatchQueue.global().asyncAfter(deadline: .now() + most) {
                self.line.withLock { line -> Departure? in
                    guard line.departures == number else { return nil }
                    defer { line.departure = nil }
                    return line.departure
                }?.resume()
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

/// Thrown by a change that is not to be made. The database is unharmed: what the change has written is
/// taken back, and others in the same transaction go on.
package protocol Refusal: Error {}
