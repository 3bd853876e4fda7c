import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

/// Lists that somebody keeps under a name.
struct SavedViews {
    private let views: [SavedView]
    private let linkName: String

    init(_ views: [SavedView], of linkName: String) {
        self.views = views
        self.linkName = linkName
    }

    /// A menu of them.
    func write(_ html: inout HTMLWriter) {
        guard !views.isEmpty else { return }
        html.element(.details, .class("menu saved")) { html in
            html.element(.summary, text: "Saved views")
            html.element(.div) { html in
                for view in views {
                    html.element(.a, .href(Self.link(view, of: linkName)), text: view.name)
                }
                html.element(.a, .href(.views(of: linkName)), text: "Rename or delete …")
            }
        }
    }

    static func link(_ view: SavedView, of linkName: String) -> Link {
        let place = view.list == .series ? Link.project(linkName) : Link.list(linkName)
        return place.with(Query(parsing: view.query).items)
    }

    /// A small form that keeps the list as it is.
    static func writeForm(
        _ list: SavedView.List,
        _ items: [(key: String, value: String)],
        of linkName: String,
        _ session: WebSession,
        _ html: inout HTMLWriter
    ) {
        let query =
            items
            .map { "\(PercentCoding.form($0.key))=\(PercentCoding.form($0.value))" }
            .joined(separator: "&")
        html.element(.details, .class("menu save")) { html in
            html.element(.summary, text: "Save this view")
            html.element(.div) { html in
                html.element(.form, .post, .action(.views(of: linkName))) { html in
                    html.csrf(session.csrf)
                    html.void(.input, .type("hidden"), .name("list"), .value(list.rawValue))
                    html.void(.input, .type("hidden"), .name("query"), .value(query))
                    html.element(.label) { html in
                        html.text("Name ")
                        html.void(
                            .input,
                            .name("name"),
                            .required,
                            .longest(SavedView.longestName),
                            .autocomplete("off")
                        )
                    }
                    html.element(.button, .name("action"), .value("save"), text: "Save")
                }
            }
        }
    }

    /// `/project/P/views/`: all of them, each with a form.
    func page(_ project: Project, _ session: WebSession) -> Page {
        Page(title: "Saved views · \(project.name)", project: project) { html in
            html.element(.div, .class("headrow")) { $0.element(.h1, text: "Saved views") }
            guard !views.isEmpty else {
                html.element(.p, .class("dim")) {
                    $0.text("There is none. Lists have a form to save them.")
                }
                return
            }
            html.element(.table, .class("grid")) { html in
                html.columns(["View", "List", "New name", "Delete"])
                html.element(.tbody) { html in
                    for view in views { write(view, session, &html) }
                }
            }
        }
    }

    private func write(_ view: SavedView, _ session: WebSession, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.th, .scope("row")) { html in
                html.element(.a, .href(Self.link(view, of: linkName)), text: view.name)
            }
            html.element(.td, text: view.list.rawValue)
            html.element(.td) { html in
                form(view, session, &html) { html in
                    html.void(
                        .input,
                        .name("name"),
                        .value(view.name),
                        .required,
                        .longest(SavedView.longestName),
                        .label("New name of \(view.name)")
                    )
                    html.text(" ")
                    html.element(.button, .name("action"), .value("rename"), text: "Rename")
                }
            }
            html.element(.td) { html in
                form(view, session, &html) { html in
                    html.element(
                        .button,
                        .name("action"),
                        .value("delete"),
                        .label("Delete \(view.name)"),
                        text: "Delete"
                    )
                }
            }
        }
    }

    private func form(
        _ view: SavedView,
        _ session: WebSession,
        _ html: inout HTMLWriter,
        _ fields: (inout HTMLWriter) -> Void
    ) {
        html.element(.form, .post, .action(.views(of: linkName))) { html in
            html.csrf(session.csrf)
            html.void(.input, .type("hidden"), .name("id"), .value("\(view.id)"))
            fields(&html)
        }
    }
}

extension WebRoutes {
    /// `/project/P/views/`: the viewer's saved views, and the forms that change them.
    func viewsPage(_ linkName: String, _ request: Request) async throws -> Answer {
        let here = Link.views(of: linkName)
        guard let session = PageViewer.current?.session else {
            return .redirect(to: .login(next: here.text), status: .seeOther)
        }
        guard request.method == .post else {
            let found = try await store.savedViews(of: session.account.id, inProject: linkName)
            guard let found else { return .notFound }
            return .html(SavedViews(found.views, of: linkName).page(found.project, session))
        }
        return try await changing(request, next: here) { form, author in
            do {
                return try await change(viewOf: linkName, form, author, request)
            } catch let refusal as ChangeRefusal {
                return .done(Told(.error, refusal.sentence), goTo: here, request)
            }
        }
    }

    private func change(
        viewOf linkName: String,
        _ form: Query,
        _ author: ChangeAuthor,
        _ request: Request
    ) async throws -> Answer {
        let here = Link.views(of: linkName)
        let name = form.last("name") ?? ""
        let id = form.last("id").flatMap { Int64($0) } ?? 0
        switch form.last("action") {
        case "save":
            let list = form.last("list").flatMap(SavedView.List.init) ?? .series
            let query = form.last("query") ?? ""
            try await store.saveView(
                named: name,
                of: list,
                query: query,
                ofProject: linkName,
                by: author
            )
            let place = list == .series ? Link.project(linkName) : Link.list(linkName)
            let next = place.with(Query(parsing: query).items)
            return .done(Told(.success, "The view was saved."), goTo: next, request)
        case "rename":
            try await store.renameView(id, to: name, by: author)
            return .done(Told(.success, "The view was renamed."), goTo: here, request)
        case "delete":
            try await store.renameView(id, to: nil, by: author)
            return .done(Told(.success, "The view was deleted."), goTo: here, request)
        default:
            return .done(Told(.error, "This form is not known."), goTo: here, request)
        }
    }
}

extension ChangeRefusal {
    /// What people read.
    var sentence: String {
        switch self {
        case .missing(let thing): "\(thing) is not there any more."
        case .notPermitted, .notPermittedToRelate: "You may not change this."
        case .invalid(let faults):
            faults.faults.flatMap(\.messages).joined(separator: " ")
        case .relationConflict, .keyReused, .keyOutlived: "This could not be done."
        }
    }
}
