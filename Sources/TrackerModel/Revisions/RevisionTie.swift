/// Why one series may be the earlier version of another one.
struct RevisionTie {
    let earlier: SeriesLook
    let kind: RevisionKind
    /// The mails themselves name the other series.
    let isStated: Bool
    /// Nobody named it, but thread, author, subject and version agree.
    let isConfirmed: Bool
    /// How much of the smaller series is in the other one, 0 to 1.
    let likeness: Double
    let reason: String
    /// Where the earlier series stands among the versions: its number, or 0 for the drafts before.
    private(set) var step: Int
    /// Whether it is only part of a version itself, so that the whole one is the better answer.
    private let isPart: Bool

    /// - Returns: `nil` if it is none, or nothing says so.
    init?(of series: SeriesLook, to earlier: SeriesLook) {
        let likeness = SeriesLikeness(series, earlier)
        let order = VersionOrder(series, earlier)
        guard let cause = RevisionCause(series, earlier, likeness, order) else { return nil }
        self.earlier = earlier
        self.likeness = likeness.share
        isStated = cause.isStated
        isConfirmed = cause.isConfirmed(order, likeness)
        kind = Self.kind(of: series, to: earlier, likeness, order)
        reason = cause.reason(series, likeness)
        step = order == .redrafted ? 0 : earlier.series.version
        isPart =
            earlier.isIncomplete && earlier.cover == nil
            && series.patches.count > earlier.patches.count
    }

    private static func kind(
        of series: SeriesLook,
        to earlier: SeriesLook,
        _ likeness: SeriesLikeness,
        _ order: VersionOrder
    ) -> RevisionKind {
        if likeness.isUnchanged, series.patches.count >= earlier.patches.count {
            return order != .later || series.marks.isResend ? .resend : .revision
        }
        let isWhole = likeness.common > 0 && likeness.common == series.patches.count
        if order == .same, series.marks.isResend, isWhole { return .resend }
        if series.cover == nil, series.isIncomplete, series.patches.count < earlier.patches.count {
            return .part
        }
        let isSmall = series.cover == nil && 2 * series.patches.count < earlier.patches.count
        // One patch that changes all those files is made of all those patches.
        let isMerged = earlier.files.count > 1 && likeness.coveredFiles >= 0.8
        if isSmall, !isMerged { return .part }
        return .revision
    }

    /// Series that name no version come behind those with the same patches that were sent before them.
    ///
    /// - Parameter ties: All ties of one series.
    /// - Returns: The same ties, with the places of their series, by date.
    static func inOrder(_ ties: [RevisionTie]) -> [RevisionTie] {
        var stepOfTitle: [String: Int] = [:]
        return ties.sorted { $0.earlier.isSent(before: $1.earlier) }.map { tie in
            var tie = tie
            let titles = tie.earlier.titles
            let isWhole = !tie.isPart && !tie.earlier.marks.isRFC && tie.kind != .part
            if isWhole, !tie.earlier.marks.hasVersion {
                tie.step = titles.reduce(tie.step) { max($0, stepOfTitle[$1] ?? 0) }
            }
            for title in titles { stepOfTitle[title] = max(stepOfTitle[title] ?? 0, tie.step) }
            return tie
        }
    }

    /// Whether another tie is to be preferred; a total order of what the mails say.
    func isFarther(than other: RevisionTie) -> Bool {
        if step != other.step { return step < other.step }
        if isPart != other.isPart { return isPart }
        if earlier.series.date != other.earlier.series.date {
            return earlier.series.date < other.earlier.series.date
        }
        return earlier.firstMessageID < other.earlier.firstMessageID
    }
}

/// How the version of a series is to that of one sent before it.
enum VersionOrder {
    /// It has a higher one.
    case later
    case same
    /// It names none, where the other one does.
    case unmarked
    /// The other series was a draft (`RFC`), with a version of the same height or a higher one.
    case redrafted
    /// It has a lower one: no version of the other series.
    case earlier

    init(_ series: SeriesLook, _ earlier: SeriesLook) {
        if series.series.version > earlier.series.version {
            self = .later
        } else if earlier.marks.isRFC, !series.marks.isRFC {
            self = .redrafted
        } else if series.series.version == earlier.series.version {
            self = .same
        } else {
            self = series.marks.hasVersion ? .earlier : .unmarked
        }
    }
}
