import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Versions on the page of a series")
struct VersionPageTests {
    private static func mail(
        _ name: String,
        _ title: String,
        _ version: Int,
        again: Bool = false
    ) -> IncomingMail {
        let mark = (again ? " RESEND" : "") + (version > 1 ? " v\(version)" : "")
        let text = """
            From: Bo <bo@x.test>
            List-Id: <widget.lists.test>
            Subject: [PATCH\(mark)] widget: \(title)
            Message-Id: <\(name)@x.test>
            Date: 1\(version) Nov 2023 1\(again ? 2 : 0):00:00 +0000

            Why.

            diff --git a/\(title) b/\(title)
            --- a/\(title)
            +++ b/\(title)
            @@ -1 +1 @@
            -a
            +\(version)
            """
        return IncomingMail(raw: Array(text.utf8), source: "test")
    }

    /// The site with series 1 and 2, two versions, and 3, another one.
    private func withVersions(
        _ kind: DatabaseKind,
        _ body: (AccessSite) async throws -> Void
    ) async throws {
        try await AccessSite.with(kind) { site in
            if kind == .postgres {
                // Behind the numbers that the site has.
                try await site.store.database.write { db in
                    try db.query("SELECT setval(pg_get_serial_sequence('patch', 'id'), 100)") { _ in
                    }
                }
            }
            _ = try await site.store.takeIn([
                Self.mail("one", "turn", 1), Self.mail("two", "turn", 2),
                Self.mail("other", "count", 3),
            ])
            try await body(site)
        }
    }

    private func earlier(of series: Int64, _ site: AccessSite) async throws -> Int64? {
        try await site.store.versions(of: series)?.first { $0.id == series }?.link?.earlier
    }

    @Test("are listed for all, with forms for maintainers only", arguments: DatabaseKind.allCases)
    func shown(kind: DatabaseKind) async throws {
        try await withVersions(kind) { site in
            let stranger = await Browser(site).get("/project/widget/series/2/")
            #expect(stranger.text.contains("Versions"))
            #expect(stranger.text.contains("/project/widget/series/1/"))
            #expect(!stranger.text.contains("link-version"))
            let alone = await Browser(site).get("/project/widget/series/3/")
            #expect(!alone.text.contains("Versions"))
            let maud = Browser(site)
            await maud.signIn("maud")
            let page = await maud.get("/project/widget/series/2/")
            #expect(page.text.contains("link-version") && page.text.contains("unlink-version"))
        }
    }

    @Test("are named in lists by what they are", arguments: DatabaseKind.allCases)
    func listed(kind: DatabaseKind) async throws {
        try await withVersions(kind) { site in
            let list = await Browser(site).get("/project/widget/?view=all").text
            #expect(list.contains(">→ v2</a>") && !list.contains("→ resent"))
            _ = try await site.store.takeIn([Self.mail("again", "turn", 2, again: true)])
            let later = await Browser(site).get("/project/widget/?view=all").text
            #expect(later.contains(">→ v2</a>") && later.contains(">→ resent</a>"))
            #expect(!later.contains("→ newer"))
        }
    }

    @Test(
        "are linked, confirmed and unlinked, and that is undone",
        arguments: DatabaseKind.allCases
    )
    func changed(kind: DatabaseKind) async throws {
        try await withVersions(kind) { site in
            let maud = Browser(site)
            await maud.signIn("maud")
            func send(_ series: Int64, _ fields: [(String, String)]) async -> SiteAnswer {
                await maud.post("/project/widget/series/\(series)/", fields)
            }
            let confirmed = await send(2, [("action", "confirm-version")])
            #expect(confirmed.status == 303)
            let page = await maud.get("/project/widget/series/2/")
            #expect(page.text.contains("confirmed by maud"))
            let unlinked = await send(2, [("action", "unlink-version"), ("restore", "1")])
            #expect(unlinked.status == 303)
            let found1 = try await earlier(of: 2, site)
            #expect(found1 == nil)
            let told = try #require(unlinked.cookie("told"))
            let key = told.split(separator: "&")[1]
            _ = await maud.post("/undo/", [("change", String(key))])
            let found2 = try await earlier(of: 2, site)
            #expect(found2 == 1)
            for name in ["1", "<one@x.test>", "https://patches.test/project/widget/series/1/"] {
                _ = await send(3, [("action", "link-version"), ("earlier", name)])
                let found3 = try await earlier(of: 3, site)
                #expect(found3 == 1, "\(name)")
                _ = await send(3, [("action", "unlink-version")])
                let found4 = try await earlier(of: 3, site)
                #expect(found4 == nil)
            }
            for name in ["", "99", "nothing", "3", "https://x.test/", "<gone@x.test>"] {
                let answer = await send(3, [("action", "link-version"), ("earlier", name)])
                #expect(answer.status == 303)
                #expect(answer.cookie("told")?.hasPrefix("error") == true, "\(name)")
            }
        }
    }

    @Test("are no affair of others", arguments: DatabaseKind.allCases)
    func rights(kind: DatabaseKind) async throws {
        try await withVersions(kind) { site in
            for name in ["pat", "gus", "robot"] {
                let browser = Browser(site)
                await browser.signIn(name)
                let answer = await browser.post(
                    "/project/widget/series/2/",
                    [("action", "unlink-version")]
                )
                #expect(answer.status == 403, "\(name)")
            }
            let root = Browser(site)
            await root.signIn("root")
            let answer = await root.post(
                "/project/widget/series/2/",
                [("action", "confirm-version")]
            )
            #expect(answer.status == 303)
            let found5 = try await earlier(of: 2, site)
            #expect(found5 == 1)
        }
    }
}
