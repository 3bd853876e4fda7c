import TrackerModel

/// Brings fields back to what they were, where nobody has changed them since.
struct UndoMaking {
    let transaction: ChangeTransaction

    private var db: any SQLConnection { transaction.db }

    func restore(_ items: [UndoNotes.Item]) throws -> UndoResult {
        var order: [UndoTarget] = []
        var fields: [UndoTarget: [UndoNotes.Item]] = [:]
        for item in items {
            if fields[item.target] == nil { order.append(item.target) }
            fields[item.target, default: []].append(item)
        }
        var result = UndoResult()
        for target in order {
            do {
                let own = fields[target] ?? []
                let isWhole =
                    switch target.kind {
                    case .patch: try restore(patch: target.id, own)
                    case .patchComment, .coverComment: try restore(comment: target, own)
                    case .series: try restore(series: target.id, own)
                    }
                if isWhole { result.restored += 1 } else { result.changedSince += 1 }
            } catch is ChangeRefusal {
                result.impossible += 1
            }
        }
        return result
    }

    /// - Returns: Whether all fields are as they were.
    private func restore(patch id: Int64, _ items: [UndoNotes.Item]) throws -> Bool {
        let now = try currentFields(ofPatch: id)
        var change = PatchChange()
        var isWhole = true
        for item in items {
            guard now[item.field] == .some(item.after) else {
                isWhole = false
                continue
            }
            Self.add(item, to: &change)
        }
        try PatchEditing(id, in: transaction).make(change)
        return isWhole
    }

    private static func add(_ item: UndoNotes.Item, to change: inout PatchChange) {
        switch item.field {
        case .state: if let id = item.before.flatMap({ Int64($0) }) { change.state = .set(.id(id)) }
        case .delegate: change.delegate = .set(item.before.flatMap { Int64($0) })
        case .archived: change.isArchived = .set(item.before == "1")
        case .commitRef: change.commitRef = .set(item.before)
        case .pullURL: change.pullURL = .set(item.before)
        case .addressed, .earlier: break
        }
    }

    private func currentFields(ofPatch id: Int64) throws -> [UndoField: String?] {
        let found = try db.first(
            """
            SELECT state_id, delegate_id, archived, commit_ref, pull_url FROM patch WHERE id = \(id)
            """
        ) { row -> [UndoField: String?] in
            [
                .state: String(row.int(0)), .delegate: row.optionalInt(1).map { String($0) },
                .archived: row.bool(2) ? "1" : "0", .commitRef: row.optionalText(3),
                .pullURL: row.optionalText(4),
            ]
        }
        guard let found else { throw ChangeRefusal.missing("Patch") }
        return found
    }

    private func restore(series id: Int64, _ items: [UndoNotes.Item]) throws -> Bool {
        guard let item = items.first, item.field == .earlier else { return false }
        let editing = try RevisionEditing(id, in: transaction)
        guard try RevisionRow.of(id, in: db)?.undoText == item.after else { return false }
        return try editing.restore(item.before)
    }

    private func restore(comment target: UndoTarget, _ items: [UndoNotes.Item]) throws -> Bool {
        guard let item = items.first, item.field == .addressed else { return false }
        let (table, column): (SQLText, SQLText) =
            target.kind == .patchComment
            ? ("patch_comment", "patch_id") : ("cover_comment", "cover_id")
        let found = try db.first(
            "SELECT \(sql: column), addressed FROM \(sql: table) WHERE id = \(target.id)"
        ) { (parent: $0.int(0), addressed: $0.optionalInt(1).map { String($0) }) }
        guard let found else { throw ChangeRefusal.missing("Comment") }
        guard found.addressed == item.after else { return false }
        let parent: CommentParent =
            target.kind == .patchComment ? .patch(found.parent) : .cover(found.parent)
        let before = item.before.map { $0 == "1" }
        _ = try transaction.markComment(target.id, on: parent, addressed: .set(before))
        return true
    }
}
