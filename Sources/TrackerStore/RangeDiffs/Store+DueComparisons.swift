import RangeDiff
import TrackerModel

/// What came of one step of the work.
package struct ComparisonProgress: Sendable {
    /// Versions that were compared with the one before them.
    package internal(set) var compared = 0
    /// Versions that could not be, and why; they are tried again when they change.
    package internal(set) var failures: [Int64: String] = [:]
    /// Whether nothing was left to be done when the step began.
    package internal(set) var isOver = false
}

extension Store {
    /// So many versions share a transaction.
    private static let comparedAtOnce = 16
    /// Of so many bytes the mails are read together, and of one pair at least.
    private static let readAtOnce: Int64 = 4 << 20

    /// How many versions wait for being compared with the one before them.
    ///
    /// - Throws: `StoreError`.
    package func dueComparisons() async throws -> Int64 {
        try await database.readBriefly { db in
            try db.int("SELECT COUNT(*) FROM range_diff_due") ?? 0
        }
    }

    /// Compares versions with the one before them, those that wait longest first. It is never a part of
    /// the transaction of a mail.
    ///
    /// - Returns: What was done. One that fails does not stop the others.
    /// - Throws: `StoreError` if the database cannot be read or written.
    package func compareDueVersions() async throws -> ComparisonProgress {
        let due = try await database.readBriefly { db in
            try RangeDiffDue(db: db).next(Self.comparedAtOnce)
        }
        var progress = ComparisonProgress()
        progress.isOver = due.isEmpty
        guard !due.isEmpty else { return progress }
        var finished: [FinishedComparison] = []
        for part in Self.parts(of: try await sides(of: due)) {
            let results = try await compare(part, &progress)
            progress.compared += results.count
            finished += results
        }
        try await store(finished, of: due)
        return progress
    }

    private typealias Sides = ComparisonReading.Sides

    /// What is to be compared: nothing of a series without an earlier version, or with too much to read.
    private func sides(of due: [RangeDiffDue.Entry]) async throws -> [Sides] {
        let pairs = due.compactMap { entry in
            entry.earlier.map { (old: $0, new: entry.series) }
        }
        let sides = try await database.read { db in
            try ComparisonReading(db: db).sides(of: pairs)
        }
        return sides.compactMap(\.self).filter { $0.size <= Self.comparedBytes }
    }

    /// Pairs whose mails are read together.
    private static func parts(of sides: [Sides]) -> [[Sides]] {
        var parts: [[Sides]] = []
        var size: Int64 = 0
        for pair in sides {
            size += pair.size
            if parts.isEmpty || size > readAtOnce {
                parts.append([])
                size = pair.size
            }
            parts[parts.count - 1].append(pair)
        }
        return parts
    }

    private func compare(
        _ sides: [Sides],
        _ progress: inout ComparisonProgress
    ) async throws -> [FinishedComparison] {
        do {
            let texts = try await database.read { db in
                try ComparisonReading(db: db).texts(
                    of: sides.flatMap { $0.old.patches + $0.new.patches }
                )
            }
            var finished: [FinishedComparison] = []
            for pair in sides {
                let result = await comparing.compareAnew(
                    pair.old.rangePatches(texts),
                    pair.new.rangePatches(texts),
                    digest: pair.digest
                )
                finished.append(FinishedComparison(sides: pair, result: result))
            }
            return finished
        } catch let error as StoreError where error.code != .corrupt {
            throw error
        } catch {
            // One mail is damaged: the others are not.
            if let only = sides.first, sides.count == 1 {
                progress.failures[only.new.id] = "\(error)"
                return []
            }
            var finished: [FinishedComparison] = []
            for pair in sides { finished += try await compare([pair], &progress) }
            return finished
        }
    }

    private func store(
        _ finished: [FinishedComparison],
        of due: [RangeDiffDue.Entry]
    ) async throws {
        let now = clock.now()
        try await database.write { db in
            // Events are written under it only.
            try db.dialect.lock(.intake, in: db)
            let pairs = finished.map { (old: $0.sides.old.id, new: $0.sides.new.id) }
            let present = try ComparisonReading(db: db).sides(of: pairs)
            // Versions of which patches have come, gone or changed hands meanwhile: they stay due.
            var outdated: Set<Int64> = []
            for (comparison, sides) in zip(finished, present) {
                guard let sides else { continue }
                if sides.digest == comparison.sides.digest {
                    try comparison.store(in: db, now: now)
                } else {
                    outdated.insert(sides.new.id)
                }
            }
            for entry in due where !outdated.contains(entry.series) {
                try RangeDiffDue(db: db).strike(entry)
            }
            // What corresponds is known better now than when the mails came.
            let events = EventLog(db: db, now: now)
            try RelationFollowing(db: db, now: now, events: events)
                .follow(.init(series: Set(pairs.map(\.new))))
            try events.finish()
        }
    }
}

/// A comparison that is to be stored.
private struct FinishedComparison: Sendable {
    let sides: ComparisonReading.Sides
    let result: SeriesComparing.Result

    func store(in db: any SQLConnection, now: Int64) throws {
        let (old, new) = (sides.old, sides.new)
        let entries = StoredEntries(result.entries, old, new).text
        try db.send(
            """
            INSERT INTO range_diff (series_id, against_id, digest, entries, estimate, made)
            VALUES (\(new.id), \(old.id), \(sides.digest), \(entries),
                \(result.isEstimate ? 1 : 0), \(now))
            ON CONFLICT (series_id) DO UPDATE SET against_id = excluded.against_id,
                digest = excluded.digest, entries = excluded.entries,
                estimate = excluded.estimate, made = excluded.made
            """
        )
    }
}
