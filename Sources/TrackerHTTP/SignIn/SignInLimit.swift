import Synchronization

/// Counts failed sign-ins, for each account and for each address, so that nobody can try many
/// passwords.
///
/// Each key has a store of tries that a failure takes one from, and that fills up again with time.
/// Where it is empty, no further password is looked at.
package final class SignInLimit: Sendable {
    package struct Allowance: Sendable {
        /// Failures that may come at once.
        package var tries: Double
        /// Seconds until one more is possible.
        package var seconds: Double
    }

    package static let account = Allowance(tries: 10, seconds: 60)
    package static let address = Allowance(tries: 30, seconds: 20)
    /// Of forms that send mail: for each mail address that gets one, and for each client.
    package static let mailbox = Allowance(tries: 4, seconds: 1_800)
    package static let mailClient = Allowance(tries: 10, seconds: 300)
    /// Keys of each kind that are kept; beyond it those are forgotten that failed longest ago.
    package static let keyLimit = 10_000

    private struct Count {
        var tries: Double
        var updated: Double
    }

    private struct Counts {
        var accounts: [String: Count] = [:]
        var addresses: [String: Count] = [:]
    }

    private let counts = Mutex(Counts())
    /// Seconds that only grow, from any beginning.
    private let seconds: @Sendable () -> Double

    private let account: Allowance
    private let address: Allowance

    /// - Parameters:
    ///   - account: What each account may.
    ///   - address: What each address may.
    ///   - seconds: A clock that never goes back; a test gives its own.
    package init(
        account: Allowance = SignInLimit.account,
        address: Allowance = SignInLimit.address,
        seconds: @escaping @Sendable () -> Double = SignInLimit.uptime
    ) {
        self.account = account
        self.address = address
        self.seconds = seconds
    }

    private static let start = ContinuousClock.now

    package static func uptime() -> Double {
        (ContinuousClock.now - start) / .seconds(1)
    }

    /// How long whoever signs in must wait before a password is looked at.
    ///
    /// - Returns: Whole seconds, or `nil` where there is no need to wait.
    package func wait(account: String?, address: String) -> Int? {
        let (now, allowances) = (seconds(), (account: self.account, address: self.address))
        let waits = counts.withLock { counts in
            [
                account.flatMap {
                    Self.wait(counts.accounts[Self.key($0)], allowances.account, now)
                },
                Self.wait(counts.addresses[Self.group(address)], allowances.address, now),
            ]
        }
        return waits.compactMap { $0 }.max()
    }

    /// How many accounts and addresses are kept.
    package var size: Int { counts.withLock { $0.accounts.count + $0.addresses.count } }

    /// Counts a failure.
    package func fail(account: String?, address: String) {
        let (now, allowances) = (seconds(), (account: self.account, address: self.address))
        counts.withLock { counts in
            if let account {
                Self.take(Self.key(account), &counts.accounts, allowances.account, now)
            }
            Self.take(Self.group(address), &counts.addresses, allowances.address, now)
        }
    }

    private static func wait(_ count: Count?, _ allowance: Allowance, _ now: Double) -> Int? {
        guard let count else { return nil }
        let missing = 1 - filled(count, allowance, now)
        return missing > 0 ? Int((missing * allowance.seconds).rounded(.up)) : nil
    }

    private static func take(
        _ key: String,
        _ counts: inout [String: Count],
        _ allowance: Allowance,
        _ now: Double
    ) {
        if counts.count >= keyLimit, counts[key] == nil { makeRoom(&counts, allowance, now) }
        let tries = counts[key].map { filled($0, allowance, now) } ?? allowance.tries
        counts[key] = Count(tries: max(0, tries - 1), updated: now)
    }

    private static func filled(_ count: Count, _ allowance: Allowance, _ now: Double) -> Double {
        min(allowance.tries, count.tries + (now - count.updated) / allowance.seconds)
    }

    /// Forgets those that are full again, and else the older half, so that this is rare.
    private static func makeRoom(
        _ counts: inout [String: Count],
        _ allowance: Allowance,
        _ now: Double
    ) {
        counts = counts.filter { filled($0.value, allowance, now) < allowance.tries }
        guard counts.count > keyLimit / 2 else { return }
        let newest = counts.sorted { $0.value.updated > $1.value.updated }.prefix(keyLimit / 2)
        counts = Dictionary(uniqueKeysWithValues: newest.map { ($0.key, $0.value) })
    }

    /// Long names are no names of ours, and must not fill the memory.
    private static func key(_ account: String) -> String {
        String(account.lowercased().prefix(254))
    }

    /// An IPv6 customer has a network of 64 bits, so one address of it stands for all.
    private static func group(_ address: String) -> String {
        guard address.contains(":"), !address.hasPrefix("::ffff:") else {
            return String(address.prefix(64))
        }
        let groups = address.prefix(64).split(separator: ":", omittingEmptySubsequences: false)
        // `2001:db8::1` has its zeros where the two colons are.
        guard let gap = groups.firstIndex(where: \.isEmpty), gap < 4 else {
            return groups.prefix(4).joined(separator: ":")
        }
        return groups.prefix(gap).joined(separator: ":") + "::"
    }
}
