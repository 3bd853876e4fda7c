import Foundation
import Testing
import TrackerTesting

/// Writing as clients do it: over the network, with the forms of `curl`.
@Suite("Writing over HTTP") struct WritingTests {
    private static let form = "application/x-www-form-urlencoded"

    @Test(
        "a test machine posts a check, a maintainer accepts the patch",
        arguments: DatabaseKind.allCases
    )
    func checkAndAccept(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive([TestThread.turn])
            _ = try await site.succeed(
                "user",
                "create",
                "maud",
                "--email",
                "maud@example.org",
                "--maintainer-of",
                "widget",
                input: "secret\n"
            )
            let printed = try await site.succeed("user", "token", "maud")
            let token = printed.trimmingCharacters(in: .whitespacesAndNewlines)
            try await site.serve { server in
                func send(_ method: String, _ path: String, _ type: String, _ body: String)
                    async throws -> HTTPAnswer
                {
                    let headers = [
                        "Authorization": "Token \(token)", "Content-Type": type,
                        "Idempotency-Key": "k",
                    ]
                    return try await server.send(method, path, headers: headers, body: body)
                }
                let check = "state=success&context=ci&target_url=https%3A%2F%2Fci.test%2F1"
                for _ in 0..<2 {
                    // Without the last slash, and sent again as after a 502.
                    let answer = try await send("POST", "/api/patches/1/checks", Self.form, check)
                    #expect(answer.status == 201)
                    let place = "http://patches.test/api/patches/1/checks/1/"
                    #expect(answer.header("Location") == place)
                }
                let accepted = try await send(
                    "PATCH",
                    "/api/1.2/patches/1/",
                    "multipart/form-data; boundary=x",
                    "--x\r\nContent-Disposition: form-data; name=\"state\"\r\n\r\naccepted\r\n--x--\r\n"
                )
                #expect(accepted.status == 200)
                let patch = try await server.get("/api/patches/1/").object()
                #expect(patch["state"] as? String == "accepted")
                #expect(patch["check"] as? String == "success")
                let categories = try await server.get("/api/events/?order=date").objects()
                    .compactMap { $0["category"] as? String }
                #expect(categories.suffix(2) == ["check-created", "patch-state-changed"])
            }
            // What was decided is still there when the mails are read again.
            _ = try await site.succeed("mail", "reparse")
            try await site.serve { server in
                let patch = try await server.get("/api/patches/1/").object()
                #expect(patch["state"] as? String == "accepted")
                #expect(patch["check"] as? String == "success")
            }
        }
    }

    @Test("a body that is too large gets a clear answer")
    func tooLarge() async throws {
        try await Site.with(.sqlite) { site in
            try await site.makeWidget()
            try await site.serve { server in
                for count in [1 << 20, 4 << 20] {
                    let answer = try await server.send(
                        "PATCH",
                        "/api/patches/1/",
                        headers: ["Content-Type": "application/json"],
                        body: String(repeating: " ", count: count + 1)
                    )
                    // A stranger hears of the patch before of the body.
                    #expect(answer.status == (count == 1 << 20 ? 404 : 413))
                }
                #expect(try await server.get("/api/").status == 200)
            }
        }
    }
}
