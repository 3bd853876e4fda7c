import Synchronization
import TrackerStore

/// Lets requests for an answer that is being made wait for it, instead of making it as well.
///
/// After each change of the database all who look at the same list ask for it at once, and none of them
/// would find it kept.
final class AnswersUnderWay: Sendable {
    /// An answer, and the state of the database that it is of.
    struct Question: Hashable {
        let key: KeptAnswers.Key
        let mark: DatabaseMark
    }

    private struct State {
        var waiting: [Question: [CheckedContinuation<Void, Never>]] = [:]
        /// Hashes of what could not be kept: whoever waited for it would wait for nothing.
        var lost: Set<Int> = []
    }

    /// So many answers that could not be kept are remembered; then all are forgotten.
    static let mostLost = 1_000

    private let state = Mutex(State())

    /// Waits until the answer was made, if somebody is making it.
    ///
    /// - Returns: Whether nobody was: then the caller does, and calls ``end(_:isKept:)``.
    func begin(_ question: Question) async -> Bool {
        guard take(question) else {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    state.waiting[question]?.append(continuation) == nil
                }
                if isOver { continuation.resume() }
            }
            return false
        }
        return true
    }

    private func take(_ question: Question) -> Bool {
        state.withLock { state in
            guard !state.lost.contains(question.key.hashValue) else { return true }
            guard state.waiting[question] == nil else { return false }
            state.waiting[question] = []
            return true
        }
    }

    /// To be called by whom ``begin(_:)`` has told to make the answer.
    func end(_ question: Question, isKept: Bool) {
        let others = state.withLock { state in
            if isKept {
                state.lost.remove(question.key.hashValue)
            } else {
                if state.lost.count >= Self.mostLost { state.lost.removeAll() }
                state.lost.insert(question.key.hashValue)
            }
            return state.waiting.removeValue(forKey: question)
        }
        others?.forEach { $0.resume() }
    }

    /// How many wait for answers.
    var waiting: Int { state.withLock { $0.waiting.values.reduce(0) { $0 + $1.count } } }
}
