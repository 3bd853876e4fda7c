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
            let footing = try transaction.footing(on: .comment(id, parent))
            try transaction.require(.markComment, on: footing)
            if let new = addressed.value {
                try transaction.mark(id, on: parent, addressed: new, project: footing.projectID)
            }
            guard let comment = try CommentRecord.one(id, on: parent, in: transaction.db) else {
                throw ChangeRefusal.missing(ChangeTarget.comment(id, parent).model)
            }
            return comment
        }
    }
}

extension ChangeTransaction {
    fileprivate func mark(
        _ id: Int64,
        on parent: CommentParent,
        addressed new: Bool?,
        project: Project.ID?
    ) throws {
        let (table, kind): (SQLText, String) =
            switch parent {
            case .patch: ("patch_comment", "patch comment")
            case .cover: ("cover_comment", "cover comment")
            }
        let old = try db.int("SELECT addressed FROM \(sql: table) WHERE id = \(id)")
            .map { $0 != 0 }
        guard old != new else { return }
        try db.execute("UPDATE \(sql: table) SET addressed = \(new) WHERE id = \(id)")
        try audit.add(
            "update",
            (kind, id),
            project: project,
            before: ["addressed": old.map { .bool($0) } ?? .null],
            after: ["addressed": new.map { .bool($0) } ?? .null]
        )
    }
}
