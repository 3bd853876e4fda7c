import HTTPTypes
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Passwords")
struct PasswordTests {
    private static let new = "nine grey herons"

    private static func twice(_ password: String, _ again: String? = nil) -> [(String, String)] {
        [("new_password1", password), ("new_password2", again ?? password)]
    }

    @Test("changing it ends all other sessions", arguments: DatabaseKind.allCases)
    func change(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, tray in
            let (browser, other) = (Browser(site), Browser(site))
            await browser.signIn("pat")
            await other.signIn("pat")
            let place = "/user/password-change/"
            #expect(await browser.get(place).status == 200)
            let wrong: [([(String, String)], String)] = [
                ([("old_password", "nope")] + Self.twice(Self.new), "old_password"),
                ([("old_password", "pat1")] + Self.twice("short"), "new_password1"),
                ([("old_password", "pat1")] + Self.twice(Self.new, "else"), "new_password2"),
            ]
            for (fields, field) in wrong {
                let answer = await browser.post(place, fields)
                #expect(answer.status == 400)
                #expect(answer.text.contains("id=\"\(field)-fault\""))
            }
            let before = browser.session
            let done = await browser.post(place, [("old_password", "pat1")] + Self.twice(Self.new))
            #expect(done.status == 303)
            #expect(done.header("Location") == "/user/password-change/done/")
            #expect(browser.session != before)
            #expect(await browser.get("/user/password-change/done/").status == 200)
            #expect(await other.get("/user/").status == 302)
            browser.set("sessionid", before)
            #expect(await browser.get("/user/").status == 302)
            #expect(await Browser(site).signIn("pat").status == 403)
            #expect(await Browser(site).signIn("pat", password: Self.new).status == 303)
            let mail = try await tray.take("Your password was changed", to: "pat@test.test")
            #expect(mail?.contains("your account pat at") == true)
            #expect(
                try await site.found(
                    "SELECT count(*) FROM audit WHERE username = 'pat' AND after LIKE '%password%'"
                ) == 1
            )
        }
    }

    @Test("a forgotten one is replaced by a mailed link, once", arguments: DatabaseKind.allCases)
    func reset(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, tray in
            let owner = Browser(site)
            await owner.signIn("pat")
            let browser = Browser(site)
            let place = "/user/password-reset/"
            _ = await browser.get(place)
            let answer = await browser.post(place, [("email", "Pat@test.test")])
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "/user/password-reset/mail-sent/")
            _ = await browser.post(place, [("email", "pat@test.test")])
            let subject = "Choose a new password"
            let mail = try #require(try await tray.take(subject, to: "pat@test.test"))
            let second = try #require(try await tray.take(subject, to: "pat@test.test"))
            let link = try #require(MailTray.path(in: mail))
            let page = await browser.get(link)
            #expect(page.status == 200)
            #expect(page.text.contains("For your account pat."))
            #expect(page.header("Cache-Control") == "no-store")
            #expect(await browser.post(link, Self.twice("short")).status == 400)
            #expect(await owner.get("/user/").status == 200)
            let done = await browser.post(link, Self.twice(Self.new))
            #expect(done.header("Location") == "/user/password-reset/done/")
            #expect(await owner.get("/user/").status == 302)
            #expect(await Browser(site).signIn("pat").status == 403)
            #expect(await Browser(site).signIn("pat", password: Self.new).status == 303)
            // Neither this link nor the other one works any more.
            for link in [link, try #require(MailTray.path(in: second))] {
                #expect(await browser.get(link).status == 404)
                #expect(await browser.post(link, Self.twice("ten more herons")).status == 404)
            }
            #expect(await Browser(site).signIn("pat", password: Self.new).status == 303)
        }
    }

    @Test("who asks does not learn whether there is an account", arguments: DatabaseKind.allCases)
    func unknown(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, tray in
            try await site.run("UPDATE account SET is_active = 0 WHERE username = 'gus'")
            let browser = Browser(site)
            let place = "/user/password-reset/"
            _ = await browser.get(place)
            var answers: [SiteAnswer] = []
            for email in ["nobody@x.test", "gus@test.test", "pat@test.test"] {
                answers.append(await browser.post(place, [("email", email)]))
            }
            #expect(Set(answers.map(\.status)) == [303])
            #expect(Set(answers.map { $0.header("Location") }).count == 1)
            await site.finishErrands()
            #expect(try await tray.take("Choose a new password", to: "pat@test.test") != nil)
            #expect(tray.mails().isEmpty)
            #expect(await browser.post(place, [("email", "nowhere")]).status == 400)
        }
        try await AccessSite.with(kind, mail: .broken) { site in
            let browser = Browser(site)
            _ = await browser.get("/user/password-reset/")
            for email in ["nobody@x.test", "pat@test.test"] {
                let answer = await browser.post("/user/password-reset/", [("email", email)])
                #expect(answer.status == 503)
            }
        }
    }

    @Test("a link is for one account, and for 3 days", arguments: DatabaseKind.allCases)
    func limits(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, _ in
            let pairs = try await site.store.requestPassword(for: "pat@test.test")
            let (pat, key) = try #require(pairs.first)
            let gus = try #require(
                try await site.found("SELECT id FROM account WHERE username = 'gus'")
            )
            let browser = Browser(site)
            #expect(await browser.get("/user/password-reset/\(gus)/\(key)/").status == 404)
            let other = await browser.post(
                "/user/password-reset/\(gus)/\(key)/",
                Self.twice(Self.new)
            )
            #expect(other.status == 404)
            for key in ["0", String(repeating: "f", count: 40), "MQ-5x", "%00"] {
                #expect(await browser.get("/user/password-reset/\(pat.id)/\(key)/").status == 404)
            }
            #expect(await browser.get("/confirm/\(key)/").status == 404)
            #expect(await browser.get("/user/password-reset/\(pat.id)/\(key)/").status == 200)
            site.time.pass(seconds: 3 * 86_400)
            let late = await browser.get("/user/password-reset/\(pat.id)/\(key)/")
            #expect(late.status == 404)
            #expect(late.text.contains("This link does not work any more"))
        }
    }

    @Test("hashes of Django's work, and become better ones", arguments: DatabaseKind.allCases)
    func imported(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let hashes = [
                "pbkdf2_sha256$30$saltsalt$3Q8LLGrEP0Z21Z7BpGp5RucbHy3nJUrZSN/PRF+vj34=",
                "pbkdf2_sha1$30$saltsalt$yrwNrcnJY0MpawZWF38hzbuDQL8=",
            ]
            for (name, hash) in zip(["pat", "gus"], hashes) {
                try await site.run(
                    "UPDATE account SET password = \(hash) WHERE username = \(name)"
                )
                let count: SQLText = """
                    SELECT count(*) FROM account
                    WHERE username = \(name) AND password LIKE 'scrypt$%'
                    """
                #expect(await Browser(site).signIn(name, password: "old maple").status == 403)
                #expect(try await site.found(count) == 0)
                #expect(await Browser(site).signIn(name, password: "old maple song").status == 303)
                #expect(try await site.found(count) == 1)
                #expect(await Browser(site).signIn(name, password: "old maple song").status == 303)
            }
            // Django's mark for an account without a password.
            try await site.run("UPDATE account SET password = '!x' WHERE username = 'pat'")
            #expect(await Browser(site).signIn("pat", password: "!x").status == 403)
        }
    }

    @Test("an address signs in where one account has it", arguments: DatabaseKind.allCases)
    func byAddress(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            #expect(await browser.signIn("PAT@test.test", password: "pat1").status == 303)
            // By name and by address there are ten tries in all.
            for number in 1...10 {
                let name = number.isMultiple(of: 2) ? "pat" : "pat@test.test"
                let answer = await Browser(site, client: "192.0.2.\(number)")
                    .signIn(name, password: "no")
                #expect(answer.status == 403)
            }
            let late = await Browser(site, client: "192.0.2.50").signIn("pat", password: "no")
            #expect(late.status == 429)
            try await site.run(
                """
                UPDATE account SET email = 'maud@test.test', email_key = 'maud@test.test'
                WHERE username = 'gus'
                """
            )
            #expect(await Browser(site).signIn("maud@test.test", password: "maud1").status == 403)
            #expect(await Browser(site).signIn("maud").status == 303)
        }
    }
}
