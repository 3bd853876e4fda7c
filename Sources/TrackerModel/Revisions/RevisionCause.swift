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
        if order != .earlier, let id = series.changeIDs.intersection(earlier.changeIDs).min() {
            self = .changeID(id)
        } else if order == .later || order == .same, pair.isNamed {
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
        guard likeness.patches > 1 || likeness.earlierPatches > 1 else {
            return likeness.isUnchanged ? ", the same diff" : ""
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

    var isNamed: Bool {
        series.series.mails.contains { mail in mail.earlier.contains(where: earlier.messageIDs.contains) }
    }

    var isAnswered: Bool {
        series.series.mails.contains { mail in mail.answers.contains(where: earlier.messageIDs.contains) }
    }

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
            return hasSomething
                || isSameAuthor && (likeness.files > 0 || likeness.titleLikeness >= 0.3)
        case .same: return series.marks.isDotted && hasSomething
        case .restarted, .earlier: return false
        }
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
        case .restarted: return earlier.marks.isRFC ? isAfterDraft : isUnmarkedNext
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
        if likeness.share >= 0.3, hasTellingTitle { return true }
        guard series.marks.hasVersion else { return false }
        if likeness.common > 0, likeness.files >= 0.3 { return true }
        return likeness.titleLikeness >= 0.5 && (likeness.files > 0 || likeness.titleLikeness >= 0.7)
            || likeness.titleLikeness >= 0.3 && likeness.files >= 0.5
    }

    /// Somebody else goes on with it: only if nearly all is there.
    private var isTakenOver: Bool {
        guard series.marks.hasVersion, hasCommonTitle else { return false }
        return likeness.share >= 0.6 && (likeness.files >= 0.5 || likeness.sameDiffs > 0)
    }

    private var isSameAlike: Bool {
        if isSameAuthor, series.marks.isResend { return likeness.share >= 0.5 && hasTellingTitle }
        if series.marks.isDotted { return isSameAuthor && likeness.common > 0 }
        let isWhole = likeness.share >= 1 && likeness.common == likeness.patches
        if isSameAuthor { return isWhole && isSoonOrUnchanged }
        guard isWhole, likeness.sameTitles == likeness.patches else { return false }
        let isMarked = series.marks.hasVersion && earlier.marks.hasVersion && series.series.version > 1
        return likeness.isUnchanged && likeness.patches == likeness.earlierPatches
            && series.cover == nil || isMarked && likeness.files >= 0.5 && isSoon
    }

    /// A new version that forgot to say so.
    private var isUnmarkedNext: Bool {
        isSameAuthor && likeness.share >= 1 && likeness.sameTitles > 0 && isSoonOrUnchanged
    }

    private var isAfterDraft: Bool {
        guard isSameAuthor else { return false }
        return likeness.share >= 0.3 && hasTellingTitle
            || likeness.titleLikeness >= 0.5 && likeness.files >= 0.3
    }

    private var isSoonOrUnchanged: Bool {
        likeness.isUnchanged || likeness.files >= 0.5 && isSoon
    }

    /// People send the same subject again in the next cycle, with other work.
    private var isSoon: Bool {
        let (time, overflow) = series.series.date.subtractingReportingOverflow(earlier.series.date)
        return !overflow && time <= 30 * 86_400 * 1_000_000
    }
}
