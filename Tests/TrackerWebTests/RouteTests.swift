import HTTPTypes
import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore
import TrackerTesting

@testable import TrackerWeb

@Suite struct RouteTests {
    @Test(
        "old URLs lead to those with message-ids",
        arguments: [
            ("/patch/1/", "/project/widget/patch/a%2Fb@c/"),
            ("/patch/1/mbox/", "/project/widget/patch/a%2Fb@c/mbox/"),
            ("/patch/1/raw/", "/project/widget/patch/a%2Fb@c/raw/"),
            ("/cover/1/", "/project/widget/cover/0@c/"),
            ("/cover/1/mbox/", "/project/widget/cover/0@c/mbox/"),
            ("/comment/8/", "/project/widget/patch/a%2Fb@c/#8"),
            ("/comment/9/", "/project/widget/cover/0@c/#9"),
            ("/project/widget/patch/0@c/", "/project/widget/cover/0@c/"),
            ("/project/widget/cover/a%2Fb@c/", "/project/widget/patch/a%2Fb@c/"),
        ]
    )
    func redirects(path: String, location: String) async throws {
        let site = try await Site()
        try await site.add(Sent(1, "<a/b@c>"))
        try await site.addCover(Sent(1, "<0@c>"))
        try await site.addComment(8, on: "patch", 1, "x", after: 0)
        try await site.addComment(9, on: "cover", 1, "x", after: 0)
        let answer = await site.get(path)
        #expect(answer.status == .found)
        #expect(answer.headers[.location] == location)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
    }

    @Test("every URL is answered on both databases", arguments: DatabaseKind.allCases)
    func bothDatabases(kind: DatabaseKind) async throws {
        let site = try await Site(on: kind)
        let pat = try await site.addAccount("pat")
        try await site.addSeries(1, name: "one")
        var patch = Sent(1, "<a/b@c>")
        (patch.series, patch.number, patch.delegate) = (1, 1, pat.id)
        patch.hasRawMail = true
        try await site.add(patch)
        try await site.addCover(Sent(1, "<0@c>"))
        try await site.addComment(8, on: "patch", 1, "Acked-by: x", after: 0)
        try await site.addComment(9, on: "cover", 1, "x", after: 0)
        try await site.run(
            """
            INSERT INTO bundle (id, owner_id, project_id, name, is_public)
            VALUES (1, \(pat.id), 1, 'one', 1)
            """
        )
        try await site.run(
            "INSERT INTO bundle_patch (bundle_id, patch_id, position) VALUES (1, 1, 1)"
        )
        let patchPath = "/project/widget/patch/a%2Fb@c/"
        let paths = [
            "/", "/project/widget/", "/project/widget/list/", "/project/widget/list/?series=1",
            patchPath, "\(patchPath)mbox/", "\(patchPath)mbox/?series=*", "\(patchPath)raw/",
            "/project/widget/cover/0@c/", "/project/widget/cover/0@c/mbox/", "/series/1/mbox/",
            "/series/1/stack/mbox/", "/bundle/pat/one/", "/bundle/pat/one/mbox/", "/patch/1/",
            "/cover/1/", "/comment/8/", "/comment/9/", "/project/widget/cover/a%2Fb@c/",
        ]
        for path in paths {
            let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
            let answer = await site.get(parts[0], query: parts.dropFirst().first ?? "")
            #expect(answer.status == .ok || answer.status == .found, "\(path)")
            _ = try await answer.text()
        }
    }

    @Test(
        "what is not there is a page with 404 in its title",
        arguments: [
            "/patch/99/", "/patch/x/", "/patch/-1/", "/patch/99999999999999999999/",
            "/cover/9/mbox/",
            "/cover/1/raw/", "/comment/99/", "/series/99/mbox/", "/series/99/stack/mbox/",
            "/series/1/stack/", "/series/1/", "/nothing/",
            "/project/",
            "/project/nothing/", "/project/nothing/list/", "/project/nothing/patch/a@c/mbox/",
            "/project/widget/patch/", "/project/widget/other/", "/static/style-0.css",
            "/patch/1/x/",
            "//evil.example", "//patch/1", "x", "/project//list/", "/project/widget/list/x/",
        ]
    )
    func notFound(path: String) async throws {
        let site = try await Site()
        let answer = await site.get(path)
        #expect(answer.status == .notFound)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(try await answer.text().contains("<title>404: File not found · Patchbay</title>"))
    }

    @Test("a missing slash is added, and the query kept")
    func slash() async throws {
        let site = try await Site()
        let answer = await site.get(
            "/project/widget/patch/a%2Fb@c/mbox",
            query: "series=*&x=a%26b"
        )
        #expect(answer.status == .movedPermanently)
        #expect(
            answer.headers[.location] == "/project/widget/patch/a%2Fb@c/mbox/?series=%2A&x=a%26b"
        )
    }

    @Test("only GET and HEAD are possible", arguments: ["POST", "PUT", "DELETE", "OPTIONS"])
    func methods(name: String) async throws {
        let site = try await Site()
        let method = try #require(HTTPRequest.Method(name))
        let answer = await site.get("/series/1/mbox/", method: method)
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.headers[.allow] == "GET, HEAD")
        #expect(await site.get("/project/widget/", method: .head).status == .ok)
    }

    @Test("an error shows nothing of itself, and is reported")
    func failure() async throws {
        let site = try await Site()
        try await site.run("DROP TABLE series_dependency")
        try await site.run("DROP TABLE bundle_patch")
        try await site.run("DROP TABLE bundle")
        await confirmation { reported in
            let routes = WebRoutes(store: site.store, signIn: SignIn(store: site.store)) { _ in
                reported()
            }
            let answer = await routes.answer(to: Request(path: "/bundle/pat/one/mbox/"))
            #expect(answer.status == .internalServerError)
            let text = try? await answer.text()
            #expect(text?.contains("bundle") == false)
        }
    }
}
