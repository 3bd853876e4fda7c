import TrackerHTTP
import TrackerModel
import TrackerStore

/// The form with all fields of a project.
enum ProjectForms {
    static func newProject(_ call: AdministrationCall) -> Page {
        AdministrationFrame.page(
            "New project",
            .newProject,
            call,
            note: "One mailing list, or the part of one that a subject filter picks."
        ) { html in
            let form = FormParts(call: call, name: "new")
            form.write(&html) { html in
                let empty = Project(linkName: "", name: "", listID: "", listEmail: "")
                write(empty, form, isWhole: true, &html)
                form.button("Make the project", isMain: true, in: &html)
            }
        }
    }

    static func settings(_ project: Project, _ call: AdministrationCall) -> Page {
        AdministrationFrame.page(
            project.name,
            .project(project.linkName, .settings),
            call
        ) { html in
            let form = FormParts(call: call, name: "settings")
            form.write(&html) { html in
                write(project, form, isWhole: call.rights.isSuperuser, &html)
                form.button("Save", isMain: true, in: &html)
            }
        }
    }

    /// `isWhole`: with the fields that decide which mail goes where.
    private static func write(
        _ project: Project,
        _ form: FormParts,
        isWhole: Bool,
        _ html: inout HTMLWriter
    ) {
        form.field("Name", "name", project.name, [.required, .longest(255)], in: &html)
        form.field(
            "Address of the list",
            "list_email",
            project.listEmail,
            [.required, .longest(200)],
            in: &html
        )
        if isWhole {
            writeIdentity(project, form, &html)
        } else {
            html.element(
                .p,
                .class("note"),
                text: "Link name (\(project.linkName)), list id (\(project.listID)) and subject "
                    + "filter are set by superusers, as they decide which mail goes where."
            )
        }
        writeLinks(project, form, &html)
        html.element(.fieldset) { html in
            html.element(.legend, text: "What it does")
            let mails = "Mail submitters when the state of their patch changes"
            form.check(mails, "send_notifications", project.sendsNotifications, in: &html)
            let shows = "Show which series depends on which"
            form.check(shows, "show_dependencies", project.showsDependencies, in: &html)
            form.check("Count tags such as Acked-by", "use_tags", project.usesTags, in: &html)
            let replaces = "Make open patches superseded when a new version of them arrives"
            form.check(replaces, "supersede", project.supersedes, in: &html)
            let relates = "Relate patches to their other versions, for clients that ask"
            form.check(relates, "relate", project.relates, in: &html)
        }
    }

    private static func writeIdentity(
        _ project: Project,
        _ form: FormParts,
        _ html: inout HTMLWriter
    ) {
        form.field(
            "Link name",
            "link_name",
            project.linkName,
            hint: "The name in URLs: letters, digits, hyphens and underscores. Clients and links "
                + "know the project by it.",
            [.required, .longest(255), .uncapitalised],
            in: &html
        )
        form.field(
            "List id",
            "list_id",
            project.listID,
            hint: "As in the list's header List-Id: widget.lists.example.org",
            [.required, .longest(255), .uncapitalised],
            in: &html
        )
        form.field(
            "Subject filter",
            "subject_match",
            project.subjectMatch,
            hint:
                "A regular expression; only mails whose subject it matches belong to the project. "
                + "List id and filter together belong to one project only.",
            [.longest(64), .unchecked, .uncapitalised],
            in: &html
        )
    }

    private static func writeLinks(
        _ project: Project,
        _ form: FormParts,
        _ html: inout HTMLWriter
    ) {
        let fields: [(String, String, String?, String?)] = [
            ("Web site", "web_url", project.webURL, nil),
            ("Where to clone the source from", "scm_url", project.scmURL, nil),
            ("Where to browse the source", "webscm_url", project.webSCMURL, nil),
            ("Archive of the list", "list_archive_url", project.listArchiveURL, nil),
            (
                "Where the archive has a message", "list_archive_url_format",
                project.listArchiveURLFormat, "{} stands for the message-id."
            ),
            (
                "Where to see a commit", "commit_url_format", project.commitURLFormat,
                "{} stands for the commit."
            ),
        ]
        for (label, field, value, hint) in fields {
            form.field(label, field, value ?? "", hint: hint, [.longest(2_000)], in: &html)
        }
    }

    /// The project that a form describes. Fields that it does not have stay as they are.
    static func read(_ form: Query, over old: Project) -> Project {
        var project = old
        func text(_ field: String, _ stored: String) -> String {
            form.last(field)?.trimmed ?? stored
        }
        project.name = text("name", old.name)
        project.listEmail = text("list_email", old.listEmail)
        project.linkName = text("link_name", old.linkName)
        project.listID = text("list_id", old.listID)
        project.subjectMatch = form.last("subject_match") ?? old.subjectMatch
        project.webURL = text("web_url", old.webURL ?? "")
        project.scmURL = text("scm_url", old.scmURL ?? "")
        project.webSCMURL = text("webscm_url", old.webSCMURL ?? "")
        project.listArchiveURL = text("list_archive_url", old.listArchiveURL ?? "")
        project.listArchiveURLFormat = text(
            "list_archive_url_format",
            old.listArchiveURLFormat ?? ""
        )
        project.commitURLFormat = text("commit_url_format", old.commitURLFormat ?? "")
        project.sendsNotifications = form.isOn("send_notifications")
        project.showsDependencies = form.isOn("show_dependencies")
        project.usesTags = form.isOn("use_tags")
        project.supersedes = form.isOn("supersede")
        project.relates = form.isOn("relate")
        return project
    }
}

extension WebRoutes {
    func makeProject(_ form: Query, _ call: AdministrationCall) async throws -> Answer {
        let empty = Project(linkName: "", name: "", listID: "", listEmail: "")
        let wanted = ProjectForms.read(form, over: empty)
        let made = try await store.createProject(wanted, by: call.author)
        let told = Told(
            .success,
            "Project \(made.linkName) is made. Its mail comes with List-Id \(made.listID)."
        )
        let link = Link.administration(.project(made.linkName, .settings))
        return .done(told, goTo: link, call.request)
    }

    func editProject(
        _ linkName: String,
        _ form: Query,
        _ call: AdministrationCall
    ) async throws -> Answer {
        guard let old = try await project(linkName) else { return .notFound }
        let wanted = ProjectForms.read(form, over: old)
        try await store.editProject(wanted, by: call.author)
        let link = Link.administration(.project(wanted.linkName, .settings))
        return .done(Told(.success, "The settings are saved."), goTo: link, call.request)
    }

    func project(_ linkName: String) async throws -> Project? {
        try await store.projects().first { $0.linkName == linkName }
    }

    /// One of the pages about a project.
    func projectPart(
        _ linkName: String,
        _ part: AdministrationPlace.ProjectPart,
        _ call: AdministrationCall
    ) async throws -> Page? {
        guard let project = try await project(linkName) else { return nil }
        switch part {
        case .settings: return ProjectForms.settings(project, call)
        case .maintainers: return try await maintainersPage(project, call)
        case .delegation: return try await delegationPage(project, call)
        case .tokens: return try await tokensPage(project, call)
        case .mail: return try await mailsPage(project, call)
        case .changes: return try await changesPage(project, call)
        }
    }
}
