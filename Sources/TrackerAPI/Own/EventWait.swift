import Synchronization

/// Lets clients wait for events, some at a time.
///
/// Mail comes in by other processes as well, so the database is asked once a second for the number
/// of the newest event.
package final class EventWait: Sendable {
    /// Clients that wait at the same time; others are answered at once.
    package static let mostClients = 50

    private let clients = Mutex(0)
    private let isEnded = Mutex(false)
    /// Waits a second, unless the server ends.
    private let pause: @Sendable () async throws -> Void

    /// - Parameter pause: What a wait of one second is; a test has its own.
    package init(
        pause: @escaping @Sendable () async throws -> Void = {
            try await Task.sleep(for: .seconds(1))
        }
    ) {
        self.pause = pause
    }

    /// Lets those who wait go, and nobody wait any more: the server ends.
    package func end() { isEnded.withLock { $0 = true } }

    /// Asks once a second, until there is an answer.
    ///
    /// - Parameters:
    ///   - seconds: How long at most.
    ///   - look: Returns what was waited for, if it is there.
    /// - Returns: `nil` if nothing came, or if too many wait already.
    /// - Throws: What the closure throws.
    func wait<Found>(
        seconds: Int,
        _ look: () async throws -> Found?
    ) async throws -> Found? {
        let mayWait = clients.withLock { count in
            guard count < Self.mostClients else { return false }
            count += 1
            return true
        }
        guard mayWait else { return nil }
        defer { clients.withLock { $0 -= 1 } }
        for _ in 0..<seconds {
            guard !isEnded.withLock({ $0 }), !Task.isCancelled else { return nil }
            try? await pause()
            if let found = try await look() { return found }
        }
        return nil
    }
}
