/// What an event about versions tells of; the words are those of Patchbay's own part of the API, which
/// alone knows them.
package enum VersionEventCategory: String, CaseIterable, Sendable {
    /// A series has another earlier version than before, or is tied to it in another way.
    case linked = "revision-linked"
    /// A series has no earlier version any more.
    case unlinked = "revision-unlinked"
    /// Somebody has looked at a link and found it right.
    case confirmed = "revision-confirmed"
}
