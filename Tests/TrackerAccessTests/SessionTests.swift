import HTTPTypes
import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Sessions of browsers")
struct SessionTests {
    private static let json: HTTPFields = [.contentType: "application/json"]
    private static let change = #"{"archived":true}"#

    @Test("signing in and out", arguments: DatabaseKind.allCases)
    func inAndOut(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            #expect(await browser.get("/").text.contains("/user/login/?next=%2F"))
            #expect(await browser.get("/api/people/").status == 403)
            let answer = await browser.signIn("maud", next: "/project/widget/")
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "/project/widget/")
            let front = await browser.get("/")
            #expect(front.text.contains("<summary>maud</summary>"))
            #expect(front.header("Cache-Control") == "private, no-cache")
            #expect(front.header("Vary") == "Cookie")
            #expect(await browser.get("/api/people/").status == 200)
            let old = browser.session
            let out = await browser.post("/user/logout/", [])
            #expect(out.status == 303)
            #expect(browser.session == nil)
            browser.set("sessionid", old)
            #expect(await browser.get("/api/people/").status == 403)
        }
    }

    @Test(
        "cookies are for this site, and the secret one not for scripts",
        arguments: DatabaseKind.allCases
    )
    func cookies(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            for (scheme, end) in [("http", ""), ("https", "; Secure")] {
                let answer = await Browser(site, scheme: scheme).signIn("maud")
                let session = try #require(answer.cookies.first { $0.hasPrefix("sessionid=") })
                let csrf = try #require(answer.cookies.first { $0.hasPrefix("csrftoken=") })
                let tail = "; Path=/; Max-Age=1209600; SameSite=Lax"
                #expect(session.dropFirst("sessionid=".count + 40) == "\(tail); HttpOnly\(end)")
                #expect(csrf.dropFirst("csrftoken=".count + 40) == "\(tail)\(end)")
            }
        }
    }

    @Test("a change needs what only the site's own pages know", arguments: DatabaseKind.allCases)
    func forgery(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("maud")
            let place = "/api/patches/1/"
            let missing = await browser.send(.patch, place, Self.json, body: Self.change)
            #expect(missing.status == 403)
            #expect(missing.says("CSRF Failed: CSRF token missing."))
            let header = try #require(HTTPField.Name("X-CSRFToken"))
            var headers = Self.json
            headers[header] = String(repeating: "0", count: 40)
            let wrong = await browser.send(.patch, place, headers, body: Self.change)
            #expect(wrong.says("CSRF Failed: CSRF token incorrect."))
            headers[header] = browser.csrf
            #expect(await browser.send(.patch, place, headers, body: Self.change).status == 200)
            headers[.origin] = "http://evil.test"
            #expect(await browser.send(.patch, place, headers, body: Self.change).status == 403)
            headers[.origin] = "null"
            #expect(await browser.send(.patch, place, headers, body: Self.change).status == 403)
            headers[.origin] = "http://patches.test"
            #expect(await browser.send(.patch, place, headers, body: Self.change).status == 200)
            // Another's token does not fit.
            let other = Browser(site)
            await other.signIn("gus")
            headers[header] = other.csrf
            #expect(await browser.send(.patch, place, headers, body: Self.change).status == 403)
        }
    }

    @Test("over https a change says which page it comes from", arguments: DatabaseKind.allCases)
    func referer(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site, scheme: "https")
            await browser.signIn("maud")
            let header = try #require(HTTPField.Name("X-CSRFToken"))
            let expected: [(String, Int)] = [
                ("https://patches.test/api/patches/1/", 200), ("https://patches.test", 200),
                ("", 403), ("https://patches.test.evil.test/", 403), ("http://patches.test/", 403),
                ("https://evil.test/?https://patches.test/", 403),
            ]
            for (referer, status) in expected {
                var headers = Self.json
                headers[header] = browser.csrf
                headers[.referer] = referer
                let answer = await browser.send(
                    .patch,
                    "/api/patches/1/",
                    headers,
                    body: Self.change
                )
                #expect(answer.status == status, "\(referer)")
            }
        }
    }

    @Test("nobody signs somebody in from elsewhere", arguments: DatabaseKind.allCases)
    func loginForgery(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let fields = [("username", "maud"), ("password", "maud1")]
            let stranger = Browser(site)
            let answer = await stranger.postAsIs("/user/login/", fields)
            #expect(answer.status == 403)
            #expect(answer.cookie("sessionid") == nil)
            // A cookie alone, and a field alone, are not enough.
            let token = String(repeating: "a", count: 40)
            stranger.set("csrftoken", nil)
            let field = fields + [("csrfmiddlewaretoken", token)]
            #expect(await stranger.postAsIs("/user/login/", field).status == 403)
            _ = await stranger.get("/user/login/")
            #expect(await stranger.postAsIs("/user/login/", fields).status == 403)
            #expect(await stranger.postAsIs("/user/login/", field).status == 403)
            let elsewhere = await stranger.postAsIs(
                "/user/login/",
                fields + [("csrfmiddlewaretoken", stranger.csrf)],
                [.origin: "http://evil.test"]
            )
            #expect(elsewhere.status == 403)
            #expect(await stranger.signIn("maud").status == 303)
            #expect(await stranger.postAsIs("/user/logout/", []).status == 403)
            #expect(await stranger.get("/api/people/").status == 200)
        }
    }

    @Test("a session that somebody planted is not taken over", arguments: DatabaseKind.allCases)
    func fixation(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let planted = String(repeating: "ab", count: 20)
            let victim = Browser(site)
            victim.set("sessionid", planted)
            await victim.signIn("maud")
            #expect(victim.session != planted)
            let thief = Browser(site)
            thief.set("sessionid", planted)
            #expect(await thief.get("/api/people/").status == 403)
            // A live session of the thief's own ends as well when the victim signs in with it.
            await thief.signIn("pat")
            let live = thief.session
            let other = Browser(site)
            other.set("sessionid", live)
            other.set("csrftoken", thief.csrf)
            #expect(
                await other.post("/user/login/", [("username", "gus"), ("password", "gus1")]).status
                    == 303
            )
            #expect(other.session != live)
            #expect(other.csrf != thief.csrf)
            #expect(await thief.get("/api/people/").status == 403)
        }
    }

    private static let places: [(String, String)] = [
        ("/project/widget/list/?series=1&q=a+b", "/project/widget/list/?series=1&q=a+b"),
        ("//evil.test/", "/"), ("https://evil.test/", "/"), ("/\\evil.test", "/"),
        ("\\\\evil.test", "/"), ("javascript:alert(1)", "/"), ("/a\r\nSet-Cookie: x=y", "/"),
        ("/\t/evil.test", "/"), ("", "/"), (" /", "/"), ("/ü", "/"),
        ("/" + String(repeating: "a", count: 3_000), "/"),
    ]

    @Test("one goes on to this site only", arguments: DatabaseKind.allCases)
    func next(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            for (wish, place) in Self.places {
                let browser = Browser(site)
                #expect(await browser.signIn("maud", next: wish).header("Location") == place)
                let target = "/user/login/?next=\(PercentCoding.form(wish))"
                #expect(await browser.get(target).header("Location") == place)
                let out = await browser.post("/user/logout/", [("next", wish)])
                #expect(out.header("Location") == place)
            }
        }
    }

    @Test("wrong passwords and closed accounts stay out", arguments: DatabaseKind.allCases)
    func refusal(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            let wrong = await browser.signIn("maud", password: "x\"><script>")
            #expect(wrong.status == 403)
            #expect(wrong.text.contains("not right"))
            #expect(!wrong.text.contains("x\"") && !wrong.text.contains("<script>"))
            #expect(await browser.signIn("no<b>dy").text.contains("no&lt;b&gt;dy"))
            #expect(await browser.signIn("maud\u{0}").status == 403)
            await browser.signIn("maud")
            try await site.run("UPDATE account SET is_active = 0 WHERE username = 'maud'")
            #expect(await browser.get("/api/people/").status == 403)
            #expect(!(await browser.get("/").text.contains("<strong>maud")))
            #expect(await Browser(site).signIn("maud").status == 403)
        }
    }

    @Test("a session ends after two weeks, and its row goes", arguments: DatabaseKind.allCases)
    func expiry(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("maud")
            site.time.pass(seconds: 14 * 86_400 - 1)
            #expect(await browser.get("/api/people/").status == 200)
            site.time.pass(seconds: 1)
            #expect(await browser.get("/api/people/").status == 403)
            await browser.signIn("gus")
            let rows = try await site.store.database.read { db in
                try db.int("SELECT COUNT(*) FROM web_session") ?? 0
            }
            #expect(rows == 1)
        }
    }

    @Test("the session counts before other credentials", arguments: DatabaseKind.allCases)
    func order(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("gus")
            var headers = Self.json
            headers[.authorization] = "Token \(try await site.token(of: "maud"))"
            let answer = await browser.send(.patch, "/api/patches/1/", headers, body: Self.change)
            #expect(answer.says("CSRF Failed: CSRF token missing."))
            // A dead one does not count, and neither does what is no session at all.
            for cookie in [String(repeating: "0", count: 40), "x", "", "a;b=c", "ü"] {
                headers[.cookie] = "sessionid=\(cookie)"
                let answer = await site.send(.patch, "/api/patches/1/", headers, body: Self.change)
                #expect(answer.status == 200, "\(cookie)")
            }
        }
    }

    @Test("other methods than the form's are refused", arguments: DatabaseKind.allCases)
    func methods(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let out = await site.get("/user/logout/")
            #expect(out.status == 405)
            #expect(out.header("Allow") == "POST")
            let put = await site.send(.put, "/user/login/")
            #expect(put.header("Allow") == "GET, HEAD, POST")
            #expect(await site.send(.post, "/").status == 405)
            #expect(await site.get("/user/else/").status == 404)
            let form = await site.send(.post, "/user/login/", Self.json, body: "{}")
            #expect(form.status == 415)
        }
    }
}
