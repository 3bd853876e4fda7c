/// What ties a series to an earlier one, the strongest first.
enum RevisionCause {
    case changeID(String)
    case named
    /// One of its mails answers the other series.
    case answer
    case likeness(isSameAuthor: Bool)

    init?(
        _ series: SeriesLook,
        _ earlier: SeriesLook,
        _ likeness: SeriesLikeness,
        _ order: VersionOrder
    ) {
        guard order != .earlier || likeness.isUnchanged, !earlier.marks.isNotice else { return nil }
        let pair = SeriesPair(series: series, earlier: earlier, likeness: likeness, order: order)
        if order != .earlier, !series.changeIDs.isEmpty,
            let id = series.changeIDs.intersection(earlier.changeIDs).min()
        {
            self = .changeID(id)
        } else if order != .earlier, pair.isNamed {
            self = .named
        } else if pair.isAnswered, pair.mayFollowInThread {
            self = .answer
        } else if pair.isAlike {
            self = .likeness(isSameAuthor: pair.isSameAuthor)
        } else {
            return nil
        }
    }

    var isStated: Bool {
        switch self {
        case .changeID, .named: true
        case .answer, .likeness: false
        }
    }

    /// Whether all that is known agrees, so that nobody needs to look.
    func isConfirmed(_ order: VersionOrder, _ likeness: SeriesLikeness) -> Bool {
        guard case .answer = self else { return false }
        return order == .later && likeness.share >= 0.5
    }

    func reason(_ series: SeriesLook, _ likeness: SeriesLikeness) -> String {
        switch self {
        case .changeID(let id): "by the same change-id \(id)"
        case .named: "by a link to it as an earlier version"
        case .answer: "by its answer to it\(Self.alike(likeness))"
        case .likeness(true): "by subject and author\(Self.alike(likeness))"
        case .likeness(false): "by subject and diff, from another author\(Self.alike(likeness))"
        }
    }

    private static func alike(_ likeness: SeriesLikeness) -> String {
        if likeness.isUnchanged { return ", the same diff" + (likeness.patches > 1 ? "s" : "") }
        guard likeness.common > 0, likeness.patches > 1 || likeness.earlierPatches > 1 else {
            return ""
        }
        return ", \(likeness.common) of \(likeness.patches) patches alike"
    }
}

/// A series and one that was sent before it: the rules by which they are versions of one work.
private struct SeriesPair {
    let series: SeriesLook
    let earlier: SeriesLook
    let likeness: SeriesLikeness
    let order: VersionOrder

    var isSameAuthor: Bool { series.series.author == earlier.series.author }

    var isNamed: Bool { !series.named.isDisjoint(with: earlier.messageIDs) }
    var isAnswered: Bool { !series.answered.isDisjoint(with: earlier.messageIDs) }

    private var hasSameTrees: Bool { series.marks.trees == earlier.marks.trees }

    private var hasCommonTitle: Bool {
        likeness.hasSameCover || likeness.sameTitles > 0
    }

    /// A step in the thread of the earlier series.
    var mayFollowInThread: Bool {
        guard hasSameTrees else { return false }
        let hasSomething = likeness.common > 0 || likeness.hasSameCover
        switch order {
        case .later:
            return hasSomething || isSameAuthor && (isSamePlace || likeness.files > 0)
                || isSameAuthor && likeness.titleLikeness >= 0.3
        case .same: return series.marks.isDotted && hasSomething
        case .unmarked, .redrafted, .earlier: return false
        }
    }

    /// `[PATCH v2 3/10]`, sent to the thread of a series of ten patches.
    private var isSamePlace: Bool {
        series.isIncomplete && series.series.total == earlier.series.total
    }

    var isAlike: Bool {
        guard hasSameTrees else { return false }
        // Each pull request has other patches; one that has the same is a new version of it.
        if series.marks.isPull || earlier.marks.isPull {
            return series.marks.isPull && earlier.marks.isPull && isSameAuthor
                && likeness.sameTitles * 2 > likeness.patches && likeness.patches > 1
        }
        switch order {
        case .later: return isLaterAlike
        case .same: return isSameAlike
        case .redrafted: return isAfterDraft
        case .unmarked: return isSameAuthor && likeness.sameTitles > 0 && isWholeAgain
        case .earlier: return isSameAuthor && likeness.isUnchanged
        }
    }

    /// Whether the titles in common are such that no other work has them.
    private var hasTellingTitle: Bool {
        if likeness.files > 0 { return true }
        let common = series.titles.intersection(earlier.titles)
        return likeness.hasSameCover || common.contains { !RevisionTitle.isVague($0) }
    }

    private var isLaterAlike: Bool {
        guard isSameAuthor else { return isTakenOver }
        if likeness.share >= 0.3, hasTellingTitle { return isNextStep || likeness.isMostly }
        guard series.marks.hasVersion else { return false }
        if likeness.common > 0, likeness.files >= 0.3 { return true }
        let titles = likeness.titleLikeness
        guard titles >= 0.3 else { return false }
        let files = likeness.files
        return titles >= 0.5 && (files > 0 || titles >= 0.7) || files >= 0.5
    }

    /// A patch that was sent alone may have become part of a series; hardly so in its sixth version.
    private var isNextStep: Bool {
        series.series.version - 1 <= max(1, earlier.series.version)
    }

    /// Somebody else goes on with it: only if nearly all is there.
    private var isTakenOver: Bool {
        guard series.marks.hasVersion, hasCommonTitle else { return false }
        return likeness.share >= 0.6 && (likeness.files >= 0.5 || likeness.sameDiffs > 0)
    }

    private var isSameAlike: Bool {
        if isSameAuthor, series.marks.isResend { return likeness.share >= 0.5 && hasTellingTitle }
        if series.marks.isDotted { return isSameAuthor && likeness.common > 0 }
        if isSameAuthor { return isWholeAgain || isCoverAgain }
        let isWhole = likeness.share >= 1 && likeness.sameTitles == likeness.patches
        guard isWhole, series.cover == nil else { return false }
        let isMarked =
            series.marks.hasVersion && earlier.marks.hasVersion && series.series.version > 1
        return likeness.isUnchanged && likeness.patches == likeness.earlierPatches
            || isMarked && likeness.filesOfCommon >= 0.5 && isSoon
    }

    /// All of one of the two is in the other, though nothing says that it is a new version.
    private var isWholeAgain: Bool {
        guard likeness.share >= 1, likeness.common > 0 else { return false }
        if likeness.isUnchanged { return likeness.common >= likeness.patches }
        return likeness.isMostly && likeness.filesOfCommon >= 0.5 && isSoon
    }

    /// A cover letter without its patches, marked as that of the same version.
    private var isCoverAgain: Bool {
        series.patches.isEmpty && likeness.hasSameCover && series.marks.hasVersion && isSoon
    }

    private var isAfterDraft: Bool {
        guard isSameAuthor else { return false }
        if likeness.common > 0, likeness.share >= 0.3 { return hasTellingTitle }
        return max(likeness.patches, likeness.earlierPatches) == 1
            && likeness.titleLikeness >= 0.5 && likeness.files >= 0.3
    }

    /// People send the same subject again in the next cycle, with other work.
    private var isSoon: Bool {
        let (time, overflow) = series.series.date.subtractingReportingOverflow(earlier.series.date)
        return !overflow && time <= 30 * 86_400 * 1_000_000
    }
}
