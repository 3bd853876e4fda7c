/// How many changes a transaction may hope for, and how long it waits for them.
///
/// Programs that were answered together mostly send their next requests together: those whose changes shared the
/// last transaction may come again, and join those who waited meanwhile. So long as that one took, after its end, a
/// wait can be worth it; where hardly anybody came, some transactions do without.
struct HopedCompany {
    typealias Instant = ContinuousClock.Instant

    /// What happened last.
    private struct Last {
        let changes: Int
        /// Those in line at its end, who hardly are any of those.
        let others: Int
        /// Nobody is hoped for any longer.
        let deadline: Instant
    }

    /// The transaction begins at once with so many; 0 where nobody is hoped for.
    private(set) var number = 0
    private var present = 0
    private var last: Last?
    /// So many transactions hope for nobody.
    private var withoutHope = 0

    private let least, most: Duration

    /// Fewer than these are not worth a wait.
    static let fewest = 4
    /// After a wait in vain, so many transactions do not wait.
    static let soberTransactions = 16
    static let most = Duration.milliseconds(5)

    /// No shorter and no longer than so after a transaction, however long that took.
    init(least: Duration = .zero, most: Duration = HopedCompany.most) {
        (self.least, self.most) = (least, most)
    }

    /// Begins to hope.
    ///
    /// - Parameters:
    ///   - waiting: How many changes wait for the transaction.
    ///   - now: The present.
    /// - Returns: How long to wait for more; `nil` to hope for none.
    mutating func begin(waiting: Int, at now: Instant) -> Duration? {
        number = 0
        guard waiting > 0, let last, last.changes >= Self.fewest, now < last.deadline else {
            return nil
        }
        let hoped = min(ChangeQueue.largestBatch, last.changes + last.others)
        guard hoped > waiting else { return nil }
        guard withoutHope == 0 else {
            withoutHope -= 1
            return nil
        }
        (number, present) = (hoped, waiting)
        return last.deadline - now
    }

    /// Ends it.
    ///
    /// - Parameter waiting: How many wait now, or are on their way.
    mutating func end(waiting: Int) {
        let (came, hoped) = (waiting - present, number - present)
        if came * 2 < hoped { withoutHope = Self.soberTransactions }
        number = 0
    }

    /// Takes note of a transaction.
    ///
    /// - Parameters:
    ///   - changes: How many it had.
    ///   - others: How many wait now.
    ///   - start: When it began.
    ///   - end: The present.
    mutating func made(_ changes: Int, others: Int, from start: Instant, to end: Instant) {
        last = Last(
            changes: changes,
            others: others,
            deadline: end + max(least, min(end - start, most))
        )
    }
}
