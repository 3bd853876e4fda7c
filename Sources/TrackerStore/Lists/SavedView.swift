package import TrackerModel

/// A list with its filter and order, kept under a name by an account.
package struct SavedView: Hashable, Sendable, Identifiable {
    package enum List: String, Hashable, Sendable {
        case series, patches
    }

    package let id: Int64
    package let list: List
    package let name: String
    /// The query of its address, without the place in the list.
    package let query: String

    /// Views of an account in a project; more are refused.
    package static let most = 50
    /// In characters.
    package static let longestName = 60
    package static let longestQuery = 1_000
}

extension SavedView {
    static func all(
        of account: Account.ID,
        in project: Project.ID,
        _ db: any SQLConnection
    ) throws -> [SavedView] {
        try db.all(
            """
            SELECT id, list, name, query FROM saved_view
            WHERE account_id = \(account) AND project_id = \(project) ORDER BY name
            """
        ) { row in
            SavedView(
                id: row.int(0),
                list: List(rawValue: row.text(1)) ?? .series,
                name: row.text(2),
                query: row.text(3)
            )
        }
    }

    fileprivate static func checked(_ name: String) throws -> String {
        let words = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let hasControl = words.unicodeScalars.contains { $0.properties.generalCategory == .control }
        guard !words.isEmpty, words.count <= longestName, !hasControl else {
            throw ChangeRefusal.invalid(
                FieldFaults("name", "A name has 1 to \(longestName) characters.")
            )
        }
        return words
    }
}

extension Store {
    /// Keeps a list under a name; one of the same name is replaced.
    ///
    /// - Parameters:
    ///   - name: 1 to ``SavedView/longestName`` characters.
    ///   - list: Which list of the project.
    ///   - query: Its filter and order, up to ``SavedView/longestQuery`` characters.
    ///   - linkName: The project.
    ///   - author: Whose view it will be.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func saveView(
        named name: String,
        of list: SavedView.List,
        query: String,
        ofProject linkName: String,
        by author: ChangeAuthor
    ) async throws {
        try await change(by: author) { transaction in
            let db = transaction.db
            guard let account = author.account?.id else { throw ChangeRefusal.notPermitted }
            guard let project = try Self.project(linkName, in: db) else {
                throw ChangeRefusal.missing("Project")
            }
            let name = try SavedView.checked(name)
            guard query.count <= SavedView.longestQuery else {
                throw ChangeRefusal.invalid(FieldFaults("query", "This filter is too long."))
            }
            let others = try SavedView.all(of: account, in: project.id, db)
            guard others.count < SavedView.most || others.contains(where: { $0.name == name })
            else {
                throw ChangeRefusal.invalid(
                    FieldFaults("name", "There are \(SavedView.most) views already.")
                )
            }
            let id = try db.insert(
                """
                INSERT INTO saved_view (account_id, project_id, list, name, query)
                VALUES (\(account), \(project.id), \(list.rawValue), \(name), \(query))
                ON CONFLICT (account_id, project_id, name) DO UPDATE SET
                    list = excluded.list, query = excluded.query
                RETURNING id
                """
            )
            try transaction.audit.add(
                "update",
                ("saved view", id),
                project: project.id,
                after: ["name": .text(name), "query": .text(query)]
            )
        }
    }

    /// Gives a view another name, or with `nil` deletes it.
    ///
    /// - Parameters:
    ///   - id: The view.
    ///   - name: As in ``saveView(named:of:query:ofProject:by:)``; not that of another view.
    ///   - author: Must own it.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func renameView(
        _ id: Int64,
        to name: String?,
        by author: ChangeAuthor
    ) async throws {
        try await change(by: author) { transaction in
            let db = transaction.db
            let old = try db.first(
                """
                SELECT name, project_id FROM saved_view
                WHERE id = \(id) AND account_id = \(author.account?.id)
                """
            ) { (name: $0.text(0), project: $0.int(1)) }
            guard let old, let account = author.account?.id else {
                throw ChangeRefusal.missing("View")
            }
            guard let name else {
                try db.execute("DELETE FROM saved_view WHERE id = \(id)")
                return try transaction.audit.add(
                    "delete",
                    ("saved view", id),
                    project: old.project,
                    before: ["name": .text(old.name)]
                )
            }
            let new = try SavedView.checked(name)
            guard new != old.name else { return }
            let others = try SavedView.all(of: account, in: old.project, db)
            guard !others.contains(where: { $0.name == new }) else {
                throw ChangeRefusal.invalid(
                    FieldFaults("name", "Another view has this name.")
                )
            }
            try db.execute("UPDATE saved_view SET name = \(new) WHERE id = \(id)")
            try transaction.audit.add(
                "update",
                ("saved view", id),
                project: old.project,
                before: ["name": .text(old.name)],
                after: ["name": .text(new)]
            )
        }
    }
}

extension Store {
    /// The views of an account by name; `nil` if there is no such project.
    package func savedViews(
        of account: Account.ID,
        inProject linkName: String
    ) async throws -> (project: Project, views: [SavedView])? {
        try await database.read { db in
            guard let project = try Self.project(linkName, in: db) else { return nil }
            return (project, try SavedView.all(of: account, in: project.id, db))
        }
    }
}
