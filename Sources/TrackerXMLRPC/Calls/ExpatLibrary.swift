import CExpat
import Glibc

/// expat, loaded at the first call; a site that nobody asks by XML-RPC never needs it.
enum ExpatLibrary {
    /// Why the library cannot be used.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The calls of expat.
    ///
    /// - Throws: ``Failure`` if the library is not installed.
    static func calls() throws -> expat_calls {
        switch loaded {
        case .success(let calls): return calls
        case .failure(let failure): throw failure
        }
    }

    private static let loaded: Result<expat_calls, Failure> = {
        if let calls = expat_load() { return .success(calls.pointee) }
        let reason = dlerror().map { String(cString: $0) } ?? "no reason given"
        return .failure(
            Failure(description: "cannot load expat (\(reason)): install libexpat1")
        )
    }()
}
