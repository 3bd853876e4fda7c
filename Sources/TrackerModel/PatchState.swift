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
    /// Whether somebody has to do something about the patch: what Patchwork's to-do lists and its list
    /// of patches go by.
    package let needsAction: Bool
    /// What the state means for the work on a patch.
    package let meaning: Meaning

    /// Who is to go on with a patch, if anybody is.
    package enum Meaning: String, CaseIterable, Hashable, Sendable {
        /// It is there to be reviewed and decided about.
        case open
        /// It waits for its author; it is open as well.
        case waiting
        /// It waits for others, such as another tree; it is open as well.
        case elsewhere
        /// Nobody has to do anything any more.
        case closed

        /// What a state means of which nobody has said it.
        package init(needsAction: Bool) { self = needsAction ? .open : .closed }
    }

    package init(
        id: ID,
        name: String,
        slug: String,
        ordering: Int,
        needsAction: Bool,
        meaning: Meaning? = nil
    ) {
        self.id = id
        self.name = name
        self.slug = slug
        self.ordering = ordering
        self.needsAction = needsAction
        self.meaning = meaning ?? Meaning(needsAction: needsAction)
    }
}
