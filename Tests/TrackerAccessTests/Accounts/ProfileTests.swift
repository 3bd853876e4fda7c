import HTTPTypes
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("The page of an account")
struct ProfileTests {
    private static func person(_ email: String, _ site: AccessSite) async throws -> Int64 {
        try #require(try await site.found("SELECT id FROM person WHERE email_key = \(email)"))
    }

    @Test("it shows what belongs to the account", arguments: DatabaseKind.allCases)
    func shows(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            let out = await browser.get("/user/")
            #expect(out.status == 302)
            #expect(out.header("Location") == "/user/login/?next=%2Fuser%2F")
            try await site.run(
                """
                UPDATE person SET account_id = (SELECT id FROM account WHERE username = 'maud')
                WHERE id = 90
                """
            )
            try await site.run(
                """
                UPDATE patch SET delegate_id = (SELECT id FROM account WHERE username = 'maud')
                WHERE id = 1
                """
            )
            await browser.signIn("maud")
            let page = await browser.get("/user/").text
            for text in [
                "maud@test.test", "bo@x.test", "1 to do", "0 bundles", "Widget tools",
                "Gadget firmware", "You have no token.", "signed in on this browser only",
                "this site sends none",
            ] {
                #expect(page.contains(text), "\(text)")
            }
            #expect(!page.contains("pat@test.test"))
        }
    }

    @Test("settings are kept, and wrong ones are not", arguments: DatabaseKind.allCases)
    func settings(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("pat")
            #expect(!(await browser.get("/user/").text.contains(#"data-keys="off""#)))
            for items in ["0", "-1", "501", "x", "", "99999999999999999999"] {
                let fields = [("first_name", "Pat"), ("items_per_page", items)]
                let answer = await browser.post("/user/settings/", fields)
                #expect(answer.status == 400, "\(items)")
                #expect(answer.text.contains("items_per_page-fault"))
                #expect(answer.text.contains(#"value="Pat""#))
            }
            let long = [
                ("first_name", String(repeating: "x", count: 151)), ("items_per_page", "5"),
            ]
            #expect(await browser.post("/user/settings/", long).status == 400)
            let fields = [
                ("first_name", " Pat "), ("last_name", "<b>"), ("items_per_page", "25"),
                ("show_ids", "on"),
            ]
            let done = await browser.post("/user/settings/", fields)
            #expect(done.status == 303)
            #expect(done.header("Location") == "/user/")
            let page = await browser.get("/user/").text
            #expect(page.contains("<h1>Pat &lt;b&gt;</h1>"))
            #expect(page.contains(#"value="25""#))
            #expect(page.contains(#"data-keys="off""#))
            #expect(
                try await site.found(
                    """
                    SELECT count(*) FROM account WHERE username = 'pat' AND items_per_page = 25
                        AND show_ids = 1 AND keys_off = 1 AND first_name = 'Pat'
                    """
                ) == 1
            )
            let trail: SQLText = "SELECT count(*) FROM audit WHERE username='pat'"
            let lines = try await site.found(trail)
            #expect(lines == 1)
        }
    }

    @Test(
        "an address is linked by the account that asked, when its owner says so",
        arguments: DatabaseKind.allCases
    )
    func link(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, tray in
            let browser = Browser(site)
            await browser.signIn("pat")
            let wrong = await browser.post("/user/link/", [("email", "bo")])
            #expect(wrong.status == 400)
            #expect(wrong.text.contains("email-fault"))
            let asked = await browser.post("/user/link/", [("email", "Bo@x.test")])
            #expect(asked.status == 303)
            let mail = try #require(
                try await tray.take("Confirm your mail address", to: "Bo@x.test")
            )
            #expect(mail.contains("The account pat at"))
            let link = try #require(MailTray.path(in: mail))
            // Bo, who did not ask, cannot give the address away by a click.
            let stranger = Browser(site)
            #expect(await stranger.get(link).header("Location")?.hasPrefix("/user/login/") == true)
            let other = Browser(site)
            await other.signIn("gus")
            #expect(await other.get(link).status == 403)
            #expect(await other.post(link, []).status == 403)
            let owner: SQLText = "SELECT account_id FROM person WHERE id = 90"
            #expect(await browser.get(link).text.contains("Bo@x.test will belong"))
            #expect(try await site.found(owner) == nil)
            #expect(await browser.post(link, []).status == 303)
            #expect(try await site.found(owner) != nil)
            #expect(await browser.get("/user/").text.contains("bo@x.test"))
            #expect(await browser.get(link).text.contains("This link has been used"))
        }
    }

    @Test("the own address of an account stays its own", arguments: DatabaseKind.allCases)
    func primary(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, tray in
            let browser = Browser(site)
            await browser.signIn("pat")
            _ = await browser.post("/user/link/", [("email", "gus@test.test")])
            let mail = try #require(
                try await tray.take("Confirm your mail address", to: "gus@test.test")
            )
            let link = try #require(MailTray.path(in: mail))
            let answer = await browser.post(link, [])
            #expect(answer.status == 409)
            #expect(answer.text.contains("This address has an account"))
            let own = try await Self.person("pat@test.test", site)
            let refused = await browser.post("/user/unlink/\(own)/", [])
            #expect(refused.status == 400)
            #expect(refused.text.contains("cannot be taken away"))
            #expect(!(await browser.get("/user/").text.contains("/user/unlink/\(own)/")))
        }
    }

    @Test("mail to an address of one's own", arguments: DatabaseKind.allCases)
    func wantsMail(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("pat")
            let own = try await Self.person("pat@test.test", site)
            for (word, count) in [("no", 1), ("no", 1), ("yes", 0), ("yes", 0)] {
                let answer = await browser.post("/user/mail/\(own)/", [("wanted", word)])
                #expect(answer.status == 303)
                #expect(
                    try await site.found("SELECT count(*) FROM mail_optout") == Int64(count)
                )
            }
            #expect(try await site.found("SELECT count(*) FROM audit WHERE username='pat'") == 2)
        }
    }

    @Test("a token is shown once, works, and can be revoked", arguments: DatabaseKind.allCases)
    func tokens(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("maud")
            let fields = [
                ("name", "builds"), ("scopes", "check:write"), ("scopes", "read"),
                ("project", "widget"), ("context_prefix", "ci-"), ("expires", "90d"),
            ]
            let made = await browser.post("/user/tokens/", fields)
            #expect(made.status == 200)
            #expect(made.header("Cache-Control") == "no-store")
            let secret = try #require(
                made.text.split(separator: "<code id=\"new-token\">").last?.prefix(40)
            )
            let check = #"{"state":"success","context":"ci-x"}"#
            let token = String(secret)
            let place = "/api/patches/1/checks/"
            #expect(await site.send(.post, place, token: token, json: check).status == 201)
            let page = await browser.get("/user/").text
            #expect(page.contains("builds") && page.contains("read check:write"))
            #expect(!page.contains(token))
            let id = try #require(try await site.found("SELECT id FROM token"))
            #expect(await browser.post("/user/tokens/\(id)/revoke/", []).status == 303)
            #expect(await site.send(.post, place, token: token, json: check).status == 403)
            #expect(await browser.post("/user/tokens/\(id)/revoke/", []).status == 404)
        }
    }

    @Test("what is wrong with a token stands beside its field", arguments: DatabaseKind.allCases)
    func tokenFaults(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("pat")
            let wrong: [([(String, String)], String)] = [
                ([("name", ""), ("scopes", "read")], "name-fault"),
                ([("name", "12"), ("scopes", "read")], "name-fault"),
                ([("name", "x")], "scopes-fault"),
                ([("name", "x"), ("scopes", "all")], "scopes-fault"),
                ([("name", "x"), ("scopes", "admin")], "scopes-fault"),
                ([("name", "x"), ("scopes", "read"), ("expires", "soon")], "expires-fault"),
                (
                    [("name", "x"), ("scopes", "read"), ("context_prefix", "ci")],
                    "context_prefix-fault"
                ),
                (
                    [("name", "x"), ("scopes", "read"), ("project", "none")],
                    "There is no such project."
                ),
            ]
            for (fields, text) in wrong {
                let answer = await browser.post("/user/tokens/", fields)
                #expect(answer.status == 400)
                #expect(answer.text.contains(text), "\(fields)")
            }
            let made = try await site.found("SELECT count(*) FROM token")
            #expect(made == 0)
        }
    }

    @Test("the token of Patchwork is made by POST only", arguments: DatabaseKind.allCases)
    func generate(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("pat")
            #expect(await browser.get("/user/generate-token/").status == 405)
            #expect(try await site.found("SELECT count(*) FROM token") == 0)
            #expect(await browser.postAsIs("/user/generate-token/", []).status == 403)
            var secrets: [String] = []
            for _ in 1...2 {
                let text = await browser.post("/user/generate-token/", []).text
                let secret = text.split(separator: "<code id=\"new-token\">").last?.prefix(40)
                secrets.append(String(try #require(secret)))
            }
            #expect(await site.get("/api/people/", token: secrets[0]).status == 403)
            #expect(await site.get("/api/people/", token: secrets[1]).status == 200)
        }
    }

    @Test("all other browsers are signed out", arguments: DatabaseKind.allCases)
    func sessions(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let (browser, other, foreign) = (Browser(site), Browser(site), Browser(site))
            await browser.signIn("pat")
            await other.signIn("pat")
            await foreign.signIn("gus")
            #expect(await browser.get("/user/").text.contains("signed in on 2 browsers"))
            #expect(await browser.post("/user/sessions/end/", []).status == 303)
            #expect(await browser.get("/user/").status == 200)
            #expect(await other.get("/user/").status == 302)
            #expect(await foreign.get("/user/").status == 200)
        }
    }
}
