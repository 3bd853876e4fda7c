package import PatchParsing
import TrackerModel

/// What was said about the earlier versions of a series, carried to the present one.
///
/// It is made of what was read, without the database, and costs n log n in the lines of the versions.
package struct CarriedTalk: Sendable {
    /// By version, the last one first; those of one version by date.
    package private(set) var remarks: [CarriedRemark] = []
    /// The number of the version before this one.
    package let previousVersion: Int64
    /// The earlier versions, the last one first.
    private let versions: [(series: Int64, number: Int64)]
    /// By patch, what was given to it in the version before.
    private var given: [Int64: [Trailer]] = [:]
    /// By patch, what its own message has.
    private var own: [Int64: [Trailer]] = [:]

    /// Remarks that are carried; what is beyond them is left out.
    package static let mostRemarks = 2_000
    /// Remarks of one comment: the comment is gone through for each of them.
    static let mostOfComment = 50

    package init(_ source: TalkSource) {
        let present = source.versions.first?.patches ?? []
        let earlier = source.versions.dropFirst()
        previousVersion = earlier.first?.number ?? 0
        versions = earlier.map { ($0.series, $0.number) }
        let comments = Dictionary(grouping: source.comments, by: \.parent)
        let layouts = present.map { DiffLayout($0.body.diff ?? "") }
        for (place, version) in earlier.enumerated() where !version.patches.isEmpty {
            let isSaid = version.patches.contains { comments[$0.facts.id] != nil }
            guard isSaid || place == 0 else { continue }
            let pairs = PatchPairing.pairs(
                version.patches,
                present,
                knowing: source.known[version.series]
            )
            if place == 0 { readTrailers(version, present, pairs, comments) }
            guard isSaid else { continue }
            var carrying = VersionCarry(version, present, layouts, pairs)
            for patch in version.patches.indices {
                for comment in comments[version.patches[patch].facts.id] ?? [] {
                    guard remarks.count < Self.mostRemarks else { return }
                    remarks += carrying.remarks(of: comment, on: patch)
                        .prefix(Self.mostRemarks - remarks.count)
                }
            }
        }
    }

    private mutating func readTrailers(
        _ version: TalkSource.Version,
        _ present: [TalkSource.Patch],
        _ pairs: [Int: Int],
        _ comments: [Int64: [CommentLine]]
    ) {
        let inherited =
            version.cover.map { InheritedTrailer.all(of: $0, total: version.patches.count) } ?? []
        for (old, new) in pairs {
            let patch = version.patches[old]
            var trailers = Trailer.all(in: patch.body.content ?? "")
            for comment in comments[patch.facts.id] ?? [] where !comment.isByRobot {
                trailers += Trailer.all(in: comment.body.content ?? "")
            }
            trailers += inherited.filter { $0.isGiven(to: patch.facts.number) }.map(\.trailer)
            let id = present[new].facts.id
            given[id] = trailers.filter(\.isReview)
            own[id] = Trailer.all(in: present[new].body.content ?? "").filter(\.isReview)
        }
    }

    /// What became of the trailers that were given to a patch in the version before.
    ///
    /// - Parameters:
    ///   - patch: Its number.
    ///   - besides: What was given to it since: in answers, and to the cover letter.
    /// - Returns: `nil` for a patch that the version before does not have.
    package func trailers(ofPatch patch: Int64, besides: [Trailer]) -> TrailerCarry? {
        given[patch].map { TrailerCarry(given: $0, now: own[patch] ?? [], besides: besides) }
    }

    /// How much of what was said about a version is left.
    package struct Summary: Hashable, Sendable {
        package let version: Int64
        /// Comments that somebody has marked, and those of them that are addressed.
        package let marked: Int
        package let addressed: Int
        /// Remarks of people at lines that nobody has marked, and those of them about lines that are as
        /// they were.
        package let unmarked: Int
        package let untouched: Int

        /// Whether something is left.
        package var isLeft: Bool { marked > addressed || untouched > 0 }
    }

    /// How much of what was said about each version is left, that on their cover letters included.
    ///
    /// - Parameter covers: The cover letters of the earlier versions.
    /// - Returns: By version, the last one first; those without comments are left out.
    package func summaries(with covers: EarlierCovers?) -> [Summary] {
        let groups = Dictionary(grouping: remarks, by: \.origin.series)
        return versions.compactMap { series, number in
            let onCover = covers?.counts[series]
            guard let remarks = groups[series] ?? (onCover == nil ? nil : []) else { return nil }
            let marked = remarks.filter { $0.comment.isAddressed != nil }
            let done = marked.filter { $0.comment.isAddressed == true }
            let unmarked = remarks.filter {
                $0.comment.isAddressed == nil && $0.isReview && $0.said != nil
            }
            return Summary(
                version: number,
                marked: Set(marked.map(\.comment.id)).count + (onCover?.marked ?? 0),
                addressed: Set(done.map(\.comment.id)).count + (onCover?.addressed ?? 0),
                unmarked: unmarked.count,
                untouched: unmarked.count { $0.need == .untouched }
            )
        }
    }

    /// The remarks that belong to a patch of this version, by date.
    package func remarks(onPatch patch: Int64) -> [CarriedRemark] {
        remarks.filter { $0.patch == patch }
            .sorted {
                ($0.comment.date, $0.comment.id, $0.ordinal)
                    < ($1.comment.date, $1.comment.id, $1.ordinal)
            }
    }
}

extension Trailer {
    /// Whether it says that somebody has looked at a patch: not who wrote or sent it.
    package var isReview: Bool {
        isStatement && !["signed-off-by", "co-developed-by"].contains(key.lowercased())
    }
}
