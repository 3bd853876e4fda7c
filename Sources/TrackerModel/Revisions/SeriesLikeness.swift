/// What two series have in common, counted.
struct SeriesLikeness {
    /// Patches of the later series that the earlier one has, by title, diff or Gerrit's change-id.
    let common: Int
    /// Patches with the same title.
    let sameTitles: Int
    /// Patches with the same diff.
    let sameDiffs: Int
    let patches: Int
    let earlierPatches: Int
    /// Both have a cover letter, and they have the same title.
    let hasSameCover: Bool
    /// How alike the words of the titles of the series are, 0 to 1.
    let titleLikeness: Double
    /// Files that both change, as a share of those that one of them changes.
    let files: Double
    /// Files of the earlier series that the later one changes, as a share.
    let coveredFiles: Double
    /// As ``files``, but of the patches with the same title only, by the last part of their paths.
    let filesOfCommon: Double

    init(_ series: SeriesLook, _ earlier: SeriesLook) {
        var (common, titles, diffs) = (0, 0, 0)
        var pairs: [Double] = []
        for patch in series.patches {
            let hasTitle = earlier.titles.contains(patch.title) && !patch.title.isEmpty
            let hasDiff = patch.hash.map(earlier.hashes.contains) ?? false
            let hasID = patch.changeID.map(earlier.patchChangeIDs.contains) ?? false
            if hasTitle { titles += 1 }
            if hasTitle, let other = earlier.filesOfTitle[patch.title] {
                pairs.append(Self.share(patch.files, other))
            }
            if hasDiff { diffs += 1 }
            if hasTitle || hasDiff || hasID { common += 1 }
        }
        (self.common, sameTitles, sameDiffs) = (common, titles, diffs)
        patches = series.patches.count
        earlierPatches = earlier.patches.count
        hasSameCover = series.cover != nil && series.cover == earlier.cover && series.cover != ""
        titleLikeness = Self.titleLikeness(series, earlier)
        files = Self.share(series.files, earlier.files)
        filesOfCommon = pairs.isEmpty ? 0 : pairs.reduce(0, +) / Double(pairs.count)
        let shared = series.files.intersection(earlier.files).count
        coveredFiles = earlier.files.isEmpty ? 0 : Double(shared) / Double(earlier.files.count)
    }

    private static func share(_ one: Set<String>, _ other: Set<String>) -> Double {
        let shared = one.intersection(other).count
        let all = one.count + other.count - shared
        return all == 0 ? 0 : Double(shared) / Double(all)
    }

    private static func titleLikeness(_ series: SeriesLook, _ earlier: SeriesLook) -> Double {
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
