/// What has become of a patch: New, Under Review, Accepted, …
package struct PatchState: Hashable, Sendable {
    package typealias ID = Int64

    package let id: ID
    /// `Under Review`
    package let name: String
    /// `under-review`: how the API names it.
    package let slug: String
    /// The place in menus; the state with 0 is that of a new patch.
    package let ordering: Int
    /// Whether somebody has to do something about the patch.
    package let needsAction: Bool

    package init(id: ID, name: String, slug: String, ordering: Int, needsAction: Bool) {
        self.id = id
        self.name = name
        self.slug = slug
        self.ordering = ordering
        self.needsAction = needsAction
    }
}
