import CPostgres
import TrackerStore

/// What the server answered to a statement that failed, or libpq to a connection that broke.
struct PostgresFailure: Error {
    /// The five letters of SQLSTATE; empty where the connection itself failed.
    let state: String
    let message: String

    /// A serialization failure or a deadlock: the same transaction may go through the next time.
    var mayBeRunAgain: Bool { state == "40001" || state == "40P01" }

    var storeError: StoreError {
        StoreError(code, "PostgreSQL: \(explained)")
    }

    private var explained: String {
        // lock_not_available
        guard state == "55P03" else { return message }
        return "another process has held the database for too long (\(message)): see pg_locks"
    }

    private var code: StoreError.Code {
        switch state.prefix(2) {
        case "23": state == "23505" ? .duplicate : .statement
        case "40", "55": .busy
        // 54: beyond a limit of the server, and so it would be the next time.
        case "42", "22", "54": .statement
        case "XX": .corrupt
        default: .unavailable
        }
    }

    init(state: String, message: String) {
        self.state = state
        self.message = message
    }

    /// From an answer, before it is cleared.
    init(_ pq: libpq_calls, result: OpaquePointer?, connection: OpaquePointer?) {
        // 'C' is PG_DIAG_SQLSTATE, 'M' the primary message.
        func field(_ code: Character) -> String? {
            guard let result, let letter = code.asciiValue else { return nil }
            return pq.resultErrorField(result, Int32(letter)).map { String(cString: $0) }
        }
        let trouble = connection.flatMap { pq.errorMessage($0) }.map { String(cString: $0) }
        state = field("C") ?? ""
        message =
            field("M") ?? trouble?.split(whereSeparator: \.isNewline).first.map(String.init)
            ?? "no message"
    }
}
