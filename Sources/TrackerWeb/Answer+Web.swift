import HTTPTypes
package import TrackerHTTP

extension Answer {
    static let htmlType = "text/html; charset=utf-8"

    /// A page in the form that was asked for.
    static func html(_ page: Page, status: HTTPResponse.Status = .ok) -> Answer {
        let viewer = PageViewer.current
        var answer = Answer(status)
        switch viewer?.form {
        case nil:
            answer.headers = pageHeaders
            answer.body = page.pieces.count == 1 ? .bytes(page.bytes) : .pieces(page.stream)
        case .text:
            answer = .text(
                page.plainText?() ?? PageText(of: page).text,
                type: "text/plain; charset=utf-8",
                status: status
            )
        case .json:
            answer = Answer(status, headers: [.contentType: "application/json"])
            answer.body = .bytes(PageJSON.bytes(of: page))
        case .atom:
            guard let feed = page.feed else {
                return .plain("This page has no feed.", .notFound)
            }
            let bytes = feed().bytes(origin: viewer?.origin ?? "", page: viewer?.place ?? "/")
            let type = "application/atom+xml; charset=utf-8"
            answer = Answer(status, headers: [.contentType: type], body: bytes)
        }
        answer.headers[.xContentTypeOptions] = "nosniff"
        answer.headers[.vary] = "Cookie"
        answer.isSameUntilWrite = page.isSameUntilWrite && viewer?.session == nil
        // What names somebody is not for caches in between.
        if viewer?.session != nil { answer.headers[.cacheControl] = "private, no-cache" }
        if let viewer, viewer.told != nil { answer.set(Told.noCookie, scheme: viewer.scheme) }
        return answer
    }

    /// The headers that keep a page from running or loading anything of somebody else's.
    private static let pageHeaders: HTTPFields = {
        var answer = Answer(.ok)
        answer.headers = [
            .contentType: htmlType,
            .contentSecurityPolicy: "default-src 'none'; style-src 'self'; script-src 'self'; "
                + "img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        ]
        answer.set("Referrer-Policy", "same-origin")
        answer.set("X-Frame-Options", "DENY")
        return answer.headers
    }()

    /// A page of another target in the frame that all pages share.
    package static func page(
        title: String,
        content: @escaping Page.Piece
    ) -> Answer {
        .html(Page(title: title, content: content))
    }

    /// The page that says that there is nothing under this URL.
    package static var notFound: Answer { .html(ErrorPage.notFound, status: .notFound) }

    /// The page for trouble that is not the client's.
    package static var failure: Answer { .html(ErrorPage.failure, status: .internalServerError) }

    /// The page for a database that cannot be reached now.
    static var unavailable: Answer {
        var answer = Answer.html(ErrorPage.unavailable, status: .serviceUnavailable)
        answer.headers[.retryAfter] = "10"
        return answer
    }

    /// One sentence for whoever downloads with a program.
    static func plain(_ sentence: String, _ status: HTTPResponse.Status) -> Answer {
        .text(sentence + "\n", type: "text/plain; charset=utf-8", status: status)
    }

    /// A refusal of credentials.
    static func refusal(_ refusal: SignIn.Refusal) -> Answer {
        var answer = Answer.plain(refusal.message, refusal.status)
        answer.headers[.retryAfter] = refusal.retryAfter.map(String.init)
        return answer
    }

    /// A refusal of a method that the URL does not know. A HEAD is a GET without the body.
    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Answer {
        let words = allowed.map(\.rawValue)
        let last = words.last ?? "Nothing"
        let others = words.dropLast().joined(separator: ", ")
        let sentence =
            others.isEmpty
            ? "Only \(last) is possible here." : "Only \(others) and \(last) are possible here."
        var answer = Answer.plain(sentence, .methodNotAllowed)
        answer.headers[.allow] = words.joined(separator: ", ")
        return answer
    }

    /// The headers of a file to be saved. Clients take the name as it is, so it has no quotes; it
    /// must consist of letters, digits, `-`, `_` and `.`, see `PatchFileName`.
    static func download(name: String, type: String) -> Answer {
        Answer(
            .ok,
            headers: [
                .contentType: type,
                .contentDisposition: "attachment; filename=\(name)",
                .xContentTypeOptions: "nosniff",
            ]
        )
    }

    /// A redirect to another place of this site.
    static func redirect(to link: Link, status: HTTPResponse.Status = .found) -> Answer {
        var answer = Answer.redirect(to: link.text, status: status)
        answer.headers[.contentType] = htmlType
        return answer
    }

    private mutating func set(_ name: String, _ value: String) {
        guard let name = HTTPField.Name(name) else { return }
        headers[name] = value
    }
}
