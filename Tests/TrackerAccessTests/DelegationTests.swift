import HTTPTypes
import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore
import TrackerTesting

/// A robot needs no right of its own: a maintainer, or the operator, gives it a token.
@Suite("Tokens for robots")
struct DelegationTests {
    private static let wish = """
        {"name":"from maud","user":"robot","project":"widget","scopes":["check:write","state:write"]}
        """

    private static let check = #"{"state":"success","context":"ci"}"#

    private static func check(_ patch: Int, _ token: String, _ site: AccessSite) async -> Int {
        await site.send(.post, "/api/patches/\(patch)/checks/", token: token, json: check).status
    }

    @Test("a robot does what a maintainer gave it to do", arguments: DatabaseKind.allCases)
    func given(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let own = try await site.token(of: "robot")
            #expect(await Self.check(1, own, site) == 403)
            let given = try await site.makeToken(by: try await site.token(of: "maud"), Self.wish)
            #expect(await Self.check(1, given, site) == 201)
            #expect(await Self.check(2, given, site) == 403)
            let attempts: [(String, String, Int)] = [
                ("patches/1", #"{"state":"rfc"}"#, 200),
                ("patches/1", #"{"archived":true}"#, 403),
                ("patches/1", #"{"state":"new","archived":true}"#, 403),
                ("patches/2", #"{"state":"rfc"}"#, 403),
                ("projects/widget", #"{"web_url":""}"#, 403),
            ]
            for (path, json, status) in attempts {
                let answer = await site.send(.patch, "/api/\(path)/", token: given, json: json)
                #expect(answer.status == status, "\(path) \(json) \(answer.text)")
            }
            let checks = try await site.get("/api/patches/1/checks/").objects()
            let user = checks.first?["user"] as? [String: Any]
            #expect(user?["username"] as? String == "robot")
            // What the robot is given it does not have with its own password.
            #expect(await Self.check(1, own, site) == 403)
        }
    }

    @Test("it ends when the giver is no maintainer any more", arguments: DatabaseKind.allCases)
    func ends(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let given = try await site.makeToken(by: try await site.token(of: "maud"), Self.wish)
            try await site.run("UPDATE account SET is_active = 0 WHERE username = 'maud'")
            #expect(await Self.check(1, given, site) == 403)
            try await site.run("UPDATE account SET is_active = 1 WHERE username = 'maud'")
            #expect(await Self.check(1, given, site) == 201)
            try await site.run("DELETE FROM maintainer WHERE project_id = 1")
            #expect(await Self.check(1, given, site) == 403)
        }
    }

    @Test(
        "the operator can give one, too, and any maintainer can end it",
        arguments: DatabaseKind.allCases
    )
    func byOperator(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let request = TokenRequest(name: "op", scopes: [.checkWrite], projectID: 1)
            let made = try await site.store.createToken(
                request,
                for: "robot",
                by: ChangeAuthor(account: nil, way: .commandLine)
            )
            #expect(await Self.check(1, made.secret.text, site) == 201)
            let maud = try await site.token(of: "maud")
            let list = try await site.get("/api/patchbay/tokens/?project=widget", token: maud)
                .objects()
            #expect(list.count == 1)
            #expect(list.first?["by_operator"] as? Bool == true)
            let path = "/api/patchbay/tokens/\(made.record.id)/"
            let gus = try await site.token(of: "gus")
            #expect(await site.send(.delete, path, token: gus).status == 404)
            let refused = await site.get("/api/patchbay/tokens/?project=widget", token: gus)
            #expect(refused.status == 403)
            #expect(await site.send(.delete, path, token: maud).status == 204)
            #expect(await Self.check(1, made.secret.text, site) == 403)
        }
    }

    private static let refusals: [(by: String, wish: String, status: Int)] = [
        ("pat", #"{"name":"w1","user":"robot","project":"widget","scopes":["check:write"]}"#, 403),
        ("gus", #"{"name":"w2","user":"robot","project":"widget","scopes":["check:write"]}"#, 403),
        ("root", #"{"name":"w3","user":"robot","project":"widget","scopes":["check:write"]}"#, 403),
        ("maud", #"{"name":"w4","user":"robot","project":"widget","scopes":["maintainer"]}"#, 400),
        ("maud", #"{"name":"w5","user":"robot","project":"widget","scopes":["read"]}"#, 400),
        ("maud", #"{"name":"w6","user":"robot","scopes":["check:write"]}"#, 400),
        ("maud", #"{"name":"w7","user":"robot","project":"gadget","scopes":["check:write"]}"#, 403),
        ("maud", #"{"name":"w8","user":"gus","project":"widget","scopes":["check:write"]}"#, 403),
        ("maud", #"{"name":"w9","user":"root","project":"widget","scopes":["check:write"]}"#, 403),
    ]

    @Test("nobody gives what is not theirs to give", arguments: DatabaseKind.allCases)
    func refusals(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            for (name, wish, status) in Self.refusals {
                let answer = await site.send(
                    .post,
                    "/api/patchbay/tokens/",
                    token: try await site.token(of: name),
                    json: wish
                )
                #expect(answer.status == status, "\(name) \(wish) \(answer.text)")
            }
            let count = try await site.store.tokens(username: "robot").count
            #expect(count == 0)
        }
    }

    @Test("the giver does not read over the robot's shoulder", arguments: DatabaseKind.allCases)
    func privacy(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let own = try await site.token(of: "pat")
            #expect(await site.get("/api/bundles/77/", token: own).status == 200)
            let given = try await site.makeToken(
                by: try await site.token(of: "maud"),
                #"{"name":"g","user":"pat","project":"widget","scopes":["check:write"]}"#
            )
            #expect(await site.get("/api/bundles/77/", token: given).status == 404)
            #expect(await site.get("/api/bundles/", token: given).text == "[]")
            let mbox = await site.get("/bundle/pat/secret%20plans/mbox/", token: given)
            #expect(mbox.status == 404)
            let id = try await site.store.tokens(username: "pat")[0].account.id
            #expect(!(await site.get("/api/users/\(id)/", token: given).text.contains("settings")))
            #expect(await site.get("/api/users/\(id)/", token: own).text.contains("settings"))
            #expect(await site.get("/api/patchbay/tokens/", token: given).status == 403)
        }
    }
}
