import HTTPTypes
import TrackerHTTP

/// The answer as a page for people (rest-api, section 11): breadcrumbs, title, what the endpoint
/// does, the request, status and headers, and the JSON with its links to click.
struct BrowsablePage {
    let call: Call
    let status: HTTPResponse.Status
    let link: String?
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
            <title>\(title) – Patchbay API</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <nav aria-label="Breadcrumbs"><ol>\(breadcrumbs)</ol></nav>
            <main>
            <h1>\(title)</h1>
            <p class="formats"><a href="\(href(format: "json"))">JSON</a></p>
            <pre class="about">\(HTMLText.escaped(call.endpoint.summary))</pre>
            <pre class="request"><b>\(call.request.method.rawValue)</b> \(HTMLText.escaped(target))</pre>
            <pre class="answer"><b>HTTP \(status.code) \(reason)</b>
            \(headers)

            \(HTMLText.linked(String(decoding: json, as: UTF8.self)))</pre>
            </main>
            </body>
            </html>

            """
    }

    private var breadcrumbs: String {
        let format = call.negotiation.override.map { "?format=\($0)" } ?? ""
        return call.path.trail.map { endpoint, path in
            let href = HTMLText.escaped(path + format)
            return "<li><a href=\"\(href)\">\(HTMLText.escaped(endpoint.title))</a></li>"
        }.joined()
    }

    /// The path with the query.
    private var target: String {
        let items = call.query.items
        return items.isEmpty ? call.request.path : "\(call.request.path)?\(Paging.form(items))"
    }

    private func href(format: String) -> String {
        let items = call.query.items.filter { $0.key != "format" } + [("format", format)]
        return HTMLText.escaped("\(call.request.path)?\(Paging.form(items))")
    }

    private var headers: String {
        var lines = ["Allow: \(call.endpoint.allowed)", "Content-Type: application/json"]
        if let link { lines.append("Link: \(link)") }
        lines.append("Vary: Accept")
        return lines.map(HTMLText.linked).joined(separator: "\n")
    }

    private var reason: String { HTMLText.escaped(status.reasonPhrase) }

    private static let style = """
        :root{color-scheme:light dark}body{margin:0 auto;padding:1rem;max-width:75rem;\
        font:1rem/1.5 system-ui,sans-serif}nav ol{display:flex;flex-wrap:wrap;gap:.5rem;margin:0;\
        padding:0;list-style:none}nav li+li::before{content:"\\203A";margin-right:.5rem}\
        h1{margin:.5rem 0}pre{padding:.75rem;overflow:auto;border:1px solid;border-radius:.25rem;\
        font:.875rem/1.45 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}\
        .about{border:0;padding:0}
        """
}
