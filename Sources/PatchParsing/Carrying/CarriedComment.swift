/// Where a comment on a line of an old version stands in the new one.
public struct CarriedComment: Hashable, Sendable {
    /// What became of the line.
    public enum Status: Hashable, Sendable {
        /// It is there, between the lines that were around it.
        case kept
        /// It is there in another place: elsewhere in the file, in a file of another name, or in
        /// another patch.
        case moved
        /// It was changed or taken out. The place is that of what it has become, or of the line next
        /// to it.
        case outdated
        /// Neither it nor its file is there.
        case gone
    }

    /// A line of a version.
    public struct Place: Hashable, Sendable {
        /// The patch, by its number in the array.
        public let patch: Int
        /// The line, in the `DiffLayout.lines` of the patch.
        public let line: Int

        /// Makes a place from its parts.
        public init(patch: Int, line: Int) {
            self.patch = patch
            self.line = line
        }
    }

    /// What became of the line.
    public let status: Status
    /// Where a page can show it; `nil` where it is gone.
    public let place: Place?
    /// Whether the line, one of the lines quoted above it, or the one below it is not as it was,
    /// blanks included.
    public let isTouched: Bool

    static let gone = CarriedComment(status: .gone, place: nil, isTouched: true)
}
