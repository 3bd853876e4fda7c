import Foundation
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

/// Whose turn it is, what blocks, and what was closed: told by mails and clicks, seen on pages.
@Suite("Whose turn it is with a series")
struct TurnTests {
    private func withMails(
        _ kind: DatabaseKind,
        _ mails: [IncomingMail],
        _ body: (AccessSite) async throws -> Void
    ) async throws {
        try await AccessSite.with(kind) { site in
            if kind == .postgres {
                // Behind the numbers that the site has.
                try await site.store.database.write { db in
                    for table in ["patch", "person"] {
                        try db.query(
                            "SELECT setval(pg_get_serial_sequence(\(table), 'id'), 100)"
                        ) { _ in }
                    }
                }
            }
            _ = try await site.store.takeIn(mails)
            try await body(site)
        }
    }

    private func series(_ patch: String, _ site: AccessSite) async throws -> Int64 {
        let id = try await site.found(
            "SELECT series_id FROM patch WHERE msgid = \("<\(patch)@x.test>")"
        )
        return try #require(id)
    }

    /// The row of a series in the list for programs.
    private func row(
        _ patch: String,
        _ site: AccessSite
    ) async throws -> (turn: [String?], blocks: Int?) {
        let id = try await series(patch, site)
        let list = try await site.get("/project/widget.json?view=all").object()
        let rows = try #require(list["series"] as? [[String: Any]])
        let row = try #require(rows.first { $0["id"] as? Int == Int(id) })
        let turn = try #require(row["turn"] as? [String: Any])
        return (
            ["side", "name", "reason"].map { turn[$0] as? String }, row["blocked_by"] as? Int
        )
    }

    @Test("follows a conversation by mail", arguments: DatabaseKind.allCases)
    func conversation(kind: DatabaseKind) async throws {
        try await withMails(kind, [TurnMails.patch("p", day: 1)]) { site in
            #expect(try await row("p", site).turn == ["list", nil, "quiet"])
            let steps: [(IncomingMail, [String?])] = [
                (
                    TurnMails.reply("r1", to: "p", day: 2, from: "Rae", "Why?"),
                    ["author", nil, "asked"]
                ),
                (
                    TurnMails.reply("r2", to: "r1", day: 3, from: "Bo", "Because."),
                    ["list", "Rae", "answered"]
                ),
                (
                    TurnMails.reply("r3", to: "p", day: 4, from: "Kernel Test Robot", "It breaks."),
                    ["list", "Rae", "answered"]
                ),
                (
                    TurnMails.reply(
                        "r4",
                        to: "p",
                        day: 5,
                        from: "Rae",
                        "Reviewed-by: Rae <rae@x.test>"
                    ),
                    ["maintainer", nil, "approved"]
                ),
                (
                    TurnMails.reply("r5", to: "p", day: 6, from: "Tom", "Not on my board."),
                    ["author", nil, "asked"]
                ),
            ]
            for (mail, expected) in steps {
                _ = try await site.store.takeIn([mail])
                #expect(try await row("p", site).turn == expected)
            }
            #expect(try await site.store.wrongSeriesFacts() == 0)
        }
    }

