import Synchronization
import TrackerStore

/// The connections of one database, lent to one transaction at a time.
final class PostgresPool: Sendable {
    private struct State {
        var idle: [PostgresSlot] = []
        var made = 0
        var waiting: [CheckedContinuation<PostgresSlot, any Error>] = []
        var isClosed = false
    }

    private let url: String
    private let limit: Int
    private let state = Mutex(State())

    init(url: String, limit: Int) {
        self.url = url
        self.limit = max(1, limit)
    }

    /// A connection that is free now.
    func takeIfFree() -> PostgresSlot? {
        state.withLock { state in
            if state.isClosed { return nil }
            if let slot = state.idle.popLast() { return slot }
            guard state.made < limit else { return nil }
            state.made += 1
            return PostgresSlot(url: url)
        }
    }

    private enum Place {
        case free(PostgresSlot)
        case closed
        case later
    }

    /// A free connection, or the next one that is given back.
    func take() async throws -> PostgresSlot {
        try await withCheckedThrowingContinuation { continuation in
            switch place(for: continuation) {
            case .free(let slot): continuation.resume(returning: slot)
            case .closed:
                continuation.resume(throwing: StoreError(.unavailable, "the database is closed"))
            case .later: break
            }
        }
    }

    private func place(for continuation: CheckedContinuation<PostgresSlot, any Error>) -> Place {
        state.withLock { state in
            if state.isClosed { return .closed }
            if let slot = state.idle.popLast() { return .free(slot) }
            if state.made < limit {
                state.made += 1
                return .free(PostgresSlot(url: url))
            }
            state.waiting.append(continuation)
            return .later
        }
    }

    func giveBack(_ slot: PostgresSlot) {
        let next: CheckedContinuation<PostgresSlot, any Error>? = state.withLock { state in
            if !state.waiting.isEmpty { return state.waiting.removeFirst() }
            if !state.isClosed { state.idle.append(slot) }
            return nil
        }
        next?.resume(returning: slot)
    }

    func close() {
        state.withLock { state in
            state.isClosed = true
            state.idle.removeAll()
        }
    }
}
