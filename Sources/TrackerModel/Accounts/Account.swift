/// Somebody who can sign in.
package struct Account: Hashable, Sendable {
    package typealias ID = Int64

    package var id: ID
    package var username: String
    package var email: String
    package var firstName: String
    package var lastName: String

    package init(id: ID, username: String, email: String, firstName: String, lastName: String) {
        self.id = id
        self.username = username
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
    }

    /// First and last name, or the username where there is neither.
    package var displayName: String {
        let name = [firstName, lastName].filter { !$0.isEmpty }.joined(separator: " ")
        return name.isEmpty ? username : name
    }
}

/// What an account has chosen about pages and mail.
package struct AccountSettings: Hashable, Sendable {
    package var sendsEmail: Bool
    package var itemsPerPage: Int
    package var showsIDs: Bool
    /// Whether single keys do something on pages (WCAG 2.1.4).
    package var usesKeys: Bool
    /// When a style sheet of their own was last changed, in microseconds since 1970; 0 without one.
    package var styled: Int64

    package init(
        sendsEmail: Bool,
        itemsPerPage: Int,
        showsIDs: Bool,
        usesKeys: Bool = true,
        styled: Int64 = 0
    ) {
        self.sendsEmail = sendsEmail
        self.itemsPerPage = itemsPerPage
        self.showsIDs = showsIDs
        self.usesKeys = usesKeys
        self.styled = styled
    }

    /// What a page offers; the API of Patchwork takes any number.
    package static let itemsRange = 1...500
}
