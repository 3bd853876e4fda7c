import HTTPTypes
package import TrackerHTTP
import TrackerModel
package import TrackerStore

/// The REST API: everything below `/api/` (rest-api in the specification).
///
/// A request passes these stations, and the first that fails answers: form of the answer (404,
/// 406), credentials (403), right to use the endpoint at all (403), method (405), object (404),
/// right to the object (403), body (400).
package struct RESTRoutes: Sendable {
    let store: Store
    let signIn: SignIn
    /// Lets clients wait for events.
    package var eventWait = EventWait()
    /// The path of the style sheet that pages link to.
    let style: String?
    /// Told of what is not the client's fault.
    private let report: @Sendable (any Error) -> Void

    /// - Parameters:
    ///   - store: What is served.
    ///   - signIn: Finds out who asks.
    ///   - style: The path of the style sheet for pages.
    ///   - report: Takes errors for the log.
    package init(
        store: Store,
        signIn: SignIn,
        style: String? = nil,
        report: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.store = store
        self.signIn = signIn
        self.style = style
        self.report = report
    }

    /// Answers a request.
    ///
    /// - Returns: `nil` if the path is not one of the API, such as `/api/1.5/patches/`: then the
    ///   site's own 404 page is due.
    package func answer(to request: Request) async -> Answer? {
        guard Self.mayChange(request) else { return await answerNow(request) }
        return await store.expectingChange { await answerNow(request) }
    }

    /// Whether a request is going to change something, unless it is refused: a program's, with a token. (A
    /// password takes its time, so that nobody should wait for what is sent with one.)
    private static func mayChange(_ request: Request) -> Bool {
        guard !request.method.isSafe, request.path.hasPrefix("/api/"),
            let scheme = request.headers.value(.authorization)?.prefix(6)
        else { return false }
        return scheme.lowercased() == "token "
    }

    private func answerNow(_ request: Request) async -> Answer? {
        guard let path = APIPath(request) else { return await own(request) }
        if !request.endsWithSlash, request.method == .get || request.method == .head {
            return Self.redirectToSlash(request)
        }
        let negotiation: Negotiation
        do {
            negotiation = try Negotiation(request)
        } catch {
            let call = Call(request: request, path: path, negotiation: .standard)
            return Rendering(call: call, variesByCookie: false).answer(failure(error))
        }
        var call = Call(request: request, path: path, negotiation: negotiation)
        if let answer = await answerRemembered(call) { return answer }
        do {
            let visitor = try await signIn.visitor(of: request)
            call.visitor = visitor
            call.request = FormRequest.unwrapped(request, from: visitor, for: path.endpoint)
            let reply = try await reply(to: call)
            if let answer = Self.afterDeletion(call, reply) { return answer }
            return Rendering(call: call, page: try await page(for: call)).answer(reply)
        } catch {
            let page = (try? await page(for: call)) ?? PageFrame(style: style)
            return Rendering(call: call, page: page).answer(failure(error))
        }
    }

    /// Posts a check for the one who has shown the token before; the transaction of the check finds out whether
    /// the token still gives what it did. So programs that post checks all day wait for one answer of the
    /// database less.
    ///
    /// - Returns: `nil` where it does not, and where something is wrong before: then all is to be asked that
    ///   usually is.
    private func answerRemembered(_ call: Call) async -> Answer? {
        guard case .checks(let patch) = call.endpoint, call.request.method == .post,
            let visitor = signIn.remembered(call.request)
        else { return nil }
        var call = call
        call.visitor = visitor
        guard let posted = try? await postedCheck(call, try RequestBody(call.request)) else {
            return nil
        }
        let rendering = Rendering(call: call, page: PageFrame(style: style))
        do {
            let reply = try await create(posted, on: patch, call)
            if let token = visitor.shown { signIn.noteUse(of: token) }
            return rendering.answer(reply)
        } catch is OutdatedToken {
            return nil
        } catch {
            return rendering.answer(failure(error))
        }
    }

    /// The part that is ours alone; `nil` for what is no path of it either.
    private func own(_ request: Request) async -> Answer? {
        do {
            return try await ownAnswer(to: request)
        } catch {
            return own(failure(error), to: request)
        }
    }

    private func reply(to call: Call) async throws -> Reply {
        if call.endpoint.needsAccount, call.viewer == nil { throw APIFailure.needsCredentials }
        switch call.request.method {
        case .options: return try await options(call)
        case .get, .head: return try await read(call)
        case let method where call.endpoint.methods.contains(method): return try await change(call)
        case let method: throw APIFailure.methodNotAllowed(method)
        }
    }

    private func options(_ call: Call) async throws -> Reply {
        guard let method = call.endpoint.writingMethod, try await mayChange(call) else {
            return Reply(OptionsRepresentation(endpoint: call.endpoint))
        }
        let actions = ActionsRepresentation(
            method: method,
            fields: call.endpoint.writableFields,
            states: try await store.states().map(\.slug)
        )
        return Reply(OptionsRepresentation(endpoint: call.endpoint, actions: actions))
    }

    private func read(_ call: Call) async throws -> Reply {
        switch call.endpoint {
        case .index: Reply(IndexRepresentation())
        case .patches: try await patchList(call)
        case .patch(let id): try await patch(id)
        case .covers: try await coverList(call)
        case .cover(let id): try await cover(id)
        case .seriesList: try await seriesList(call)
        case .series(let id): try await series(id)
        case .comments(let parent): try await commentList(call, on: parent)
        case .comment(let id, let parent): try await comment(id, on: parent)
        case .checks(let patch): try await checkList(call, patch: patch)
        case .check(let id, let patch): try await check(id, patch: patch)
        case .bundles: try await bundleList(call)
        case .bundle(let id): try await bundle(id, call)
        case .projects: try await projectList(call)
        case .project(let key): try await project(key)
        case .events: try await eventList(call)
        case .people: try await personList(call)
        case .person(let id): try await person(id)
        case .users: try await userList(call)
        case .user(let id): try await user(id, call)
        }
    }

    /// One page of a list; an empty one where the filter has no meaning.
    func listing<Filter, Item>(
        _ filter: Filter?,
        _ page: PageRequest,
        _ read: (Filter) async throws -> Listing<Item>?
    ) async throws -> Listing<Item>? {
        guard let filter else { return .nothing(page) }
        return try await read(filter)
    }

    /// Reading redirects, as Patchwork does; a body would get lost on the way (Q36).
    private static func redirectToSlash(_ request: Request) -> Answer {
        let items = request.query.items
        let query = items.isEmpty ? "" : "?" + Paging.form(items)
        var answer = Answer.redirect(to: "\(request.path)/\(query)", status: .movedPermanently)
        answer.headers[.contentType] = "text/html; charset=utf-8"
        return answer
    }

    private func failure(_ error: any Error) -> Reply {
        switch error {
        case let failure as APIFailure: return Reply(failure.body, status: failure.status)
        case let refusal as ChangeRefusal: return self.failure(APIFailure(refusal))
        case let fault as BodyFault: return self.failure(APIFailure(fault))
        case let refusal as SignIn.Refusal:
            var reply = Reply(Detail(text: refusal.message), status: refusal.status)
            reply.retryAfter = refusal.retryAfter
            return reply
        case let refusal as TokenRefusal: return Self.reply(for: refusal)
        case let error as StoreError where error.code == .busy || error.code == .unavailable:
            report(error)
            let detail = "The database cannot be reached at the moment. Try again later."
            return Reply(Detail(text: detail), status: .serviceUnavailable)
        default:
            report(error)
            return Reply(Detail(text: "A server error occurred."), status: .internalServerError)
        }
    }
}
