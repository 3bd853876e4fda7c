package import TrackerModel

/// Who asks.
package enum Caller: Hashable, Sendable {
    case anonymous
    case account(Account)

    package var account: Account? {
        switch self {
        case .anonymous: nil
        case .account(let account): account
        }
    }
}
