import HTTPTypes
import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Tokens")
struct TokenTests {
    /// Something that a token may be used for.
    enum Action: String, CaseIterable {
        case readPeople, postCheck, setState, archive, changeProject, makeBundle, makeToken,
            readTrail

        func send(by token: String, to site: AccessSite) async -> SiteAnswer {
            let name = rawValue
            return switch self {
            case .readPeople: await site.get("/api/people/", token: token)
            case .postCheck:
                await site.send(
                    .post,
                    "/api/patches/1/checks/",
                    token: token,
                    json: #"{"state":"success","context":"ci-build"}"#
                )
            case .setState:
                await site.send(.patch, "/api/patches/1/", token: token, json: #"{"state":"rfc"}"#)
            case .archive:
                await site.send(
                    .patch,
                    "/api/patches/1/",
                    token: token,
                    json: #"{"archived":true}"#
                )
            case .changeProject:
                await site.send(
                    .patch,
                    "/api/projects/widget/",
                    token: token,
                    json: #"{"web_url":"https://widget.test/"}"#
                )
            case .makeBundle:
                await site.send(
                    .post,
                    "/api/bundles/",
                    token: token,
                    json: #"{"name":"b","patches":[1]}"#
                )
            case .makeToken:
                await site.send(
                    .post,
                    "/api/patchbay/tokens/",
                    token: token,
                    json: "{\"name\":\"made by \(name)\",\"scopes\":[\"read\"]}"
                )
            case .readTrail: await site.get("/api/patchbay/audit/", token: token)
            }
        }
    }

    private static let powers: [(String, Set<Action>)] = [
        (#"["read"]"#, [.readPeople]),
        (#"["check:write"]"#, [.readPeople, .postCheck]),
        (#"["state:write"]"#, [.readPeople, .setState]),
        (#"["check:write","state:write"]"#, [.readPeople, .postCheck, .setState]),
        (#"["maintainer"]"#, Set(Action.allCases)),
    ]

    @Test("each scope allows what it says and nothing else", arguments: DatabaseKind.allCases)
    func scopes(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let maud = try await site.token(of: "maud")
            for (index, (scopes, allowed)) in Self.powers.enumerated() {
                let token = try await site.makeToken(
                    by: maud,
                    "{\"name\":\"t\(index)\",\"scopes\":\(scopes)}"
                )
                for action in Action.allCases {
                    let status = await action.send(by: token, to: site).status
                    let isAllowed = allowed.contains(action)
                    #expect((status < 300) == isAllowed, "\(scopes) \(action) \(status)")
                    if !isAllowed { #expect(status == 403, "\(scopes) \(action)") }
                }
            }
        }
    }

    @Test("a token of a project writes nowhere else", arguments: DatabaseKind.allCases)
    func boundToProject(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await site.run(
                """
                INSERT INTO maintainer (project_id, account_id)
                SELECT 2, id FROM account WHERE username = 'maud'
                """
            )
            let maud = try await site.token(of: "maud")
            let bound = try await site.makeToken(
                by: maud,
                #"{"name":"b","scopes":["maintainer"],"project":"widget"}"#
            )
            let change = #"{"archived":true}"#
            let own = await site.send(.patch, "/api/patches/1/", token: bound, json: change)
            #expect(own.status == 200)
            let other = await site.send(.patch, "/api/patches/2/", token: bound, json: change)
            #expect(other.status == 403)
            #expect(other.says("You do not have permission to perform this action."))
        }
    }

    @Test("a prefix of contexts holds", arguments: DatabaseKind.allCases)
    func contextPrefix(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let maud = try await site.token(of: "maud")
            let token = try await site.makeToken(
                by: maud,
                #"{"name":"ci","scopes":["check:write"],"context_prefix":"ci-"}"#
            )
            for (context, status) in [("ci-arm", 201), ("ci", 403), ("lint", 403)] {
                let answer = await site.send(
                    .post,
                    "/api/patches/1/checks/",
                    token: token,
                    json: "{\"state\":\"fail\",\"context\":\"\(context)\"}"
                )
                #expect(answer.status == status, "\(context)")
            }
        }
    }

    @Test("a token ends at its time", arguments: DatabaseKind.allCases)
    func expiry(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let maud = try await site.token(of: "maud")
            let token = try await site.makeToken(
                by: maud,
                #"{"name":"short","scopes":["read"],"expires":"2d"}"#
            )
            site.time.pass(seconds: 2 * 86_400 - 1)
            #expect(await site.get("/api/people/", token: token).status == 200)
            site.time.pass(seconds: 1)
            let answer = await site.get("/api/patches/", token: token)
            #expect(answer.status == 403)
            #expect(answer.says("Token has expired."))
        }
    }

    @Test("a revoked token is none", arguments: DatabaseKind.allCases)
    func revocation(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let (maud, pat) = (try await site.token(of: "maud"), try await site.token(of: "pat"))
            let made = await site.send(
                .post,
                "/api/patchbay/tokens/",
                token: maud,
                json: #"{"name":"x","scopes":["read"]}"#
            )
            let token = try #require(try made.object()["token"] as? String)
            let place = try #require(made.header("Location"))
            #expect(place.hasPrefix("http://patches.test/api/patchbay/tokens/"))
            let path = String(place.dropFirst("http://patches.test".count))
            #expect(await site.send(.delete, path, token: pat).status == 404)
            #expect(await site.get("/api/people/", token: token).status == 200)
            let gone = await site.send(.delete, path, token: maud)
            #expect(gone.status == 204)
            #expect(gone.text.isEmpty)
            #expect(await site.get("/api/people/", token: token).says("Invalid token."))
            #expect(await site.send(.delete, path, token: maud).status == 404)
        }
    }

    @Test("a token is shown once, and never again", arguments: DatabaseKind.allCases)
    func shownOnce(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let maud = try await site.token(of: "maud")
            let token = try await site.makeToken(
                by: maud,
                #"{"name":"a \"b\" <c>","scopes":["read"],"expires":"2030-01-31"}"#
            )
            #expect(token.count == 40)
            let list = await site.get("/api/patchbay/tokens/", token: maud)
            #expect(list.header("Cache-Control") == "no-store")
            #expect(!list.text.contains(token))
            #expect(!list.text.contains("\"token\""))
            let entry = try #require(try list.objects().last)
            #expect(entry["name"] as? String == "a \"b\" <c>")
            #expect(entry["expires"] as? String == "2030-01-31T00:00:00")
            let rows = try await site.store.database.read { db in
                try db.int("SELECT COUNT(*) FROM token WHERE name LIKE \("%\(token)%")") ?? 0
            }
            #expect(rows == 0)
        }
    }

