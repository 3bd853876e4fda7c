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

    init(_ series: SeriesLook, _ earlier: SeriesLook) {
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
        patches = series.patches.count
        earlierPatches = earlier.patches.count
        hasSameCover = series.cover != nil && series.cover == earlier.cover && series.cover != ""
        titleLikeness = Self.titleLikeness(series, earlier)
        let shared = series.files.intersection(earlier.files).count
        let all = series.files.count + earlier.files.count - shared
        files = all == 0 ? 0 : Double(shared) / Double(all)
        coveredFiles = earlier.files.isEmpty ? 0 : Double(shared) / Double(earlier.files.count)
    }

    private static func titleLikeness(_ series: SeriesLook, _ earlier: SeriesLook) -> Double {
        let names = [series.cover ?? series.patches.first?.title ?? ""]
        let others = [earlier.cover, earlier.patches.first?.title].compactMap { $0 }
        return names.flatMap { name in others.map { RevisionTitle.likeness(name, $0) } }.max() ?? 0
    }

    /// How much of the smaller series is in the other one, 0 to 1; the cover letter stands for half.
    var share: Double {
        let smaller = min(patches, earlierPatches)
        let share = smaller == 0 ? 0 : min(1, Double(common) / Double(smaller))
        return hasSameCover ? max(share, 0.5) : share
    }

    /// Not a line was changed.
    var isUnchanged: Bool { patches > 0 && sameDiffs == patches }
}
