package import TrackerModel

/// Who asks.
package enum Caller: Hashable, Sendable {
    case anonymous
    /// With what the token gives; `nil` where a password or a session was shown, which give all.
    case account(Account, TokenGrant?)

    package var account: Account? {
        switch self {
        case .anonymous: nil
        case .account(let account, _): account
        }
    }

    package var grant: TokenGrant? {
        switch self {
        case .anonymous: nil
        case .account(_, let grant): grant
        }
    }
}