    @Test("is somebody's own where an address of theirs is named", arguments: DatabaseKind.allCases)
    func own(kind: DatabaseKind) async throws {
        let mails = [
            TurnMails.patch("p", day: 1),
            TurnMails.reply("r1", to: "p", day: 2, from: "Rae", "Why?"),
        ]
        try await withMails(kind, mails) { site in
            let id = Int(try await series("p", site))
            for (name, address) in [("pat", "bo@x.test"), ("robot", "rae@x.test")] {
                try await site.run(
                    """
                    UPDATE person SET account_id = (SELECT id FROM account WHERE username = \(name))
                    WHERE email = \(address)
                    """
                )
            }
            let pat = Browser(site)
            await pat.signIn("pat")
            let page = await pat.get("/project/widget/?turn=me")
            #expect(page.seriesRows == [id])
            #expect(
                page.text.contains(
                    """
                    <td class="c-turn you" dir="auto" title="somebody has asked, and got no answer yet">you</td>
                    """
                )
            )
            #expect(page.text.contains("Waiting on me <b>1</b>"))
            #expect(await pat.get("/project/widget/?view=waiting").seriesRows == [id])
            let own = await pat.get("/project/widget/series/\(id)/")
            #expect(own.text.contains("your turn: somebody has asked, and got no answer yet"))
            // The author answers: it is the turn of who has asked.
            let answer = TurnMails.reply("r2", to: "r1", day: 3, from: "Bo", "Because.")
            _ = try await site.store.takeIn([answer])
            #expect(await pat.get("/project/widget/?turn=me").seriesRows == [])
            #expect(await pat.get("/project/widget/?turn=robot").seriesRows == [id])
            let rae = Browser(site)
            await rae.signIn("robot")
            #expect(await rae.get("/project/widget/?turn=me").seriesRows == [id])
            let theirs = await rae.get("/project/widget/series/\(id)/")
            #expect(theirs.text.contains("your turn: the author has answered"))
            let stranger = await site.get("/project/widget/series/\(id)/")
            #expect(stranger.text.contains("turn: <strong>Rae</strong>, the author has answered"))
            let login = await site.get("/project/widget/?turn=me")
            #expect(login.header("Location")?.hasPrefix("/user/login/?next=") == true)
            // A delegate has it then, and no one else.
            try await site.run(
                """
                UPDATE patch SET delegate_id = (SELECT id FROM account WHERE username = 'maud')
                WHERE msgid = '<p@x.test>'
                """
            )
            #expect(await site.get("/project/widget/?turn=maud").seriesRows == [id])
            #expect(await rae.get("/project/widget/?turn=me").seriesRows == [])
            #expect(try await site.store.wrongSeriesFacts() == 0)
        }
    }

    @Test("is blocked by objections and by what asks for action", arguments: DatabaseKind.allCases)
    func blocked(kind: DatabaseKind) async throws {
        let mails = [
            TurnMails.patch("p", day: 1),
            TurnMails.reply(
                "n",
                to: "p",
                day: 2,
                from: "Rae",
                "No.\n\nNacked-by: Rae <rae@x.test>"
            ),
            TurnMails.reply(
                "x",
                to: "p",
                day: 3,
                from: "Tom",
                headers: "X-Patchwork-Action-Required:\n",
                "Where is the test?"
            ),
        ]
        try await withMails(kind, mails) { site in
            let id = try await series("p", site)
            var found = try await row("p", site)
            #expect(found.turn == ["author", nil, "blocked"] && found.blocks == 2)
            let list = await site.get("/project/widget/")
            #expect(
                list.text.contains(
                    "href=\"/project/widget/series/\(id)/#blocked\">blocked by 2</a>"
                )
            )
            let page = await site.get("/project/widget/series/\(id)/")
            #expect(page.text.contains("Blocked by 2 comments:"))
            #expect(page.text.contains("Rae on patch") && page.text.contains("Tom on patch"))
            let state = try await site.get("/api/patchbay/series/\(id)/").object()
            let blocks = try #require(state["blocked_by"] as? [[String: Any]])
            #expect(blocks.map { $0["kind"] as? String } == ["nack", "request"])
            #expect((state["turn"] as? [String: Any])?["reason"] as? String == "blocked")

            // Marked as addressed, on its page.
            let maud = Browser(site)
            await maud.signIn("maud")
            let comment = try #require(blocks.last?["comment"] as? Int)
            let form = [("action", "mark"), ("comment", "\(comment)"), ("addressed", "done")]
            #expect(await maud.post("/project/widget/patch/p@x.test/", form).status == 303)
            found = try await row("p", site)
            #expect(found.turn == ["author", nil, "blocked"] && found.blocks == 1)
            // The author answers: reviewers have to say whether that is enough.
            let answer = TurnMails.reply("a", to: "n", day: 4, from: "Bo", "It is needed.")
            _ = try await site.store.takeIn([answer])
            #expect(try await row("p", site).turn == ["list", "Rae", "answered"])
            // Who has objected takes it back.
            let text = "Acked-by: Rae <rae@x.test>"
            let ack = TurnMails.reply("k", to: "a", day: 5, from: "Rae", text)
            _ = try await site.store.takeIn([ack])
            found = try await row("p", site)
            #expect(found.turn == ["maintainer", nil, "approved"] && found.blocks == 0)
            #expect(
                !(await site.get("/project/widget/series/\(id)/").text).contains("id=\"blocked\"")
            )
        }
    }

    @Test("objections are told by the next version", arguments: DatabaseKind.allCases)
    func nextVersion(kind: DatabaseKind) async throws {
        let mails = [
            TurnMails.patch("p", day: 1),
            TurnMails.reply("n", to: "p", day: 2, from: "Rae", "Nacked-by: Rae <rae@x.test>"),
            TurnMails.patch("p2", version: 2, day: 4, re: "p"),
        ]
        try await withMails(kind, mails) { site in
            let old = try await row("p", site)
            #expect(old.turn == ["nobody", nil, "replaced"] && old.blocks == 0)
            let new = try await row("p2", site)
            #expect(new.turn == ["list", nil, "quiet"] && new.blocks == 0)
            let id = try await series("p2", site)
            let page = await site.get("/project/widget/series/\(id)/")
            #expect(page.text.contains("nacked in v1</span>"))
            #expect(try await site.store.wrongSeriesFacts() == 0)
        }
    }

    @Test("what was closed lately stands below what is open", arguments: DatabaseKind.allCases)
    func closed(kind: DatabaseKind) async throws {
        let mails = [
            TurnMails.patch("p", day: 1), TurnMails.patch("q", title: "turn it off", day: 2),
            TurnMails.patch("s", title: "count spokes", day: 3),
        ]
        try await withMails(kind, mails) { site in
            let (p, q, s) = try await (
                Int(series("p", site)), Int(series("q", site)), Int(series("s", site))
            )
            let list = await site.get("/project/widget/")
            #expect(list.seriesRows == [s, q, p] && list.closedRows == [])
            #expect(!list.text.contains("Closed since"))
            let maud = Browser(site)
            await maud.signIn("maud")
            func set(_ series: Int, _ state: Int) async {
                let form = [
                    ("form", "patch-list-form"), ("series", "\(series)"), ("state", "\(state)"),
                    ("delegate", "*"), ("archived", "*"), ("action", "update"), ("name", ""),
                ]
                #expect(await maud.post("/project/widget/", form).status == 303)
            }
            await set(s, 3)
            site.time.pass(seconds: 86_400)
            await set(p, 10)
            // Whoever waits for the author, or for another tree, is not closed.
            await set(q, 7)
            let later = await site.get("/project/widget/")
            #expect(later.seriesRows == [q] && later.closedRows == [p, s])
            #expect(later.text.contains("Closed since <time datetime=\"2023-11-14"))
            #expect(try await row("q", site).turn == ["author", nil, "changes-requested"])
            let json = try await site.get("/project/widget.json").object()
            let closed = try #require(json["closed"] as? [[String: Any]])
            #expect(closed.map { $0["closed"] as? String }.first??.hasPrefix("2023-11-15") == true)
            // Not where the list has a filter, another page or another tab.
            for query in ["q=turn", "view=all", "order=name", "after=\(q)"] {
                #expect(await site.get("/project/widget/?\(query)").closedRows == [], "\(query)")
            }
            await set(p, 1)
            let again = await site.get("/project/widget/")
            #expect(again.seriesRows == [q, p] && again.closedRows == [s])
            #expect(try await site.store.wrongSeriesFacts() == 0)
        }
    }

    @Test("what a state means is said by who administers", arguments: DatabaseKind.allCases)
    func states(kind: DatabaseKind) async throws {
        try await withMails(kind, [TurnMails.patch("p", day: 1)]) { site in
            let id = Int(try await series("p", site))
            let root = Browser(site)
            await root.signIn("root")
            func mean(_ meaning: String) async -> SiteAnswer {
                await root.post(
                    "/admin/states/",
                    [
                        ("form", "state-1"), ("do", "save"), ("name", "New"), ("slug", "new"),
                        ("action_required", "on"), ("meaning", meaning),
                    ]
                )
            }
            #expect(await mean("waiting").status == 303)
            let page = await root.get("/admin/states/")
            #expect(page.text.contains("<option value=\"waiting\" selected=\"\">"))
            #expect(try await row("p", site).turn == ["author", nil, "changes-requested"])
            #expect(await mean("closed").status == 303)
            #expect(await site.get("/project/widget/").seriesRows == [])
            #expect(await site.get("/project/widget/").closedRows == [id])
            // A word that means nothing leaves it as it is.
            #expect(await mean("nonsense").status == 303)
            #expect(await site.get("/project/widget/").seriesRows == [])
            // To-do lists go by the other one, as before.
            #expect(try await site.store.states().first?.needsAction == true)
            let added = [("form", "add"), ("name", "Held"), ("meaning", "elsewhere")]
            #expect(await root.post("/admin/states/", added).status == 303)
            #expect(try await site.store.states().last?.meaning == .elsewhere)
            let trail = try await site.found(
                "SELECT COUNT(*) FROM audit WHERE target = 'state' AND after LIKE '%elsewhere%'"
            )
            #expect(trail == 1)
        }
    }
}

