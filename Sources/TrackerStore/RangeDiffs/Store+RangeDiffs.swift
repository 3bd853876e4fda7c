import RangeDiff
import TrackerModel

extension Store {
    /// Two versions whose mails together have more bytes are not compared.
    package static let comparedBytes: Int64 = 64 << 20
    /// So many bytes of mails are shown at once; the pairs behind them are named only.
    package static let shownComparisonBytes: Int64 = 16 << 20

    /// What became of the patches of a version in another one.
    ///
    /// - Parameters:
    ///   - series: The later version, by its number.
    ///   - against: The earlier one; `nil` for the one that it is linked to.
    /// - Returns: The pairs and the texts that differ, or why there is nothing to show.
    /// - Throws: `StoreError`.
    package func rangeDiff(
        of series: Int64,
        against: Int64?
    ) async throws -> ComparisonLookup {
        let found = try await database.read { db in
            try Self.comparedSides(of: series, against: against, in: db)
        }
        guard case .found(var sides) = found else { return found.lookup }
        if sides.entries == nil, let known = await comparing.result(sides.digest) {
            (sides.entries, sides.isEstimate) = (known.entries, known.isEstimate)
        }
        if sides.entries == nil, sides.size > Self.comparedBytes { return .tooLarge }
        let wanted = sides
        let (texts, remarks) = try await database.read { db in
            let reading = ComparisonReading(db: db)
            return (
                try reading.texts(of: Self.texts(toShow: wanted)),
                try reading.remarks(on: wanted.old.patches.map(\.id))
            )
        }
        let (old, new) = (sides.old.rangePatches(texts), sides.new.rangePatches(texts))
        if sides.entries == nil {
            let result = await comparing.compare(old, new, digest: sides.digest)
            (sides.entries, sides.isEstimate) = (result.entries, result.isEstimate)
        }
        let (_, left) = Self.shown(of: sides, sides.entries ?? [])
        let diff = RangeDiff(
            old: old,
            new: new,
            entries: sides.entries ?? [],
            isEstimate: sides.isEstimate
        )
        return .found(
            SeriesComparison(
                old: sides.old,
                new: sides.new,
                diff: diff,
                left: left,
                remarks: remarks
            )
        )
    }

    private enum FoundSides: Sendable {
        case found(ComparisonReading.Sides)
        case other(ComparisonLookup)

        var lookup: ComparisonLookup {
            if case .other(let lookup) = self { lookup } else { .missing }
        }
    }

    private static func comparedSides(
        of series: Int64,
        against: Int64?,
        in db: any SQLConnection
    ) throws -> FoundSides {
        guard let new = try presentSeries(series, in: db) else { return .other(.missing) }
        let linked = try RevisionRow.of(new, in: db)?.earlier
        guard let wanted = against ?? linked else {
            let isThere = try db.int("SELECT id FROM series WHERE id = \(new)") != nil
            return .other(isThere ? .nothingEarlier : .missing)
        }
        let reading = ComparisonReading(db: db)
        guard let old = try presentSeries(wanted, in: db), old != new,
            let sides = try reading.sides(old, new)
        else {
            let isThere = try db.int("SELECT id FROM series WHERE id = \(new)") != nil
            return .other(isThere ? .elsewhere : .missing)
        }
        return sides.old.project == sides.new.project ? .found(sides) : .other(.elsewhere)
    }

    /// The patches whose texts are read: those that are not in both versions alike and can be shown; all
    /// if it is not known which they are.
    private static func texts(toShow sides: ComparisonReading.Sides) -> [ComparedSeries.Patch] {
        guard let entries = sides.entries else { return sides.old.patches + sides.new.patches }
        return shown(of: sides, entries).wanted
    }

    /// Of the pairs that differ, the patches of as many as can be shown, and the places of the others.
    private static func shown(
        of sides: ComparisonReading.Sides,
        _ entries: [RangeDiff.Entry]
    ) -> (wanted: [ComparedSeries.Patch], left: Set<Int>) {
        var (wanted, left): ([ComparedSeries.Patch], Set<Int>) = ([], [])
        var size: Int64 = 0
        for (place, entry) in entries.enumerated() where entry.verdict != .unchanged {
            let patches =
                (entry.old.map { [sides.old.patches[$0]] } ?? [])
                + (entry.new.map { [sides.new.patches[$0]] } ?? [])
            size += patches.reduce(0) { $0 + $1.size }
            if size <= shownComparisonBytes { wanted += patches } else { left.insert(place) }
        }
        return (wanted, left)
    }
}
