/// Somebody who writes to a list: one mail address and the name last seen with it.
package struct Person: Hashable, Sendable {
    package typealias ID = Int64

    package var id: ID
    package var name: String?
    package var email: String
    /// The account that the address belongs to.
    package var account: Account?

    package init(id: ID, name: String?, email: String, account: Account? = nil) {
        self.id = id
        self.name = name
        self.email = email
        self.account = account
    }
}
