/// What two series have in common, counted. What most pairs need not know is worked out when it is
/// asked for.
struct SeriesLikeness {
    private let series: SeriesLook
    private let earlier: SeriesLook
    /// Patches of the later series that the earlier one has, by title, diff or Gerrit's change-id.
    let common: Int
    /// Patches with the same title.
    let sameTitles: Int
    /// Patches with the same diff.
    let sameDiffs: Int

    init(_ series: SeriesLook, _ earlier: SeriesLook) {
        (self.series, self.earlier) = (series, earlier)
        var (common, titles, diffs) = (0, 0, 0)
        for patch in series.patches {
            let hasTitle = earlier.titles.contains(patch.title) && !patch.title.isEmpty
            let hasDiff = patch.hash.map(earlier.hashes.contains) ?? false
            let hasID = patch.changeID.map(earlier.patchChangeIDs.contains) ?? false
            if hasTitle { titles += 1 }
            if hasDiff { diffs += 1 }
            if hasTitle || hasDiff || hasID { common += 1 }
        }
        (self.common, sameTitles, sameDiffs) = (common, titles, diffs)
    }

    var patches: Int { series.patches.count }
    var earlierPatches: Int { earlier.patches.count }

    /// Both have a cover letter, and they have the same title.
    var hasSameCover: Bool {
        series.cover != nil && series.cover == earlier.cover && series.cover != ""
    }

    /// Files that both change, as a share of those that one of them changes.
    var files: Double { Self.share(series.files, earlier.files) }

    /// Files of the earlier series that the later one changes, as a share.
    var coveredFiles: Double {
        guard !earlier.files.isEmpty else { return 0 }
        let shared = series.files.intersection(earlier.files).count
        return Double(shared) / Double(earlier.files.count)
    }

    /// As ``files``, but of the patches with the same title only, by the last part of their paths.
    var filesOfCommon: Double {
        let filesOfTitle = earlier.filesOfTitle()
        let pairs = series.patches.filter { !$0.title.isEmpty }.compactMap { patch in
            filesOfTitle[patch.title].map { Self.share(patch.files, $0) }
        }
        return pairs.isEmpty ? 0 : pairs.reduce(0, +) / Double(pairs.count)
    }

    private static func share(_ one: Set<String>, _ other: Set<String>) -> Double {
        let shared = one.intersection(other).count
        let all = one.count + other.count - shared
        return all == 0 ? 0 : Double(shared) / Double(all)
    }

    /// How alike the words of the titles of the series are, 0 to 1.
    var titleLikeness: Double {
        let names = [series.cover ?? series.patches.first?.title ?? ""]
        let others = [earlier.cover, earlier.patches.first?.title].compactMap { $0 }
        return names.flatMap { name in others.map { RevisionTitle.likeness(name, $0) } }.max() ?? 0
    }

    /// Many call each of their series "some fixes": then the patches have to have something in common.
    private var isCoverTelling: Bool {
        guard hasSameCover else { return false }
        return common > 0 || files >= 0.2 || patches == 0 || earlierPatches == 0
    }

    /// How much of the smaller series is in the other one, 0 to 1; the cover letter stands for half.
    var share: Double {
        let smaller = min(patches, earlierPatches)
        let share = smaller == 0 ? 0 : min(1, Double(common) / Double(smaller))
        return isCoverTelling ? max(share, 0.5) : share
    }

    /// What they have in common is not the lesser part of either.
    var isMostly: Bool { shareOfLarger >= 0.3 }

    /// How much of the larger series is in the smaller one.
    var shareOfLarger: Double {
        let larger = max(patches, earlierPatches)
        return larger == 0 ? 0 : min(1, Double(common) / Double(larger))
    }

    /// Not a line was changed.
    var isUnchanged: Bool { patches > 0 && sameDiffs == patches }
}
