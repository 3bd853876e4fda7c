import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import TrackerAPI
import TrackerHTTP
import TrackerStore
import TrackerWeb

/// What is known of a request beside its bytes.
struct SiteContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The other end of the connection.
    let address: String

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? ""
    }
}

/// Turns what Hummingbird read from a socket into our own request, and our answer into its response.
struct SiteResponder: HTTPResponder {
    typealias Context = SiteContext

    let api: RESTRoutes
    let web: WebRoutes
    /// Whether `X-Forwarded-Proto`, `-Host` and `-For` come from a proxy of our own.
    let trustsForwarded: Bool

    /// Above this a request is refused: the largest one that a client has a use for is a bundle.
    private static let largestBody = 4 << 20

    private static let tooLarge = Answer.text(
        #"{"detail":"The body of a request has at most \#(largestBody) bytes."}"#,
        type: "application/json",
        status: .contentTooLarge
    )

    func respond(to request: Hummingbird.Request, context: Context) async throws -> Response {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.largestBody)
        } catch {
            return Self.response(Self.tooLarge, isHead: request.method == .head)
        }
        let ours = siteRequest(request, body: body, from: context)
        let answer = await answer(to: ours)
        return Self.response(answer, isHead: ours.method == .head)
    }

    private func answer(to request: TrackerHTTP.Request) async -> Answer {
        if let answer = await api.answer(to: request) { return answer }
        return await web.answer(to: request)
    }

    private func siteRequest(
        _ request: Hummingbird.Request,
        body: ByteBuffer,
        from context: Context
    ) -> TrackerHTTP.Request {
        let forwarded = trustsForwarded ? request.headers : [:]
        return TrackerHTTP.Request(
            method: request.method,
            path: request.uri.path,
            query: request.uri.query ?? "",
            headers: request.headers,
            body: Array(buffer: body),
            scheme: Self.headerValue("X-Forwarded-Proto", in: forwarded) ?? "http",
            host: Self.headerValue("X-Forwarded-Host", in: forwarded)
                ?? request.head.authority ?? "localhost",
            client: Self.forwardedClient(in: forwarded) ?? context.address
        )
    }

    /// The last address of `X-Forwarded-For`: the one that our own proxy has seen. Those before it are
    /// what the client says of itself.
    private static func forwardedClient(in headers: HTTPFields) -> String? {
        guard let name = HTTPField.Name("X-Forwarded-For") else { return nil }
        return headers[values: name].last?.split(separator: ",").last
            .map { String($0.filter { $0 != " " }) }
    }

    private static func headerValue(_ name: String, in headers: HTTPFields) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    private static func response(_ answer: Answer, isHead: Bool) -> Response {
        switch answer.body {
        case .bytes(let bytes):
            var headers = answer.headers
            headers[.contentLength] = String(bytes.count)
            // A HEAD has the length of the body that a GET would get, and no body.
            let body =
                isHead
                ? ResponseBody(contentLength: bytes.count) { try await $0.finish(nil) }
                : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            return Response(status: answer.status, headers: headers, body: body)
        case .pieces(let next):
            let body = ResponseBody { writer in
                while !isHead, let piece = try await next() {
                    try await writer.write(ByteBuffer(bytes: piece))
                }
                try await writer.finish(nil)
            }
            return Response(status: answer.status, headers: answer.headers, body: body)
        }
    }
}
