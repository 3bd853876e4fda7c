/// A database that brings the tallies, and the facts of series, up to date at the end of each
/// transaction that writes.
struct TallyingDatabase: SQLDatabase {
    private let inner: any SQLDatabase
    private let clock: Clock

    init(_ inner: any SQLDatabase, clock: Clock) {
        self.inner = inner
        self.clock = clock
    }

    var dialect: SQLDialect { inner.dialect }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await inner.read(body)
    }

    func readBriefly<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await inner.readBriefly(body)
    }

    func ask<Result: Sendable>(
        _ statements: [SQLText],
        _ read: @escaping @Sendable (any SQLAnswers) throws -> Result
    ) async throws -> Result {
        try await inner.ask(statements, read)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await inner.write { [clock] db in
            let result = try body(db)
            let notes = try db.answers(
                to: [SeriesFactWriting.taking, TallyWriting.taking],
                isLast: false
            )
            try SeriesFactWriting(db: db, now: clock.now()).finish(notes, 0)
            try TallyWriting(db: db).finish(notes, 1)
            return result
        }
    }

    func mark() async -> DatabaseMark? { await inner.mark() }

    func close() async { await inner.close() }
}
