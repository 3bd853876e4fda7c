/// Trouble with the environment: the database is locked, gone, full or damaged.
///
/// Trouble with the input is never a `StoreError`; it is an outcome with a reason.
package struct StoreError: Error, Sendable, CustomStringConvertible {
    package enum Code: Sendable {
        /// Another process holds the database; the same call may go through later.
        case busy
        /// The database cannot be reached, opened or written to (disk full, read-only, server down).
        case unavailable
        /// A row with the same key exists.
        case duplicate
        /// The database holds what it must not hold, or was made by a newer Patchbay.
        case corrupt
        /// What was asked for cannot be: the message says why and what to do.
        case refused
        /// A statement that the database does not understand: a bug.
        case statement
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }

    /// Whether the same call may succeed later, so that a mail must be kept by its sender.
    package var isTemporary: Bool {
        switch code {
        case .busy, .unavailable, .corrupt: true
        case .duplicate, .refused, .statement: false
        }
    }
}
