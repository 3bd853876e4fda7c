package import RangeDiff
import TrackerModel

/// What became of one patch from one version to the next.
package struct PatchStep: Sendable {
    /// The series that are compared.
    package let old: Int64
    package let new: Int64
    package let verdict: RangeDiff.Verdict
    /// The patch by which it is shown: that of the later version, if it has it.
    package let shown: Int64
    /// Of the other series, as its subjects say.
    package let version: Int64
    /// Whether the other series is the later one.
    package let isLater: Bool

    /// Later versions that are read; a series has one as a rule.
    private static let most = 8

    /// Those of a patch of a series that are known.
    static func read(
        _ patch: Int64,
        of series: Int64,
        in db: any SQLConnection
    ) throws -> [PatchStep] {
        try db.all(
            """
            SELECT step.series_id, step.against_id, step.entries, other.version, other.date
            FROM range_diff AS step JOIN series AS other ON other.id = step.against_id
            WHERE step.series_id = \(series)
            UNION ALL
            SELECT step.series_id, step.against_id, step.entries, other.version, other.date
            FROM range_diff AS step JOIN series AS other ON other.id = step.series_id
            WHERE step.against_id = \(series)
            ORDER BY 5, 1 LIMIT \(most)
            """
        ) { row -> PatchStep? in
            let isLater = row.int(1) == series
            let step = StoredEntries(row.text(2)).step(row.int(0), against: row.int(1))
            let entry = step.entries.first { (isLater ? $0.old : $0.new) == patch }
            guard let entry, let shown = entry.new ?? entry.old else { return nil }
            return PatchStep(
                old: step.against,
                new: step.series,
                verdict: entry.verdict,
                shown: shown,
                version: row.int(3),
                isLater: isLater
            )
        }.compactMap { $0 }
    }
}
