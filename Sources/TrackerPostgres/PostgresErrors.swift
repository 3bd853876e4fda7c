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
        StoreError(code, "PostgreSQL: \(message)")
    }

    private var code: StoreError.Code {
        switch state.prefix(2) {
        case "23": state == "23505" ? .duplicate : .statement
        case "40", "55": .busy
        case "42", "22": .statement
        case "XX": .corrupt
        default: .unavailable
        }
    }

    init(state: String, message: String) {
        self.state = state
        self.message = message
    }

    /// From an answer, before it is cleared.
    init(result: OpaquePointer?, connection: OpaquePointer?) {
        // 'C' is PG_DIAG_SQLSTATE, 'M' the primary message.
        state = Self.field(result, "C") ?? ""
        message =
            Self.field(result, "M") ?? connection.flatMap(PQerrorMessage).map {
                String(cString: $0)
            }?
            .split(whereSeparator: \.isNewline).first.map(String.init) ?? "no message"
    }

    private static func field(_ result: OpaquePointer?, _ code: Character) -> String? {
        guard let result, let letter = code.asciiValue else { return nil }
        return PQresultErrorField(result, Int32(letter)).map { String(cString: $0) }
    }
}
