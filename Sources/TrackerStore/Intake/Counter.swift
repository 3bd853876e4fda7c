/// Numbers that one transaction after the other takes from a row of the table `counter`.
///
/// The transaction holds the row from the first number to its end: the numbers have no gaps, and
/// none becomes visible after a greater one.
final class Counter {
    private let db: any SQLConnection
    private let name: String
    /// The last number that was taken; `nil` before the first one.
    var last: Int64?

    init(db: any SQLConnection, name: String) {
        self.db = db
        self.name = name
    }

    func next() throws -> Int64 {
        let number = try last ?? lockedNumber()
        last = number + 1
        return number + 1
    }

    /// Stores the last number, so that the next transaction goes on behind it.
    func finish() throws {
        guard let last else { return }
        try db.send("UPDATE counter SET value = \(last) WHERE name = \(name)")
    }

    private func lockedNumber() throws -> Int64 {
        try db.insert("UPDATE counter SET value = value + 0 WHERE name = \(name) RETURNING value")
    }
}
