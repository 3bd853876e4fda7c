/// What a database had at one moment: as long as the mark is the same, so is every answer.
///
/// Marks are compared for equality only.
package enum DatabaseMark: Hashable, Sendable {
    /// Counts the changes that were seen.
    case version(Int64)
    /// Which transactions are visible.
    case snapshot(String)
}
