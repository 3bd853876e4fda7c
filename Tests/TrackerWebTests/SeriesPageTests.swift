import HTTPTypes
import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore
import TrackerTesting

@testable import TrackerWeb

@Suite("The page of a series")
struct SeriesPageTests {
    /// A series of four patches, of which number 3 has not arrived, with a cover letter.
    private func site(on kind: DatabaseKind = .sqlite) async throws -> Site {
        let site = try await Site(on: kind)
        var cover = Sent(1, "<cover@x>")
        cover.name = "[v2,0/4] test: Add <x>"
        try await site.addCover(cover)
        try await site.run(
            """
            INSERT INTO series (id, project_id, name, date, submitter_id, version, total,
                received_total, cover_id)
            VALUES (5, 1, 'test: Add <x>', \(Site.date), 1, 2, 4, 3, 1)
            """
        )
        for number in [1, 2, 4] {
            var patch = Sent(Int64(number), "<p\(number)@x>")
            patch.name = "[v2,\(number)/4] test: part \(number)"
            patch.series = 5
            patch.number = Int64(number)
            patch.hasRawMail = true
            try await site.add(patch)
        }
        return site
    }

    @Test("shows what is there and names what is missing", arguments: DatabaseKind.allCases)
    func page(kind: DatabaseKind) async throws {
        let site = try await site(on: kind)
        try await site.addComment(1, on: "patch", 2, "> +b\n\nWhy b?", after: 5_000_000)
        try await site.addComment(2, on: "cover", 1, "Nice.", after: 9_000_000)
        try await site.run("UPDATE patch_comment SET addressed = 0 WHERE id = 1")
        let answer = await site.get("/project/widget/series/5/")
        #expect(answer.status == .ok && answer.isSameUntilWrite)
        let text = try await answer.text()
        #expect(text.contains("<span class=\"pfx\">[v2 0/4]</span> test: Add &lt;x&gt;"))
        #expect(text.contains("3 patches") && text.contains("3 of 4 arrived"))
        #expect(text.contains("Not arrived: patch 3."))
        #expect(text.contains("+3 −3 in 1 file"))
        #expect(text.contains("href=\"/project/widget/patch/p4@x/\">test: part 4</a>"))
        #expect(text.contains("href=\"/project/widget/patch/p2@x/#comments\">1 open</a>"))
        #expect(text.contains("Nice.") && text.contains("id=\"2\""))
        #expect(text.contains("<svg") && text.contains("Timeline. Patches: 4, Replies: 2"))
        #expect(text.contains("curl -s http://localhost/series/5/mbox/ | git am"))
        #expect(text.contains("b4 shazam cover@x"))
        #expect(!text.contains("id=\"h-c\"") && !text.contains("act-h"))
    }

    @Test("is found by each of its messages", arguments: DatabaseKind.allCases)
    func addresses(kind: DatabaseKind) async throws {
        let site = try await site(on: kind)
        for name in ["cover@x", "p1@x", "p4@x"] {
            let answer = await site.get("/project/widget/series/\(name)/")
            #expect(answer.headers[.location] == "/project/widget/series/5/")
        }
        try await site.run("INSERT INTO series_alias (id, series_id) VALUES (3, 5)")
        let moved = await site.get("/project/widget/series/3/")
        #expect(moved.headers[.location] == "/project/widget/series/5/")
        for name in ["6", "nothing@x", "99999999999999999999", "%00"] {
            #expect(await site.get("/project/widget/series/\(name)/").status == .notFound)
        }
        #expect(await site.get("/project/other/series/5/").status == .notFound)
        #expect(await site.get("/project/widget/series/").status == .notFound)
    }

