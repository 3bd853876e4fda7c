import Synchronization

/// The memory that all connections share for mails that are not stored yet.
final class MailMemory: Sendable {
    private let left: Mutex<Int>

    /// - Parameter bytes: How much there is.
    init(bytes: Int) { left = Mutex(bytes) }

    /// Takes some bytes, or gives them back if their number is negative.
    ///
    /// - Returns: `false`, and nothing is taken, if there are not so many.
    fileprivate func take(_ bytes: Int) -> Bool {
        left.withLock { left in
            guard bytes <= left else { return false }
            left -= bytes
            return true
        }
    }
}

/// What one connection has of it.
struct MailMemoryShare {
    private let memory: MailMemory
    private let free: Int
    private var taken = 0

    /// - Parameters:
    ///   - memory: Where it comes from.
    ///   - free: So many bytes do not count.
    init(of memory: MailMemory, free: Int) {
        self.memory = memory
        self.free = free
    }

    /// Makes the share fit a mail of so many bytes.
    ///
    /// - Returns: `false`, and nothing changes, if there is no memory for it.
    mutating func resize(to bytes: Int) -> Bool {
        let wanted = max(0, bytes - free)
        guard wanted == taken || memory.take(wanted - taken) else { return false }
        taken = wanted
        return true
    }

    mutating func giveBack() { _ = resize(to: 0) }
}
