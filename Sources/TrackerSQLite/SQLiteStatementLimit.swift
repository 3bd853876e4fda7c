import Synchronization

/// Which statements are kept prepared. GRDB's cache has no limit of its own, and some texts depend
/// on what a client asks.
enum SQLiteStatementLimit {
    /// The program has some 150 statements; filters and orders combine some of them.
    private static let limit = 500
    private static let kept = Mutex<Set<String>>([])

    /// Whether a statement is one of the first ``limit`` that were used.
    static func mayKeep(_ text: String) -> Bool {
        kept.withLock { kept in
            if kept.contains(text) { return true }
            guard kept.count < limit else { return false }
            kept.insert(text)
            return true
        }
    }
}
