import HTTPTypes
import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore
import TrackerTesting

/// The transaction of a posted check asks what its token gives, where the holder is known from before: what has
/// changed since counts at once.
@Suite("Tokens that were shown before")
struct RememberedTokenTests {
    private static let check = #"{"state":"success","context":"ci-build"}"#
    private static let path = "/api/patches/1/checks/"

    /// What happens to the token after its first check, and what its second one hears.
    private static let turns: [(what: SQLText, status: Int, answer: String)] = [
        ("DELETE FROM token WHERE name = 'ci'", 403, "Invalid token."),
        (
            "UPDATE account SET is_active = 0 WHERE username = 'maud'", 403,
            "User inactive or deleted."
        ),
        ("UPDATE token SET expires = 1 WHERE name = 'ci'", 403, "Token has expired."),
        (
            "UPDATE token SET scopes = 'read' WHERE name = 'ci'", 403,
            "You do not have permission to perform this action."
        ),
        (
            "UPDATE token SET context_prefix = 'lint' WHERE name = 'ci'", 403,
            "You do not have permission to perform this action."
        ),
        (
            "UPDATE token SET project_id = 2 WHERE name = 'ci'", 403,
            "You do not have permission to perform this action."
        ),
        ("DELETE FROM maintainer", 403, "You do not have permission to perform this action."),
        // Not by its number alone.
        (
            "UPDATE token SET digest = \(Array("other".utf8)) WHERE name = 'ci'", 403,
            "Invalid token."
        ),
        (
            "UPDATE account SET first_name = 'Mo' WHERE username = 'maud'", 201,
            #""first_name":"Mo""#
        ),
        ("UPDATE token SET last_used = 1 WHERE name = 'ci'", 201, #""state":"success""#),
    ]

    @Test("a check hears of what has changed", arguments: DatabaseKind.allCases, turns.indices)
    func changed(on kind: DatabaseKind, index: Int) async throws {
        let turn = Self.turns[index]
        try await AccessSite.with(kind) { site in
            let token = try await site.makeToken(
                by: try await site.token(of: "maud"),
                #"{"name":"ci","scopes":["check:write"],"context_prefix":"ci-"}"#
            )
            for _ in 0..<2 {
                let first = await site.send(.post, Self.path, token: token, json: Self.check)
                #expect(first.status == 201)
            }
            try await poll {
                let used = try? await site.found(
                    "SELECT COUNT(*) FROM token WHERE name = 'ci' AND last_used IS NOT NULL"
                )
                return used == 1
            }
            try await site.run(turn.what)
            for _ in 0..<2 {
                let answer = await site.send(.post, Self.path, token: token, json: Self.check)
                #expect(answer.status == turn.status)
                #expect(answer.text.contains(turn.answer), "\(answer.text)")
            }
            let checks = try await site.found("SELECT COUNT(*) FROM check_result")
            #expect(checks == (turn.status == 201 ? 4 : 2))
        }
    }

    @Test("a token that ends while it is remembered ends", arguments: DatabaseKind.allCases)
    func expiry(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let token = try await site.makeToken(
                by: try await site.token(of: "maud"),
                #"{"name":"ci","scopes":["check:write"],"expires":"2d"}"#
            )
            let first = await site.send(.post, Self.path, token: token, json: Self.check)
            #expect(first.status == 201)
            site.time.pass(seconds: 2 * 86_400)
            let late = await site.send(.post, Self.path, token: token, json: Self.check)
            #expect(late.status == 403)
            #expect(late.text.contains("Token has expired."))
        }
    }

