import PatchParsing

/// A rule of a project: patches to these files go to that account.
package struct DelegationRule: Sendable {
    package let accountID: Account.ID
    let pattern: PathPattern

    package init(accountID: Account.ID, path: String) {
        self.accountID = accountID
        pattern = PathPattern(path)
    }

    /// Whether the rule is about a file.
    package func matches(_ path: String) -> Bool { pattern.matches(path) }
}

package enum Delegation {
    /// Who gets a patch: the account whose rules match all files of the diff.
    ///
    /// - Parameters:
    ///   - diff: The diff of the patch.
    ///   - rules: The project's rules, the one that decides first.
    /// - Returns: `nil` if a file has no rule, or two files go to different accounts.
    package static func delegate(of diff: String, rules: [DelegationRule]) -> Account.ID? {
        guard !rules.isEmpty else { return nil }
        var delegate: Account.ID?
        for path in DiffFiles.delegationPaths(in: diff) {
            guard let rule = rules.first(where: { $0.pattern.matches(path) }) else { return nil }
            if let delegate, delegate != rule.accountID { return nil }
            delegate = rule.accountID
        }
        return delegate
    }
}