    @Test("no token makes one with more power than its own", arguments: DatabaseKind.allCases)
    func noEscalation(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let root = try await site.token(of: "root")
            let maud = try await site.token(of: "maud")
            let bound = try await site.makeToken(
                by: maud,
                #"{"name":"b","scopes":["maintainer"],"project":"widget","expires":"10d"}"#
            )
            let narrow = try await site.makeToken(by: maud, #"{"name":"n","scopes":["read"]}"#)
            let wishes: [(String, String, Int)] = [
                (bound, #"{"name":"w1","scopes":["read"]}"#, 403),
                (bound, #"{"name":"w2","scopes":["read"],"project":"gadget","expires":"1d"}"#, 403),
                (bound, #"{"name":"w3","scopes":["read"],"project":"widget"}"#, 403),
                (
                    bound, #"{"name":"w4","scopes":["read"],"project":"widget","expires":"11d"}"#,
                    403
                ),
                (bound, #"{"name":"w5","scopes":["read"],"project":"widget","expires":"9d"}"#, 201),
                (narrow, #"{"name":"w6","scopes":["read"]}"#, 403),
                (maud, #"{"name":"w7","scopes":["admin"]}"#, 403),
                (root, #"{"name":"w8","scopes":["admin"]}"#, 403),
            ]
            for (token, wish, status) in wishes {
                let answer = await site.send(
                    .post,
                    "/api/patchbay/tokens/",
                    token: token,
                    json: wish
                )
                #expect(answer.status == status, "\(wish) \(answer.text)")
            }
            #expect(await site.get("/api/patchbay/tokens/", token: narrow).status == 403)
        }
    }

    private static let mistakes: [(String, Int, String)] = [
        ("", 400, "detail"), ("[]", 400, "detail"), ("7", 400, "detail"), ("{", 400, "detail"),
        ("{}", 400, "name"), (#"{"name":"a"}"#, 400, "scopes"),
        (#"{"name":7,"scopes":[]}"#, 400, "name"), (#"{"name":"a","scopes":[]}"#, 400, "scopes"),
        (#"{"name":"a","scopes":["everything"]}"#, 400, "scopes"),
        (#"{"name":"a","scopes":"read"}"#, 400, "scopes"),
        (#"{"name":" ","scopes":["read"]}"#, 400, "name"),
        (#"{"name":"12","scopes":["read"]}"#, 400, "name"),
        (#"{"name":"a\u0000b","scopes":["read"]}"#, 400, "name"),
        (#"{"name":"a","scopes":["read"],"expires":"yesterday"}"#, 400, "expires"),
        (#"{"name":"a","scopes":["read"],"expires":"1999-01-01"}"#, 400, "expires"),
        (#"{"name":"a","scopes":["read"],"expires":"99999999999999999999d"}"#, 400, "expires"),
        (#"{"name":"a","scopes":["read"],"project":"nowhere"}"#, 400, "project"),
        (#"{"name":"a","scopes":["read"],"project":"a\u0000"}"#, 400, "project"),
        (#"{"name":"a","scopes":["read"],"project":{}}"#, 400, "project"),
        (#"{"name":"a","scopes":["read"],"user":"nobody"}"#, 400, "user"),
        (#"{"name":"a","scopes":["read"],"user":"a\u0000"}"#, 400, "user"),
        (#"{"name":"a","scopes":["read"],"context_prefix":"ci-"}"#, 400, "context_prefix"),
        (#"{"name":"a","scopes":["check:write"],"context_prefix":"a b"}"#, 400, "context_prefix"),
    ]

    @Test("mistakes are named", arguments: DatabaseKind.allCases)
    func mistakes(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let maud = try await site.token(of: "maud")
            for (json, status, field) in Self.mistakes {
                let answer = await site.send(
                    .post,
                    "/api/patchbay/tokens/",
                    token: maud,
                    json: json
                )
                #expect(answer.status == status, "\(json)")
                #expect(answer.text.hasPrefix("{\"\(field)\":"), "\(json) \(answer.text)")
            }
            let long = "{\"name\":\"\(String(repeating: "x", count: 70_000))\"}"
            let answer = await site.send(.post, "/api/patchbay/tokens/", token: maud, json: long)
            #expect(answer.status == 413)
            let typed = await site.send(
                .post,
                "/api/patchbay/tokens/",
                [.authorization: "Token \(maud)", .contentType: "text/plain"],
                body: "{}"
            )
            #expect(typed.status == 415)
            #expect(await site.get("/api/patchbay/tokens/").status == 403)
            #expect(await site.send(.put, "/api/patchbay/tokens/", token: maud).status == 405)
            #expect(await site.get("/api/patchbay/tokens/x/", token: maud).status == 404)
        }
    }

    @Test("two tokens of an account have two names", arguments: DatabaseKind.allCases)
    func names(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let maud = try await site.token(of: "maud")
            let wish = #"{"name":"ci","scopes":["read"]}"#
            let first = try await site.makeToken(by: maud, wish)
            let again = await site.send(.post, "/api/patchbay/tokens/", token: maud, json: wish)
            #expect(again.status == 400)
            #expect(again.text.contains("\"name\""))
            #expect(await site.get("/api/people/", token: first).status == 200)
            // The one without a name is replaced, and the others stay.
            let new = try await site.token(of: "maud")
            #expect(await site.get("/api/people/", token: maud).status == 403)
            #expect(await site.get("/api/people/", token: new).status == 200)
            #expect(await site.get("/api/people/", token: first).status == 200)
        }
    }

    @Test("the last use is kept, once an hour", arguments: DatabaseKind.allCases)
    func lastUse(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let token = try await site.token(of: "maud")
            let start = site.time.now
            _ = await site.get("/api/patches/", token: token)
            try await site.waitForUse(at: start)
            site.time.pass(seconds: 3_599)
            _ = await site.get("/api/patches/", token: token)
            #expect(try await site.lastUse() == start)
            site.time.pass(seconds: 1)
            _ = await site.get("/api/patches/", token: token)
            try await site.waitForUse(at: site.time.now)
        }
    }
}

extension AccessSite {
    fileprivate func lastUse() async throws -> Int64? {
        try await store.tokens(username: "maud").first?.lastUsed
    }

    /// The use is written down while the request is answered already.
    fileprivate func waitForUse(at moment: Int64) async throws {
        for _ in 0..<2_000 {
            if try await lastUse() == moment { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("the use was not written down")
    }
}
