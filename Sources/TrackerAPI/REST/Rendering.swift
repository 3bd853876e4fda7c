import HTTPTypes
import TrackerHTTP

/// Puts a reply into the form that the client wants, with the headers of every API answer
/// (rest-api, section 0).
struct Rendering {
    let call: Call
    /// `false` where the request failed before anybody asked who sent it.
    var variesByCookie = true

    /// What the page has beside the answer.
    var page = PageFrame(style: nil)

    /// The page loads the site's style sheet, sends its forms to the site, and nothing else.
    private static let pagePolicy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; "
        + "frame-ancestors 'none'"

    /// The answer to HEAD has the body of GET: the server sends its length only.
    func answer(_ reply: Reply) -> Answer {
        var answer = Answer(reply.status, headers: headers(of: reply), body: body(of: reply))
        let method = call.request.method
        // The browsable page has forms, which are for one session only.
        answer.isSameUntilWrite =
            (method == .get || method == .head) && reply.status == .ok
            && call.negotiation.format != .page
        return answer
    }

    private func body(of reply: Reply) -> [UInt8] {
        guard let value = reply.body else { return [] }
        switch call.negotiation.format {
        case .json(let indentation): return json(value, indentation: indentation)
        case .page:
            let page = BrowsablePage(
                call: call,
                status: reply.status,
                link: reply.link,
                frame: page,
                json: json(value, indentation: 4)
            )
            return Array(page.html.utf8)
        }
    }

    private func json(_ value: any FieldValue, indentation: Int?) -> [UInt8] {
        var writer = FieldWriter(
            indentation: indentation,
            version: call.version,
            links: call.links
        )
        value.write(to: &writer)
        return writer.json.bytes
    }

    private func headers(of reply: Reply) -> HTTPFields {
        var headers: HTTPFields = [
            .allow: call.endpoint.allowed,
            .vary: variesByCookie ? "Accept, Authorization, Cookie" : "Accept",
        ]
        if reply.body != nil {
            headers[.contentType] =
                call.negotiation.format == .page ? "text/html; charset=utf-8" : "application/json"
        }
        headers[.location] = reply.location
        headers[.retryAfter] = reply.retryAfter.map(String.init)
        headers.set("Link", reply.link)
        headers.set("X-Frame-Options", "DENY")
        headers.set("X-Content-Type-Options", "nosniff")
        if call.negotiation.format == .page {
            headers.set("Content-Security-Policy", Self.pagePolicy)
            headers.set("Referrer-Policy", "same-origin")
        }
        return headers
    }
}

extension Endpoint {
    /// `GET, HEAD, OPTIONS`: the header `Allow`.
    var allowed: String { methods.map(\.rawValue).joined(separator: ", ") }
}

extension HTTPFields {
    /// Sets a field that the library has no name for, spelled exactly so: some clients compare
    /// the names of headers letter by letter.
    fileprivate mutating func set(_ name: String, _ value: String?) {
        guard let name = HTTPField.Name(name) else { return }
        self[name] = value
    }
}
