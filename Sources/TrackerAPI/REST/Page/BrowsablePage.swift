import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

/// What the browsable page has beside the answer: its style, who looks at it, and what that one may
/// change.
struct PageFrame: Sendable {
    /// The path of the style sheet.
    let style: String?
    var session: WebSession?
    /// Whether the forms are shown.
    var mayWrite = false
    /// The slugs of the site's states.
    var states: [String] = []
    /// Who can be a delegate.
    var maintainers: [Account] = []

    init(style: String?) { self.style = style }
}

/// The answer as a page for people (rest-api, section 11): breadcrumbs, title, what the endpoint
/// does, the request, status and headers, the JSON with its links to click, and forms for what the
/// viewer may change.
struct BrowsablePage {
    let call: Call
    let status: HTTPResponse.Status
    let link: String?
    let frame: PageFrame
    /// Indented.
    let json: [UInt8]

    var html: String {
        let title = HTMLText.escaped(call.endpoint.title)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>\(title) · Patchbay API</title>
            \(styleLink)</head>
            <body>
            <a class="skip" href="#main">Skip to content</a>
            <header class="top"><div class="wrap"><a class="brand" href="/">Patchbay</a>
            <nav class="crumbs" aria-label="Breadcrumbs"><ol>\(breadcrumbs)</ol></nav>
            \(account)</div></header>
            <main id="main" class="wrap api" tabindex="-1">
            <header class="head"><h1>\(title)</h1>
            <p class="row">\(actions)</p></header>
            <pre class="about">\(HTMLText.escaped(call.endpoint.summary))</pre>
            <pre class="request"><b>\(call.request.method.rawValue)</b> \(HTMLText.escaped(target))</pre>
            <pre class="answer"><b>HTTP \(status.code) \(reason)</b>
            \(headers)

            \(HTMLText.linked(String(decoding: json, as: UTF8.self)))</pre>
            \(forms)</main>
            </body>
            </html>

            """
    }

    private var styleLink: String {
        guard let style = frame.style else { return "" }
        return "<link rel=\"stylesheet\" href=\"\(HTMLText.escaped(style))\">\n"
    }

    private var breadcrumbs: String {
        let format = call.negotiation.override.map { "?format=\($0)" } ?? ""
        return call.path.trail.map { endpoint, path in
            let href = HTMLText.escaped(path + format)
            return "<li><a href=\"\(href)\">\(HTMLText.escaped(endpoint.title))</a></li>"
        }.joined()
    }

    /// Who is signed in, with the way out, or the way in.
    private var account: String {
        guard let session = frame.session else {
            let next = PercentCoding.form(target)
            return "<div class=\"who\"><a href=\"/user/login/?next=\(next)\">Sign in</a></div>"
        }
        return """
            <form class="who" method="post" action="/user/logout/">\
            <input type="hidden" name="\(SignIn.csrfField)" value="\(MaskedToken.text(session.csrf))">\
            <input type="hidden" name="next" value="\(HTMLText.escaped(target))">\
            Signed in as <b>\(HTMLText.escaped(session.account.username))</b>
            <button>Sign out</button></form>
            """
    }

    /// The methods of the endpoint, each as a link to what does it, and the other format.
    private var actions: String {
        var links = [
            "<a class=\"button\" href=\"\(href())\">GET</a>",
            "<a class=\"button\" href=\"\(href(adding: ("_method", "OPTIONS")))\">OPTIONS</a>",
        ]
        if frame.mayWrite {
            let writing = call.endpoint.methods.all.filter {
                [.post, .put, .patch, .delete].contains($0)
            }
            links += writing.map { method in
                let place = method == .delete ? "delete" : "change"
                return "<a class=\"button\" href=\"#\(place)\">\(method.rawValue)</a>"
            }
        }
        links.append("<a class=\"button\" href=\"\(href(adding: ("format", "json")))\">JSON</a>")
        return links.joined(separator: "\n")
    }

    private var forms: String {
        guard frame.mayWrite, let session = frame.session, call.request.method != .options else {
            return ""
        }
        // After a mistake the form has what was sent, so that nothing must be typed again.
        let isMade = status.kind == .successful && !call.endpoint.methods.contains(.put)
        let shown = isMade ? [] : status.kind == .successful ? json : call.request.body
        return PageForms(
            endpoint: call.endpoint,
            frame: frame,
            csrf: session.csrf,
            action: href(),
            shown: ShownValue(parsing: shown),
            isRetry: status.kind != .successful
        ).html
    }

    /// The path with the query, as it was asked for.
    private var target: String {
        let items = call.query.items
        return items.isEmpty ? call.request.path : "\(call.request.path)?\(Paging.form(items))"
    }

    /// The same place, with something else in its query.
    private func href(adding item: (key: String, value: String)? = nil) -> String {
        let dropped = ["_method", item?.key]
        let items =
            call.query.items.filter { !dropped.contains($0.key) } + (item.map { [$0] } ?? [])
        guard !items.isEmpty else { return HTMLText.escaped(call.request.path) }
        return HTMLText.escaped("\(call.request.path)?\(Paging.form(items))")
    }

    private var headers: String {
        var lines = ["Allow: \(call.endpoint.methods.text)", "Content-Type: application/json"]
        if let link { lines.append("Link: \(link)") }
        lines.append("Vary: Accept")
        return lines.map(HTMLText.linked).joined(separator: "\n")
    }

    private var reason: String { HTMLText.escaped(status.reasonPhrase) }
}
