/// A database that `Store` can run on. SQLite and PostgreSQL each provide one.
///
/// The body is synchronous on purpose: nobody can wait for the network inside a transaction, and
/// PostgreSQL may run it again after a serialization failure. So a body must have no effect outside
/// of the database.
package protocol SQLDatabase: Sendable {
    var dialect: SQLDialect { get }

    /// Runs the body on a consistent view of the database.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result

    /// As ``read(_:)``, for bodies that need well under a millisecond as a rule: they may run on the
    /// calling thread, since handing one over to another thread costs as much as they do.
    func readBriefly<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result

    /// Asks what is known beforehand, on one consistent view of the database. A driver may let
    /// several callers share the way to the database.
    ///
    /// - Parameters:
    ///   - statements: Reading ones, that find their rows by an index.
    ///   - read: Reads each answer once; it runs once at most.
    /// - Returns: What the closure returns.
    /// - Throws: `StoreError`, and what the closure throws.
    func ask<Result: Sendable>(
        _ statements: [SQLText],
        _ read: @escaping @Sendable (any SQLAnswers) throws -> Result
    ) async throws -> Result

    /// Runs the body in one transaction. It is durable when the call returns.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result

    /// The mark of what a reader would see now: everything is in it that was durable before the call,
    /// by whatever process.
    ///
    /// - Returns: `nil` if it cannot be known; then nothing that was read before may be used.
    func mark() async -> DatabaseMark?

    /// Closes all connections. Later calls throw ``StoreError/Code/unavailable``.
    func close() async
}

extension SQLDatabase {
    package func mark() async -> DatabaseMark? { nil }

    package func readBriefly<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await read(body)
    }

    package func ask<Result: Sendable>(
        _ statements: [SQLText],
        _ read: @escaping @Sendable (any SQLAnswers) throws -> Result
    ) async throws -> Result {
        try await readBriefly { try read($0.answers(to: statements, isLast: true)) }
    }
}

/// One open transaction. It never leaves the thread of its driver, hence not `Sendable`.
package protocol SQLConnection: AnyObject {
    var dialect: SQLDialect { get }

    /// Runs a statement and hands each row of the answer over, in order.
    func query(_ statement: SQLText, _ row: (any SQLRow) throws -> Void) throws

    /// Runs a statement that has no answer, and says how many rows it changed.
    @discardableResult
    func execute(_ statement: SQLText) throws -> Int

    /// Runs statements none of which needs what another one answers: they are sent together.
    ///
    /// - Parameters:
    ///   - statements: In the order of the answers; some may run only when their answer is read.
    ///   - isLast: Nothing else is going to be asked, so that a view of the database may end with
    ///     it. What is asked nevertheless is answered from a newer view.
    /// - Returns: The answers, to be read before the transaction ends.
    /// - Throws: What the database says.
    func answers(to statements: [SQLText], isLast: Bool) throws -> any SQLAnswers

    /// Adds one row to a table whose key is its `id`, by an `INSERT` without `RETURNING`.
    ///
    /// - Returns: The id that the row got.
    func addRow(_ statement: SQLText) throws -> Int64

    /// Runs a statement whose answer nobody needs. That it fails may show at a later statement, or at
    /// the end of the transaction.
    func send(_ statement: SQLText) throws
}

extension SQLConnection {
    package func send(_ statement: SQLText) throws { try execute(statement) }

    package func addRow(_ statement: SQLText) throws -> Int64 {
        try insert("\(sql: statement) RETURNING id")
    }

    package func answers(to statements: [SQLText], isLast: Bool) throws -> any SQLAnswers {
        AnswersOnDemand(db: self, statements: statements)
    }

    /// The first row of the answer, read by the closure.
    package func first<Value>(
        _ statement: SQLText,
        _ read: (any SQLRow) throws -> Value
    ) throws -> Value? {
        var found: Value?
        try query(statement) { row in
            if found == nil { found = try read(row) }
        }
        return found
    }

    /// All rows of the answer, each read by the closure.
    package func all<Value>(
        _ statement: SQLText,
        _ read: (any SQLRow) throws -> Value
    ) throws -> [Value] {
        var found: [Value] = []
        try query(statement) { row in found.append(try read(row)) }
        return found
    }

    /// The number in the first column of the first row, such as a count or a new id.
    package func int(_ statement: SQLText) throws -> Int64? {
        try first(statement) { $0.optionalInt(0) } ?? nil
    }

    /// The id that an `INSERT … RETURNING id` gave.
    package func insert(_ statement: SQLText) throws -> Int64 {
        guard let id = try int(statement) else {
            throw StoreError(.corrupt, "an INSERT returned no id")
        }
        return id
    }
}
