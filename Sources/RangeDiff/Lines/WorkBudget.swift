/// How much more may be done for one comparison, in steps of about ten nanoseconds.
///
/// Patches are written by anybody, so what compares them ends after a bounded time. Where the budget is
/// used up, what remains is estimated.
struct WorkBudget {
    private(set) var left: Int

    init(_ steps: Int) { left = steps }

    var isUsedUp: Bool { left <= 0 }

    /// Takes steps; it may go below zero.
    mutating func spend(_ steps: Int) { left -= steps }
}
