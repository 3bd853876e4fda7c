import CPostgres
import TrackerStore

/// What was sent to a session of the server, and the answers that are due.
final class PostgresPipeline {
    /// An answer that is due, in the order in which they come.
    private enum Due {
        /// The text is forgotten as prepared, unless the answer is good.
        case preparation(String)
        case statement
        /// Nobody waits for what it says: all prepared statements are let go.
        case release
        case synchronisation
    }

    private let pq: libpq_calls
    private let session: OpaquePointer
    private var due: [Due] = []
    private var prepared: [String: String] = [:]
    /// Counts the names of prepared statements, which are never given twice.
    private var names = 0
    /// Whether anything was sent since the last synchronisation.
    private var isOpen = false

    /// Above so many prepared statements all are let go, lest the server's memory grow.
    private static let preparedLimit = 400

    /// Takes the session over, and ends it with itself.
    init(pq: libpq_calls, session: OpaquePointer) {
        self.pq = pq
        self.session = session
    }

    deinit { pq.finish(session) }

    var isAlive: Bool { pq.status(session) == CONNECTION_OK }

    /// What a new session is told.
    ///
    /// - Throws: ``PostgresFailure`` if there is no session.
    func setUp() throws {
        guard isAlive else { throw PostgresFailure(pq, result: nil, connection: session) }
        // The server says "relation exists, skipping" as a notice; nobody reads those.
        _ = pq.setNoticeProcessor(session, { _, _ in }, nil)
        // Compiling a query takes longer than any of ours. The last one is for transactions that nobody begins;
        // those that write say what they want.
        let settings = """
            SET client_encoding TO 'UTF8';
            SET jit TO off;
            SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY
            """
        let result = pq.exec(session, settings)
        defer { pq.clear(result) }
        guard pq.resultStatus(result) == PGRES_COMMAND_OK, pq.enterPipelineMode(session) == 1 else {
            throw PostgresFailure(pq, result: result, connection: session)
        }
    }

    /// Makes the session anew.
    func reset() throws {
        due.removeAll()
        prepared.removeAll()
        isOpen = false
        pq.reset(session)
        try setUp()
    }

    private static let bigint: Oid = 20

    /// Sends a statement; it may stay here until an answer is wanted.
    func send(_ text: String, _ values: [SQLValue]) throws {
        let name = try preparedName(text, values)
        let parameters = PostgresValues(values)
        let count = Int32(truncatingIfNeeded: values.count)
        try demand(
            parameters.withPointers { pointers, lengths, formats in
                pq.sendQueryPrepared(session, name, count, pointers, lengths, formats, 1)
            }
        )
        due.append(.statement)
        isOpen = true
    }

    private func preparedName(_ text: String, _ values: [SQLValue]) throws -> String {
        if let name = prepared[text] { return name }
        if prepared.count >= Self.preparedLimit {
            prepared.removeAll()
            try demand(pq.sendQueryParams(session, "DEALLOCATE ALL", 0, nil, nil, nil, nil, 1))
            // Not one of the statements: it may stand between two whose answers are wanted.
            due.append(.release)
        }
        names += 1
        let name = "s\(names)"
        // A number is sent in eight bytes, also where the server would think of four (`$1 = 12`).
        let types = values.map { if case .integer = $0 { Self.bigint } else { Oid(0) } }
        try demand(pq.sendPrepare(session, name, text, Int32(clamping: types.count), types))
        due.append(.preparation(text))
        prepared[text] = name
        return name
    }

    /// The answer to the last statement that was sent; those before it are checked, and let go.
    ///
    /// - Throws: ``PostgresFailure``, of the first one that failed.
    func lastAnswer() throws -> OpaquePointer {
        guard let result = try lastAnswers(1, ending: false).first else {
            throw PostgresFailure(pq, result: nil, connection: session)
        }
        return result
    }

