import Testing
import TrackerTesting

@Suite("Checks of a series that becomes part of another") struct SeriesCheckMoveTests {
    @Test(
        "go along; of one account and context the newest counts",
        arguments: DatabaseKind.allCases
    )
    func goAlong(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.succeed(
                "user",
                "create",
                "maud",
                "--email",
                "maud@example.org",
                "--maintainer-of",
                "widget",
                input: "a long password\n"
            )
            let token = try await site.succeed("user", "token", "maud").split(separator: "\n")[0]
            // Without the cover letter nothing says that the two belong together.
            var turn = TestThread.turn
            turn.references = ["v1-0@example.org"]
            var count = TestThread.count
            count.references = ["lost@example.org", "v1-0@example.org"]
            count.from = "Bo Reviewer <bo@example.org>"
            count.minute = 40
            var cover = TestThread.cover
            cover.minute = 20
            try await site.receive([turn, count])
            try await site.serve { server in
                for (series, context, state) in [
                    (1, "boot", "success"), (2, "boot", "fail"), (1, "one", "success"),
                    (2, "two", "warning"),
                ] {
                    let answer = try await server.send(
                        "POST",
                        "/api/patchbay/series/\(series)/checks/",
                        headers: [
                            "Authorization": "Token \(token)", "Content-Type": "application/json",
                        ],
                        body: "{\"state\":\"\(state)\",\"context\":\"\(context)\"}"
                    )
                    #expect(answer.status == 201, "\(answer.text)")
                }
                try await site.receive([cover])
                #expect(try await server.get("/api/series/").objects().count == 1)
                for series in [1, 2] {
                    let found = try await server.get("/api/patchbay/series/\(series)/checks/")
                    let checks = try #require(try found.object()["checks"] as? [[String: Any]])
                    #expect(checks.map { $0["context"] as? String } == ["boot", "one", "two"])
                    #expect(
                        checks.map { $0["state"] as? String } == ["fail", "success", "warning"]
                    )
                    #expect(try found.object()["state"] as? String == "fail")
                }
            }
        }
    }
}
