package import TrackerModel

/// What is to become of a project (rest-api, section 9.4). Texts have up to 2,000 characters.
package struct ProjectChange: Sendable {
    package var webURL: Edit<String> = .keep
    package var scmURL: Edit<String> = .keep
    package var webSCMURL: Edit<String> = .keep
    package var listArchiveURL: Edit<String> = .keep
    package var listArchiveURLFormat: Edit<String> = .keep
    package var commitURLFormat: Edit<String> = .keep
    package var showsDependencies: Edit<Bool> = .keep

    package init() {}
}

extension Store {
    /// Changes what maintainers may change of a project.
    ///
    /// - Parameters:
    ///   - key: Its id or link name.
    ///   - change: What is to become of it.
    ///   - author: Must maintain it.
    /// - Returns: The project as it is now.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func changeProject(
        _ key: String,
        _ change: ProjectChange,
        by author: ChangeAuthor
    ) async throws -> ProjectRecord {
        try await self.change(by: author) { transaction in
            let footing = try transaction.footing(on: .project(key))
            try transaction.require(.changeProject, on: footing)
            guard let id = footing.projectID,
                let old = try ProjectRecord.one(id, in: transaction.db)
            else { throw ChangeRefusal.missing("Project") }
            try transaction.make(change, of: old.project)
            return try ProjectRecord.one(id, in: transaction.db) ?? old
        }
    }
}

extension ChangeTransaction {
    fileprivate func make(_ change: ProjectChange, of old: Project) throws {
        var new = old
        var trail = Trail()
        let texts: [(String, Edit<String>, WritableKeyPath<Project, String?>)] = [
            ("web_url", change.webURL, \.webURL),
            ("scm_url", change.scmURL, \.scmURL),
            ("webscm_url", change.webSCMURL, \.webSCMURL),
            ("list_archive_url", change.listArchiveURL, \.listArchiveURL),
            ("list_archive_url_format", change.listArchiveURLFormat, \.listArchiveURLFormat),
            ("commit_url_format", change.commitURLFormat, \.commitURLFormat),
        ]
        for (name, edit, path) in texts {
            guard let text = edit.value else { continue }
            trail.add(name, .optional(old[keyPath: path]), .text(text))
            new[keyPath: path] = text
        }
        if let shows = change.showsDependencies.value {
            trail.add("show_dependencies", .bool(old.showsDependencies), .bool(shows))
            new.showsDependencies = shows
        }
        guard !trail.isEmpty else { return }
        try db.execute(
            """
            UPDATE project SET web_url = \(new.webURL), scm_url = \(new.scmURL),
                webscm_url = \(new.webSCMURL), list_archive_url = \(new.listArchiveURL),
                list_archive_url_format = \(new.listArchiveURLFormat),
                commit_url_format = \(new.commitURLFormat),
                show_dependencies = \(new.showsDependencies)
            WHERE id = \(new.id)
            """
        )
        try audit.add(
            "update",
            ("project", new.id),
            project: new.id,
            before: trail.before,
            after: trail.after
        )
    }
}
