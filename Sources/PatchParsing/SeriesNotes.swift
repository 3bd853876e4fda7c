/// What the message of a cover letter or patch says about its series for programs: which change it
/// is a version of, what it replaces, and what it is based on.
///
///     change-id: 20240304-quota-fix-0123456789ab
///     Supersedes: <20240304.1@example.org>
///     base-commit: 0123456789abcdef0123456789abcdef01234567
public struct SeriesNotes: Hashable, Sendable {
    /// The `change-id` of b4: the same in all versions of a series.
    public var changeID: String?
    /// Message ids, without angle brackets, of earlier versions, in the order of their naming: of
    /// `Supersedes:` lines and of links in lists of changes ("v1: https://lore.kernel.org/r/…").
    public var earlier: [String] = []
    /// The commit that it applies to, as hexadecimal digits.
    public var baseCommit: String?
    /// `prerequisite-patch-id`: hexadecimal digits of git's patch-id, in the order of applying.
    public var prerequisitePatches: [String] = []
    /// `prerequisite-change-id: ID:vN`, and `prerequisite-message-id`/`Based-on:` below.
    public var prerequisiteChanges: [PrerequisiteChange] = []
    /// Message ids, without angle brackets, of what `Based-on:` and `prerequisite-message-id` name.
    public var basedOn: [String] = []

    /// Notes of a message that says nothing of the kind.
    public init() {}

    /// Reads the notes in the text of a mail; linear in its size.
    public init(_ message: String) {}
}

/// A series, in one of its versions, that has to be applied first.
public struct PrerequisiteChange: Hashable, Sendable {
    /// The `change-id` of that series.
    public let changeID: String
    /// The version; `nil` for any.
    public let version: Int?

    /// Makes one from its parts.
    public init(changeID: String, version: Int?) {
        self.changeID = changeID
        self.version = version
    }
}
