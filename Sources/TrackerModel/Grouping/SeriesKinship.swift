/// Why two mails may belong to one series. The smaller, the closer.
package struct SeriesKinship: Hashable, Sendable, Comparable {
    package enum Tie: Int, Sendable {
        /// One answers the other.
        case answers
        /// Both answer the same message.
        case sharesThread
        /// Neither thread says otherwise, and author, version, total and time are the same.
        case sharesMark
    }

    package let tie: Tie
    /// Steps in the thread; microseconds for ``Tie/sharesMark``.
    package let distance: Int64

    package static func < (left: SeriesKinship, right: SeriesKinship) -> Bool {
        (left.tie.rawValue, left.distance) < (right.tie.rawValue, right.distance)
    }

    /// Mails without a common thread belong together only if they were sent within this time.
    package static let window: Int64 = 20 * 60 * 1_000_000

    /// The closest tie between two mails, the same from either side.
    ///
    /// Neither a thread nor a mark is enough: a second version is sent in reply to the first, and
    /// people send patches in answer to those of others. So version and total have to agree as well,
    /// and the author, unless both were sent at the same time.
    ///
    /// - Returns: `nil` if they are not of one series, whatever else is known.
    package init?(_ one: SeriesMember, _ other: SeriesMember) {
        let isSoon = Self.distance(one.date, other.date) <= Self.window
        let isSameAuthor = one.author == other.author
        guard isSameAuthor || isSoon else { return nil }
        if let steps = Self.steps(from: one, to: other) ?? Self.steps(from: other, to: one) {
            // Someone who miscounts still sends the whole series at once.
            guard one.total == other.total || isSameAuthor && isSoon else { return nil }
            guard Self.hasSameVersion(one, other) || Self.isUnmarkedBelowCover(one, other) else {
                return nil
            }
            self.init(tie: .answers, distance: steps)
            return
        }
        guard one.total == other.total, Self.hasSameVersion(one, other) else { return nil }
        if let steps = Self.commonSteps(one, other) {
            self.init(tie: .sharesThread, distance: steps)
        } else if isSameAuthor, isSoon, one.references.isEmpty || other.references.isEmpty {
            self.init(tie: .sharesMark, distance: Self.distance(one.date, other.date))
        } else {
            return nil
        }
    }

    private init(tie: Tie, distance: Int64) {
        self.tie = tie
        self.distance = distance
    }

    private static func hasSameVersion(_ one: SeriesMember, _ other: SeriesMember) -> Bool {
        (one.version ?? 1) == (other.version ?? 1)
    }

    /// Some mark the version at the cover letter only.
    private static func isUnmarkedBelowCover(_ one: SeriesMember, _ other: SeriesMember) -> Bool {
        let cover = one.number == 0 ? one : other
        let patch = one.number == 0 ? other : one
        return cover.number == 0 && patch.number > 0 && cover.version != nil && patch.version == nil
            && cover.total == patch.total && steps(from: patch, to: cover) != nil
    }

    private static func steps(from reply: SeriesMember, to parent: SeriesMember) -> Int64? {
        reply.references.firstIndex(of: parent.messageID).map(Int64.init)
    }

    private static func commonSteps(_ one: SeriesMember, _ other: SeriesMember) -> Int64? {
        var nearest: Int64?
        for (step, reference) in one.references.enumerated() {
            guard let otherStep = other.references.firstIndex(of: reference) else { continue }
            nearest = min(nearest ?? .max, Int64(step + otherStep))
        }
        return nearest
    }

    private static func distance(_ one: Int64, _ other: Int64) -> Int64 {
        let (difference, overflow) = one.subtractingReportingOverflow(other)
        return overflow ? .max : Int64(clamping: difference.magnitude)
    }
}
