import HTTPTypes
import Testing
import TrackerHTTP

/// A browser: keeps cookies and sends forms.
final class Browser {
    private let site: AccessSite
    let scheme: String
    let client: String
    private(set) var cookies: [String: String] = [:]

    init(_ site: AccessSite, scheme: String = "http", client: String = "192.0.2.1") {
        self.site = site
        self.scheme = scheme
        self.client = client
    }

    var csrf: String { cookies["csrftoken"] ?? "" }
    var session: String? { cookies["sessionid"] }

    func set(_ name: String, _ value: String?) { cookies[name] = value }

    func get(_ target: String) async -> SiteAnswer {
        await send(.get, target, [.accept: "text/html"])
    }

    /// Sends a form as a page of the site does.
    func post(_ target: String, _ fields: [(String, String)]) async -> SiteAnswer {
        let fields = fields + [("csrfmiddlewaretoken", csrf)]
        return await postAsIs(target, fields)
    }

    /// Sends a form without the token that pages of the site have.
    func postAsIs(
        _ target: String,
        _ fields: [(String, String)],
        _ headers: HTTPFields = [:]
    ) async -> SiteAnswer {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        headers[.accept] = "text/html"
        let form = fields.map { "\(PercentCoding.form($0.0))=\(PercentCoding.form($0.1))" }
        return await send(.post, target, headers, body: form.joined(separator: "&"))
    }

    func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        _ headers: HTTPFields = [:],
        body: String = ""
    ) async -> SiteAnswer {
        var headers = headers
        if !cookies.isEmpty {
            headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        }
        if scheme == "https", headers[.referer] == nil {
            headers[.referer] = "https://patches.test/"
        }
        let answer = await site.send(
            method,
            target,
            headers,
            body: body,
            scheme: scheme,
            client: client
        )
        for name in ["sessionid", "csrftoken"]
        where answer.cookies.contains(where: { $0.hasPrefix(name) }) {
            cookies[name] = answer.cookie(name)
        }
        return answer
    }

    /// Opens the form and sends it.
    @discardableResult
    func signIn(_ name: String, password: String? = nil, next: String? = nil) async -> SiteAnswer {
        _ = await get("/user/login/")
        var fields = [("username", name), ("password", password ?? "\(name)1")]
        if let next { fields.append(("next", next)) }
        return await post("/user/login/", fields)
    }
}
