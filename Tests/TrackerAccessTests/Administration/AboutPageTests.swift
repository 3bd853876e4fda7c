import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("The page about a project")
struct AboutPageTests {
    /// 6 November 2023, a Monday, 0:00 UTC.
    private static let monday: Int64 = 1_699_228_800_000_000
    private static let day: Int64 = 86_400_000_000

    private static func mail(
        _ name: String,
        from: String = "Ada <ada@x.test>",
        on day: Int,
        answers: String? = nil
    ) -> IncomingMail {
        let subject = answers == nil ? "[PATCH] widget: \(name)" : "Re: \(name)"
        let thread = answers.map { "In-Reply-To: <\($0)@x.test>\n" } ?? ""
        let diff = answers == nil ? "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n" : "Looks good.\n"
        let text = """
            From: \(from)
            List-Id: <widget.lists.test>
            Subject: \(subject)
            Message-Id: <\(name)@x.test>
            Date: \(day < 10 ? "0" : "")\(day) Nov 2023 10:00:00 +0000
            \(thread)
            Text.

            \(diff)
            """
        return IncomingMail(raw: Array(text.utf8), source: "test")
    }

    /// Three series in two weeks, two of which are answered: after one day and after four.
    private func fill(_ site: AccessSite) async throws {
        try await site.restartNumbers()
        let bo = "Bo <bo@x.test>"
        _ = try await site.store.takeIn([
            Self.mail("one", on: 5), Self.mail("two", on: 6), Self.mail("three", on: 8),
            Self.mail("r0", on: 5, answers: "one"),
            Self.mail("r1", from: bo, on: 6, answers: "one"),
            Self.mail("r2", from: bo, on: 10, answers: "two"),
            Self.mail("r3", from: bo, on: 12, answers: "two"),
        ])
    }

    @Test("has figures that follow from the mails", arguments: DatabaseKind.allCases)
    func figures(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            // The fixture's patch was sent in 1970.
            try await site.run("DELETE FROM patch WHERE id = 1")
            try await fill(site)
            let three = try await site.number("SELECT id FROM patch WHERE msgid = '<three@x.test>'")
            try await site.run("UPDATE patch SET archived = 1 WHERE msgid = '<one@x.test>'")
            // A day and some hours after the newest patch, by the clock of the site.
            let author = ChangeAuthor.operatorOfSite
            var change = PatchChange()
            change.state = .set(.id(3))
            _ = try await site.store.changePatch(three, change, by: author)
            let figures = try #require(try await site.store.projectFigures("widget"))
            #expect(
                [figures.patches, figures.series, figures.open, figures.archived] == [3, 3, 1, 1]
            )
            #expect(figures.weeks.count == 10)
            let weeks = figures.weeks.suffix(2).map { [$0.start, $0.patches, $0.series] }
            #expect(weeks == [[Self.monday - 7 * Self.day, 1, 1], [Self.monday, 2, 2]])
            #expect(figures.months.count == 6)
            let november = try #require(figures.months.last)
            #expect(november.start == Self.monday - 5 * Self.day)
            #expect(november.sent == 3)
            #expect(november.replies.count == 2)
            #expect(november.replies.median == Self.day)
            #expect(november.replies.ninth == 4 * Self.day)
            #expect(november.decisions.count == 1)
            // 8 November, 10:00, to 14 November, 22:13:20.
            let wait: Int64 = (6 * 86_400 + 44_000) * 1_000_000
            #expect(november.decisions.median == wait)
        }
    }

    @Test(
        "shows them as pictures and tables, and addresses to members only",
        arguments: DatabaseKind.allCases
    )
    func page(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await fill(site)
            let answer = await site.get("/project/widget/about/")
            #expect(answer.status == 200)
            #expect(answer.answer.isSameUntilWrite)
            let page = answer.text
            for words in [
                "week of 2023-11-06: 2 patches, 2 series", "<td class=\"num\">2</td>",
                "half of 2 within 1.0 days, nine in ten within 4.0", "role=\"img\"",
                "git config pw.server http://patches.test/api/1.4", "default = widget",
                "git config b4.pw-project widget", "mailto:widget@lists.test", "maud",
                "There was none in these months.", "aria-current=\"page\"",
            ] {
                #expect(page.contains(words), "\(words)")
            }
            #expect(!page.contains("maud@test.test"))
            #expect(!page.contains("style="))
            let maud = Browser(site)
            await maud.signIn("maud")
            let own = await maud.get("/project/widget/about/").text
            #expect(own.contains("maud@test.test") && own.contains("/admin/project/widget/"))
            let text = await site.get("/project/widget/about.txt").text
            #expect(text.contains("2023-11-06  2"))
            #expect(await site.get("/project/none/about/").status == 404)
            let empty = await site.get("/project/gadget/about/")
            #expect(empty.status == 200)
        }
    }
}
