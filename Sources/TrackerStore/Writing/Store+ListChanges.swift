package import TrackerModel

/// What became of a change of patches that somebody selected in a list.
package struct ListChange: Sendable {
    /// Patches that are otherwise than before.
    package let changed: [ChangedPatch]
    /// Patches that already were as they should be.
    package let kept: Int
    /// The names of patches that the author may not change, or not in this way.
    package let refused: [(name: String, refusal: ChangeRefusal)]
}

extension Store {
    /// Patches that one form of a list changes; more are refused.
    package static let mostListed = 2_000

    /// Changes the patches that somebody selected, as far as the rights go: those that are refused stay
    /// as they are, the others are changed in one transaction.
    ///
    /// - Parameters:
    ///   - patches: Ids of patches; what names nothing is left out.
    ///   - series: All patches of these series as well.
    ///   - change: What is to become of each.
    ///   - author: Who does it; decides the right to each patch.
    /// - Returns: What was done.
    /// - Throws: ``BulkRefusal/tooMany``, ``ChangeRefusal/invalid(_:)`` if the values cannot be, or a
    ///   `StoreError`.
    package func changeListed(
        patches: [Int64],
        series: [Int64] = [],
        _ change: PatchChange,
        by author: ChangeAuthor
    ) async throws -> Undoable<ListChange> {
        try await undoably(by: author) { transaction in
            try transaction.changeListed(patches, series, change)
        }
    }
}

extension ChangeTransaction {
    fileprivate func changeListed(
        _ patches: [Int64],
        _ series: [Int64],
        _ change: PatchChange
    ) throws -> ListChange {
        guard patches.count + series.count <= Store.mostListed else { throw BulkRefusal.tooMany }
        var ids = patches
        for id in series {
            guard let present = try Store.presentSeries(id, in: db) else { continue }
            ids += try Store.patches(ofSeries: present, in: db)
            guard ids.count <= Store.mostListed else { throw BulkRefusal.tooMany }
        }
        var seen: Set<Int64> = []
        ids = ids.filter { seen.insert($0).inserted }
        let before = try PatchDecision.read(ids, in: db)
        var refused: [(name: String, refusal: ChangeRefusal)] = []
        for decision in before {
            do {
                try PatchEditing(decision.id, in: self).make(change)
            } catch let refusal as ChangeRefusal {
                refused.append((decision.name, refusal))
            }
        }
        let after = try PatchDecision.read(before.map(\.id), in: db)
        let changed = zip(before, after).filter { $0 != $1 }
        return ListChange(
            changed: changed.map { ChangedPatch(before: $0, after: $1, change: change) },
            kept: before.count - changed.count - refused.count,
            refused: refused
        )
    }
}
