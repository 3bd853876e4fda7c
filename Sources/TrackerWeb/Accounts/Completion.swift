import HTTPTypes
import TrackerHTTP
import TrackerStore

extension WebRoutes {
    /// Below this a text completes to nothing, as in Patchwork.
    private static let shortest = 3
    private static let longest = 100
    private static let usualCount: Int64 = 10

    /// `/submitter/?q=TEXT&l=COUNT`: people whose name has the text in it.
    ///
    /// Strangers learn no addresses, and cannot ask for them either.
    func completeSubmitter(_ request: Request) async throws -> Answer {
        guard let (text, count) = Self.question(request) else { return Self.nothing }
        let isKnown = PageViewer.current?.session != nil
        let people = try await store.people(matching: text, inAddresses: isKnown, limit: count)
        var json = JSONWriter()
        json.beginArray()
        for person in people {
            json.next()
            json.object { json in
                json.member("pk", person.id)
                json.member("name", person.name)
                json.member("email", isKnown ? person.email : Self.masked(person.email))
            }
        }
        json.endArray()
        return Self.answer(json)
    }

    /// `/delegate/?q=TEXT&l=COUNT`: accounts whose name has the text in it. Strangers find those who
    /// maintain a project, whom its page names as well.
    func completeDelegate(_ request: Request) async throws -> Answer {
        guard let (text, count) = Self.question(request) else { return Self.nothing }
        let isKnown = PageViewer.current?.session != nil
        let accounts = try await store.accounts(
            matching: text,
            maintainersOnly: !isKnown,
            limit: count
        )
        var json = JSONWriter()
        json.beginArray()
        for account in accounts {
            json.next()
            json.object { json in
                json.member("pk", account.id)
                json.member("name", account.name)
            }
        }
        json.endArray()
        return Self.answer(json)
    }

    private static func question(_ request: Request) -> (text: String, count: Int64)? {
        guard let text = request.query.last("q"), text.count >= shortest, text.count <= longest,
            !text.utf8.contains(0)
        else { return nil }
        let count = request.query.last("l").flatMap { Int64($0) } ?? 0
        return (text, count > 0 ? count : usualCount)
    }

    /// `a…@example.org`
    private static func masked(_ email: String) -> String {
        guard let at = email.lastIndex(of: "@") else { return "…" }
        return "\(email.prefix(1))…\(email[at...])"
    }

    private static var nothing: Answer { .text("", type: "application/json") }

    private static func answer(_ json: JSONWriter) -> Answer {
        Answer(
            .ok,
            headers: [
                .contentType: "application/json", .vary: "Cookie",
                .cacheControl: "private, no-cache", .xContentTypeOptions: "nosniff",
            ],
            body: json.bytes
        )
    }
}
