import GRDB
import TrackerStore

/// What SQLite's result codes mean for the program.
enum SQLiteErrors {
    static func storeError(_ error: any Error, doing action: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let text = error.message ?? error.resultCode.description
        let message = "cannot \(action): \(text)"
        return StoreError(code(of: error), message)
    }

    private static func code(of error: DatabaseError) -> StoreError.Code {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        case .SQLITE_CONSTRAINT:
            switch error.extendedResultCode {
            case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: .duplicate
            default: .statement
            }
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupt
        case .SQLITE_ERROR, .SQLITE_MISUSE, .SQLITE_RANGE, .SQLITE_TOOBIG: .statement
        default: .unavailable
        }
    }
}
