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
