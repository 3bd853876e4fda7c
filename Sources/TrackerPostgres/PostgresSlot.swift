@preconcurrency import Dispatch

/// One place of the pool: a serial queue, and the connection that lives on it.
///
/// The connection is touched on the queue only, which is what makes the class safe to share.
final class PostgresSlot: @unchecked Sendable {
    private let url: String
    private let queue = DispatchQueue(label: "patchbay.postgres")
    private var connection: PostgresConnection?

    init(url: String) { self.url = url }

    /// Runs the body on the queue, with a connection that is open; a lost one is made anew.
    func run<Result: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Swift.Result { try body(try self.opened()) })
            }
        }
    }

    /// Runs the body on the queue, and does not wait for it. It gets nothing if no connection can be
    /// made.
    func begin(_ body: @escaping @Sendable (PostgresConnection?) -> Void) {
        queue.async { body(try? self.opened()) }
    }

    /// Runs the body on the queue, and does not wait for it.
    func begin(orFail body: @escaping @Sendable (Result<PostgresConnection, any Error>) -> Void) {
        queue.async { body(Result { try self.opened() }) }
    }

    private func opened() throws -> PostgresConnection {
        if let connection, connection.isAlive { return connection }
        connection = nil
        do {
            let opened = try PostgresConnection(url: url)
            connection = opened
            return opened
        } catch let failure as PostgresFailure {
            throw failure.storeError
        }
    }
}
