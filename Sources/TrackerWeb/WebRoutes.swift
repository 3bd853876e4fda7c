import HTTPTypes
package import TrackerHTTP
package import TrackerMail
package import TrackerStore

/// The pages and downloads of a site: everything but the API.
package struct WebRoutes: Sendable {
    let store: Store
    let signIn: SignIn
    /// How mail leaves; `nil` where the operator has not said it.
    let mailSender: MailSender?
    /// What is still to be done when an answer is out.
    package var errands = MailErrands()
    private let report: @Sendable (any Error) -> Void

    /// - Parameters:
    ///   - store: What is shown.
    ///   - signIn: Finds out who asks for a private bundle.
    ///   - mailSender: Sends mail to people; without it the pages that need mail say so.
    ///   - report: Takes errors for the log; the client learns that there was one, but not which.
    package init(
        store: Store,
        signIn: SignIn,
        mailSender: MailSender? = nil,
        report: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.store = store
        self.signIn = signIn
        self.mailSender = mailSender
        self.report = report
    }

    /// Answers every request; an unknown URL with the page 404.
    package func answer(to request: Request) async -> Answer {
        let split = PageForm.split(request.path)
        var request = request
        if let split { request.path = split.path }
        let viewer = PageViewer(session: nil, request, form: split?.form)
        guard let route = WebRoute(path: request.path), split == nil || route.isPage else {
            return PageViewer.$current.withValue(viewer) { .notFound }
        }
        guard route.methods.contains(request.method) else {
            return .methodNotAllowed(route.methods)
        }
        // A form would lose its body on the way.
        if !request.endsWithSlash, route.wantsSlash, request.method != .post {
            return Self.withSlash(request)
        }
        do {
            let session = route.isPage ? try await signIn.session(of: request) : nil
            let viewer = PageViewer(session: session, request, form: split?.form)
            return try await PageViewer.$current.withValue(viewer) {
                try await answer(to: route, request)
            }
        } catch let error as StoreError where error.code == .busy || error.code == .unavailable {
            report(error)
            return .unavailable
        } catch {
            report(error)
            return .failure
        }
    }

    private func answer(to route: WebRoute, _ request: Request) async throws -> Answer {
        switch route {
        case .front: try await frontPage()
        case .style(let file): PageFile.answer(file: file)
        case .project(let name): try await projectPage(name, request)
        case .list(let name): try await listPage(name, request)
        case .message(let kind, let place, .page): try await messagePage(kind, at: place, request)
        case .message(let kind, let place, .mbox): try await mbox(kind, at: place, request)
        case .message(_, let place, .raw): try await raw(at: place)
        case .series(let project, let address):
            try await seriesPage(address, of: project, request)
        case .rangeDiff(let project, let id):
            try await rangeDiffPage(id, of: project, request)
        case .seriesMbox(let id): try await mbox(series: id)
        case .stackMbox(let id): try await mbox(stackOf: id)
        case .views(let name): try await viewsPage(name, request)
        case .bundles(let name): try await bundleListPage(name, request)
        case .toDo(let name): try await toDoPage(name, request)
        case .oldBundle(let id, let isMbox): try await oldBundle(id, isMbox: isMbox)
        case .bundle(let username, let name):
            try await bundlePage(name, of: username, request)
        case .bundleMbox(let username, let name):
            try await mbox(bundle: name, of: username, request)
        case .numbered(let kind, let id, let form):
            try await redirect(kind, id: id, form: form)
        case .comment(let id): try await redirect(comment: id)
        case .mail(let messageIDs): try await mailPage(messageIDs, request)
        case .archive(let form, let messageIDs): try await archive(form, messageIDs)
        case .archiveSearch: try await searchArchive(request)
        case .login: try await login(request)
        case .logout: try await logout(request)
        case .theme: try chooseTheme(request)
        case .undo: try await undo(request)
        case .account(let route): try await answer(to: route, request)
        case .administration(let place): try await administration(place, request)
        case .about(let name): try await aboutPage(name)
        case .regroup(let name, let series): try await regroupPage(series, of: name, request)
        }
    }

    /// Says in the log why a mail was not sent.
    func reportMail(_ error: any Error) { report(error) }

    private func redirect(_ kind: MboxKind, id: Int64, form: MessageForm) async throws -> Answer {
        guard let place = try await store.place(of: kind, id: id) else { return .notFound }
        return .redirect(to: place.link(form))
    }

    private func redirect(comment id: Int64) async throws -> Answer {
        guard let place = try await store.place(ofComment: id) else { return .notFound }
        return .redirect(to: place.link(.page).at(comment: id))
    }

    /// Leads to the same URL with a slash behind it, for good.
    private static func withSlash(_ request: Request) -> Answer {
        let link = Link.same(path: request.target(withSlash: true))
        return .redirect(to: link, status: .movedPermanently)
    }

    /// The path of the style sheet, for pages of others.
    package static var stylePath: String { PageFile.style.path }
}

extension Request {
    /// Path and query.
    var target: String { target(withSlash: false) }

    fileprivate func target(withSlash: Bool) -> String {
        let query = query.items
            .map { "\(PercentCoding.form($0.key))=\(PercentCoding.form($0.value))" }
            .joined(separator: "&")
        return path + (withSlash ? "/" : "") + (query.isEmpty ? "" : "?" + query)
    }
}

extension WebRoute {
    /// Whether the URL ends with a slash when it is written in full.
    fileprivate var wantsSlash: Bool {
        switch self {
        case .style, .account(.ownStyle), .archive(.raw, _), .archive(.threadMbox, _): false
        default: true
        }
    }

    /// Whether people see it, so that it says who is signed in.
    fileprivate var isPage: Bool {
        switch self {
        case .style, .seriesMbox, .stackMbox, .bundleMbox, .numbered, .comment, .archive,
            .archiveSearch:
            false
        case .message(_, _, let form): form == .page
        case .account(let route): route.isPage
        default: true
        }
    }

    fileprivate var methods: [HTTPRequest.Method] {
        switch self {
        case .login, .project, .list, .views, .bundles, .toDo, .bundle, .series,
            .message(_, _, .page):
            [.get, .head, .post]
        // Clients of a public-inbox search by POST, with the question in the URL.
        case .archiveSearch: [.get, .head, .post]
        case .logout, .theme, .undo: [.post]
        case .account(let route): route.methods
        case .administration, .regroup: [.get, .head, .post]
        default: [.get, .head]
        }
    }
}

extension NumberedPlace {
    func link(_ form: MessageForm) -> Link {
        .message(kind, messageID, of: project, form: form)
    }
}
