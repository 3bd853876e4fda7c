import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Comments on earlier versions")
struct CarriedCommentTests {
    private static let page = "/project/widget/patch/v3-1@x.test/"
    private static let series = "/project/widget/series/3/"

    private func withChain(
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
            _ = try await site.store.takeIn(VersionedMails.all)
            for (version, name) in [(2, "v2-0"), (3, "v3-0")] {
                let earlier = version == 2 ? "v1-0" : "v2-0"
                let ids = try await (number(name, site), number(earlier, site))
                #expect(
                    try await site.store.versions(of: ids.0)?.contains { $0.id == ids.1 } == true
                )
            }
            try await body(site)
        }
    }

    private func number(_ cover: String, _ site: AccessSite) async throws -> Int64 {
        let id = try await site.found(
            """
            SELECT series.id FROM series JOIN cover ON cover.id = series.cover_id
            WHERE cover.msgid = \("<\(cover)@x.test>")
            """
        )
        return try #require(id)
    }

    private func id(_ kind: SQLText, _ name: String, _ site: AccessSite) async throws -> Int64 {
        let id = try await site.found(
            "SELECT id FROM \(sql: kind) WHERE msgid = \("<\(name)@x.test>")"
        )
        return try #require(id)
    }

    @Test("are listed with their places by the API", arguments: DatabaseKind.allCases)
    func anchors(kind: DatabaseKind) async throws {
        try await withChain(kind) { site in
            let id = try await id("patch", "v3-1", site)
            let anchors = try await site.get("/api/patchbay/patches/\(id)/anchors/").objects()
            func one(_ text: String) throws -> [String: Any] {
                try #require(anchors.first { $0["text"] as? String == text }, "\(text): \(anchors)")
            }
            let kept = try one("Why all of them?")
            #expect(kept["status"] as? String == "moved")
            #expect(kept["file"] as? String == "wheel.c")
            #expect(kept["version"] as? Int == 1 && kept["side"] as? String == "new")
            #expect(kept["line"] as? Int == 34 && kept["touched"] as? Bool == false)
            #expect(kept["addressed"] is Bool == false)
            #expect((kept["author"] as? [String: Any])?["name"] as? String == "Rae")
            #expect((kept["url"] as? String)?.contains("v3-1@x.test/#c") == true)
            let outdated = try one("Count from 1.")
            #expect(outdated["status"] as? String == "outdated")
            #expect(outdated["touched"] as? Bool == true)
            let own = try one("Good name now.")
            #expect(own["status"] as? String == "own" && own["version"] as? Int == 3)
            // The lines of a patch that was split stand in the patch that has them now.
            let other = try await self.id("patch", "v3-3", site)
            let split = try await site.get("/api/patchbay/patches/\(other)/anchors/").objects()
            #expect(split.map { $0["text"] as? String } == ["Is this locked?"])
            #expect(split.first?["status"] as? String == "moved")
            for path in ["999", "99999999999999999999"] {
                #expect(await site.get("/api/patchbay/patches/\(path)/anchors/").status == 404)
            }
        }
    }

    @Test("stand at their lines, and are counted for the series", arguments: DatabaseKind.allCases)
    func shown(kind: DatabaseKind) async throws {
        try await withChain(kind) { site in
            let comment = try await id("patch_comment", "r1", site)
            let page = await site.get(Self.page).text
            let line = try #require(page.firstRange(of: "turn_all(wheel);"))
            let remark = try #require(
                page.firstRange(of: "<div class=\"cmt is-old\" id=\"c\(comment)\">")
            )
            #expect(line.lowerBound < remark.lowerBound)
            #expect(page.contains("from v1, moved") && page.contains("Why all of them?"))
            // What was done about it is nobody's business any more.
            #expect(!page.contains("Count from 1."))
            // A remark about the message stands in the message.
            let message = try #require(page.firstRange(of: "The wheel turns at once."))
            let said = try #require(page.firstRange(of: "Good name now."))
            let behind = try #require(page.firstRange(of: "Nothing else does."))
            #expect(message.lowerBound < said.lowerBound && said.lowerBound < behind.lowerBound)
            let id = try await number("v3-0", site)
            let series = await site.get("/project/widget/series/\(id)/").text
            #expect(series.contains("2 of 3 remarks on v1 untouched in v3"))
            #expect(
                series.contains("v3-1@x.test/#c\(comment)\">patch 1, wheel.c, line 34, from v1")
            )
        }
    }

    @Test("that are open stay so until somebody marks them", arguments: DatabaseKind.allCases)
    func marked(kind: DatabaseKind) async throws {
        try await withChain(kind) { site in
            // Of the line that is gone.
            let comment = try await id("patch_comment", "r2", site)
            let old = try await id("patch", "v1-1", site)
            try await site.run("UPDATE patch_comment SET addressed = 0 WHERE id = \(comment)")
            let open = await site.get(Self.page).text
            #expect(open.contains("<div class=\"cmt is-old is-open\" id=\"c\(comment)\">"))
            #expect(open.contains("outdated: from v1, its line was changed"))
            #expect(open.contains("&gt; +\tint count = 0;") && open.contains("1 open"))
            #expect(!open.contains("name=\"on\""))
            let series = try await number("v3-0", site)
            let path = "/project/widget/series/\(series)/"
            #expect(
                await site.get(path).text.contains("0 of 1 comment on v1 addressed, 1 still open")
            )
            let fields = [
                ("action", "mark"), ("comment", "\(comment)"), ("on", "\(old)"),
                ("addressed", "done"),
            ]
            for (name, status) in [("pat", 403), ("gus", 403), ("maud", 303)] {
                let browser = Browser(site)
                await browser.signIn(name)
                #expect(await browser.post(Self.page, fields).status == status, "\(name)")
            }
            let done = await site.get(Self.page).text
            #expect(done.contains("badge b-done") && !done.contains("is-old is-open"))
            #expect(
                await site.get(path).text.contains("1 of 1 comment on v1 addressed, 0 still open")
            )
            let audit = try await site.store.latestAudit(AuditFilter(), limit: 10)
            #expect(audit.count { $0.way == "page" } == 1)
            let maud = Browser(site)
            await maud.signIn("maud")
            #expect(await maud.get(Self.page).text.contains("name=\"on\" value=\"\(old)\""))
            for parent in ["1", "2", "x", "-1", "99999999999999999999"] {
                let answer = await maud.post(
                    Self.page,
                    fields.map { $0.0 == "on" ? ("on", parent) : $0 }
                )
                #expect(answer.cookie("told")?.hasPrefix("error") == true, "\(parent)")
            }
        }
    }

    private static let cover = "/project/widget/cover/v3-0@x.test/"

    @Test("on cover letters are carried while they are open", arguments: DatabaseKind.allCases)
    func covers(kind: DatabaseKind) async throws {
        try await withChain(kind) { site in
            _ = try await site.store.takeIn([
                VersionedMails.reply("c1", to: "v1-0", day: 12, from: "Rae", "Say <i>why</i>."),
                VersionedMails.reply(
                    "c2",
                    to: "v2-0",
                    day: 15,
                    from: "Rae",
                    "> It turns.\n\nNot yet."
                ),
                VersionedMails.reply("c3", to: "v2-0", day: 15, from: "Amy", "What about wind?"),
            ])
            let series = try await number("v3-0", site)
            let path = "/project/widget/series/\(series)/"
            // Those that nobody has marked are nobody's business.
            for page in [path, Self.cover] {
                let text = await site.get(page).text
                #expect(!text.contains("Not yet.") && !text.contains("cover letter, from v"))
            }
            for (name, addressed) in [("c1", 0), ("c2", 0), ("c3", 1)] {
                let id = try await id("cover_comment", name, site)
                try await site.run(
                    "UPDATE cover_comment SET addressed = \(addressed) WHERE id = \(id)"
                )
            }
            let comment = try await id("cover_comment", "c2", site)
            let shown = await site.get(Self.cover).text
            #expect(shown.contains("<div class=\"cmt is-old is-open\" id=\"c\(comment)\">"))
            #expect(shown.contains("on v2</span>") && shown.contains("on v1</span>"))
            #expect(shown.contains("Say &lt;i&gt;why&lt;/i&gt;.") && shown.contains("2 open"))
            #expect(shown.contains("/project/widget/cover/v2-0@x.test/#\(comment)\""))
            #expect(!shown.contains("What about wind?") && !shown.contains("name=\"on\""))
            let page = await site.get(path).text
            #expect(page.contains("1 of 2 comments on v2 addressed, 1 still open"))
            #expect(page.contains("0 of 1 comment on v1 addressed, 1 still open"))
            #expect(page.contains("cover/v3-0@x.test/#c\(comment)\">cover letter, from v2</a>"))
            // The page of a patch is not about them.
            #expect(!(await site.get(Self.page).text.contains("Not yet.")))
            let twin = try await site.get("/project/widget/cover/v3-0@x.test.json").object()
            let remarks = try #require(twin["earlier_remarks"] as? [[String: Any]])
            #expect(remarks.map { $0["version"] as? Int } == [2, 1])
            #expect(remarks.first?["said"] as? String == "Not yet.")
            // The version after the first one has what was said of that one alone.
            let second = await site.get("/project/widget/cover/v2-0@x.test/").text
            #expect(second.contains("on v1</span>") && !second.contains("on v2</span>"))
            try await markCover(comment, series: path, site)
        }
    }

    private func markCover(_ comment: Int64, series: String, _ site: AccessSite) async throws {
        let old = try await id("cover", "v2-0", site)
        let fields = [
            ("action", "mark"), ("comment", "\(comment)"), ("on", "\(old)"), ("addressed", "done"),
        ]
        for (name, status) in [("pat", 403), ("gus", 403), ("maud", 303)] {
            let browser = Browser(site)
            await browser.signIn(name)
            #expect(await browser.post(Self.cover, fields).status == status, "\(name)")
        }
        #expect(!(await site.get(Self.cover).text.contains("id=\"c\(comment)\"")))
        #expect(
            await site.get(series).text.contains("2 of 2 comments on v2 addressed, 0 still open")
        )
        let audit = try await site.store.latestAudit(AuditFilter(), limit: 10)
        #expect(audit.count { $0.way == "page" } == 1)
        let maud = Browser(site)
        await maud.signIn("maud")
        #expect(await maud.get(Self.cover).text.contains("name=\"on\""))
        let own = try await id("cover", "v3-0", site)
        for parent in ["\(own)", "999", "x", "-1", "99999999999999999999"] {
            let wrong = fields.map { $0.0 == "on" ? ("on", parent) : $0 }
            let answer = await maud.post(Self.cover, wrong)
            #expect(answer.cookie("told")?.hasPrefix("error") == true, "\(parent)")
        }
    }

    @Test("go by the pairs that are kept, while they hold", arguments: DatabaseKind.allCases)
    func keptPairs(kind: DatabaseKind) async throws {
        try await withChain(kind) { site in
            while try await !site.store.compareDueVersions().isOver {}
            let (second, third) = try await (number("v2-0", site), number("v3-0", site))
            let old = try await (id("patch", "v2-1", site), id("patch", "v2-2", site))
            let new = try await (id("patch", "v3-1", site), id("patch", "v3-2", site))
            let last = try await id("patch", "v3-3", site)
            func missing(_ page: String) async -> Bool {
                await site.get("/project/widget/patch/\(page)@x.test/").text
                    .contains("was given on v2 and is not here")
            }
            #expect(await missing("v3-1"))
            #expect(!(await missing("v3-2")))
            // What was found is believed, not found out again.
            let crossed = "\(old.0),\(new.1),4;\(old.1),\(new.0),4;,\(last),0"
            try await site.run(
                """
                UPDATE range_diff SET entries = \(crossed)
                WHERE series_id = \(third) AND against_id = \(second)
                """
            )
            #expect(!(await missing("v3-1")))
            #expect(await missing("v3-2"))
            // The way to version 1 leads over them.
            func remarks(_ patch: Int64) async throws -> [String] {
                try await site.get("/api/patchbay/patches/\(patch)/anchors/").objects()
                    .compactMap { $0["text"] as? String }
            }
            #expect(try await remarks(new.1).contains("Count from 1."))
            // What was found about other patches is nothing any more.
            try await site.run(
                "UPDATE range_diff SET digest = 'other' WHERE series_id = \(third)"
            )
            #expect(await missing("v3-1"))
            #expect(!(await missing("v3-2")))
            #expect(try await !remarks(new.1).contains("Count from 1."))
        }
    }

    @Test("and trailers of cover letters and versions", arguments: DatabaseKind.allCases)
    func trailers(kind: DatabaseKind) async throws {
        try await withChain(kind) { site in
            let first = await site.get(Self.page).text
            #expect(first.contains("from the cover letter, reply of 2023-11-19"))
            #expect(first.contains("Tested-by:</b> Tom"))
            #expect(
                first.contains(
                    "Reviewed-by: Rae &lt;rae@x.test&gt; <span class=\"dim\">carried over from v2"
                )
            )
            #expect(
                first.contains(
                    "Acked-by: Amy &lt;amy@x.test&gt; <span class=\"dim\">was given on v2 and is not here"
                )
            )
            // The test was given to patch 1 alone.
            let second = await site.get("/project/widget/patch/v3-2@x.test/").text
            #expect(!second.contains("Tom"))
            let id = try await number("v3-0", site)
            let series = await site.get("/project/widget/series/\(id)/").text
            #expect(series.contains("1 trailer given on v2 and not here"))
            #expect(series.contains("patch 1: Acked-by: Amy"))
            // What clients download stays as it was.
            #expect(!(await site.get(Self.page + "mbox/").text.contains("Tom")))
        }
    }

    @Test("of hostile mails are escaped, and bounded in number", arguments: DatabaseKind.allCases)
    func hostile(kind: DatabaseKind) async throws {
        try await withChain(kind) { site in
            let remark = "> +\tturn_all(wheel);\n\n<script>alert(1)</script>\n\n"
            let many = String(repeating: remark, count: 3_000)
            let nul = "> +\tturn_all(wheel);\n\n\u{0}\u{202E}\"onload=\n> "
            _ = try await site.store.takeIn([
                VersionedMails.reply("h1", to: "v1-1", day: 13, from: "Eve", many),
                VersionedMails.reply("h2", to: "v2-1", day: 16, from: "Eve", nul),
                VersionedMails.reply("h3", to: "v2-1", day: 16, from: "Eve", ""),
                VersionedMails.reply(
                    "h4",
                    to: "v3-0",
                    day: 18,
                    from: "Eve",
                    String(
                        repeating: "Acked-by: <b>Eve</b> <eve@x.test> # patch 1-99999999\n",
                        count: 900
                    )
                ),
            ])
            let id = try await id("patch", "v3-1", site)
            let anchors = await site.get("/api/patchbay/patches/\(id)/anchors/")
            #expect(anchors.status == 200)
            #expect(try anchors.objects().count <= 60)
            let series = try await number("v3-0", site)
            for path in [Self.page, Self.page + ".json", "/project/widget/series/\(series)/"] {
                let answer = await site.get(path.replacing("/.json", with: ".json"))
                #expect(answer.status == 200, "\(path)")
                #expect(!answer.text.contains("<script>alert") || path.hasSuffix("json"))
                #expect(!answer.text.contains("<b>Eve"))
            }
        }
    }
}
