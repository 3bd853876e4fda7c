/// Facts of a series that change together: what a change of a row may have changed of its series.
///
/// The number is the one in `series_change.parts`.
struct SeriesFactParts: OptionSet, Hashable {
    let rawValue: Int64

    /// How many patches there are, their states and delegates.
    static let patches = SeriesFactParts(rawValue: 1)
    static let tags = SeriesFactParts(rawValue: 2)
    static let checks = SeriesFactParts(rawValue: 4)
    /// How many comments there are, the last of them, and what they say.
    static let comments = SeriesFactParts(rawValue: 8)
    /// How many comments ask for something that nobody has done.
    static let requests = SeriesFactParts(rawValue: 16)

    /// Whether there is a newer version.
    static let versions = SeriesFactParts(rawValue: 32)

    /// What goes along with a patch.
    static let ofPatch: SeriesFactParts = [.patches, .tags, .checks, .comments, .requests]
    static let all = ofPatch.union(.versions)
}
