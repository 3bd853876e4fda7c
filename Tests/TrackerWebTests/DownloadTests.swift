import HTTPTypes
import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore

@testable import TrackerWeb

@Suite struct DownloadTests {
    /// Six patches of a series, numbered from 1, with ids that fall.
    private static func siteWithSeries(name: String? = "a series!") async throws -> Site {
        let site = try await Site()
        try await site.addSeries(5, name: name)
        try await site.addSeries(6, name: "other")
        for number in 1...6 {
            var patch = Sent(Int64(20 - number), "<p\(number)@devs.example>")
            patch.series = 5
            patch.number = Int64(number)
            patch.content = "Message \(number)."
            patch.diff = "diff \(number)\n"
            try await site.add(patch)
        }
        return site
    }

    private func messages(_ text: String) -> [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("Message ") }.map(String.init)
    }

    @Test("a series is all patches by number, an empty line between two")
    func series() async throws {
        let site = try await Self.siteWithSeries()
        let answer = await site.get("/series/5/mbox/")
        #expect(answer.headers[.contentType] == "text/plain")
        #expect(answer.headers[.contentDisposition] == "attachment; filename=a-series.patch")
        let text = try await answer.text()
        #expect(messages(text) == (1...6).map { "Message \($0)." })
        #expect(text.split(separator: "\n\nFrom patchwork ").count == 6)
        #expect(text.hasSuffix("diff 6\n"))
    }

    @Test("a series comes in pieces of a few patches")
    func pieces() async throws {
        let site = try await Self.siteWithSeries()
        guard case .pieces(let next) = await site.get("/series/5/mbox/").body else {
            Issue.record("not in pieces")
            return
        }
        var pieces: [String] = []
        while let piece = try await next() { pieces.append(String(decoding: piece, as: UTF8.self)) }
        #expect(pieces.map { messages($0).count } == [4, 2])
    }

    @Test("a series without name or patches is named by its number, and empty")
    func emptySeries() async throws {
        let site = try await Site()
        try await site.addSeries(9, name: nil)
        let answer = await site.get("/series/9/mbox/")
        #expect(
            answer.headers[.contentDisposition] == "attachment; filename=Untitled-series-9.patch"
        )
        #expect(try await answer.text() == "")
    }

    @Test(
        "a patch comes with those before it if its series is asked for",
        arguments: [
            ("series=*", [1, 2, 3]), ("series=5", [1, 2, 3]), ("", [3]), ("series=", [3]),
            ("series=6", []), ("series=99", []), ("series=junk", []), ("series=5x", []),
        ]
    )
    func earlier(query: String, expected: [Int]) async throws {
        let site = try await Self.siteWithSeries()
        let answer = await site.get("/project/widget/patch/p3@devs.example/mbox/", query: query)
        #expect(answer.status == (expected.isEmpty ? .notFound : .ok))
        #expect(messages(try await answer.text()) == expected.map { "Message \($0)." })
    }

    @Test("a patch without a series has none before it", arguments: ["series=*", "series=5"])
    func noSeries(query: String) async throws {
        let site = try await Site()
        try await site.add(Sent(1, "<a@b.example>"))
        let answer = await site.get("/project/widget/patch/a@b.example/mbox/", query: query)
        #expect(answer.status == .notFound)
    }

    @Test("the raw text is the diff; a pull request has none")
    func raw() async throws {
        let site = try await Site()
        var patch = Sent(1, "<a@b.example>")
        patch.diff = "diff å\r\n"
        try await site.add(patch)
        var pull = Sent(2, "<pull@b.example>")
        pull.diff = nil
        try await site.add(pull)
        let answer = await site.get("/project/widget/patch/a@b.example/raw/")
        #expect(answer.headers[.contentType] == "text/x-patch")
        #expect(answer.headers[.contentDisposition] == "attachment; filename=1-2-test-Add-x.diff")
        #expect(try await answer.text() == "diff å\r\n")
        let none = await site.get("/project/widget/patch/pull@b.example/raw/")
        #expect(none.status == .notFound)
        #expect(try await none.text() == "This patch has no diff: it is a pull request.\n")
    }

    @Test("a cover letter ends in .mbox")
    func cover() async throws {
        let site = try await Site()
        var cover = Sent(3, "<0@b.example>")
        cover.name = "[0/2] \"quoted\"\r\nX: y"
        try await site.addCover(cover)
        let answer = await site.get("/project/widget/cover/0@b.example/mbox/")
        #expect(answer.headers[.contentType] == "text/plain")
        #expect(
            answer.headers[.contentDisposition] == "attachment; filename=0-2-quoted-X-y.mbox"
        )
        #expect(try await answer.text().contains("X-Patchwork-Id: 3\n"))
    }

    @Test("a bundle has its own order, and is for its owner unless public")
    func bundle() async throws {
        let site = try await Self.siteWithSeries()
        let pat = try await site.addAccount("pat")
        _ = try await site.addAccount("gus")
        for (id, name, isPublic) in [(1, "one", true), (2, "private one", false)] {
            try await site.run(
                """
                INSERT INTO bundle (id, owner_id, project_id, name, is_public)
                VALUES (\(id), \(pat.id), 1, \(name), \(isPublic))
                """
            )
            for (position, patch) in [15, 19, 17].enumerated() {
                try await site.run(
                    """
                    INSERT INTO bundle_patch (bundle_id, patch_id, position)
                    VALUES (\(id), \(patch), \(position))
                    """
                )
            }
        }
        let open = await site.get("/bundle/pat/one/mbox/")
        #expect(open.headers[.contentDisposition] == "attachment; filename=bundle-1-one.mbox")
        #expect(messages(try await open.text()) == ["Message 5.", "Message 1.", "Message 3."])

        let path = "/bundle/pat/private%20one/mbox/"
        let token = try await site.store.createToken(username: "pat").text
        let others = try await site.store.createToken(username: "gus").text
        let basic = "Basic " + Base64.encoded("pat:pat password")
        let cases: [(String?, HTTPResponse.Status)] = [
            (nil, .notFound), ("Token \(token)", .ok), ("Token \(others)", .notFound),
            (basic, .ok), ("Token nothing", .forbidden),
        ]
        for (credentials, status) in cases {
            var headers: HTTPFields = [:]
            headers[.authorization] = credentials
            let answer = await site.get(path, headers: headers)
            #expect(answer.status == status, "\(credentials ?? "nobody")")
            if status == .ok {
                #expect(
                    answer.headers[.contentDisposition]
                        == "attachment; filename=bundle-2-private-one.mbox"
                )
            }
            let unknown = await site.get("/bundle/pat/unknown/mbox/", headers: headers)
            #expect(unknown.status == (status == .ok ? .notFound : status))
        }
    }

    @Test(
        "a message-id with a slash is found in each spelling",
        arguments: [
            "a%2Fb+c=d@e", "a%252Fb+c=d@e", "a%252fb+c=d@e", "a/b+c=d@e", "a%2Fb%2Bc%3Dd%40e",
        ],
        ["patch", "cover"]
    )
    func slash(spelling: String, kind: String) async throws {
        let site = try await Site()
        try await site.add(Sent(1, "<a/b+c=d@e>"))
        var cover = Sent(1, "<a/b+c=d@e>")
        cover.name = "cover"
        try await site.addCover(cover)
        for form in ["", "mbox/"] {
            let answer = await site.get("/project/widget/\(kind)/\(spelling)/\(form)")
            #expect(answer.status == .ok)
        }
    }

    @Test(
        "odd message-ids are found, or not, and harm nobody",
        arguments: [
            ("%3Ca@b.example%3E", HTTPResponse.Status.notFound), ("nothing@b.example", .notFound),
            ("a@b.example", .ok), ("%00", .notFound), ("%", .notFound), ("'%20OR%201=1", .notFound),
            ("..%2F..", .notFound),
        ]
    )
    func odd(spelling: String, status: HTTPResponse.Status) async throws {
        let site = try await Site()
        try await site.add(Sent(1, "<a@b.example>"))
        let answer = await site.get("/project/widget/patch/\(spelling)/mbox/")
        #expect(answer.status == status)
    }

    @Test("a message-id that holds %2F is itself before it is another")
    func literalPercent() async throws {
        let site = try await Site()
        for (id, messageID) in [(1, "<a/b@c>"), (2, "<a%2Fb@c>")] {
            try await site.add(Sent(Int64(id), messageID))
        }
        let text = try await site.get("/project/widget/patch/a%252Fb@c/mbox/").text()
        #expect(text.contains("X-Patchwork-Id: 2\n"))
    }
}
