/// Who makes a change, and how it came: what the audit trail keeps.
package struct ChangeAuthor: Hashable, Sendable {
    /// The door by which a change came in.
    package enum Way: String, Hashable, Sendable {
        case rest
        case xmlrpc
        case page
        case commandLine = "command line"
        /// Nobody: a rule of the project, when a mail came.
        case mail
    }

    /// `nil` for the operator at the command line.
    package var account: Account?
    /// What the token shown gives; `nil` where a password or a session was shown.
    package var grant: TokenGrant?
    package var way: Way

    package init(account: Account?, grant: TokenGrant? = nil, way: Way) {
        self.account = account
        self.grant = grant
        self.way = way
    }
}
