import CPostgres
import TrackerStore

/// One session of the server. It is used on one queue only.
///
/// Statements go through libpq's pipeline: those whose answer nobody needs at once travel with the next
/// one, and what is sent between two synchronisations is one transaction, even without `BEGIN`.
final class PostgresConnection: SQLConnection {
    let dialect = SQLDialect.postgres
    private let pq: libpq_calls
    private let pipeline: PostgresPipeline
    /// Whether the transaction that is under way may have had an effect: then it cannot be begun anew.
    private var hasAnswered = false
    /// Whether the transaction that is under way only reads.
    private var isReading = false

    init(url: String) throws {
        let pq = try PostgresLibrary.calls()
        // 1: the name of the database may be a URL.
        let made = PostgresSettings.withPointers(url: url) { pq.connect($0, $1, 1) }
        guard let session = made else {
            throw PostgresFailure(state: "", message: "out of memory")
        }
        self.pq = pq
        // From here on its `deinit` ends the session, also if this throws.
        pipeline = PostgresPipeline(pq: pq, session: session)
        try pipeline.setUp()
    }

    var isAlive: Bool { pipeline.isAlive }

    /// Runs the body on a view of the database that stays as it is, without any right to change it.
    func reading<Result>(_ body: (any SQLConnection) throws -> Result) throws -> Result {
        try onLiveSession {
            // The pipeline is a transaction of the kind that `setUp()` asks for; it ends when the
            // server comes to the synchronisation, for which nobody waits.
            isReading = true
            defer {
                isReading = false
                pipeline.synchronise()
            }
            return try body(self)
        }
    }

    /// Runs the body in a transaction, which is durable afterwards.
    func writing<Result>(_ body: (any SQLConnection) throws -> Result) throws -> Result {
        try onLiveSession {
            do {
                // READ COMMITTED: after waiting for a lock, the next statement sees what the holder
                // wrote.
                try pipeline.send("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", [])
                let result = try body(self)
                try pipeline.send("COMMIT", [])
                hasAnswered = true
                try pipeline.finish()
                return result
            } catch {
                pipeline.rollBack()
                throw error
            }
        }
    }

    /// Runs a transaction. A session that died while nobody used it is made anew: nothing has run.
    private func onLiveSession<Result>(_ transaction: () throws -> Result) throws -> Result {
        hasAnswered = false
        do {
            return try transaction()
        } catch let failure as PostgresFailure {
            guard !isAlive, !hasAnswered else { throw failure }
            try pipeline.reset()
            return try transaction()
        }
    }

    func query(_ statement: SQLText, _ row: (any SQLRow) throws -> Void) throws {
        let result = try answer(to: statement)
        defer { pq.clear(result) }
        for number in 0..<pq.rows(result) {
            try row(PostgresRow(pq: pq, result: result, number: number))
        }
    }

    @discardableResult
    func execute(_ statement: SQLText) throws -> Int {
        let result = try answer(to: statement)
        defer { pq.clear(result) }
        return pq.changedRows(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    func send(_ statement: SQLText) throws {
        let (text, values) = statement.rendered()
        try pipeline.send(text, values)
    }

    func answers(to statements: [SQLText], isLast: Bool) throws -> any SQLAnswers {
        try taken(statements, isLast: isLast)
    }

    /// What ``answers(to:isLast:)`` gives, as this driver has it: it outlives the transaction.
    func taken(_ statements: [SQLText], isLast: Bool) throws -> PostgresAnswers {
        guard !statements.isEmpty else { return PostgresAnswers(pq: pq, results: []) }
        for statement in statements { try send(statement) }
        let results = try pipeline.lastAnswers(statements.count, ending: isLast && isReading)
        hasAnswered = true
        return PostgresAnswers(pq: pq, results: results)
    }

    private func answer(to statement: SQLText) throws -> OpaquePointer {
        let (text, values) = statement.rendered()
        try pipeline.send(text, values)
        let result = try pipeline.lastAnswer()
        hasAnswered = true
        return result
    }
}
