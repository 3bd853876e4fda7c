import Synchronization
import TrackerModel
import TrackerStore

/// Keeps when tokens were last used, without making a request wait for it.
final class TokenUse: Sendable {
    private let store: Store
    /// When tokens were noted here, by their numbers: what a holder says of it may be older.
    private let noted = Mutex<[Int64: Int64]>([:])

    /// An hour: more precise is not worth a write.
    static let precision: Int64 = 3_600_000_000

    /// More than these are forgotten together, which costs each of them one write.
    static let most = 10_000

    init(store: Store) { self.store = store }

    func note(_ holder: TokenHolder, at now: Int64) {
        if let last = holder.lastUsed, now - last < Self.precision { return }
        let id = holder.grant.tokenID
        guard isDue(id, now) else { return }
        Task {
            do {
                try await store.noteTokenUse(id, at: now)
            } catch {
                // Where the database is busy or gone, the next request with the token tries again.
                noted.withLock { _ = $0.removeValue(forKey: id) }
            }
        }
    }

    private func isDue(_ id: Int64, _ now: Int64) -> Bool {
        noted.withLock { noted in
            if let last = noted[id], now - last < Self.precision { return false }
            if noted.count >= Self.most { noted.removeAll() }
            noted[id] = now
            return true
        }
    }
}
