/// What a test machine says of a patch. The numbers are those of the database and the API.
package enum CheckState: Int64, CaseIterable, Sendable {
    case pending = 0
    case success = 1
    case warning = 2
    case fail = 3

    /// `success`: how the API says it.
    package var word: String {
        switch self {
        case .pending: "pending"
        case .success: "success"
        case .warning: "warning"
        case .fail: "fail"
        }
    }

    package init?(word: some StringProtocol) {
        guard let state = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = state
    }
}

extension CheckState {
    /// What the checks of a patch say together (rest-api, section 7.2).
    ///
    /// - Parameter states: Those of the newest check of each account and context.
    /// - Returns: The worst of them, where to wait is worse than success; `pending` without any.
    package static func combined(_ states: some Collection<CheckState>) -> CheckState {
        [fail, warning, pending, success].first(where: states.contains) ?? .pending
    }
}
