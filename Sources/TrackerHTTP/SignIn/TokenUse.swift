import Synchronization
import TrackerModel
import TrackerStore

/// Keeps when tokens were last used, without making a request wait for it.
final class TokenUse: Sendable {
    private let store: Store
    /// The tokens whose use is being written down.
    private let underWay = Mutex<Set<Int64>>([])

    /// An hour: more precise is not worth a write.
    static let precision: Int64 = 3_600_000_000

    init(store: Store) { self.store = store }

    func note(_ holder: TokenHolder, at now: Int64) {
        if let last = holder.lastUsed, now - last < Self.precision { return }
        let id = holder.grant.tokenID
        guard underWay.withLock({ $0.insert(id).inserted }) else { return }
        Task {
            // Where the database is busy or gone, the next request with the token tries again.
            try? await store.noteTokenUse(id, at: now)
            _ = underWay.withLock { $0.remove(id) }
        }
    }
}
