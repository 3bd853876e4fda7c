package import TrackerModel

/// A change that was made, and how it is taken back.
package struct Undoable<Value: Sendable>: Sendable {
    package let value: Value
    /// For ``Store/undo(_:by:)``; `nil` if nothing was changed.
    package let undo: String?
}

/// What came of the wish to take a change back.
package struct UndoResult: Hashable, Sendable {
    /// Patches or comments that are as they were.
    package internal(set) var restored = 0
    /// Patches or comments that somebody has changed since: they stay as they are.
    package internal(set) var changedSince = 0
    /// Patches or comments that the account may not change any more, that are gone, or whose old value
    /// is not there any more.
    package internal(set) var impossible = 0
}

extension Store {
    /// How long a change can be taken back, in microseconds: a day.
    package static let undoLife: Int64 = 24 * 3_600 * 1_000_000

    /// Changes several patches at once, as ``changePatches(_:by:)``, so that it can be taken back.
    ///
    /// - Parameters:
    ///   - bulk: What is to be changed.
    ///   - author: Who does it; decides the right to each patch.
    /// - Returns: Every patch that was named, in the order of the request.
    /// - Throws: ``BulkRefusal``, or a `StoreError`.
    package func changePatchesUndoably(
        _ bulk: BulkChange,
        by author: ChangeAuthor
    ) async throws -> Undoable<[ChangedPatch]> {
        try await undoably(by: author) { try $0.make(bulk) }
    }

    /// Says whether somebody has dealt with a comment, as ``markComment(_:on:addressed:by:)``, so that
    /// it can be taken back.
    ///
    /// - Parameters:
    ///   - id: The comment.
    ///   - parent: What it is about.
    ///   - addressed: `nil` where nobody has to deal with it.
    ///   - author: Who says so.
    /// - Returns: The comment as it is now.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func markCommentUndoably(
        _ id: Int64,
        on parent: CommentParent,
        addressed: Bool?,
        by author: ChangeAuthor
    ) async throws -> Undoable<CommentRecord> {
        try await undoably(by: author) { transaction in
            try transaction.markComment(id, on: parent, addressed: .set(addressed))
        }
    }

    /// Runs a change in a transaction of its own, and keeps what it replaced.
    func undoably<Value: Sendable>(
        by author: ChangeAuthor,
        _ body: @escaping @Sendable (ChangeTransaction) throws -> Value
    ) async throws -> Undoable<Value> {
        try await change(by: author) { transaction in
            var transaction = transaction
            let notes = UndoNotes()
            transaction.undo = notes
            let value = try body(transaction)
            return Undoable(
                value: value,
                undo: try UndoNotes.Item.store(notes.items, in: transaction)
            )
        }
    }

    /// Takes a change back: once, within a day, by the account that made it.
    ///
    /// What somebody has changed since stays as it is now, field by field. It takes the rights that the
    /// change took, and leaves events and lines in the trail as any change does.
    ///
    /// - Parameters:
    ///   - key: That of the change.
    ///   - author: Who made it.
    /// - Returns: What was taken back.
    /// - Throws: ``ChangeRefusal/missing(_:)`` if there is no such change any more, or a `StoreError`.
    package func undo(_ key: String, by author: ChangeAuthor) async throws -> UndoResult {
        guard let id = Int64(key), id > 0 else { throw ChangeRefusal.missing("Change") }
        return try await change(by: author) { transaction in
            let taken = try transaction.db.execute(
                """
                UPDATE undo SET is_done = 1 WHERE id = \(id) AND is_done = 0
                    AND account_id = \(author.account?.id)
                    AND created > \(transaction.now - Self.undoLife)
                """
            )
            guard taken == 1 else { throw ChangeRefusal.missing("Change") }
            let items = try UndoNotes.Item.all(of: id, in: transaction.db)
            return try UndoMaking(transaction: transaction).restore(items)
        }
    }
}
