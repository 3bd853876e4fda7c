import Foundation
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("List of series")
struct SeriesListTests {
    @Test("shows what can be dealt with, newest first", arguments: DatabaseKind.allCases)
    func rows(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let answer = await site.get("/project/widget/")
            #expect(answer.seriesRows == [30, 10])
            #expect(answer.text.contains("<td class=\"c-pfx pfx\">[v2 0/3]</td>"))
            #expect(answer.text.contains(">net-next</span>"))
            #expect(answer.text.contains(">2 of 3 arrived</span>"))
            #expect(answer.text.contains("2 of 3 new"))
            #expect(answer.text.contains("href=\"/project/widget/series/30/\">fix &lt;b&gt;</a>"))
            #expect(answer.text.contains("Open <b>2</b>") && answer.text.contains("All <b>3</b>"))
            #expect(!answer.text.contains("type=\"checkbox\"") && !answer.text.contains("Mine"))
        }
    }

    private static let cases: [(String, [Int])] = [
        ("view=all", [30, 20, 10]), ("view=all&order=name", [30, 20, 10]),
        ("view=all&order=author", [30, 10, 20]), ("view=all&order=date", [10, 20, 30]),
        ("view=all&order=-delegate", [30, 20, 10]), ("view=all&order=state", [30, 20, 10]),
        ("view=all&state=accepted", [10]), ("view=all&state=new&state=rejected", [30, 20, 10]),
        ("delegate=maud", [10]), ("delegate=nobody", [30]), ("delegate=unknown", []),
        ("submitter=91", [30]), ("view=all&archived=yes", [20]),
        ("view=all&archived=no", [30, 10]), ("q=TURN", [10]), ("q=turn+it", [10]),
        ("q=%25", []), ("incomplete=yes", [30]), ("check=none", [30, 10]), ("check=fail", []),
        ("turn=author", [30]), ("turn=maintainer", [10]), ("turn=list", []), ("turn=maud", [10]),
        ("turn=pat", []), ("turn=nobody&view=all", [20]), ("turn=%25", []),
        ("view=nonsense&order=nonsense&check=nonsense", [30, 10]),
    ]

    @Test(
        "has the series that the filters let through",
        arguments: DatabaseKind.allCases,
        cases
    )
    func filters(kind: DatabaseKind, item: (String, [Int])) async throws {
        let (query, expected) = item
        try await AccessSite.withLists(kind) { site in
            let answer = await site.get("/project/widget/?\(query)")
            #expect(answer.status == 200)
            #expect(answer.seriesRows == expected)
        }
    }

    @Test("is cut into pages that keep filter and order", arguments: DatabaseKind.allCases)
    func pages(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            for number in 1...7 {
                try await site.run(
                    """
                    INSERT INTO series (id, project_id, name, date, submitter_id, version, total,
                        received_total)
                    VALUES (\(100 + number), 1, \("s\(number % 3)"), 500, 90, 1, 1, 1)
                    """
                )
            }
            try await site.run("UPDATE account SET items_per_page = 4 WHERE username = 'maud'")
            let browser = Browser(site)
            await browser.signIn("maud")
            for order in ["-date", "date", "name", "-name", "author", "state", "-delegate"] {
                var seen: [Int] = []
                var next: String? = "/project/widget/?view=all&order=\(order)"
                var pages: [[Int]] = []
                while let page = next, pages.count < 5 {
                    let answer = await browser.get(page)
                    pages.append(answer.seriesRows)
                    seen += answer.seriesRows
                    next = answer.link(rel: "next")
                    if next == nil, let back = answer.link(rel: "prev") {
                        #expect(await browser.get(back).seriesRows == pages[1])
                    }
                }
                #expect(pages.map(\.count) == [4, 4, 2], "\(order)")
                #expect(Set(seen).count == 10, "\(order)")
            }
            // A row that is gone, or of another project, begins anew.
            let start = await browser.get("/project/widget/?view=all").seriesRows
            #expect(await browser.get("/project/widget/?view=all&after=99999").seriesRows == start)
        }
    }

    @Test("unfolds a series", arguments: DatabaseKind.allCases)
    func unfolds(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let answer = await site.get("/project/widget/?expand=10")
            #expect(answer.text.contains("<td class=\"c-pfx pfx\">2/3</td>"))
            #expect(
                answer.text.contains("href=\"/project/widget/patch/p12@x.test/\">turn right</a>")
            )
            #expect(answer.text.contains("class=\"sub last\""))
            for number in 1...57 {
                try await site.run(
                    """
                    INSERT INTO patch (id, project_id, msgid, date, name, submitter_id, state_id,
                        series_id, number, codec, body)
                    VALUES (\(200 + number), 1, \("<q\(number)@x>"), 0, 'n', 90, 1, 10,
                        \(100 + number), 0, \([UInt8]()))
                    """
                )
            }
            let large = await site.get("/project/widget/?expand=10")
            #expect(large.text.contains(">10 more patches</a>"))
            #expect(await site.get("/project/widget/?expand=77").status == 200)
        }
    }

    @Test("changes whole series, and back", arguments: DatabaseKind.allCases)
    func bulk(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let browser = Browser(site)
            await browser.signIn("maud")
            let form = [
                ("form", "patch-list-form"), ("series", "10"), ("series", "30"), ("state", "2"),
                ("delegate", "*"), ("archived", "True"), ("action", "update"), ("name", ""),
            ]
            let answer = await browser.post("/project/widget/?view=all&order=name", form)
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "/project/widget/?view=all&order=name#s10")
            #expect(answer.told.hasSuffix("5 patches updated."))
            #expect(await browser.get("/project/widget/").seriesRows == [])
            let key = answer.told.split(separator: "&")[1]
            _ = await browser.post("/undo/", [("change", String(key))])
            #expect(await browser.get("/project/widget/").seriesRows == [30, 10])
        }
    }

    @Test("marks what is new since somebody was here", arguments: DatabaseKind.allCases)
    func unread(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let browser = Browser(site)
            await browser.signIn("maud")
            // Who comes for the first time has nothing to catch up on.
            #expect(!(await browser.get("/project/widget/").text).contains("unread\" id"))
            #expect(await browser.get("/project/widget/?unread=yes").seriesRows == [])
            try await site.run("UPDATE counter SET value = 7 WHERE name = 'comment'")
            let body = MailCodec.pack(MailBody(headers: "", content: "Why?"), raw: [])
            try await site.run(
                """
                INSERT INTO patch_comment (id, patch_id, msgid, date, submitter_id, addressed,
                    codec, body)
                VALUES (7, 11, '<c@x>', 0, 90, 0, \(body.codec), \(body.bytes))
                """
            )
            let new = await browser.get("/project/widget/?unread=yes")
            #expect(new.seriesRows == [10])
            #expect(
                new.text.contains(">1 new</span>") && new.text.contains(">blocked by 1</a>")
            )
            let form = [("form", "patch-list-form"), ("series", "10"), ("action", "read")]
            #expect(await browser.post("/project/widget/", form).told.contains("as read"))
            #expect(await browser.get("/project/widget/?unread=yes").seriesRows == [])
            #expect(await browser.post("/project/widget/", form).told.contains("as unread"))
            #expect(await browser.get("/project/widget/?unread=yes").seriesRows == [10])
            let all = [("form", "patch-list-form"), ("action", "read-all")]
            #expect(await browser.post("/project/widget/", all).status == 303)
            #expect(await browser.get("/project/widget/?unread=yes").seriesRows == [])
            // Others have their own marks.
            #expect(!(await site.get("/project/widget/").text).contains("class=\"dot\""))
        }
    }

    @Test("has what is somebody's own", arguments: DatabaseKind.allCases)
    func own(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            try await site.run(
                """
                UPDATE person SET account_id = (SELECT id FROM account WHERE username = 'maud')
                WHERE id = 91
                """
            )
            let stranger = await site.get("/project/widget/?view=mine")
            #expect(stranger.header("Location")?.hasPrefix("/user/login/?next=") == true)
            let browser = Browser(site)
            await browser.signIn("maud")
            #expect(await browser.get("/project/widget/?view=mine").seriesRows == [30])
            // As author of what is incomplete, and as delegate.
            #expect(await browser.get("/project/widget/?view=waiting").seriesRows == [30, 10])
            #expect(await browser.get("/project/widget/").text.contains("Waiting on me <b>2</b>"))
        }
    }

    @Test("says which filter to drop, or that nothing is here", arguments: DatabaseKind.allCases)
    func empty(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let answer = await site.get("/project/widget/?q=nothing&incomplete=yes")
            #expect(answer.text.contains("No series match."))
            #expect(
                answer.text.contains("href=\"/project/widget/?incomplete=yes\">name: nothing</a>")
            )
            #expect(await site.get("/project/gadget/").text.contains("No series has come in yet."))
            #expect(await site.get("/project/none/").status == 404)
        }
    }

    @Test("comes as JSON and as a feed", arguments: DatabaseKind.allCases)
    func otherForms(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let object = try await site.get("/project/widget.json").object()
            let series = try #require(object["series"] as? [[String: Any]])
            #expect(series.map { $0["id"] as? Int } == [30, 10])
            #expect(series.last?["open_patches"] as? Int == 2)
            #expect(series.last?["url"] as? String == "http://patches.test/api/series/10/")
            let feed = await site.get("/project/widget.atom").text
            #expect(feed.contains("<id>urn:patchbay:series:30</id>"))
            #expect(feed.contains("<title>[v2 0/3] turn it</title>"))
        }
    }
}

extension SiteAnswer {
    /// Where a link with the relation leads.
    func link(rel: String) -> String? {
        guard let part = text.components(separatedBy: "rel=\"\(rel)\" href=\"").dropFirst().first
        else { return nil }
        return String(part.prefix { $0 != "\"" }).replacing("&amp;", with: "&")
    }
}
