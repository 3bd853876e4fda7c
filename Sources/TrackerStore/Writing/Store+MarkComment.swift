package import TrackerModel

extension Store {
    /// Says whether somebody has dealt with a comment. This makes no event (Q24).
    ///
    /// - Parameters:
    ///   - id: The comment.
    ///   - parent: What it is about.
    ///   - addressed: `nil` where nobody has to deal with it; `.keep` changes nothing.
    ///   - author: Who says so.
    /// - Returns: The comment as it is now.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func markComment(
        _ id: Int64,
        on parent: CommentParent,
        addressed: Edit<Bool?>,
        by author: ChangeAuthor
    ) async throws -> CommentRecord {
        try await change(by: author) { transaction in
            try transaction.markComment(id, on: parent, addressed: addressed)
        }
    }
}

extension ChangeTransaction {
    func markComment(
        _ id: Int64,
        on parent: CommentParent,
        addressed: Edit<Bool?>
    ) throws -> CommentRecord {
        let footing = try footing(on: .comment(id, parent))
        try require(.markComment, on: footing)
        if let new = addressed.value {
            try mark(id, on: parent, addressed: new, project: footing.projectID)
        }
        guard let comment = try CommentRecord.one(id, on: parent, in: db) else {
            throw ChangeRefusal.missing(ChangeTarget.comment(id, parent).model)
        }
        return comment
    }

    private func mark(
        _ id: Int64,
        on parent: CommentParent,
        addressed new: Bool?,
        project: Project.ID?
    ) throws {
        let (table, kind): (SQLText, UndoTarget.Kind) =
            switch parent {
            case .patch: ("patch_comment", .patchComment)
            case .cover: ("cover_comment", .coverComment)
            }
        let old = try db.int("SELECT addressed FROM \(sql: table) WHERE id = \(id)")
            .map { $0 != 0 }
        guard old != new else { return }
        try db.execute("UPDATE \(sql: table) SET addressed = \(new) WHERE id = \(id)")
        undo?.add(
            UndoTarget(kind: kind, id: id),
            .addressed,
            before: old.map { $0 ? "1" : "0" },
            after: new.map { $0 ? "1" : "0" }
        )
        try audit.add(
            "update",
            (kind.rawValue, id),
            project: project,
            before: ["addressed": old.map { .bool($0) } ?? .null],
            after: ["addressed": new.map { .bool($0) } ?? .null]
        )
    }
}
