import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import TrackerAPI
import TrackerHTTP
import TrackerStore
import TrackerWeb

/// Turns what Hummingbird read from a socket into our own request, and our answer into its response.
///
/// What a stranger asked before is answered from memory, as long as the database is as it was.
struct SiteResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let store: Store
    let api: RESTRoutes
    let web: WebRoutes
    /// Whether `X-Forwarded-Proto` and `X-Forwarded-Host` come from a proxy of our own.
    let trustsForwarded: Bool
    let kept: KeptAnswers
    /// How long the body of a request may take.
    let bodyTime: Duration

    /// Above this a request is refused: the largest one that a client has a use for is a bundle.
    private static let largestBody = 4 << 20

    func respond(to request: Hummingbird.Request, context: Context) async throws -> Response {
        let isReading = request.method == .get || request.method == .head
        guard isReading, !kept.isOff, request.headers[.authorization] == nil,
            request.headers[.cookie] == nil
        else { return try await freshResponse(to: request, isReading: isReading) }
        guard let mark = await store.database.mark() else {
            return try await freshResponse(to: request, isReading: true)
        }
        let key = key(of: request)
        if let known = kept.find(key, at: mark) { return Self.response(known, to: request) }
        let answer = await answer(to: siteRequest(request, body: []))
        guard answer.isSameUntilWrite, answer.status == .ok,
            let whole = try await Self.whole(answer)
        else { return Self.response(answer, to: request) }
        guard let bytes = whole.bytes else { return Self.response(whole, to: request) }
        let known = Self.kept(whole, bytes)
        kept.keep(known, as: key, at: mark)
        return Self.response(known, to: request)
    }

    /// Answers without a look at what is kept.
    private func freshResponse(
        to request: Hummingbird.Request,
        isReading: Bool
    ) async throws -> Response {
        guard let body = try await body(of: request) else {
            return Response(status: .requestTimeout, headers: [.connection: "close"])
        }
        guard body.count <= Self.largestBody else { return Response(status: .contentTooLarge) }
        let answer = await answer(to: siteRequest(request, body: body))
        guard isReading, answer.isSameUntilWrite, answer.status == .ok, let bytes = answer.bytes
        else { return Self.response(answer, to: request) }
        return Self.response(Self.kept(answer, bytes), to: request)
    }

    /// The body as far as it is not too large; `nil` if it takes too long. (A client that sends
    /// nothing at all is cut off by the connection's own timeout.)
    private func body(of request: Hummingbird.Request) async throws -> [UInt8]? {
        let deadline = ContinuousClock.now + bodyTime
        var body: [UInt8] = []
        for try await piece in request.body {
            body += piece.readableBytesView
            if body.count > Self.largestBody { return body }
            if ContinuousClock.now > deadline { return nil }
        }
        return body
    }

    private func answer(to request: TrackerHTTP.Request) async -> Answer {
        if let answer = await api.answer(to: request) { return answer }
        return await web.answer(to: request)
    }

    // MARK: Requests

    private func key(of request: Hummingbird.Request) -> KeptAnswers.Key {
        KeptAnswers.Key(
            target: request.uri.string,
            host: host(of: request),
            scheme: scheme(of: request),
            accept: request.headers[.accept] ?? ""
        )
    }

    private func siteRequest(
        _ request: Hummingbird.Request,
        body: [UInt8]
    ) -> TrackerHTTP.Request {
        TrackerHTTP.Request(
            method: request.method,
            path: request.uri.path,
            query: request.uri.query ?? "",
            headers: request.headers,
            body: body,
            scheme: scheme(of: request),
            host: host(of: request)
        )
    }

    private func scheme(of request: Hummingbird.Request) -> String {
        forwarded("X-Forwarded-Proto", request) ?? "http"
    }

    private func host(of request: Hummingbird.Request) -> String {
        forwarded("X-Forwarded-Host", request) ?? request.head.authority ?? "localhost"
    }

    private func forwarded(_ name: String, _ request: Hummingbird.Request) -> String? {
        guard trustsForwarded else { return nil }
        return HTTPField.Name(name).flatMap { request.headers[$0] }
    }
}