    @Test("shows checks and dependencies", arguments: DatabaseKind.allCases)
    func facts(kind: DatabaseKind) async throws {
        let site = try await site(on: kind)
        let account = try await site.addAccount("robot")
        for (patch, state) in [(1, 1), (2, 3)] {
            try await site.run(
                """
                INSERT INTO check_result (patch_id, account_id, date, state, target_url, description,
                    context)
                VALUES (\(Int64(patch)), \(account.id), \(Site.date), \(Int64(state)),
                    'javascript:alert(1)', 'two <tests> differ', 'build')
                """
            )
        }
        try await site.run(
            """
            INSERT INTO series_check (series_id, account_id, date, state, target_url, context)
            VALUES (5, \(account.id), \(Site.date), 2, 'https://ci.example/1', 'series-order')
            """
        )
        try await site.addSeries(6, name: "what <it> needs")
        try await site.addSeries(7, name: "what needs it")
        var needing = Sent(7, "<p7@x>")
        needing.series = 7
        needing.number = 1
        try await site.add(needing)
        try await site.run(
            """
            INSERT INTO declared_base (project_id, patch_id, word, named, needs_series_id)
            VALUES (1, 1, 'Depends-on', 'https://x/series/6/', 6),
                (1, 7, 'Based-on', 'https://x/series/5/', 5),
                (1, 2, 'prerequisite-message-id', '<gone>@x', NULL),
                (1, 2, 'base-commit', '0123456789abcdef0123', NULL)
            """
        )
        let text = try await site.get("/project/widget/series/5/").text()
        #expect(text.contains("1 of 2") && text.contains("patch 2: two &lt;tests&gt; differ"))
        #expect(!text.contains("javascript:"))
        #expect(text.contains("series-order"))
        let above = try #require(text.firstRange(of: "what needs it"))
        let needed = try #require(text.firstRange(of: "what &lt;it&gt; needs"))
        #expect(above.lowerBound < needed.lowerBound)
        #expect(text.contains("needs this one (Based-on)"))
        #expect(text.contains("this one needs it (Depends-on)"))
        #expect(text.contains("&lt;gone&gt;@x") && text.contains("not known here"))
        #expect(text.contains("title=\"0123456789abcdef0123\">0123456789ab</span>"))
        #expect(text.contains("href=\"/series/5/stack/mbox/\">with what it needs</a>"))
        let json = try await site.get("/project/widget/series/5.json").text()
        #expect(json.contains("\"needs\": [\n    6\n  ],\n  \"needed_by\": [\n    7\n  ]"))
        let below = try await site.get("/project/widget/series/6/").text()
        #expect(below.contains("this one") && !below.contains("with what it needs"))
        let mbox = await site.get("/series/5/stack/mbox/")
        #expect(mbox.status == .ok)
        #expect(try await mbox.text().ranges(of: "\nX-Patchwork-Id: ").count == 3)
    }

    @Test("400 patches are no trouble, and empty series neither")
    func sizes() async throws {
        let site = try await Site()
        try await site.addSeries(1, name: nil)
        let empty = try await site.get("/project/widget/series/1/").text()
        #expect(empty.contains("Untitled series #1") && empty.contains("0 patches"))
        try await site.addSeries(2, name: "many")
        let body = MailCodec.pack(
            MailBody(headers: "", content: "", diff: Sent(1, "").diff),
            raw: []
        )
        try await site.store.database.write { db in
            for number in Int64(1)...400 {
                try db.execute(
                    """
                    INSERT INTO patch (id, project_id, msgid, date, name, submitter_id, state_id,
                        series_id, number, codec, body)
                    VALUES (\(number), 1, \("<p\(number)@x>"), \(Site.date), 'x', 1, 1, 2, \(number),
                        \(body.codec), \(body.bytes))
                    """
                )
            }
        }
        let text = try await site.get("/project/widget/series/2/").text()
        #expect(text.split(separator: "<tr>").count == 403 + 1)
        #expect(text.contains("400 patches without replies"))
        let patch = try await site.get("/project/widget/patch/p200@x/").text()
        #expect(
            patch.contains("href=\"/project/widget/patch/p199@x/\" rel=\"prev\" data-key=\"[\"")
        )
        #expect(
            patch.contains("href=\"/project/widget/patch/p201@x/\" rel=\"next\" data-key=\"]\"")
        )
        #expect(patch.contains("?series=*"))
    }
}
