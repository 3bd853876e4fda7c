import TrackerModel

/// What a change replaced, noted while it is made, so that it can be taken back.
final class UndoNotes {
    /// One field of one thing.
    struct Item {
        let target: UndoTarget
        let field: UndoField
        let before: String?
        let after: String?
    }

    private(set) var items: [Item] = []

    func add(_ target: UndoTarget, _ field: UndoField, before: String?, after: String?) {
        items.append(Item(target: target, field: field, before: before, after: after))
    }
}

/// A thing whose changes can be taken back.
struct UndoTarget: Hashable {
    enum Kind: String {
        case patch
        case patchComment = "patch comment"
        case coverComment = "cover comment"
        /// Its earlier version; the values are those of `RevisionRow.undoText`.
        case series
    }

    let kind: Kind
    let id: Int64
}

/// What of it was changed; the word is the one of the API.
enum UndoField: String {
    case state, delegate, archived, addressed, earlier
    case commitRef = "commit_ref"
    case pullURL = "pull_url"
}

extension UndoNotes.Item {
    /// Writes the items down.
    ///
    /// - Parameters:
    ///   - items: What a change replaced.
    ///   - transaction: That of the change.
    /// - Returns: The key of the change; `nil` if nothing was changed, or nobody is there to take it
    ///   back.
    /// - Throws: What the database says.
    static func store(
        _ items: [Self],
        in transaction: ChangeTransaction
    ) throws -> String? {
        guard let account = transaction.author.account?.id, !items.isEmpty else { return nil }
        let db = transaction.db
        try db.execute("DELETE FROM undo WHERE created <= \(transaction.now - Store.undoLife)")
        let id = try db.insert(
            """
            INSERT INTO undo (account_id, created) VALUES (\(account), \(transaction.now))
            RETURNING id
            """
        )
        for (position, item) in items.enumerated() {
            try db.execute(
                """
                INSERT INTO undo_item (undo_id, position, kind, target_id, field, before, after)
                VALUES (\(id), \(position), \(item.target.kind.rawValue), \(item.target.id),
                    \(item.field.rawValue), \(item.before), \(item.after))
                """
            )
        }
        return String(id)
    }

    /// The items of a change, in the order in which they were made; rows of a newer program are left
    /// out.
    static func all(of change: Int64, in db: any SQLConnection) throws -> [Self] {
        try db.all(
            """
            SELECT kind, target_id, field, before, after FROM undo_item
            WHERE undo_id = \(change) ORDER BY position
            """
        ) { row -> Self? in
            guard let kind = UndoTarget.Kind(rawValue: row.text(0)),
                let field = UndoField(rawValue: row.text(2))
            else { return nil }
            return Self(
                target: UndoTarget(kind: kind, id: row.int(1)),
                field: field,
                before: row.optionalText(3),
                after: row.optionalText(4)
            )
        }.compactMap(\.self)
    }
}
