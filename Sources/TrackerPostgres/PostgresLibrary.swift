import CPostgres
import Glibc

/// libpq, loaded at the first connection; a site on SQLite never needs it.
enum PostgresLibrary {
    /// The calls of libpq.
    ///
    /// - Throws: ``PostgresFailure`` if the library is not installed.
    static func calls() throws -> libpq_calls {
        switch loaded {
        case .success(let calls): return calls
        case .failure(let failure): throw failure
        }
    }

    private static let loaded: Result<libpq_calls, PostgresFailure> = {
        if let calls = libpq_load() { return .success(calls.pointee) }
        let reason = dlerror().map { String(cString: $0) } ?? "no reason given"
        return .failure(
            PostgresFailure(
                state: "",
                message: "cannot load its client library (\(reason)): install libpq5"
            )
        )
    }()
}
