import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/user/bundles/`, and `/project/P/bundles/` for one project; deletes bundles.
    func bundleListPage(_ linkName: String?, _ request: Request) async throws -> Answer {
        let here = linkName.map { Link.bundles(of: $0) } ?? .ownBundles
        if request.method == .post {
            return try await changing(request, next: here) { form, author in
                try await deleteBundle(form, author, next: here, request)
            }
        }
        guard let session = PageViewer.current?.session else {
            return .redirect(to: .login(next: request.target))
        }
        var project: Project?
        if let linkName {
            project = try await store.project(named: linkName)
            if project == nil { return .notFound }
        }
        let page = BundleListPage(
            bundles: try await store.bundleLines(
                of: session.account.id,
                inProject: linkName
            ),
            username: session.account.username,
            project: project
        )
        return .html(page.page)
    }

    /// Deletes a bundle of the viewer, once they have said that they mean it.
    private func deleteBundle(
        _ form: Query,
        _ author: ChangeAuthor,
        next: Link,
        _ request: Request
    ) async throws -> Answer {
        guard let id = form.last("bundle_id").flatMap({ Int64($0) }),
            let place = try await store.bundlePlace(id), place.owner == author.account?.id,
            let session = PageViewer.current?.session
        else {
            return .done(Told(.error, "You have no such bundle."), goTo: next, request)
        }
        guard form.last("confirm") == "yes" else {
            return .html(BundlePage.question(bundle: id, place.name, back: next, session))
        }
        do {
            try await store.deleteBundle(id, by: author)
            let words = "Bundle “\(place.name)” was deleted."
            return .done(Told(.success, words), goTo: next, request)
        } catch let refusal as ChangeRefusal {
            return .done(Told(.error, refusal.sentence), goTo: next, request)
        }
    }

    /// `/bundle/USER/NAME/`: what is in a bundle, and for its owner what changes it.
    func bundlePage(
        _ name: String,
        of username: String,
        _ request: Request
    ) async throws -> Answer {
        let bundle: BundleDownload
        if request.method == .post {
            // Who asks is known by the session alone: that is what the form's token belongs to.
            guard let found = try await store.bundle(of: username, named: name),
                found.isVisible(to: PageViewer.current?.session?.account)
            else { return .notFound }
            return try await change(found, of: username, request)
        }
        switch try await visibleBundle(name, of: username, request) {
        case .none: return .notFound
        case .refused(let refusal): return .refusal(refusal)
        case .found(let found): bundle = found
        }
        let session = PageViewer.current?.session
        let number = request.query.last("page").flatMap { Int($0) } ?? 1
        let page = try await store.bundleRows(bundle, page: number, viewer: session?.account.id)
        let shown = BundlePage(
            bundle: bundle,
            username: username,
            listing: page.listing,
            tools: page.tools,
            project: page.project,
            session: session
        )
        return .html(shown.page)
    }

    private func change(
        _ bundle: BundleDownload,
        of username: String,
        _ request: Request
    ) async throws -> Answer {
        let here = Link.bundle(username, bundle.name)
        return try await changing(request, next: here) { form, author in
            do {
                if let move = form.last("move") {
                    return try await self.move(move, in: bundle, here, author, request)
                }
                switch form.last("form") {
                case "bundle": return try await settle(bundle, form, username, author, request)
                case "reorder-form":
                    let order = form.all("neworder").compactMap { Int64($0) }
                    let first = form.last("order_start").flatMap { Int64($0) }
                    try await store.reorderBundle(bundle.id, order, from: first, by: author)
                    return .done(Told(.success, "The order was changed."), goTo: here, request)
                default:
                    return try await act(onListOf: bundle.project, next: here, request)
                }
            } catch let refusal as ChangeRefusal {
                return .done(Told(.error, refusal.sentence), goTo: here, request)
            }
        }
    }

    /// Name and who may see it; or the question whether to delete it.
    private func settle(
        _ bundle: BundleDownload,
        _ form: Query,
        _ username: String,
        _ author: ChangeAuthor,
        _ request: Request
    ) async throws -> Answer {
        let here = Link.bundle(username, bundle.name)
        guard bundle.owner == author.account?.id, let session = PageViewer.current?.session else {
            return .done(Told(.error, "You may not change this."), goTo: here, request)
        }
        if form.last("action")?.lowercased() == "delete" {
            return .html(BundlePage.question(bundle: bundle.id, bundle.name, back: here, session))
        }
        var change = BundleChange()
        let name = (form.last("name") ?? "").split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        guard !name.isEmpty, name.count <= 50 else {
            let words = "A name has 1 to 50 characters."
            return .done(Told(.error, words), goTo: here, request)
        }
        change.name = .set(name)
        change.isPublic = .set(form.last("public") != nil)
        do {
            _ = try await store.changeBundle(bundle.id, change, by: author)
        } catch ChangeRefusal.invalid(let faults)
            where faults.faults.contains(where: { $0.path == ["detail"] })
        {
            let words = "You have a bundle called “\(name)” already."
            return .done(Told(.error, words), goTo: here, request)
        }
        let next = Link.bundle(username, name)
        return .done(Told(.success, "The bundle was changed."), goTo: next, request)
    }

    /// One patch up or down: `up:12`.
    private func move(
        _ move: String,
        in bundle: BundleDownload,
        _ here: Link,
        _ author: ChangeAuthor,
        _ request: Request
    ) async throws -> Answer {
        let parts = move.split(separator: ":")
        let next = { (id: Int64) in here.at(row: "patch-row:\(id)") }
        guard parts.count == 2, let id = Int64(parts[1]),
            let place = bundle.patches.firstIndex(of: id)
        else { return .done(Told(.warning, "Nothing was moved."), goTo: here, request) }
        let other = parts[0] == "up" ? place - 1 : place + 1
        guard bundle.patches.indices.contains(other) else {
            return .redirect(to: next(id), status: .seeOther)
        }
        let pair = parts[0] == "up" ? [id, bundle.patches[other]] : [bundle.patches[other], id]
        let first = bundle.patches[min(place, other)]
        try await store.reorderBundle(bundle.id, pair, from: first, by: author)
        return .redirect(to: next(id), status: .seeOther)
    }

    /// `/user/bundle/N/`: an address of old.
    func oldBundle(_ id: Int64, isMbox: Bool) async throws -> Answer {
        guard let session = PageViewer.current?.session else {
            let old = "/user/bundle/\(id)/" + (isMbox ? "mbox/" : "")
            return .redirect(to: .login(next: old))
        }
        guard let place = try await store.bundlePlace(id), place.owner == session.account.id else {
            return .notFound
        }
        return .redirect(
            to: isMbox
                ? .bundleMbox(place.username, place.name) : .bundle(place.username, place.name)
        )
    }
}
