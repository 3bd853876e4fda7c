import Synchronization

/// Lets so many in at a time; the others wait without holding a thread, in the order in which they
/// came.
final class ReadingGate: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(places: Int) { state = Mutex(State(free: places)) }

    func enter() async {
        let hasPlace = state.withLock { state in
            guard state.free > 0 else { return false }
            state.free -= 1
            return true
        }
        if hasPlace { return }
        await withCheckedContinuation { continuation in
            let hasPlace = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if hasPlace { continuation.resume() }
        }
    }

    func leave() {
        let next: CheckedContinuation<Void, Never>? = state.withLock { state in
            if state.waiting.isEmpty {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
