package import TrackerModel

/// Reads what somebody wants a project to be, and finds what cannot be.
enum ProjectRules {
    static let nameLength = 255
    static let addressLength = 200
    static let filterLength = 64
    static let linkLength = 2_000

    /// What is wrong by itself, whatever other projects there are. Fields have the names of the API.
    static func faults(of project: Project) -> FieldFaults {
        var faults = FieldFaults()
        if !isLinkName(project.linkName) {
            faults.add(
                "link_name",
                "Use 1 to \(nameLength) letters, digits, hyphens and underscores."
            )
        }
        if project.name.isEmpty || project.name.count > nameLength || project.name.hasControls {
            faults.add("name", "Use 1 to \(nameLength) characters in one line.")
        }
        if !isListID(project.listID) {
            faults.add("list_id", "Use what stands in List-Id, such as widget.lists.example.org.")
        }
        if !isAddress(project.listEmail) {
            faults.add("list_email", "This is no mail address.")
        }
        if project.subjectMatch.count > filterLength {
            faults.add("subject_match", "Use at most \(filterLength) characters.")
        } else if !project.subjectMatch.isEmpty, SubjectFilter(project.subjectMatch) == nil {
            faults.add("subject_match", "This is no regular expression.")
        }
        for (field, text) in links(of: project) where !isLink(text) {
            faults.add(
                field,
                "Use an address that begins with http:// or https://, or leave it empty."
            )
        }
        let source = project.scmURL ?? ""
        if source.count > linkLength || source.hasControls {
            faults.add("scm_url", "Use at most \(linkLength) characters in one line.")
        }
        return faults
    }

    private static func links(of project: Project) -> [(String, String)] {
        [
            ("web_url", project.webURL ?? ""), ("webscm_url", project.webSCMURL ?? ""),
            ("list_archive_url", project.listArchiveURL ?? ""),
            ("list_archive_url_format", project.listArchiveURLFormat ?? ""),
            ("commit_url_format", project.commitURLFormat ?? ""),
        ]
    }

    static func isLinkName(_ name: String) -> Bool {
        !name.isEmpty && name.count <= nameLength
            && name.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-"
                    || $0 == "_"
            }
    }

    private static func isListID(_ text: String) -> Bool {
        !text.isEmpty && text.count <= nameLength && !text.hasControls
            && !text.contains { $0.isWhitespace || $0 == "<" || $0 == ">" }
    }

    static func isAddress(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        return text.count <= addressLength && halves.count == 2 && halves.allSatisfy { !$0.isEmpty }
            && !text.contains { $0.isWhitespace || $0 == "<" || $0 == ">" } && !text.hasControls
    }

    private static func isLink(_ text: String) -> Bool {
        if text.isEmpty { return true }
        let start = text.lowercased()
        return (start.hasPrefix("http://") || start.hasPrefix("https://"))
            && text.count <= linkLength && !text.hasControls
            && !text.contains(where: \.isWhitespace)
    }
}

extension String {
    /// Whether there is anything in it that a line of text does not have.
    var hasControls: Bool {
        var previous: UInt8 = 0
        for byte in utf8 {
            // U+0080 to U+009F are C2 80 to C2 9F.
            if byte < 0x20 || byte == 0x7F || previous == 0xC2 && byte < 0xA0 { return true }
            previous = byte
        }
        return false
    }
}

extension Store {
    /// Makes a project.
    ///
    /// - Parameters:
    ///   - project: All but its id.
    ///   - author: A superuser or the operator.
    /// - Returns: The project with its id.
    /// - Throws: ``ChangeRefusal``, with the fields that cannot be; or a `StoreError`.
    package func createProject(
        _ project: Project,
        by author: ChangeAuthor
    ) async throws -> Project {
        try await change(by: author) { transaction in
            try transaction.requireSuperuser()
            try transaction.refuseFaults(of: project)
            var stored = project
            stored.id = try Self.insert(project, in: transaction.db)
            try transaction.audit.add(
                "create",
                ("project", stored.id),
                project: stored.id,
                after: stored.auditFields
            )
            return stored
        }
    }

    /// Changes any field of a project.
    ///
    /// Link name, list id and subject filter decide which mail goes where, also of other projects:
    /// only superusers change them.
    ///
    /// - Parameters:
    ///   - project: As it is to be, with its id.
    ///   - author: A maintainer of it, a superuser or the operator.
    /// - Throws: ``ChangeRefusal``, with the fields that cannot be; or a `StoreError`.
    package func editProject(_ project: Project, by author: ChangeAuthor) async throws {
        try await change(by: author) { transaction in
            let old = try transaction.project(project.id)
            try transaction.requireAdministrator(of: old.id)
            if !(try transaction.isSuperuser()),
                (old.linkName, old.listID, old.subjectMatch)
                    != (project.linkName, project.listID, project.subjectMatch)
            {
                throw ChangeRefusal.notPermitted
            }
            try transaction.refuseFaults(of: project)
            try transaction.update(old, to: project)
        }
    }
}

extension ChangeTransaction {
    fileprivate func refuseFaults(of project: Project) throws {
        var faults = ProjectRules.faults(of: project)
        func taken(_ condition: SQLText) throws -> Bool {
            try db.int("SELECT id FROM project WHERE \(sql: condition) AND id <> \(project.id)")
                != nil
        }
        if try taken("link_name = \(project.linkName)") {
            faults.add("link_name", "Another project has this link name.")
        }
        if try taken("name = \(project.name)") {
            faults.add("name", "Another project has this name.")
        }
        if try taken("list_id = \(project.listID) AND subject_match = \(project.subjectMatch)") {
            faults.add(
                "subject_match",
                "Another project has this list id with the same subject filter."
            )
        }
        try faults.throwIfAny()
    }

    fileprivate func update(_ old: Project, to new: Project) throws {
        var trail = Trail()
        for ((name, before), (_, after)) in zip(old.auditFields.fields, new.auditFields.fields) {
            trail.add(name, before, after)
        }
        guard !trail.isEmpty else { return }
        try db.execute(
            """
            UPDATE project SET link_name = \(new.linkName), name = \(new.name),
                list_id = \(new.listID), list_email = \(new.listEmail),
                subject_match = \(new.subjectMatch), web_url = \(new.webURL),
                scm_url = \(new.scmURL), webscm_url = \(new.webSCMURL),
                list_archive_url = \(new.listArchiveURL),
                list_archive_url_format = \(new.listArchiveURLFormat),
                commit_url_format = \(new.commitURLFormat),
                send_notifications = \(new.sendsNotifications),
                show_dependencies = \(new.showsDependencies), use_tags = \(new.usesTags),
                supersedes = \(new.supersedes), relates = \(new.relates)
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

extension Project {
    /// All fields by their names in the API, for the trail.
    fileprivate var auditFields: AuditFields {
        [
            "link_name": .text(linkName), "name": .text(name), "list_id": .text(listID),
            "list_email": .text(listEmail), "subject_match": .text(subjectMatch),
            "web_url": .text(webURL ?? ""), "scm_url": .text(scmURL ?? ""),
            "webscm_url": .text(webSCMURL ?? ""), "list_archive_url": .text(listArchiveURL ?? ""),
            "list_archive_url_format": .text(listArchiveURLFormat ?? ""),
            "commit_url_format": .text(commitURLFormat ?? ""),
            "send_notifications": .bool(sendsNotifications),
            "show_dependencies": .bool(showsDependencies), "use_tags": .bool(usesTags),
            "supersede": .bool(supersedes), "relate": .bool(relates),
        ]
    }
}
