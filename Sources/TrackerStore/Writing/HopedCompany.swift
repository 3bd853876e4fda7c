/// How many changes a transaction may hope for, and how long it waits for them.
///
/// Programs that were answered together mostly send their next requests together: those whose changes
/// shared the last transaction may come again, and join those who wait already. The wait is a share of what the last
/// transaction took, so that it can be worth it; where hardly anybody came, some transactions do without.
struct HopedCompany {
    /// The transaction begins at once with so many.
    private(set) var number = 0
    private var present = 0
    private var last = (count: 0, took: Duration.zero)
    /// So many transactions hope for nobody.
    private var withoutHope = 0

    /// Of the time of the last transaction, the part that is waited at most.
    private let share: Double
    private let most: Duration

    /// Fewer than these are not worth a wait.
    static let fewest = 4
    /// After a wait in vain, so many transactions do not wait.
    static let soberTransactions = 16

    init(share: Double = 0.5, most: Duration = HopedCompany.most) {
        (self.share, self.most) = (share, most)
    }

    static let most = Duration.milliseconds(5)

    /// Begins to hope.
    ///
    /// - Parameter waiting: How many changes wait for the transaction.
    /// - Returns: How long to wait for more; `nil` to hope for none.
    mutating func begin(waiting: Int) -> Duration? {
        guard waiting > 0, last.count >= Self.fewest else { return nil }
        guard withoutHope == 0 else {
            withoutHope -= 1
            return nil
        }
        present = waiting
        number = min(ChangeQueue.largestBatch, waiting + last.count)
        return number > present ? min(last.took * share, most) : nil
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
    mutating func made(_ count: Int, in time: Duration) { last = (count, time) }
}
