import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/`: the projects; where there is only one, its series.
    func frontPage() async throws -> Answer {
        let projects = try await store.projectLines()
        guard let first = projects.first else { return .html(FrontPage.empty) }
        // Programs that ask for another form of the page want to know the projects.
        if projects.count == 1, PageViewer.current?.form == nil {
            return .redirect(to: .project(first.project.linkName))
        }
        return .html(FrontPage.page(of: projects))
    }

    /// `/project/P/`: the series, and what the form below them asks for.
    func projectPage(_ linkName: String, _ request: Request) async throws -> Answer {
        let address = SeriesListAddress(linkName, request.query)
        if request.method == .post {
            return try await act(onListOf: linkName, next: address.link, request)
        }
        let session = PageViewer.current?.session
        var wanted = SeriesList.Request()
        wanted.filter = address.filter
        wanted.order = address.order
        wanted.position = address.position
        wanted.expanded = address.expanded
        wanted.viewer = session?.account.id
        wanted.wantsClosed = address.isPlain
        if session == nil {
            // What is the viewer's own takes somebody who is known.
            let isOwn = address.filter.view == .mine || address.filter.view == .waiting
            if isOwn || address.filter.turn == .viewer {
                return .redirect(to: .login(next: address.link.text))
            }
            wanted.filter.isUnread = false
        }
        guard let list = try await store.seriesList(ofProject: linkName, wanted) else {
            return .notFound
        }
        if let session, !list.tools.hasVisited {
            try await store.markProjectRead(linkName, by: session.account.id, onlyFirst: true)
        }
        return .html(SeriesListPage(list: list, address: address, session: session).page)
    }

    /// `/project/P/list/`: the patches, and what the form below them asks for.
    func listPage(_ linkName: String, _ request: Request) async throws -> Answer {
        let address = PatchListAddress(.list(linkName), request.query)
        if request.method == .post {
            return try await act(onListOf: linkName, next: address.link, request)
        }
        // A series that turned out to be part of another one.
        if let series = address.filter.series,
            let other = try await store.series(replacing: series)
        {
            return .redirect(
                to: address.changing { $0.filter.series = other },
                status: .movedPermanently
            )
        }
        return try await patchListPage(linkName, address, isToDo: false)
    }

    private func patchListPage(
        _ linkName: String,
        _ address: PatchListAddress,
        isToDo: Bool
    ) async throws -> Answer {
        let session = PageViewer.current?.session
        let list = try await store.patchList(
            ofProject: linkName,
            address.filter,
            address.order,
            page: address.page,
            viewer: session?.account.id
        )
        guard let list else { return .notFound }
        var shown = address
        shown.filter = list.filter
        shown.page = list.listing.page
        var page = PatchListPage(list: list, address: shown, session: session)
        page.isToDo = isToDo
        return .html(page.page)
    }

    /// `/user/todo/`: projects in which patches wait for the viewer; where it is one, its list.
    func toDoPage(_ linkName: String?, _ request: Request) async throws -> Answer {
        guard let session = PageViewer.current?.session else {
            return .redirect(to: .login(next: request.target))
        }
        guard let linkName else {
            let projects = try await store.toDo(of: session.account.id)
            if let only = projects.first, projects.count == 1 {
                return .redirect(to: .toDo(in: only.project.linkName))
            }
            return .html(ToDoPage(projects: projects).page)
        }
        var address = PatchListAddress(.toDo(in: linkName), request.query)
        if request.method == .post {
            return try await act(onListOf: linkName, next: address.link, request)
        }
        address.filter.delegate = .account(session.account.id)
        address.hasOwnDelegate = true
        return try await patchListPage(linkName, address, isToDo: true)
    }
}

/// `/user/todo/`: where patches wait for the viewer.
struct ToDoPage {
    let projects: [(project: Project, patches: Int64)]

    var page: Page {
        Page(title: "To do") { html in
            html.element(.div, .class("headrow")) { $0.element(.h1, text: "To do") }
            guard !projects.isEmpty else {
                html.element(.p, text: "Nothing is waiting for you.")
                html.element(
                    .p,
                    .class("dim"),
                    text: "Patches that are delegated to you appear here until somebody decides "
                        + "about them."
                )
                return
            }
            html.element(.table, .class("rows")) { html in
                html.columns(["Project", "Patches"], numbers: ["Patches"])
                html.element(.tbody) { html in
                    for line in projects {
                        html.element(.tr) { html in
                            html.element(.th, .scope("row"), .class("c-title")) { html in
                                html.element(
                                    .a,
                                    .isolated,
                                    .href(.toDo(in: line.project.linkName)),
                                    text: line.project.name
                                )
                            }
                            html.element(
                                .td,
                                .class("num"),
                                .column("Patches"),
                                text: line.patches.grouped
                            )
                        }
                    }
                }
            }
        }
    }
}
