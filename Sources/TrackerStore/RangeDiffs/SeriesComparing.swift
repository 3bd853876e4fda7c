import RangeDiff

/// Compares versions, one pair after the other, so that whatever is asked for at once takes the time of
/// one processor only; and remembers the last results.
actor SeriesComparing {
    /// So many results are remembered; one of 100 patches takes some kilobytes.
    private static let remembered = 128

    private var results: [String: Result] = [:]
    /// The oldest first.
    private var order: [String] = []

    struct Result: Sendable {
        let entries: [RangeDiff.Entry]
        let isEstimate: Bool
    }

    /// What was found out about the patches with this digest.
    func result(_ digest: String) -> Result? { results[digest] }

    func compare(_ old: [RangePatch], _ new: [RangePatch], digest: String) -> Result {
        results[digest] ?? compareAnew(old, new, digest: digest)
    }

    /// The same where mails may have been read anew, which no digest shows.
    func compareAnew(_ old: [RangePatch], _ new: [RangePatch], digest: String) -> Result {
        let diff = RangeDiff(old: old, new: new)
        let result = Result(entries: diff.entries, isEstimate: diff.isEstimate)
        if results.updateValue(result, forKey: digest) == nil { order.append(digest) }
        if order.count > Self.remembered { results[order.removeFirst()] = nil }
        return result
    }
}
