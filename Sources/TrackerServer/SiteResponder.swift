import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import TrackerAPI
import TrackerHTTP
import TrackerStore
import TrackerWeb
import TrackerXMLRPC

/// What is known of a request beside its bytes.
struct SiteContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    private let peer: SocketAddress?

    /// The other end of the connection.
    var address: String { peer?.ipAddress ?? "" }

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress
    }
}

/// Turns what Hummingbird read from a socket into our own request, and our answer into its response.
///
/// What a stranger asked before is answered from memory, as long as the database is as it was.
struct SiteResponder: HTTPResponder {
    typealias Context = SiteContext

    let store: Store
    let api: RESTRoutes
    let xmlrpc: XMLRPCRoutes
    let web: WebRoutes
    /// Whether `X-Forwarded-Proto`, `-Host` and `-For` come from a proxy of our own.
    let trustsForwarded: Bool
    let kept: KeptAnswers
    let underWay = AnswersUnderWay()
    /// How long the body of a request may take.
    let bodyTime: Duration

    /// Above this a request is refused: the largest one that a client has a use for is a bundle.
    private static let largestBody = 4 << 20

    private static let tooLarge = Answer.text(
        #"{"detail":"The body of a request has at most \#(largestBody) bytes."}"#,
        type: "application/json",
        status: .contentTooLarge
    )

    func respond(to request: Hummingbird.Request, context: Context) async throws -> Response {
        let isReading = request.method == .get || request.method == .head
        guard isReading, !kept.isOff, Self.isForAll(request), let mark = await store.database.mark()
        else {
            return try await freshResponse(to: request, context, isReading: isReading)
        }
        let key = key(of: request)
        if let known = kept.find(key, at: mark) { return Self.response(known, to: request) }
        let question = AnswersUnderWay.Question(key: key, mark: mark)
        let turn = await underWay.begin(question)
        if case .made(let known?) = turn { return Self.response(known, to: request) }
        var outcome = AnswersUnderWay.Outcome.failed
        defer { if case .make = turn { underWay.end(question, outcome) } }
        switch try await make(request, context, key, mark) {
        case .kept(let known):
            outcome = .kept(known)
            return Self.response(known, to: request)
        case .other(let answer):
            if answer.status.code < 500 { outcome = .passing }
            return Self.response(answer, to: request)
        }
    }

    /// Whether the answer may be one for all strangers. Those of our own part of the API are not, and some of them wait
    /// for something to happen.
    static func isForAll(_ request: Hummingbird.Request) -> Bool {
        !request.headers.contains(.authorization) && !request.headers.contains(.cookie)
            && !request.uri.path.hasPrefix("/api/patchbay/")
    }

    private enum Made {
        case kept(KeptAnswers.Kept)
        case other(Answer)
    }

    /// Makes an answer, and keeps it if it can be kept; `mark` was taken before.
    private func make(
        _ request: Hummingbird.Request,
        _ context: Context,
        _ key: KeptAnswers.Key,
        _ mark: DatabaseMark
    ) async throws -> Made {
        let answer = await answer(to: siteRequest(request, body: [], from: context))
        guard answer.isSameUntilWrite, answer.status == .ok,
            let whole = try await Self.whole(answer)
        else { return .other(pack(answer, request)) }
        // What is kept is packed once for many.
        let packed = Packing.pack(whole, isWanted: key.isPacked, effort: .usual)
        guard let bytes = packed.bytes else { return .other(packed) }
        let known = Self.kept(packed, bytes)
        kept.keep(known, as: key, at: mark)
        return .kept(known)
    }

    /// Answers without a look at what is kept.
    private func freshResponse(
        to request: Hummingbird.Request,
        _ context: Context,
        isReading: Bool
    ) async throws -> Response {
        guard let body = try await body(of: request) else {
            return Response(status: .requestTimeout, headers: [.connection: "close"])
        }
        guard body.count <= Self.largestBody else {
            return Self.response(Self.tooLarge, to: request)
        }
        let answer = await answer(to: siteRequest(request, body: body, from: context))
        guard isReading, answer.isSameUntilWrite, answer.status == .ok, let bytes = answer.bytes
        else { return Self.response(pack(answer, request), to: request) }
        let packed = pack(answer, request)
        return Self.response(Self.kept(packed, packed.bytes ?? bytes), to: request)
    }

    private func pack(_ answer: Answer, _ request: Hummingbird.Request) -> Answer {
        Packing.pack(answer, isWanted: Packing.isWanted(by: request.headers), effort: .little)
    }

    /// The body as far as it is not too large; `nil` if it takes too long. (A client that sends
    /// nothing at all is cut off by the connection's own timeout.)
    ///
    /// What is too large is read on, and forgotten: a client that listens only when it has sent all
    /// of it would wait for ever.
    private func body(of request: Hummingbird.Request) async throws -> [UInt8]? {
        let deadline = ContinuousClock.now + bodyTime
        var body: [UInt8] = []
        for try await piece in request.body {
            if body.count <= Self.largestBody { body += piece.readableBytesView }
            if ContinuousClock.now > deadline { return nil }
        }
        return body
    }

    private func answer(to request: TrackerHTTP.Request) async -> Answer {
        if let answer = await api.answer(to: request) { return answer }
        if let answer = await xmlrpc.answer(to: request) { return answer }
        return await web.answer(to: request)
    }

    // MARK: Requests

    private func key(of request: Hummingbird.Request) -> KeptAnswers.Key {
        KeptAnswers.Key(
            target: request.uri.string,
            host: host(of: request),
            scheme: scheme(of: request),
            accept: request.headers.value(.accept) ?? "",
            isPacked: Packing.isWanted(by: request.headers)
        )
    }

    private func siteRequest(
        _ request: Hummingbird.Request,
        body: [UInt8],
        from context: Context
    ) -> TrackerHTTP.Request {
        TrackerHTTP.Request(
            method: request.method,
            path: request.uri.path,
            query: request.uri.query ?? "",
            headers: request.headers,
            body: body,
            scheme: scheme(of: request),
            host: host(of: request),
            client: forwardedClient(request) ?? context.address
        )
    }

    /// The last address of `X-Forwarded-For`: the one that our own proxy has seen. Those before it are
    /// what the client says of itself.
    private func forwardedClient(_ request: Hummingbird.Request) -> String? {
        guard trustsForwarded, let name = HTTPField.Name.forwardedFor else { return nil }
        return request.headers[values: name].last?.split(separator: ",").last
            .map { String($0.filter { $0 != " " }) }
    }

    private func scheme(of request: Hummingbird.Request) -> String {
        forwarded(.forwardedProto, request) ?? "http"
    }

    private func host(of request: Hummingbird.Request) -> String {
        forwarded(.forwardedHost, request) ?? request.head.authority ?? "localhost"
    }

    private func forwarded(
        _ name: HTTPField.Name?,
        _ request: Hummingbird.Request
    ) -> String? {
        trustsForwarded ? name.flatMap(request.headers.value) : nil
    }
}
