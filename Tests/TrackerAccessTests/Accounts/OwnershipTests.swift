import HTTPTypes
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Every action of accounts, by everybody")
struct OwnershipTests {
    /// One action on something that belongs to `pat`.
    private struct Action {
        let name: String
        let place: String
        var fields: [(String, String)] = []
        /// What `pat` gets.
        let owner: Int
        /// What everybody else gets who is signed in.
        let others: Int
    }

    private static func actions(_ site: AccessSite) async throws -> [Action] {
        try await site.run(
            """
            INSERT INTO person (id, email, email_key, account_id)
            SELECT 95, 'pat@two.test', 'pat@two.test', id FROM account WHERE username = 'pat'
            """
        )
        try await site.run(
            """
            INSERT INTO token (id, account_id, digest, created, name)
            SELECT 70, id, \([UInt8](repeating: 1, count: 32)), 0, 'laptop'
            FROM account WHERE username = 'pat'
            """
        )
        let pat = try #require(
            try await site.found("SELECT id FROM account WHERE username = 'pat'")
        )
        let key = try await site.store.requestLink(of: "bo@x.test", to: pat)
        return [
            Action(
                name: "mail",
                place: "/user/mail/95/",
                fields: [("wanted", "no")],
                owner: 303,
                others: 404
            ),
            Action(name: "unlink", place: "/user/unlink/95/", owner: 303, others: 404),
            Action(name: "revoke", place: "/user/tokens/70/revoke/", owner: 303, others: 404),
            Action(name: "confirm", place: "/confirm/\(key)/", owner: 303, others: 403),
        ]
    }

    private static func state(_ site: AccessSite) async throws -> [Int64?] {
        [
            try await site.found("SELECT count(*) FROM token"),
            try await site.found("SELECT count(*) FROM mail_optout"),
            try await site.found("SELECT count(*) FROM person WHERE account_id IS NOT NULL"),
            try await site.found("SELECT count(*) FROM audit"),
            try await site.found("SELECT account_id FROM person WHERE id = 90"),
        ]
    }

    @Test("nobody touches what is another's", arguments: DatabaseKind.allCases)
    func walk(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, _ in
            let actions = try await Self.actions(site)
            let before = try await Self.state(site)
            // Another user, a maintainer, another maintainer, the superuser.
            for name in ["robot", "maud", "gus", "root"] {
                let browser = Browser(site)
                await browser.signIn(name)
                for action in actions {
                    let answer = await browser.post(action.place, action.fields)
                    #expect(answer.status == action.others, "\(name): \(action.name)")
                }
            }
            let stranger = Browser(site)
            _ = await stranger.get("/user/login/")
            for action in actions {
                let answer = await stranger.post(action.place, action.fields)
                #expect(answer.status == 303, "\(action.name)")
                #expect(answer.header("Location")?.hasPrefix("/user/login/") == true)
            }
            #expect(try await Self.state(site) == before)
            let owner = Browser(site)
            await owner.signIn("pat")
            for action in actions {
                let forged = await owner.postAsIs(action.place, action.fields)
                #expect(forged.status == 403, "\(action.name)")
            }
            #expect(try await Self.state(site) == before)
            for action in actions {
                let answer = await owner.post(action.place, action.fields)
                #expect(answer.status == action.owner, "\(action.name)")
            }
            // One line in the trail for each.
            let trail = "SELECT count(*) FROM audit WHERE username = 'pat'" as SQLText
            #expect(try await site.found(trail) == 4)
        }
    }

    @Test("strangers are led to the sign-in, forgers are refused", arguments: DatabaseKind.allCases)
    func strangers(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, tray in
            let places = [
                "/user/settings/", "/user/password-change/", "/user/link/", "/user/unlink/90/",
                "/user/mail/90/", "/user/generate-token/", "/user/tokens/",
                "/user/tokens/1/revoke/",
                "/user/sessions/end/",
            ]
            let stranger = Browser(site)
            _ = await stranger.get("/user/login/")
            let owner = Browser(site)
            await owner.signIn("pat")
            for place in places {
                let answer = await stranger.post(place, [("email", "bo@x.test")])
                #expect(answer.status == 303, "\(place)")
                #expect(answer.header("Location") == "/user/login/?next=%2Fuser%2F", "\(place)")
                let forged = await owner.postAsIs(place, [("email", "bo@x.test")])
                #expect(forged.status == 403, "\(place)")
                // A page that only takes forms has nothing to read, and changes nothing.
                let read = await owner.get(place)
                #expect([200, 302, 405].contains(read.status), "\(place): \(read.status)")
            }
            #expect(tray.mails().isEmpty)
            let lines = try await site.found("SELECT count(*) FROM audit WHERE username = 'pat'")
            #expect(lines == 0)
        }
    }

    @Test("odd numbers and keys are nothing, and break nothing", arguments: DatabaseKind.allCases)
    func hostile(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, _ in
            let owner = Browser(site)
            await owner.signIn("pat")
            for place in [
                "/user/unlink/0/", "/user/unlink/-1/", "/user/unlink/99999999999999999999/",
                "/user/unlink/9223372036854775807/", "/user/tokens/x/revoke/", "/user/nothing/",
                "/user/unlink/", "/user/tokens/1/", "/confirm/%00/", "/user/password-reset/1/",
                "/user/mail/95/x/",
            ] {
                let answer = await owner.post(place, [("wanted", "\u{0}")])
                #expect(answer.status == 404, "\(place): \(answer.status)")
            }
            let long = String(repeating: "x", count: 100_000)
            for (place, field) in [
                ("/user/settings/", "first_name"), ("/user/tokens/", "name"),
                ("/user/link/", "email"), ("/mail/optout/", "email"),
            ] {
                for value in [long, "\u{0}", "a\u{0}@x.test"] {
                    let fields = [
                        (field, value), ("items_per_page", "10"), ("scopes", "read"),
                    ]
                    let answer = await owner.post(place, fields)
                    #expect(answer.status == 400, "\(place): \(answer.status)")
                }
            }
        }
    }
}
