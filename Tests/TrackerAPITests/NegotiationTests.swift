import HTTPTypes
import Testing
import TrackerTesting

@Suite("Forms of an answer")
struct NegotiationTests {
    @Test("Accept and format decide between JSON and the page", arguments: DatabaseKind.allCases)
    func types(on kind: DatabaseKind) async throws {
        let json = "application/json"
        let html = "text/html; charset=utf-8"
        let expected: [(String, String?, Int, String)] = [
            ("", nil, 200, json), ("", "*/*", 200, json), ("", "application/*", 200, json),
            ("", "text/html,application/xhtml+xml,*/*;q=0.8", 200, html),
            ("", "text/html, application/json", 200, json), ("", "text/*", 200, html),
            ("", "text/plain;q=0.5, application/json;q=0.9", 200, json),
            ("", "text/csv", 406, json), ("?format=json", "text/html", 200, json),
            ("?format=api", "application/json", 200, html), ("?format=nonsense", nil, 404, json),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (query, accept, status, type) in expected {
                var headers: HTTPFields = [:]
                headers[.accept] = accept
                let answer = try await site.get("/api/patches/1/\(query)", headers: headers)
                #expect(answer.status == status, "\(query) \(accept ?? "-")")
                #expect(answer.header("Content-Type") == type, "\(query) \(accept ?? "-")")
                #expect(
                    answer.header("Vary")
                        == (status == 200 ? "Accept, Authorization, Cookie" : "Accept")
                )
                #expect(answer.header("X-Frame-Options") == "DENY")
                #expect(answer.header("Allow") == "GET, PUT, PATCH, HEAD, OPTIONS")
            }
            let unknown = try await site.get("/api/?format=x")
            #expect(unknown.text == #"{"detail":"Not found."}"#)
            let refused = try await site.get("/api/", headers: [.accept: "text/csv"])
            #expect(
                refused.text == #"{"detail":"Could not satisfy the request Accept header."}"#
            )
        }
    }

    @Test("indent asks for lines", arguments: DatabaseKind.allCases)
    func indentation(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let answer = try await site.get(
                "/api/patches/99/",
                headers: [.accept: "application/json; indent=2"]
            )
            #expect(answer.text == "{\n  \"detail\": \"No Patch matches the given query.\"\n}")
            let list = try await site.get(
                "/api/patches/?project=zzz",
                headers: [.accept: "application/json; indent=20"]
            )
            #expect(list.text == "[]")
        }
    }

    @Test(
        "the page has the text of the answer, escaped and with links",
        arguments: DatabaseKind.allCases
    )
    func page(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let page = try await site.get("/api/1.1/patches/1/?format=api&x=%3Cb%3E").text
            #expect(page.contains("<b>GET</b> /api/1.1/patches/1/?format=api&amp;x=%3Cb%3E</pre>"))
            #expect(
                page.contains(
                    "<b>HTTP 200 OK</b>\nAllow: GET, PUT, PATCH, HEAD, OPTIONS\n"
                        + "Content-Type: application/json\nVary: Accept\n\n{\n    &quot;id&quot;: 1,\n"
                )
            )
            #expect(page.contains("&quot;content&quot;: &quot;Say &lt;why&gt;.&quot;"))
            #expect(
                page.contains(
                    "<a href=\"http://patches.test/api/1.1/people/1/?format=api\" rel=\"nofollow\">"
                )
            )
            #expect(page.contains("<a href=\"mailto:ada@test.test\">"))
            #expect(page.contains("<a href=\"/api/1.1/patches/?format=api\">Patch List</a>"))
            #expect(page.contains("&quot;tags&quot;: {},"))
        }
    }

    @Test("OPTIONS describes, HEAD answers as GET", arguments: DatabaseKind.allCases)
    func optionsAndHead(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let options = try #require(await site.send("/api/patches/77/", method: .options))
            #expect(options.status == 200)
            #expect(
                options.text.hasPrefix(
                    #"{"name":"Patch Detail","description":"get:\nShow a patch.\n\npatch:\n"#
                )
            )
            let get = try await site.get("/api/patches/")
            let head = try #require(await site.send("/api/patches/", method: .head))
            #expect(head.status == 200)
            #expect(head.text == get.text)
            #expect(head.header("Link") == get.header("Link"))
        }
    }

    @Test(
        "a path without its last slash redirects readers; what is not there stays unanswered",
        arguments: DatabaseKind.allCases
    )
    func paths(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let redirect = try await site.get("/api/1.4/patches/1?q=a%20b")
            #expect(redirect.status == 301)
            #expect(redirect.header("Location") == "/api/1.4/patches/1/?q=a+b")
            #expect(try await site.get("/api").header("Location") == "/api/")
            let absent = [
                "/api/1.5/patches/", "/api/1/", "/api/1x2/", "/api/nothing/", "/api/patches/-1/",
                "/api/patches/1.json", "/api/patches//", "/api/events/1/", "/api/patches/a/",
                "/api/1.0/patches/1/comments/", "/api/1.2/patches/1/comments/1/", "/apix/",
                "/api/patches/1/comments/1/2/", "/api/bundles/1/checks/",
            ]
            for path in absent {
                #expect(await site.send(path) == nil, "\(path)")
            }
            let missing = try await site.get("/api/patches/99999999999999999999/")
            #expect(missing.text == #"{"detail":"No Patch matches the given query."}"#)
        }
    }
}
