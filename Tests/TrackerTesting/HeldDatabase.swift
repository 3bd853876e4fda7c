import Synchronization
package import TrackerStore

/// A database that counts its transactions, and holds one back.
package final class HeldDatabase: SQLDatabase {
    private let database: any SQLDatabase
    private let count = Mutex<Int?>(nil)
    private let gate: AsyncStream<Void>
    private let gateEnd: AsyncStream<Void>.Continuation

    package init(_ database: any SQLDatabase) {
        self.database = database
        (gate, gateEnd) = AsyncStream.makeStream()
    }

    package var dialect: SQLDialect { database.dialect }
    /// The transactions since ``hold()``.
    package var writes: Int { count.withLock { $0 ?? 0 } }

    /// Holds the next transaction back.
    package func hold() { count.withLock { $0 = 0 } }
    package func letGo() { gateEnd.finish() }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result { try await database.read(body) }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        let isFirst = count.withLock { count in
            count = count.map { $0 + 1 }
            return count == 1
        }
        if isFirst { for await _ in gate {} }
        return try await database.write(body)
    }

    package func close() async { await database.close() }
}

/// Waits for something that will be true soon.
///
/// - Throws: ``NeverTrue`` after a minute.
package func poll(_ isTrue: () async -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while await !isTrue() {
        guard ContinuousClock.now < deadline else { throw NeverTrue() }
        await Task.yield()
    }
}

package struct NeverTrue: Error {}
