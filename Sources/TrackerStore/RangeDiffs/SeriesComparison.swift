package import RangeDiff
package import TrackerModel

/// A version of a series with its patches, as it is compared with another one.
package struct ComparedSeries: Sendable {
    package let id: Int64
    package let project: Project.ID
    package let name: String?
    /// As its subjects say; 1 if they say nothing.
    package let version: Int64
    /// When it was sent: microseconds since 1970.
    package let date: Int64
    /// By number; cover letters left out.
    package internal(set) var patches: [Patch] = []

    /// One of its patches.
    package struct Patch: Sendable {
        package let id: Int64
        /// With angle brackets.
        package let messageID: String
        package let name: String
        package let number: Int64?
        package let submitter: Person
        /// The size of its mail, in bytes.
        let size: Int64
        let hash: String?

        /// The number as it is shown: that of the mail, or the place in the series where it has none.
        package func shownNumber(at index: Int) -> Int64 { number ?? Int64(index) + 1 }
    }
}

/// What became of the patches of one version in another one.
package struct SeriesComparison: Sendable {
    package let old: ComparedSeries
    package let new: ComparedSeries
    /// The pairs, and the texts of all patches that are not in both versions alike.
    package let diff: RangeDiff
    /// Pairs whose texts are too much to be shown at once, by their places in `diff.entries`.
    package let left: Set<Int>
    /// What was said about the patches of the earlier version, by their ids.
    package internal(set) var remarks: [Int64: Remarks] = [:]

    /// Comments that somebody has to deal with.
    package struct Remarks: Hashable, Sendable {
        package let all: Int
        /// Those that nobody has dealt with.
        package let open: Int
    }

    /// The text of a patch of the later version; the title alone where nothing has changed.
    package func text(ofNew index: Int) -> RangePatch? {
        diff.new.indices.contains(index) ? diff.new[index] : nil
    }

    /// The patch of an entry in the earlier version.
    package func oldPatch(of entry: RangeDiff.Entry) -> ComparedSeries.Patch? {
        entry.old.flatMap { old.patches.indices.contains($0) ? old.patches[$0] : nil }
    }

    /// The patch of an entry in the later version.
    package func newPatch(of entry: RangeDiff.Entry) -> ComparedSeries.Patch? {
        entry.new.flatMap { new.patches.indices.contains($0) ? new.patches[$0] : nil }
    }
}

/// What was found where two versions were to be compared.
package enum ComparisonLookup: Sendable {
    case found(SeriesComparison)
    /// There is no such series.
    case missing
    /// It has no earlier version, and none was named.
    case nothingEarlier
    /// The other one is no series of the same project.
    case elsewhere
    /// Together they have more than ``Store/comparedBytes``.
    case tooLarge
}

/// What is known of a version and the one before it without their texts.
package struct VersionStep: Hashable, Sendable {
    package let series: Int64
    package let against: Int64
    /// By the ids of patches.
    package let entries: [Entry]

    /// A patch of either, or a pair.
    package struct Entry: Hashable, Sendable {
        package let old: Int64?
        package let new: Int64?
        package let verdict: RangeDiff.Verdict
    }

    /// How many have a verdict.
    package func count(_ verdict: RangeDiff.Verdict) -> Int {
        entries.count { $0.verdict == verdict }
    }
}
