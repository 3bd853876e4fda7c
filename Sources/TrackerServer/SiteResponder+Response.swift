import HTTPTypes
import Hummingbird
import NIOCore
import TrackerHTTP

extension SiteResponder {
    /// The answer with its body in one piece, if it is small enough to be held.
    ///
    /// - Returns: An answer to be sent: one that is too large goes on in pieces.
    static func whole(_ answer: Answer) async throws -> Answer? {
        guard case .pieces(let next) = answer.body else { return answer }
        var bytes: [UInt8] = []
        while bytes.count <= KeptAnswers.largestAnswer {
            guard let piece = try await next() else {
                var whole = answer
                whole.body = .bytes(bytes)
                return whole
            }
            bytes += piece
        }
        var rest = answer
        let start = Start(bytes)
        rest.body = .pieces {
            if let bytes = await start.take() { return bytes }
            return try await next()
        }
        return rest
    }

    /// What was read already of an answer in pieces.
    private actor Start {
        private var bytes: [UInt8]?

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func take() -> [UInt8]? {
            defer { bytes = nil }
            return bytes
        }
    }

    /// An answer with the headers that let a client ask whether it has changed. Nobody else may
    /// keep it, and nobody may use it without asking.
    static func kept(_ answer: Answer, _ bytes: [UInt8]) -> KeptAnswers.Kept {
        let link = HTTPField.Name.link.flatMap(answer.headers.value)
        let tag = EntityTag.of(bytes, link: link)
        var headers = answer.headers
        headers[.eTag] = tag
        headers[.cacheControl] = "private, no-cache"
        headers[.contentLength] = String(bytes.count)
        return KeptAnswers.Kept(headers: headers, body: ByteBuffer(bytes: bytes), tag: tag)
    }

    static func response(_ kept: KeptAnswers.Kept, to request: Hummingbird.Request) -> Response {
        if EntityTag.matches(request.headers.value(.ifNoneMatch), kept.tag) {
            var headers = kept.headers
            headers[.contentLength] = nil
            headers[.contentType] = nil
            headers[.contentDisposition] = nil
            return Response(status: .notModified, headers: headers)
        }
        let body =
            request.method == .head
            ? headBody(kept.body.readableBytes) : ResponseBody(byteBuffer: kept.body)
        return Response(status: .ok, headers: kept.headers, body: body)
    }

    static func response(_ answer: Answer, to request: Hummingbird.Request) -> Response {
        let isHead = request.method == .head
        switch answer.body {
        case .bytes(let bytes):
            var headers = answer.headers
            headers[.contentLength] = String(bytes.count)
            let body =
                isHead ? headBody(bytes.count) : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
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

    /// A HEAD has the length of the body that a GET would get, and no body.
    private static func headBody(_ length: Int) -> ResponseBody {
        ResponseBody(contentLength: length) { try await $0.finish(nil) }
    }
}

extension Answer {
    var bytes: [UInt8]? {
        if case .bytes(let bytes) = body { bytes } else { nil }
    }
}
