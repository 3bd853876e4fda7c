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
        let isPage = call.negotiation.format == .page
        var headers = isPage ? Self.pageHeaders : Self.usualHeaders
        headers.add(.allow, call.endpoint.methods.text)
        headers.add(.vary, variesByCookie ? "Accept, Authorization, Cookie" : "Accept")
        if reply.body != nil {
            headers.add(.contentType, isPage ? "text/html; charset=utf-8" : "application/json")
        }
        headers.add(.location, reply.location)
        headers.add(.retryAfter, reply.retryAfter.map(String.init))
        headers.add(.link, reply.link)
        return headers
    }

    private static let usualHeaders: HTTPFields = {
        var headers: HTTPFields = [.xContentTypeOptions: "nosniff"]
        headers.add(.frameOptions, "DENY")
        return headers
    }()

    private static let pageHeaders: HTTPFields = {
        var headers = usualHeaders
        headers.add(.contentSecurityPolicy, pagePolicy)
        headers.add(.referrerPolicy, "same-origin")
        return headers
    }()
}
