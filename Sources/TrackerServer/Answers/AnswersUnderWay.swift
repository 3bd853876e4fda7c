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

    /// What is there for whoever asks.
    enum Turn {
        /// Nobody makes the answer: the caller does, and says how that ended (``AnswersUnderWay/end(_:_:)``).
        case make
        /// Somebody has made it; `nil` if it could not be kept, so that the caller makes its own.
        case made(KeptAnswers.Kept?)
    }

    /// How the making of an answer ended.
    enum Outcome {
        case kept(KeptAnswers.Kept)
        /// It is one that cannot be kept: nobody need wait for the next one.
        case passing
        /// Something went wrong, which says nothing of the next one.
        case failed

        fileprivate var kept: KeptAnswers.Kept? {
            if case .kept(let kept) = self { kept } else { nil }
        }
    }

    private typealias Follower = CheckedContinuation<KeptAnswers.Kept?, Never>

    private struct State {
        var followers: [Question: [Follower]] = [:]
        /// Hashes of what could not be kept: whoever waited for it would wait for nothing.
        var passing: Set<Int> = []
    }

    /// So many answers that could not be kept are remembered; then all are forgotten.
    static let mostPassing = 1_000

    private let state = Mutex(State())

    /// Asks for an answer, and waits for it if somebody is making it.
    func begin(_ question: Question) async -> Turn {
        if isToBeMade(question) { return .make }
        let kept = await withCheckedContinuation { (follower: Follower) in
            let isOver = state.withLock { state in
                state.followers[question]?.append(follower) == nil
            }
            if isOver { follower.resume(returning: nil) }
        }
        return .made(kept)
    }

    private func isToBeMade(_ question: Question) -> Bool {
        state.withLock { state in
            guard !state.passing.contains(question.key.hashValue) else { return true }
            guard state.followers[question] == nil else { return false }
            state.followers[question] = []
            return true
        }
    }

    /// To be called by whom ``begin(_:)`` has told to make the answer.
    func end(_ question: Question, _ outcome: Outcome) {
        let followers = state.withLock { state in
            Self.note(outcome, of: question.key.hashValue, in: &state.passing)
            return state.followers.removeValue(forKey: question)
        }
        followers?.forEach { $0.resume(returning: outcome.kept) }
    }

    private static func note(_ outcome: Outcome, of key: Int, in passing: inout Set<Int>) {
        switch outcome {
        case .kept: passing.remove(key)
        case .failed: break
        case .passing:
            guard !passing.contains(key) else { return }
            if passing.count >= mostPassing { passing.removeAll() }
            passing.insert(key)
        }
    }

    /// How many wait for answers.
    var waiting: Int { state.withLock { $0.followers.values.reduce(0) { $0 + $1.count } } }
}
