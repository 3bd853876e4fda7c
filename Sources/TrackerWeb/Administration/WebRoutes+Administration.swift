import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// Answers what is below `/admin/`. Who has not signed in is asked to; a right is decided here for
    /// the page, and again in the transaction of each change.
    func administration(_ place: AdministrationPlace, _ request: Request) async throws -> Answer {
        try await restricted(request) { call in
            guard Self.mayEnter(place, call.rights) else { return .forbidden }
            if request.method == .post { return try await perform(place, call) }
            return try await administrationPage(place, call)
        } showAgain: { call in
            try await administrationPage(place, call, status: .badRequest)
        }
    }

    private static func mayEnter(
        _ place: AdministrationPlace,
        _ rights: AdministrationRights
    ) -> Bool {
        if rights.isSuperuser { return true }
        guard !rights.maintains.isEmpty, !place.isForSuperusers else { return false }
        guard case .project(let name, _) = place else { return true }
        return rights.maintains.contains { $0.linkName == name }
    }

    /// Runs a page that only some may use.
    ///
    /// - Parameters:
    ///   - request: From a browser.
    ///   - body: Answers it; what it throws as refusal becomes an answer.
    ///   - showAgain: The page once more, with what was sent and what is wrong with it.
    /// - Returns: The answer.
    /// - Throws: `StoreError`, and other errors that are no refusals.
    func restricted(
        _ request: Request,
        _ body: (AdministrationCall) async throws -> Answer,
        showAgain: (AdministrationCall) async throws -> Answer
    ) async throws -> Answer {
        guard let session = PageViewer.current?.session else {
            guard request.method != .post else { return .forbidden }
            return .redirect(to: .login(next: LocalPath.checked(request.target)))
        }
        let rights = try await store.administrationRights(of: session.account.id)
        var call = AdministrationCall(request: request, session: session, rights: rights)
        do {
            if request.method == .post {
                guard request.form != nil else {
                    return .plain("Only forms are understood here.", .unsupportedMediaType)
                }
                try signIn.requireOwnForm(request, csrf: session.csrf)
            }
            return try await body(call)
        } catch ChangeRefusal.invalid(let faults) {
            call.sent = request.form
            call.faults = faults
            return try await showAgain(call)
        } catch let refusal as SignIn.Refusal {
            return .refusal(refusal)
        } catch let refusal as ChangeRefusal {
            if case .missing = refusal { return .notFound }
            return .forbidden
        } catch let refusal as TokenRefusal {
            if case .missing = refusal { return .notFound }
            return .forbidden
        }
    }

    private func administrationPage(
        _ place: AdministrationPlace,
        _ call: AdministrationCall,
        status: HTTPResponse.Status = .ok
    ) async throws -> Answer {
        let page: Page?
        switch place {
        case .front: page = try await administrationFront(call)
        case .newProject: page = ProjectForms.newProject(call)
        case .project(let name, let part): page = try await projectPart(name, part, call)
        case .states: page = try await statesPage(call)
        case .tags: page = try await tagsPage(call)
        case .people: page = try await peoplePage(call)
        case .person(let id): page = try await personPage(id, call)
        case .users: page = try await usersPage(call)
        case .user(let name): page = try await userPage(name, call)
        case .tokens: page = try await tokensPage(nil, call)
        case .mails: page = try await mailsPage(nil, call)
        case .mail(let id): page = try await mailDecisionPage(id, call)
        case .changes: page = try await changesPage(nil, call)
        }
        guard let page else { return .notFound }
        var answer = Answer.html(page, status: status)
        answer.headers[.cacheControl] = "no-store"
        return answer
    }

    private func perform(
        _ place: AdministrationPlace,
        _ call: AdministrationCall
    ) async throws -> Answer {
        guard let form = call.request.form else { return .forbidden }
        switch place {
        case .newProject: return try await makeProject(form, call)
        case .project(let name, .settings): return try await editProject(name, form, call)
        case .project(let name, .maintainers): return try await editMaintainers(name, form, call)
        case .project(let name, .delegation): return try await editDelegation(name, form, call)
        case .project(_, .tokens), .tokens: return try await revokeToken(place, form, call)
        case .states: return try await editStates(form, call)
        case .tags: return try await editTags(form, call)
        case .person(let id): return try await editPerson(id, form, call)
        case .users: return try await makeUser(form, call)
        case .user(let name): return try await editUser(name, form, call)
        case .mail(let id): return try await decideMail(id, form, call)
        default: return .methodNotAllowed([.get, .head])
        }
    }

    /// Asks whether something is really to be done that cannot be undone; the same form, once more.
    ///
    /// - Returns: `nil` where that was asked before.
    func confirmation(
        _ question: String,
        consequences: [String],
        button: String,
        back: Link,
        _ form: Query
    ) -> Answer? {
        guard form.last("confirmed") == nil else { return nil }
        let kept = form.items.filter { $0.key != SignIn.csrfField && $0.key != "confirmed" }
        let page = Page(title: question) { html in
            html.element(.div, .class("admin confirm")) { html in
                html.element(.h1, text: question)
                html.element(.ul, .class("bul")) { html in
                    for line in consequences { html.element(.li, text: line) }
                }
                html.element(.form, .class("row"), .post) { html in
                    html.csrf()
                    for item in kept {
                        html.void(
                            .input,
                            .type("hidden"),
                            .name(item.key),
                            .value(item.value)
                        )
                    }
                    html.void(.input, .type("hidden"), .name("confirmed"), .value("yes"))
                    html.element(.button, .class("danger"), .type("submit"), text: button)
                    html.element(.a, .class("button"), .href(back), text: "No, go back")
                }
            }
        }
        var answer = Answer.html(page)
        answer.headers[.cacheControl] = "no-store"
        return answer
    }
}

extension Answer {
    /// The page for those who have no right to what is there.
    static var forbidden: Answer { .html(ErrorPage.forbidden, status: .forbidden) }
}
