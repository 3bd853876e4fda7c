import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

/// A request to Patchbay's own part of the API, with all that is known before it is answered.
struct OwnCall: Sendable {
    let request: Request
    let visitor: Visitor
    /// What stands in the path where the route has `{id}` or `{key}`.
    let place: OwnPlace

    var id: Int64 { place.id }
    var key: String { place.key }
    var caller: Caller { visitor.caller }
    var query: Query { request.query }

    /// The account that asks.
    ///
    /// - Throws: ``APIFailure`` with 403 for a stranger.
    func account() throws -> Account {
        guard let account = caller.account else { throw APIFailure.needsCredentials }
        return account
    }

    /// Who makes a change.
    var author: ChangeAuthor {
        let way: ChangeAuthor.Way = visitor.session == nil ? .rest : .page
        return ChangeAuthor(account: caller.account, grant: caller.grant, way: way)
    }
}

/// What a path has where its route has a word in braces.
struct OwnPlace: Hashable, Sendable {
    var id: Int64 = 0
    var key = ""
}

/// One path below `/api/patchbay/` and what answers each of its methods.
struct OwnRoute: Sendable {
    typealias Handler = @Sendable (RESTRoutes, OwnCall) async throws -> Reply

    /// `events`, `series/{id}/checks` with a number, `projects/{key}` with any text.
    let path: String
    let handlers: [(method: HTTPRequest.Method, answer: Handler)]

    init(_ path: String, _ handlers: (HTTPRequest.Method, Handler)...) {
        self.path = path
        self.handlers = handlers.map { (method: $0.0, answer: $0.1) }
    }

    /// The header `Allow`.
    var allowed: String {
        let methods = handlers.map(\.method)
        return (methods + (methods.contains(.get) ? [.head] : [])).map(\.rawValue)
            .joined(separator: ", ")
    }

    func handler(of method: HTTPRequest.Method) -> Handler? {
        let wanted: HTTPRequest.Method = method == .head ? .get : method
        return handlers.first { $0.method == wanted }?.answer
    }

    /// What the path has in the places of the braces, or `nil` if it is another path.
    func match(_ segments: some Collection<String>) -> OwnPlace? {
        let parts = path.split(separator: "/")
        guard parts.count == segments.count else { return nil }
        var place = OwnPlace()
        for (part, segment) in zip(parts, segments) {
            switch part {
            case "{id}":
                guard let number = Self.number(segment) else { return nil }
                place.id = number
            case "{key}": place.key = segment
            default: if part != segment { return nil }
            }
        }
        return place
    }

    /// A number that is too large for an id is one that nothing has.
    private static func number(_ text: String) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int64(text) ?? -1
    }
}

/// Patchbay's own part of the API, below `/api/patchbay/`: what no other tracker has.
extension RESTRoutes {
    /// One line for each path.
    static let ownRoutes = [
        OwnRoute("", (.get, { Reply(OwnIndexRepresentation(origin: $1.request.origin)) })),
        OwnRoute("openapi.json", (.get, { try $0.openAPI($1) })),
        OwnRoute("states", (.get, { routes, _ in try await routes.stateList() })),
        OwnRoute("projects/{key}", (.get, { try await $0.projectSettings($1) })),
        OwnRoute("whoami", (.get, { try await $0.whoAmI($1) })),
        OwnRoute("permissions", (.get, { try await $0.rightsList($1) })),
        OwnRoute("messages", (.get, { try await $0.messageList($1) })),
        OwnRoute("messages/{key}", (.get, { try await $0.message($1) })),
        OwnRoute("events", (.get, { try await $0.eventsBehindCursor($1) })),
        OwnRoute("patches/bulk", (.post, { try await $0.changePatches($1) })),
        OwnRoute("patches/{id}/anchors", (.get, { try await $0.anchorList($1) })),
        OwnRoute("patches/{id}/checks/latest", (.get, { try await $0.latestChecks($1) })),
        OwnRoute(
            "series/{id}",
            (.get, { try await $0.seriesState($1) }),
            (.patch, { try await $0.changeSeries($1) })
        ),
        OwnRoute(
            "series/{id}/checks",
            (.get, { try await $0.seriesChecks($1) }),
            (.post, { try await $0.createSeriesCheck($1) })
        ),
        OwnRoute("series/{id}/revisions", (.get, { try await $0.revisionList($1) })),
        OwnRoute("series/{id}/revisions/link", (.post, { try await $0.linkRevision($1) })),
        OwnRoute("series/{id}/revisions/unlink", (.post, { try await $0.unlinkRevision($1) })),
        OwnRoute("series/{id}/revisions/confirm", (.post, { try await $0.confirmRevision($1) })),
        OwnRoute("series/{id}/range-diff", (.get, { try await $0.rangeDiff($1) })),
        OwnRoute("series/{id}/stack", (.get, { try await $0.stack($1) })),
        OwnRoute("mails", (.get, { try await $0.mailFates($1) })),
        OwnRoute(
            "tokens",
            (.get, { try await $0.tokenList($1) }),
            (.post, { try await $0.createToken($1) })
        ),
        OwnRoute("tokens/{id}", (.delete, { try await $0.revokeToken($1) })),
        OwnRoute("audit", (.get, { try await $0.auditTrail($1) })),
    ]

    /// Answers a request to the own part.
    ///
    /// - Returns: `nil` if the path is not below `/api/patchbay/`.
    func ownAnswer(to request: Request) async throws -> Answer? {
        guard request.segments.starts(with: ["api", "patchbay"]) else { return nil }
        let path = request.segments.dropFirst(2)
        for route in Self.ownRoutes {
            guard let place = route.match(path) else { continue }
            let visitor = try await signIn.visitor(of: request)
            guard let handler = route.handler(of: request.method) else {
                let failure = APIFailure.methodNotAllowed(request.method)
                var answer = own(Reply(failure.body, status: failure.status), to: request)
                answer.headers[.allow] = route.allowed
                return answer
            }
            let call = OwnCall(request: request, visitor: visitor, place: place)
            return own(try await handler(self, call), to: request)
        }
        return own(Reply(Detail(text: "Not found."), status: .notFound), to: request)
    }

    /// Writes an answer. Nothing of this part may be kept by a cache in between.
    func own(_ reply: Reply, to request: Request) -> Answer {
        let links = Links(origin: request.origin, version: nil, format: nil)
        var writer = FieldWriter(version: .newest, links: links)
        reply.body?.write(to: &writer)
        var headers: HTTPFields = [
            .cacheControl: "no-store", .vary: "Cookie, Authorization",
            .xContentTypeOptions: "nosniff",
        ]
        if reply.body != nil { headers[.contentType] = "application/json" }
        headers[.location] = reply.location
        headers[.retryAfter] = reply.retryAfter.map(String.init)
        headers.add(.link, reply.link)
        return Answer(reply.status, headers: headers, body: writer.json.bytes)
    }
}