    /// The answers to the last statements that were sent; those before them are checked, and let go.
    ///
    /// - Parameters:
    ///   - count: How many; there are as many pointers in the result, each to be cleared.
    ///   - ending: Whether the synchronisation that ends the transaction travels with them.
    /// - Returns: The answers in their order.
    /// - Throws: ``PostgresFailure``, of the first one that failed.
    func lastAnswers(_ count: Int, ending: Bool) throws -> [OpaquePointer] {
        if ending {
            try sendSynchronisation()
        } else {
            try demand(pq.sendFlushRequest(session))
        }
        return try takeDue(keeping: count)
    }

    /// Ends what was sent, and waits for all of it.
    ///
    /// - Throws: ``PostgresFailure``, of the first one that failed.
    func finish() throws {
        try sendSynchronisation()
        _ = try takeDue(keeping: 0)
    }

    /// Ends what was sent, if anything was, and does not wait.
    func synchronise() {
        guard isOpen, (try? sendSynchronisation()) != nil else { return }
        _ = pq.flush(session)
    }

    private func sendSynchronisation() throws {
        try demand(pq.pipelineSync(session))
        isOpen = false
        due.append(.synchronisation)
    }

    /// Undoes an open transaction. If this fails, too, the session is broken and ``isAlive`` says so.
    func rollBack() {
        guard isAlive else { return }
        do {
            try send("ROLLBACK", [])
            try finish()
        } catch {
            // What was not answered before has failed: the first try was skipped by the server.
            try? send("ROLLBACK", [])
            try? finish()
        }
    }

    /// Reads all answers that are due.
    ///
    /// - Returns: The last ones of statements.
    private func takeDue(keeping count: Int) throws -> [OpaquePointer] {
        var kept: [OpaquePointer] = []
        var skipped = due.count { if case .statement = $0 { true } else { false } } - count
        var failure: PostgresFailure?
        for (number, item) in due.enumerated() {
            guard let result = pq.getResult(session) else {
                failure = failure ?? PostgresFailure(pq, result: nil, connection: session)
                forget(due[number...])
                break
            }
            if !isGood(result, item) {
                failure = failure ?? PostgresFailure(pq, result: result, connection: session)
                pq.clear(result)
                forget([item])
            } else if case .statement = item, skipped <= 0 {
                kept.append(result)
            } else {
                if case .statement = item { skipped -= 1 }
                pq.clear(result)
            }
            // Each is followed by a null, but for a synchronisation.
            if case .synchronisation = item { continue }
            if let extra = pq.getResult(session) { pq.clear(extra) }
        }
        let isInSync = if case .synchronisation = due.last { true } else { false }
        due.removeAll(keepingCapacity: true)
        guard let failure else { return kept }
        for result in kept { pq.clear(result) }
        if !isInSync { recover() }
        throw failure
    }
}

extension PostgresPipeline {
    private func isGood(_ result: OpaquePointer, _ item: Due) -> Bool {
        switch (item, pq.resultStatus(result)) {
        case (.synchronisation, PGRES_PIPELINE_SYNC): true
        case (.statement, PGRES_TUPLES_OK), (.statement, PGRES_COMMAND_OK): true
        case (.preparation, PGRES_COMMAND_OK), (.release, PGRES_COMMAND_OK): true
        default: false
        }
    }

    private func forget(_ items: some Sequence<Due>) {
        for case .preparation(let text) in items { prepared[text] = nil }
    }

    /// After a failure the server skips everything up to a synchronisation.
    private func recover() {
        isOpen = false
        guard pq.pipelineSync(session) == 1 else { return }
        var nulls = 0
        // Two nulls one after the other: nothing more comes.
        while nulls < 2 {
            guard let result = pq.getResult(session) else {
                nulls += 1
                continue
            }
            nulls = 0
            defer { pq.clear(result) }
            if pq.resultStatus(result) == PGRES_PIPELINE_SYNC { return }
        }
    }

    /// - Throws: ``PostgresFailure`` where libpq could not even take something down.
    private func demand(_ code: Int32) throws {
        guard code == 1 else { throw PostgresFailure(pq, result: nil, connection: session) }
    }
}
