package import TrackerStore

/// A PostgreSQL server, reached through a pool of connections.
///
/// libpq blocks, so each connection has a serial queue of its own; this was the fastest of the ways
/// that were measured, and has the same shape as SQLite's driver.
package final class PostgresDatabase: SQLDatabase {
    package let dialect = SQLDialect.postgres
    private let pool: PostgresPool
    private let marks: PostgresMarks
    private let questions: PostgresQuestions

    /// How often a transaction is run again after a serialization failure or a deadlock.
    private static let attempts = 5

    /// Prepares a pool; the first connection is made when it is needed.
    ///
    /// - Parameters:
    ///   - url: As libpq takes it: `postgres://user@host:5432/name`.
    ///   - connections: How many transactions may run at the same time.
    package init(url: String, connections: Int = 8) {
        pool = PostgresPool(url: url, limit: connections)
        marks = PostgresMarks(url: url)
        questions = PostgresQuestions(pool: pool, connections: connections)
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await transaction { try $0.reading(body) }
    }

    package func ask<Result: Sendable>(
        _ statements: [SQLText],
        _ read: @escaping @Sendable (any SQLAnswers) throws -> Result
    ) async throws -> Result {
        try read(await questions.answers(to: statements))
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await transaction { try $0.writing(body) }
    }

    package func mark() async -> DatabaseMark? { await marks.next().map(DatabaseMark.snapshot) }

    package func close() async {
        pool.close()
        marks.close()
    }

    private func transaction<Result: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws -> Result
    ) async throws -> Result {
        let slot = try await pool.take()
        defer { pool.giveBack(slot) }
        return try await slot.run { connection in
            var attempt = 1
            while true {
                do {
                    return try body(connection)
                } catch let error as PostgresFailure
                    where error.mayBeRunAgain && attempt < Self.attempts
                {
                    attempt += 1
                } catch let error as PostgresFailure {
                    throw error.storeError
                }
            }
        }
    }
}
