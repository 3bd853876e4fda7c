import CPostgres
import TrackerStore

/// One session of the server. It is used on one queue only.
final class PostgresConnection: SQLConnection {
    let dialect = SQLDialect.postgres
    private let pq: libpq_calls
    private let session: OpaquePointer
    private var prepared: [String: String] = [:]

    /// Above so many prepared statements all are let go, lest the server's memory grow.
    private static let preparedLimit = 400

    init(url: String) throws {
        let pq = try PostgresLibrary.calls()
        // 1: the name of the database may be a URL.
        let made = PostgresSettings.withPointers(url: url) { pq.connect($0, $1, 1) }
        guard let session = made else {
            throw PostgresFailure(state: "", message: "out of memory")
        }
        guard pq.status(session) == CONNECTION_OK else {
            defer { pq.finish(session) }
            throw PostgresFailure(pq, result: nil, connection: session)
        }
        // From here on `deinit` ends the session, also if this throws.
        self.pq = pq
        self.session = session
        _ = pq.setClientEncoding(session, "UTF8")
        // The server says "relation exists, skipping" as a notice; nobody reads those.
        _ = pq.setNoticeProcessor(session, { _, _ in }, nil)
    }

    deinit { pq.finish(session) }

    var isAlive: Bool { pq.status(session) == CONNECTION_OK }

    func transaction<Result>(
        _ begin: String,
        _ body: (any SQLConnection) throws -> Result
    ) throws -> Result {
        try start(begin)
        let result: Result
        do {
            result = try body(self)
        } catch {
            // If this fails, too, the session is broken and `isAlive` says so.
            try? run("ROLLBACK")
            throw error
        }
        try run("COMMIT")
        return result
    }

    /// Begins a transaction. A session that died while nobody used it is made anew: nothing has run.
    private func start(_ begin: String) throws {
        do {
            try run(begin)
        } catch let failure as PostgresFailure {
            guard !isAlive else { throw failure }
            pq.reset(session)
            prepared.removeAll()
            guard isAlive else { throw PostgresFailure(pq, result: nil, connection: session) }
            try run(begin)
        }
    }

    func query(_ statement: SQLText, _ row: (any SQLRow) throws -> Void) throws {
        let (text, values) = statement.rendered()
        let result = try answer(text, values)
        defer { pq.clear(result) }
        for number in 0..<pq.rows(result) {
            try row(PostgresRow(pq: pq, result: result, number: number))
        }
    }

    @discardableResult
    func execute(_ statement: SQLText) throws -> Int {
        let (text, values) = statement.rendered()
        let result = try answer(text, values)
        defer { pq.clear(result) }
        return pq.changedRows(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    private func run(_ text: String) throws {
        pq.clear(try checked(pq.exec(session, text)))
    }

    private func answer(_ text: String, _ values: [SQLValue]) throws -> OpaquePointer {
        let name = try preparedName(text)
        let parameters = PostgresValues(values)
        return try checked(
            parameters.withPointers { pointers, lengths, formats in
                pq.execPrepared(
                    session,
                    name,
                    Int32(truncatingIfNeeded: values.count),
                    pointers,
                    lengths,
                    formats,
                    1
                )
            }
        )
    }

    private func preparedName(_ text: String) throws -> String {
        if let name = prepared[text] { return name }
        if prepared.count >= Self.preparedLimit {
            try run("DEALLOCATE ALL")
            prepared.removeAll()
        }
        let name = "s\(prepared.count)"
        pq.clear(try checked(pq.prepare(session, name, text, 0, nil)))
        prepared[text] = name
        return name
    }

    private func checked(_ result: OpaquePointer?) throws -> OpaquePointer {
        guard let result else { throw PostgresFailure(pq, result: nil, connection: session) }
        switch pq.resultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK: return result
        default:
            defer { pq.clear(result) }
            throw PostgresFailure(pq, result: result, connection: session)
        }
    }
}
