/// The only door to the database.
///
/// Each method that writes is one transaction that keeps the invariants: no patch without its event,
/// no event without its change.
package struct Store: Sendable {
    package let database: any SQLDatabase
    let clock: Clock
    let changes: ChangeQueue
    /// Compares versions, one pair at a time.
    let comparing = SeriesComparing()

    /// Wraps a database whose schema is already there; see ``open(_:clock:)``.
    init(database: any SQLDatabase, clock: Clock) {
        self.database = TallyingDatabase(database, clock: clock)
        self.clock = clock
        changes = ChangeQueue(database: self.database, clock: clock)
    }

    /// Opens a database; a missing schema is made, an older one brought up to date.
    ///
    /// - Throws: `StoreError`, with the code `refused` if the schema is newer than this program.
    package static func open(_ database: any SQLDatabase, clock: Clock = .system) async throws
        -> Store
    {
        try await migrate(database)
        return Store(database: database, clock: clock)
    }

    package func close() async { await database.close() }
}

/// Where the time comes from; a test gives its own.
package struct Clock: Sendable {
    /// Microseconds since 1970 in UTC.
    package let now: @Sendable () -> Int64

    package init(now: @escaping @Sendable () -> Int64) { self.now = now }
}
