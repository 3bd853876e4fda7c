import Dispatch
import Synchronization
package import TrackerModel

/// Compares passwords with their hashes: a few at a time, because each costs 16 MiB and a part of a
/// second of a core, and on threads of its own, because nothing else may wait for that.
package final class PasswordDesk: Sendable {
    /// Comparisons at a time.
    package static let lanes = 2
    /// Comparisons that wait; who comes later is sent away.
    package static let queueLimit = 32
    /// Right answers that are remembered, and for how many seconds.
    package static let memoryLimit = 1_000
    package static let memorySeconds = 300.0

    /// There is too much to do at the moment.
    package struct Crowd: Error {}

    private struct Line {
        var running = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let line = Mutex(Line())
    /// Keyed digests of right answers, with the second in which each is forgotten.
    private let known = Mutex<[[UInt8]: Double]>([:])
    private let key: [UInt8]?
    private let threads = DispatchQueue(label: "patchbay.passwords", attributes: .concurrent)
    private let seconds: @Sendable () -> Double
    private let compare: @Sendable (String, PasswordHash?) -> Bool

    /// - Parameters:
    ///   - seconds: A clock that never goes back.
    ///   - compare: The work itself; a test gives its own.
    package init(
        seconds: @escaping @Sendable () -> Double = SignInLimit.uptime,
        compare: @escaping @Sendable (String, PasswordHash?) -> Bool = PasswordDesk.compare
    ) {
        self.seconds = seconds
        self.compare = compare
        key = Secret.random(count: 32)
    }

    /// Whether this password was found right for this hash a short while ago.
    ///
    /// The hash is a part of what is remembered, so a new password makes the old one forgotten.
    package func remembers(_ password: String, for hash: PasswordHash) -> Bool {
        guard let mark = mark(password, hash) else { return false }
        let now = seconds()
        return known.withLock { known in known[mark].map { $0 > now } ?? false }
    }

    /// Compares; without a hash the same work is done for nothing, so that an unknown name takes as
    /// long as a wrong password.
    ///
    /// - Parameters:
    ///   - password: What was typed.
    ///   - hash: What it must match; `nil` where there is no such account.
    ///   - check: Called when it is this one's turn; what it throws ends it.
    /// - Returns: Whether they match.
    /// - Throws: ``Crowd`` where too many wait already, and what the check throws.
    package func matches(
        _ password: String,
        _ hash: PasswordHash?,
        check: () throws -> Void = {}
    ) async throws -> Bool {
        try await enter()
        defer { leave() }
        // The same client may have sent several requests at once.
        if let hash, remembers(password, for: hash) { return true }
        try check()
        let compare = compare
        let isRight = await withCheckedContinuation { continuation in
            threads.async { continuation.resume(returning: compare(password, hash)) }
        }
        if isRight, let hash { remember(password, for: hash) }
        return isRight
    }

    /// Hashes a new password, when it is its turn.
    ///
    /// - Parameter password: What was chosen.
    /// - Returns: `nil` if the machine gave no randomness or no memory.
    /// - Throws: ``Crowd`` where too many wait already.
    package func hash(of password: String) async throws -> PasswordHash? {
        try await enter()
        defer { leave() }
        return await withCheckedContinuation { continuation in
            threads.async { continuation.resume(returning: PasswordHash(of: password)) }
        }
    }

    /// How many wait for their turn.
    package var waiting: Int { line.withLock { $0.waiting.count } }

    /// Compares with the hash, or works as long for nothing.
    package static func compare(_ password: String, _ hash: PasswordHash?) -> Bool {
        guard let hash else {
            PasswordHash.waste(on: password)
            return false
        }
        return hash.matches(password)
    }

    private func enter() async throws {
        let isFull = line.withLock { $0.waiting.count >= Self.queueLimit }
        guard !isFull else { throw Crowd() }
        await withCheckedContinuation { continuation in
            let goesOn = line.withLock { line in
                guard line.running >= Self.lanes else {
                    line.running += 1
                    return true
                }
                line.waiting.append(continuation)
                return false
            }
            if goesOn { continuation.resume() }
        }
    }

    private func leave() {
        let next = line.withLock { line -> CheckedContinuation<Void, Never>? in
            guard line.waiting.isEmpty else { return line.waiting.removeFirst() }
            line.running -= 1
            return nil
        }
        next?.resume()
    }

    private func remember(_ password: String, for hash: PasswordHash) {
        guard let mark = mark(password, hash) else { return }
        let now = seconds()
        known.withLock { known in
            if known.count >= Self.memoryLimit {
                known = known.filter { $0.value > now }
                if known.count >= Self.memoryLimit { known = [:] }
            }
            known[mark] = now + Self.memorySeconds
        }
    }

    private func mark(_ password: String, _ hash: PasswordHash) -> [UInt8]? {
        key.map { Secret.mac(of: Array(hash.text.utf8) + [0] + Array(password.utf8), key: $0) }
    }
}
