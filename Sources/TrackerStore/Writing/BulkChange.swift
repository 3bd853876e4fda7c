package import TrackerModel

/// Changes of many patches: all of them are made, or none.
package struct BulkChange: Sendable {
    /// The same change of several patches.
    package struct Part: Sendable {
        package var patches: [Int64]
        /// All patches of this series as well.
        package var series: Int64?
        package var change: PatchChange

        package init(patches: [Int64], series: Int64?, change: PatchChange) {
            self.patches = patches
            self.series = series
            self.change = change
        }
    }

    package var parts: [Part]
    /// Whether everything is checked, and nothing changed.
    package var isDryRun: Bool

    /// Patches of one call.
    package static let largestCount = 500

    package init(_ parts: [Part], isDryRun: Bool = false) {
        self.parts = parts
        self.isDryRun = isDryRun
    }
}

/// A patch before and after a change.
package struct ChangedPatch: Sendable {
    package let before: PatchDecision
    package let after: PatchDecision
    /// What the client named, changed or not.
    package let change: PatchChange
}

/// Why nothing of a bulk change was made.
package enum BulkRefusal: Refusal, Sendable {
    case noSeries(Int64)
    case tooMany
    /// The patch is named twice.
    case repeated(Int64)
    /// By patch, in the order of the request.
    case patches([(id: Int64, refusal: ChangeRefusal)])
}

extension Store {
    /// Makes changes of many patches in one transaction.
    ///
    /// Each patch has its own events and its own line in the trail, as if it had been changed alone.
    ///
    /// - Parameters:
    ///   - bulk: What is to be changed.
    ///   - author: Who does it; decides the right to each patch.
    /// - Returns: Every patch that was named, in the order of the request.
    /// - Throws: ``BulkRefusal``, or a `StoreError`.
    package func changePatches(
        _ bulk: BulkChange,
        by author: ChangeAuthor
    ) async throws -> [ChangedPatch] {
        do {
            return try await change(by: author) { transaction in
                let changed = try transaction.make(bulk)
                if bulk.isDryRun { throw DryRun(changed: changed) }
                return changed
            }
        } catch let dryRun as DryRun {
            return dryRun.changed
        }
    }

    /// Ends a transaction without a change, and says what it would have changed.
    private struct DryRun: Refusal {
        let changed: [ChangedPatch]
    }
}

extension ChangeTransaction {
    func make(_ bulk: BulkChange) throws -> [ChangedPatch] {
        let changes = try changes(of: bulk)
        let ids = changes.map(\.id)
        let before = try decisions(ids)
        // What has been changed before a refusal is undone with the transaction.
        var refusals: [(id: Int64, refusal: ChangeRefusal)] = []
        for (id, change) in changes {
            do {
                try PatchEditing(id, in: self).make(change)
            } catch let refusal as ChangeRefusal {
                refusals.append((id, refusal))
            }
        }
        guard refusals.isEmpty else { throw BulkRefusal.patches(refusals) }
        let after = try decisions(ids)
        return changes.compactMap { id, change in
            guard let old = before[id], let new = after[id] else { return nil }
            return ChangedPatch(before: old, after: new, change: change)
        }
    }

    /// Each patch with its change.
    private func changes(of bulk: BulkChange) throws -> [(id: Int64, change: PatchChange)] {
        var changes: [(id: Int64, change: PatchChange)] = []
        var seen: [Int64: Int] = [:]
        for (number, part) in bulk.parts.enumerated() {
            for id in try part.patches + members(of: part.series) {
                if let other = seen.updateValue(number, forKey: id) {
                    // Within one part a patch may be there twice: by its id and in the series.
                    guard other == number else { throw BulkRefusal.repeated(id) }
                    continue
                }
                changes.append((id, part.change))
                guard changes.count <= BulkChange.largestCount else { throw BulkRefusal.tooMany }
            }
        }
        return changes
    }

    private func members(of series: Int64?) throws -> [Int64] {
        guard let series else { return [] }
        guard let id = try Store.presentSeries(series, in: db) else {
            throw BulkRefusal.noSeries(series)
        }
        return try Store.patches(ofSeries: id, in: db)
    }

    private func decisions(_ ids: [Int64]) throws -> [Int64: PatchDecision] {
        Dictionary(try PatchDecision.read(ids, in: db).map { ($0.id, $0) }) { first, _ in first }
    }
}