    @Test("what is wrong with a check is said as before", arguments: DatabaseKind.allCases)
    func faults(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let token = try await site.token(of: "maud")
            let expected: [(String, String, Int)] = [
                (Self.path, Self.check, 201), (Self.path, #"{"context":"x"}"#, 400),
                (Self.path, "{", 400), ("/api/patches/99/checks/", Self.check, 404),
                ("/api/patches/99/checks/", "{", 404), ("/api/patches/2/checks/", Self.check, 403),
                (Self.path, Self.check, 201),
            ]
            for (path, body, status) in expected {
                let answer = await site.send(.post, path, token: token, json: body)
                #expect(answer.status == status, "\(path) \(body)")
            }
            #expect(try await site.found("SELECT COUNT(*) FROM check_result") == 2)
        }
    }

    @Test(
        "a change by a token that gives something else now is not made",
        arguments: DatabaseKind.allCases
    )
    func refused(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let digest = APIToken.digest(of: try await site.token(of: "maud"))
            let found = try await site.store.tokenHolder(digest: digest)
            let holder = try #require(found)
            let author = ChangeAuthor(account: holder.account, grant: holder.grant, way: .rest)
            let shown = RememberedToken(digest: digest, holder: holder)
            try await site.store.createCheck(
                on: 1,
                NewCheck(state: .success),
                by: author,
                shown: shown
            )
            try await site.run(
                "UPDATE account SET email = 'other@test.test' WHERE username = 'maud'"
            )
            await #expect(throws: OutdatedToken.self) {
                try await site.store.createCheck(
                    on: 1,
                    NewCheck(state: .fail),
                    by: author,
                    shown: shown
                )
            }
            #expect(try await site.found("SELECT COUNT(*) FROM check_result") == 1)
        }
    }

    @Test("the use of a token that has ended is not noted", arguments: DatabaseKind.allCases)
    func useNotNoted(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let token = try await site.token(of: "maud")
            let first = await site.send(.post, Self.path, token: token, json: Self.check)
            #expect(first.status == 201)
            let used: SQLText = "SELECT MAX(last_used) FROM token"
            try await poll { (try? await site.found(used)) == TestTime.start }
            site.time.pass(seconds: 4_000)
            try await site.run("UPDATE account SET is_active = 0 WHERE username = 'maud'")
            let late = await site.send(.post, Self.path, token: token, json: Self.check)
            #expect(late.status == 403)
            // Whatever had begun to write is done before this.
            try await site.run("UPDATE account SET is_active = 1 WHERE username = 'maud'")
            #expect(try await site.found(used) == TestTime.start)
            let again = await site.send(.post, Self.path, token: token, json: Self.check)
            #expect(again.status == 201)
            try await poll { (try? await site.found(used)) == site.time.now }
        }
    }

    @Test("where there is a session, the token does not count", arguments: DatabaseKind.allCases)
    func session(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let token = try await site.token(of: "maud")
            let first = await site.send(.post, Self.path, token: token, json: Self.check)
            #expect(first.status == 201)
            let browser = Browser(site)
            await browser.signIn("maud")
            let live = try #require(browser.session)
            // Without the token against forgery; and a session of nobody, which counts as none.
            for (session, status) in [(live, 403), (String(repeating: "0", count: 40), 201)] {
                let headers: HTTPFields = [
                    .authorization: "Token \(token)", .contentType: "application/json",
                    .cookie: "sessionid=\(session)",
                ]
                let answer = await site.send(.post, Self.path, headers, body: Self.check)
                #expect(answer.status == status, "\(session)")
            }
        }
    }
}

/// Fields of a request (RFC 9110 §5.2).
@Suite("Fields that stand more than once")
struct FieldValueTests {
    @Test("are one value")
    func values() {
        var headers: HTTPFields = [.accept: "a", .cookie: "b=1"]
        headers.append(HTTPField(name: .accept, value: "c"))
        headers.append(HTTPField(name: .cookie, value: "d=2"))
        headers.append(HTTPField(name: .origin, value: ""))
        for name in [HTTPField.Name.accept, .cookie, .origin, .referer] {
            #expect(headers.value(name) == headers[name], "\(name)")
        }
        #expect(headers.value(.accept) == "a, c")
        #expect(headers.value(.referer) == nil)
    }
}
