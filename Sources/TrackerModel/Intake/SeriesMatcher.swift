package import PatchParsing

/// A series that a patch might belong to.
package struct SeriesCandidate: Hashable, Sendable {
    package let id: Int64
    package let version: Int
    package let total: Int
    /// Microseconds since 1970.
    package let date: Int64
    /// Whether the place that the patch wants is taken.
    package let hasNumber: Bool

    package init(id: Int64, version: Int, total: Int, date: Int64, hasNumber: Bool) {
        self.id = id
        self.version = version
        self.total = total
        self.date = date
        self.hasNumber = hasNumber
    }
}

/// Where a patch goes, and why.
package enum SeriesMatch: Hashable, Sendable {
    case joins(Int64, because: String)
    case starts(because: String)
}

/// Finds the series of a patch: candidates in, decision with reason out.
package enum SeriesMatcher {
    /// A patch without references belongs to a series that began at most so long before or after it.
    package static let window: Int64 = 20 * 60 * 1_000_000

    /// - Parameters:
    ///   - position: The place that the subject claims.
    ///   - referenced: The series of the nearest message of the thread that has one.
    ///   - marked: Series of the same author, version and total within the ``window``.
    /// - Returns: The series to join, or that a new one starts; either with the reason.
    package static func match(
        position: SeriesPosition,
        referenced: SeriesCandidate?,
        marked: [SeriesCandidate]
    ) -> SeriesMatch {
        if let referenced {
            guard !referenced.hasNumber else {
                return .starts(
                    because: "series \(referenced.id) of its thread has a patch \(position.number)"
                )
            }
            return .joins(referenced.id, because: "its thread belongs to series \(referenced.id)")
        }
        let free = marked.filter { !$0.hasNumber }
        if let newest = free.max(by: { ($0.date, $0.id) < ($1.date, $1.id) }) {
            return .joins(
                newest.id,
                because: "same author, version and total as series \(newest.id) within 20 minutes"
            )
        }
        return .starts(because: "no series of its thread or its author waits for it")
    }
}
