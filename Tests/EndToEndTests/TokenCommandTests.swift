import Foundation
import Testing
import TrackerTesting

@Suite("Tokens, sessions and the trail, through the program") struct TokenCommandTests {
    private static let check = #"{"state":"success","context":"ci-build"}"#

    private static func prepare(_ site: Site) async throws {
        try await site.makeWidget()
        for name in ["robot", "maud"] {
            let role = name == "maud" ? ["--maintainer-of", "widget"] : []
            let ending = try await site.run(
                ["user", "create", name, "--email", "\(name)@x.test"] + role,
                input: Array("\(name)1\n".utf8)
            )
            try #require(ending.status == 0, "\(ending.errors)")
        }
        try await site.receive(TestMail.many(1))
    }

    private static func post(
        _ server: RunningServer,
        _ path: String,
        _ token: String,
        _ body: String
    ) async throws -> Int {
        try await server.send(
            "POST",
            path,
            headers: ["Authorization": "Token \(token)", "Content-Type": "application/json"],
            body: body
        ).status
    }

    @Test("a robot tests patches without being maintainer", arguments: DatabaseKind.allCases)
    func robot(on kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await Self.prepare(site)
            let plain = try await site.succeed("user", "token", "robot").trimmed
            let token = try await site.succeed(
                "user",
                "token",
                "robot",
                "--name",
                "builds",
                "--scope",
                "check:write",
                "--project",
                "widget",
                "--context-prefix",
                "ci-",
                "--expires",
                "90d"
            ).trimmed
            #expect(token.count == 40)
            try await site.serve { server in
                let place = "/api/patches/1/checks/"
                #expect(try await Self.post(server, place, plain, Self.check) == 403)
                #expect(try await Self.post(server, place, token, Self.check) == 201)
                let ended = try await site.succeed("user", "revoke", "robot", "builds")
                #expect(ended.contains("does not work any more"))
                #expect(try await Self.post(server, place, token, Self.check) == 403)
                #expect(try await server.get("/api/users/", token: plain).status == 200)
                let again = try await site.succeed("user", "token", "robot").trimmed
                #expect(try await server.get("/api/users/", token: plain).status == 403)
                #expect(try await server.get("/api/users/", token: again).status == 200)
            }
        }
    }

    @Test("tokens are listed and told apart, changes are kept", arguments: DatabaseKind.allCases)
    func list(on kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await Self.prepare(site)
            let none = try await site.succeed("user", "tokens", "robot")
            #expect(none == "robot has no token.\n")
            let secret = try await site.succeed("user", "token", "robot").trimmed
            try await site.succeed(
                "user",
                "token",
                "robot",
                "--name",
                "b",
                "--scope",
                "read",
                "--scope",
                "state:write",
                "--project",
                "widget",
                "--expires",
                "2090-01-31"
            )
            let text = try await site.succeed("user", "tokens", "robot", "--json")
            #expect(!text.contains(secret))
            let tokens = try #require(
                try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
            )
            #expect(tokens.map { $0["name"] as? String } == ["", "b"])
            #expect(tokens.last?["scopes"] as? [String] == ["read", "state:write"])
            #expect(tokens.last?["expires"] as? String == "2090-01-31T00:00:00")
            #expect(tokens.last?["delegated"] as? Bool == true)
            let table = try await site.succeed("user", "tokens", "robot")
            #expect(table.contains("read state:write"))
            let id = try #require(tokens.first?["id"] as? Int)
            try await site.succeed("user", "revoke", "robot", "\(id)")
            let trail = try await site.succeed("audit", "--json")
            let lines = try #require(
                try JSONSerialization.jsonObject(with: Data(trail.utf8)) as? [[String: Any]]
            )
            let actions = lines.map { $0["action"] as? String }
            // The first one is the project.
            #expect(actions == ["create", "create", "create", "delete"])
            #expect(try await site.succeed("audit", "--project", "widget").contains("create token"))
            #expect(try await site.succeed("audit", "--user", "nobody") == "Nothing was changed.\n")
        }
    }

    private static let mistakes: [([String], String)] = [
        (["--scope", "check:write"], "need --name"),
        (["--name", "a", "--scope", "everything"], "there is no scope"),
        (["--name", "a", "--expires", "soon"], "is no time to come"),
        (["--name", "a", "--expires", "1999-01-01"], "is no time to come"),
        (["--name", "a", "--project", "nowhere"], "there is no project"),
        (["--name", "12"], "is no number"),
        (["--name", "a", "--scope", "admin"], "Only superusers"),
        (["--name", "a", "--context-prefix", "ci-"], "check:write"),
    ]

    @Test("mistakes get one line", arguments: mistakes)
    func mistake(arguments: [String], message: String) async throws {
        try await Site.with(.sqlite) { site in
            try await Self.prepare(site)
            let ending = try await site.run(["user", "token", "robot"] + arguments)
            #expect(ending.status != 0)
            #expect(ending.output.isEmpty)
            #expect(ending.errors.contains(message), "\(ending.errors)")
            let other = try await site.run("user", "revoke", "robot", "none")
            #expect(other.status == 1)
            #expect(other.errors.contains("patchbay user tokens robot"))
        }
    }

    @Test(
        "a browser signs in, changes a patch by a form, and leaves",
        arguments: DatabaseKind.allCases
    )
    func browser(on kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await Self.prepare(site)
            try await site.serve { server in
                let page = try await server.get("/user/login/")
                let cookie = try #require(page.header("Set-Cookie"))
                let csrf = String(cookie.dropFirst("csrftoken=".count).prefix(40))
                let form = "username=maud&password=maud1&next=%2Fapi%2Fpatches%2F1%2F"
                let type = "application/x-www-form-urlencoded"
                let entered = try await server.send(
                    "POST",
                    "/user/login/",
                    headers: ["Content-Type": type, "Cookie": "csrftoken=\(csrf)"],
                    body: "\(form)&csrfmiddlewaretoken=\(csrf)"
                )
                #expect(entered.status == 303)
                #expect(entered.header("Location") == "/api/patches/1/")
                let session = try #require(entered.header("Set-Cookie")).prefix { $0 != ";" }
                let headers = ["Content-Type": type, "Cookie": "\(session)", "Accept": "text/html"]
                let shown = try await server.get("/api/patches/1/", headers: headers)
                let key = "name=\"csrfmiddlewaretoken\" value=\""
                let token = try #require(shown.text.components(separatedBy: key).last).prefix {
                    $0 != "\""
                }
                let changed = try await server.send(
                    "POST",
                    "/api/patches/1/",
                    headers: headers,
                    body: "_method=PATCH&archived=true&_was%3Aarchived=false"
                        + "&csrfmiddlewaretoken=\(token)"
                )
                #expect(changed.status == 200)
                let patch = try await server.get("/api/patches/1/").object()
                #expect(patch["archived"] as? Bool == true)
                let style = shown.text.components(separatedBy: "rel=\"stylesheet\" href=\"").last
                let path = try #require(style).prefix { $0 != "\"" }
                #expect(try await server.get(String(path)).status == 200)
            }
        }
    }
}
