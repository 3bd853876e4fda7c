/// Numbers that one transaction after the other takes from a row of the table `counter`.
///
/// To be used by transactions that hold the lock of intake, and by no others: so the numbers have no gaps, and
/// none becomes visible after a greater one.
final class Counter {
    private let db: any SQLConnection
    private let name: String
    /// The last number that was taken; `nil` before the first one.
    var last: Int64?
    private var isUsed = false

    init(db: any SQLConnection, name: String) {
        self.db = db
        self.name = name
    }

    func next() throws -> Int64 {
        if last == nil { try take(db.answers(to: [taking], isLast: false), 0) }
        guard let number = last else {
            throw StoreError(.corrupt, "the counter of \(name) is gone")
        }
        last = number + 1
        isUsed = true
        return number + 1
    }

    /// Asks for the last number.
    var taking: SQLText { "SELECT value FROM counter WHERE name = \(name)" }

    /// Takes over what was answered to ``taking``.
    func take(_ answers: any SQLAnswers, _ number: Int) throws {
        last = try answers.first(number) { $0.int(0) }
    }

    /// Stores the last number, so that the next transaction goes on behind it.
    func finish() throws {
        guard isUsed, let last else { return }
        try db.send("UPDATE counter SET value = \(last) WHERE name = \(name)")
    }
}
