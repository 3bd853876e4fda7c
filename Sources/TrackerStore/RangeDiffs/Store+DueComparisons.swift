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
        var made: [(entry: RangeDiffDue.Entry, text: FinishedComparison?)] = []
        for entry in due {
            do {
                let finished = try await finish(entry)
                if finished != nil { progress.compared += 1 }
                made.append((entry, finished))
            } catch let error as StoreError where error.code != .corrupt {
                throw error
            } catch {
                progress.failures[entry.series] = "\(error)"
                made.append((entry, nil))
            }
        }
        let (done, now) = (made, clock.now())
        try await database.write { db in
            for (entry, finished) in done {
                if let finished, try !finished.store(in: db, now: now) { continue }
                try RangeDiffDue(db: db).strike(entry)
            }
            // What corresponds is known better now than when the mails came.
            let events = EventLog(db: db, now: now)
            try RelationFollowing(db: db, now: now, events: events)
                .follow(.init(series: Set(done.compactMap { $0.text?.sides.new.id })))
            try events.finish()
        }
        return progress
    }

    /// `nil` where there is nothing to compare, or too much.
    private func finish(_ entry: RangeDiffDue.Entry) async throws -> FinishedComparison? {
        guard let earlier = entry.earlier else { return nil }
        typealias Found = (sides: ComparisonReading.Sides, texts: [Int64: RangePatch])
        let found = try await database.read { db -> Found? in
            let reading = ComparisonReading(db: db)
            guard let sides = try reading.sides(earlier, entry.series),
                sides.size <= Self.comparedBytes
            else { return nil }
            return (sides, try reading.texts(of: sides.old.patches + sides.new.patches))
        }
        guard let (sides, texts) = found else { return nil }
        let result = await comparing.compareAnew(
            sides.old.rangePatches(texts),
            sides.new.rangePatches(texts),
            digest: sides.digest
        )
        return FinishedComparison(sides: sides, result: result)
    }
}

/// A comparison that is to be stored.
private struct FinishedComparison: Sendable {
    let sides: ComparisonReading.Sides
    let result: SeriesComparing.Result

    /// - Returns: Whether both versions still have the patches that were compared.
    func store(in db: any SQLConnection, now: Int64) throws -> Bool {
        let (old, new) = (sides.old, sides.new)
        guard let present = try ComparisonReading(db: db).sides(old.id, new.id) else { return true }
        guard present.digest == sides.digest else { return false }
        let entries = StoredEntries(result.entries, old, new).text
        try db.execute(
            """
            INSERT INTO range_diff (series_id, against_id, digest, entries, estimate, made)
            VALUES (\(new.id), \(old.id), \(sides.digest), \(entries),
                \(result.isEstimate ? 1 : 0), \(now))
            ON CONFLICT (series_id) DO UPDATE SET against_id = excluded.against_id,
                digest = excluded.digest, entries = excluded.entries,
                estimate = excluded.estimate, made = excluded.made
            """
        )
        return true
    }
}
