import Synchronization
import TrackerStore

/// Asks the server which transactions are visible, on a connection of its own.
///
/// A snapshot names each transaction that counts, so two equal ones see the same rows. Those who ask
/// while a question is under way share the next one: it is sent after they came.
final class PostgresMarks: Sendable {
    private struct State {
        var waiting: [CheckedContinuation<String?, Never>] = []
        var isAsking = false
        var isClosed = false
    }

    private let slot: PostgresSlot
    private let state = Mutex(State())

    init(url: String) { slot = PostgresSlot(url: url) }

    /// - Returns: The snapshot; `nil` if the server cannot be asked.
    func next() async -> String? {
        await withCheckedContinuation { continuation in
            let isFirst: Bool? = state.withLock { state in
                if state.isClosed { return nil }
                state.waiting.append(continuation)
                defer { state.isAsking = true }
                return !state.isAsking
            }
            switch isFirst {
            case true?: slot.begin { self.ask($0) }
            case false?: break
            case nil: continuation.resume(returning: nil)
            }
        }
    }

    private func ask(_ connection: PostgresConnection?) {
        while true {
            let waiting = state.withLock { state in
                defer { state.waiting = [] }
                if state.waiting.isEmpty { state.isAsking = false }
                return state.waiting
            }
            guard !waiting.isEmpty else { return }
            let snapshot = try? connection?.reading { session in
                try session.first("SELECT CAST(pg_current_snapshot() AS TEXT)") { $0.text(0) }
            }
            for continuation in waiting { continuation.resume(returning: snapshot) }
        }
    }

    /// No more is asked. The connection ends with the object.
    func close() { state.withLock { $0.isClosed = true } }
}
