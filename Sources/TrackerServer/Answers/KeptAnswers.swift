import HTTPTypes
import NIOCore
import Synchronization
import TrackerStore

/// Answers that were given before, for as long as nothing changes in the database.
///
/// The whole is bounded in bytes. The answers of one mark are kept only: those of another one would
/// never be asked for again.
final class KeptAnswers: Sendable {
    /// What an answer to a stranger depends on, besides the database.
    struct Key: Hashable {
        /// Path and query as they were sent.
        let target: String
        let host: String
        let scheme: String
        let accept: String
        /// Whether the client reads gzip.
        let isPacked: Bool
    }

    struct Kept {
        let headers: HTTPFields
        let body: ByteBuffer
        let tag: String

        fileprivate func cost(_ key: Key) -> Int {
            body.readableBytes + 2 * key.target.utf8.count + 1_024
        }
    }

    /// Two generations: what is used moves to the young one, and when that is full, the old one goes.
    private struct State {
        var mark: DatabaseMark?
        var young: [Key: Kept] = [:]
        var old: [Key: Kept] = [:]
        var youngBytes = 0
    }

    /// An answer larger than this is not kept.
    static let largestAnswer = 1 << 20

    private let bytes: Int
    private let state = Mutex(State())

    /// - Parameter bytes: How much memory answers may take; 0 keeps none.
    init(bytes: Int) { self.bytes = bytes }

    var isOff: Bool { bytes == 0 }

    /// The answer that was given before, if the database is as it was: `mark` is its mark, taken after
    /// the request came.
    func find(_ key: Key, at mark: DatabaseMark) -> Kept? {
        state.withLock { state in
            guard state.mark == mark else { return nil }
            if let kept = state.young[key] { return kept }
            guard let kept = state.old.removeValue(forKey: key) else { return nil }
            add(kept, key, to: &state)
            return kept
        }
    }

    /// Keeps an answer; `mark` is the mark of the database, taken before the answer was read from it.
    func keep(_ kept: Kept, as key: Key, at mark: DatabaseMark) {
        state.withLock { state in
            if state.mark != mark {
                state = State()
                state.mark = mark
            }
            add(kept, key, to: &state)
        }
    }

    private func add(_ kept: Kept, _ key: Key, to state: inout State) {
        if let before = state.young.updateValue(kept, forKey: key) {
            state.youngBytes -= before.cost(key)
        }
        state.youngBytes += kept.cost(key)
        guard state.youngBytes > bytes / 2 else { return }
        state.old = state.young
        state.young = [:]
        state.youngBytes = 0
    }
}
