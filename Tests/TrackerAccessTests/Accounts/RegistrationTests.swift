import HTTPTypes
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("New accounts")
struct RegistrationTests {
    private static let subject = "Confirm your account"
    private static let password = "four tall birches"

    private static func fields(
        _ username: String,
        _ email: String,
        password: String = password
    ) -> [(String, String)] {
        [
            ("username", username), ("email", email), ("password", password),
            ("first_name", "Ada"), ("last_name", "Lovelace"),
        ]
    }

    /// Fills the form in and returns the path of the link that is mailed.
    private static func ask(
        _ browser: Browser,
        _ tray: MailTray,
        _ username: String,
        _ email: String
    ) async throws -> String {
        _ = await browser.get("/register/")
        let answer = await browser.post("/register/", fields(username, email))
        #expect(answer.status == 303)
        let mail = try #require(try await tray.take(subject, to: email))
        return try #require(MailTray.path(in: mail))
    }

    @Test("the whole way, from the form to the first sign-in", arguments: DatabaseKind.allCases)
    func whole(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, tray in
            try await site.run(
                "INSERT INTO person (id, email, email_key) VALUES (95, 'Ada@x.test', 'ada@x.test')"
            )
            let browser = Browser(site)
            let form = await browser.get("/register/")
            #expect(form.text.contains(#"autocomplete="new-password""#))
            let answer = await browser.post("/register/", Self.fields("ada", "ada@X.test"))
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "/register/sent/")
            #expect(await browser.get("/register/sent/").text.contains("A mail is on its way"))
            let mail = try #require(try await tray.take(Self.subject, to: "ada@X.test"))
            let link = try #require(MailTray.path(in: mail))
            // Programs that open the links of a mail change nothing.
            for _ in 1...2 {
                let page = await browser.get(link)
                #expect(page.status == 200)
                #expect(page.text.contains("Make the account ada"))
            }
            #expect(await site.send(.head, link).status == 200)
            #expect(try await site.found("SELECT id FROM account WHERE username = 'ada'") == nil)
            #expect(await browser.signIn("ada", password: Self.password).status == 403)
            let done = await browser.post(link, [])
            #expect(done.status == 303)
            #expect(await browser.get(link).text.contains("Your account is ready"))
            let signedIn = await browser.signIn("ada", password: Self.password, next: "/user/")
            #expect(signedIn.status == 303)
            let profile = await browser.get("/user/")
            #expect(profile.text.contains("<h1>Ada Lovelace</h1>"))
            #expect(
                try await site.found(
                    """
                    SELECT account_id FROM person WHERE id = 95 AND account_id =
                        (SELECT id FROM account WHERE username = 'ada')
                    """
                ) != nil
            )
            #expect(
                try await site.found(
                    """
                    SELECT count(*) FROM audit WHERE target = 'user' AND action = 'create'
                        AND username = 'ada' AND way = 'page'
                    """
                ) == 1
            )
            // The hash waits nowhere any more.
            let left = "SELECT count(*) FROM confirmation WHERE password IS NOT NULL" as SQLText
            #expect(try await site.found(left) == 0)
        }
    }

    @Test("nobody learns whether an address is known", arguments: DatabaseKind.allCases)
    func knownAddress(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, tray in
            let browser = Browser(site)
            _ = await browser.get("/register/")
            let new = await browser.post("/register/", Self.fields("one", "new@x.test"))
            let known = await browser.post("/register/", Self.fields("two", "PAT@test.test"))
            #expect(new.status == known.status)
            #expect(new.header("Location") == known.header("Location"))
            #expect(new.text == known.text)
            let mail = try #require(
                try await tray.take("You have an account already", to: "PAT@test.test")
            )
            #expect(mail.contains("User name: pat\n"))
            let link = try #require(MailTray.path(in: mail))
            #expect(link.hasPrefix("/user/password-reset/"))
            #expect(await browser.get(link).text.contains("For your account pat."))
            #expect(
                try await site.found("SELECT count(*) FROM account WHERE username = 'two'") == 0
            )
        }
    }

    @Test(
        "what is wrong stands beside its field, and what was typed is kept",
        arguments: DatabaseKind.allCases
    )
    func faults(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, tray in
            let browser = Browser(site)
            _ = await browser.get("/register/")
            let wrong: [(name: String, email: String, password: String, field: String)] = [
                ("", "a@x.test", Self.password, "username"),
                ("a b", "a@x.test", Self.password, "username"),
                ("../x", "a@x.test", Self.password, "username"),
                (String(repeating: "a", count: 31), "a@x.test", Self.password, "username"),
                ("PAT", "a@x.test", Self.password, "username"),
                ("ada", "nowhere", Self.password, "email"),
                ("ada", "a@x.test\nBcc: b@x.test", Self.password, "email"),
                ("ada", "a@x.test", "short", "password"),
                ("ada", "a@x.test", "P4ssw0rd123!", "password"),
                ("ada", "a@x.test", "1234567890", "password"),
                ("ada", "a@x.test", "aaaaaaaaaaaaaaaa", "password"),
                ("adalovelace", "a@x.test", "adalovelace1", "password"),
                ("ada", "a@x.test", String(repeating: "abcdefgh1 ", count: 500), "password"),
            ]
            for (name, email, password, field) in wrong {
                let fields = Self.fields(name, email, password: password)
                let answer = await browser.post("/register/", fields)
                #expect(answer.status == 400, "\(name) \(email)")
                #expect(answer.text.contains("id=\"\(field)-fault\""), "\(name) \(email)")
                #expect(answer.text.contains(#"aria-invalid="true""#))
                #expect(answer.text.contains(#"value="Lovelace""#))
                #expect(!answer.text.contains("value=\"\(password)\""))
            }
            #expect(tray.mails().isEmpty)
        }
    }

    @Test("a link is too old after 7 days, and works once", arguments: DatabaseKind.allCases)
    func time(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, tray in
            let browser = Browser(site)
            let late = try await Self.ask(browser, tray, "late", "late@x.test")
            site.time.pass(seconds: 7 * 86_400)
            let old = await browser.get(late)
            #expect(old.status == 200)
            #expect(old.text.contains("This link is too old"))
            #expect(await browser.post(late, []).status == 303)
            #expect(try await site.found("SELECT id FROM account WHERE username='late'") == nil)
            // What was hashed for it goes with the next cleaning.
            try await site.store.deleteOldConfirmations()
            let left = "SELECT count(*) FROM confirmation WHERE password IS NOT NULL" as SQLText
            #expect(try await site.found(left) == 0)
            site.time.pass(seconds: 40 * 86_400)
            try await site.store.deleteOldConfirmations()
            #expect(await browser.get(late).status == 404)
            #expect(try await site.found("SELECT count(*) FROM account") == 5)
            let link = try await Self.ask(browser, tray, "ada", "ada@x.test")
            #expect(await browser.post(link, []).status == 303)
            let again = await browser.post(link, [])
            #expect(again.status == 303)
            #expect(again.header("Location") == link)
            for bad in [
                "/confirm/\(String(repeating: "0", count: 40))/", "/confirm/xyz/", "/confirm/",
            ] {
                #expect(await browser.get(bad).status == 404)
            }
        }
    }

    @Test("the first of two who want a name gets it", arguments: DatabaseKind.allCases)
    func race(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, tray in
            let browser = Browser(site)
            let one = try await Self.ask(browser, tray, "ada", "ada@x.test")
            let two = try await Self.ask(browser, tray, "Ada", "other@x.test")
            let three = try await Self.ask(browser, tray, "ada3", "ada@x.test")
            #expect(await browser.post(one, []).status == 303)
            let late = await browser.post(two, [])
            #expect(late.status == 409)
            #expect(late.text.contains("The name is taken"))
            let same = await browser.post(three, [])
            #expect(same.status == 409)
            #expect(same.text.contains("This address has an account"))
            #expect(try await site.found("SELECT count(*) FROM account") == 6)
        }
    }

    @Test("a site does not send many mails for one who asks", arguments: DatabaseKind.allCases)
    func limits(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, tray in
            for number in 1...5 {
                let browser = Browser(site, client: "192.0.2.\(number)")
                _ = await browser.get("/register/")
                let answer = await browser.post("/register/", Self.fields("a\(number)", "a@x.test"))
                #expect(answer.status == (number < 5 ? 303 : 429))
                if number == 5 {
                    #expect(answer.header("Retry-After") == "1800")
                    #expect(answer.text.contains("Too many mails"))
                    #expect(answer.text.contains(#"value="a5""#))
                }
            }
            let browser = Browser(site, client: "192.0.2.77")
            _ = await browser.get("/register/")
            for number in 1...11 {
                let fields = Self.fields("b\(number)", "b\(number)@x.test")
                let answer = await browser.post("/register/", fields)
                #expect(answer.status == (number < 11 ? 303 : 429))
            }
        }
    }

    @Test("where the mail fails nothing is left behind", arguments: DatabaseKind.allCases)
    func brokenMail(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind, mail: .broken) { site in
            let browser = Browser(site)
            _ = await browser.get("/register/")
            let answer = await browser.post("/register/", Self.fields("ada", "ada@x.test"))
            #expect(answer.status == 503)
            #expect(answer.text.contains("The mail could not be sent"))
            #expect(answer.text.contains(#"value="ada""#))
            let left = try await site.found("SELECT count(*) FROM confirmation")
            #expect(left == 0)
        }
    }

    @Test("a site without mail says so", arguments: DatabaseKind.allCases)
    func withoutMail(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            for place in ["/register/", "/user/password-reset/"] {
                let page = await browser.get(place)
                #expect(page.status == 200)
                #expect(page.text.contains("this site sends no mail"))
                #expect(await browser.post(place, Self.fields("ada", "a@x.test")).status == 503)
            }
            let login = await browser.get("/user/login/")
            #expect(!login.text.contains("/register/"))
            #expect(!login.text.contains("/user/password-reset/"))
            #expect(await browser.get("/mail/").text.contains("This site sends no mail."))
        }
        try await AccessSite.withMail(kind) { site, _ in
            let login = await Browser(site).get("/user/login/")
            #expect(login.text.contains(#"href="/register/""#))
            #expect(login.text.contains(#"href="/user/password-reset/""#))
        }
    }

    @Test("other sites cannot send the forms", arguments: DatabaseKind.allCases)
    func forgery(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, tray in
            let stranger = Browser(site)
            let forged = await stranger.postAsIs("/register/", Self.fields("ada", "ada@x.test"))
            #expect(forged.status == 403)
            for place in ["/user/password-reset/", "/mail/optout/", "/mail/optin/"] {
                let answer = await stranger.postAsIs(place, [("email", "pat@test.test")])
                #expect(answer.status == 403, "\(place)")
            }
            let link = try await Self.ask(Browser(site), tray, "ada", "ada@x.test")
            #expect(await stranger.postAsIs(link, []).status == 403)
            #expect(try await site.found("SELECT id FROM account WHERE username='ada'") == nil)
            #expect(tray.mails().isEmpty)
        }
    }
}