/// Mails of a list about a wheel.
private enum TurnMails {
    static func patch(
        _ name: String,
        title: String = "turn all spokes",
        version: Int = 1,
        day: Int,
        re: String? = nil
    ) -> IncomingMail {
        let text = """
            The wheel turns at once.

            Signed-off-by: Bo <bo@x.test>
            ---
            diff --git a/\(name.first ?? "p").c b/\(name.first ?? "p").c
            --- a/\(name.first ?? "p").c
            +++ b/\(name.first ?? "p").c
            @@ -1,2 +1,3 @@ int turn(void)
             \tstruct wheel *wheel;
            +\tturn_all(wheel, \(version));
             \treturn count;

            """
        let prefix = version == 1 ? "[PATCH]" : "[PATCH v\(version)]"
        return mail(name, "\(prefix) wheel: \(title)", day: day, re: re, text)
    }

    static func reply(
        _ name: String,
        to parent: String,
        day: Int,
        from: String,
        headers: String = "",
        _ body: String
    ) -> IncomingMail {
        mail(name, "Re: wheel", day: day, from: from, re: parent, headers: headers, body)
    }

    private static func mail(
        _ name: String,
        _ subject: String,
        day: Int,
        from: String = "Bo",
        re: String? = nil,
        headers: String = "",
        _ body: String
    ) -> IncomingMail {
        let reference = re.map { "In-Reply-To: <\($0)@x.test>\n" } ?? ""
        let address = from.lowercased().replacing(" ", with: ".")
        let text = """
            From: \(from) <\(address)@x.test>
            List-Id: <widget.lists.test>
            Subject: \(subject)
            Message-Id: <\(name)@x.test>
            \(headers)\(reference)Date: \(day) Nov 2023 10:00:00 +0000

            \(body)
            """
        return IncomingMail(raw: Array(text.utf8), source: "test")
    }
}
