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

    /// Whose own things may be shown, such as private bundles: nobody's where the token is in the hands
    /// of somebody else, who gave it to the account for other work.
    package var owner: Account? { grant?.isFromAnother == true ? nil : account }

    package var grant: TokenGrant? {
        switch self {
        case .anonymous: nil
        case .account(_, let grant): grant
        }
    }
}
