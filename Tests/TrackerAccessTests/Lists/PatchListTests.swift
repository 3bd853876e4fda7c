import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("List of patches")
struct PatchListTests {
    private static let cases: [(String, [Int])] = [
        // By default what asks for action and is not archived, newest first.
        ("", [32, 31, 12, 11, 1]), ("series=10", [12, 11]),
        ("series=999", [32, 31, 12, 11, 1]),
        ("series=x", [32, 31, 12, 11, 1]), ("state=*", [32, 31, 13, 12, 11, 1]),
        ("state=3", [13]), ("state=99", [32, 31, 12, 11, 1]), ("state=accepted", [13]),
        ("state=3&state=4&archive=both", [21, 13]), ("archive=true&state=*", [21]),
        ("archive=both&state=*", [32, 31, 21, 13, 12, 11, 1]), ("archive=x&state=3", [13]),
        ("submitter=91", [32, 31]), ("submitter=ADA", [32, 31]),
        ("submitter=nobody-at-all", [32, 31, 12, 11, 1]),
        ("submitter=777", [32, 31, 12, 11, 1]),
        ("q=TURN", [12, 11]), ("q=%5F", []), ("delegate=Nobody", [32, 31, 11, 1]),
        ("delegate=mau", [12]), ("delegate=zzz", [32, 31, 12, 11, 1]),
        ("order=name", [31, 32, 11, 12, 1]), ("order=-name", [1, 12, 11, 32, 31]),
        ("order=submitter", [32, 31, 12, 11, 1]), ("order=date", [1, 11, 12, 31, 32]),
        ("order=nonsense", [32, 31, 12, 11, 1]),
        ("state=*&order=state", [32, 31, 12, 11, 1, 13]),
        ("order=delegate", [12, 32, 31, 11, 1]), ("page=7", [32, 31, 12, 11, 1]),
        ("page=-1", [32, 31, 12, 11, 1]), ("page=x", [32, 31, 12, 11, 1]),
    ]

    @Test(
        "has the patches that the filters let through",
        arguments: DatabaseKind.allCases,
        cases
    )
    func filters(kind: DatabaseKind, item: (String, [Int])) async throws {
        let (query, expected) = item
        try await AccessSite.withLists(kind) { site in
            let answer = await site.get("/project/widget/list/?\(query)")
            #expect(answer.status == 200)
            #expect(answer.patchRows == expected)
        }
    }

    @Test("takes a submitter with all addresses", arguments: DatabaseKind.allCases)
    func otherAddresses(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            try await site.run("UPDATE person SET account_id = 1 WHERE id IN (90, 91)")
            let answer = await site.get("/project/widget/list/?submitter=91")
            #expect(answer.patchRows == [32, 31, 12, 11, 1])
        }
    }

    @Test("keeps filter and order from page to page", arguments: DatabaseKind.allCases)
    func pages(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            try await site.run("UPDATE account SET items_per_page = 2 WHERE username = 'maud'")
            let browser = Browser(site)
            await browser.signIn("maud")
            let first = await browser.get("/project/widget/list/?order=name&q=%5B")
            #expect(first.patchRows == [31, 32])
            #expect(first.link(rel: "next") == "/project/widget/list/?q=%5B&order=name&page=2")
            #expect(first.text.contains("1–2 of 4 patches"))
            let last = await browser.get("/project/widget/list/?order=name&q=%5B&page=99")
            #expect(last.patchRows == [11, 12])
            // No page has no rows, whatever somebody has chosen.
            for size in [0, -3, 1_000_000] {
                try await site.run("UPDATE account SET items_per_page = \(size)")
                #expect(await browser.get("/project/widget/list/").patchRows.count == 5)
            }
        }
    }

    @Test("shows filters that can be dropped", arguments: DatabaseKind.allCases)
    func chips(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let text = await site.get("/project/widget/list/?q=turn&submitter=90").text
            for (link, name) in [
                ("?submitter=90", "name: turn"), ("?q=turn", "submitter: Bo"),
                ("?submitter=90&amp;state=%2A&amp;q=turn", "action required"),
                ("?submitter=90&amp;q=turn&amp;archive=both", "not archived"),
            ] {
                #expect(
                    text.contains(
                        "href=\"/project/widget/list/\(link)\" "
                            + "aria-label=\"Remove filter: \(name)\""
                    ),
                    "\(name)"
                )
            }
        }
    }

    @Test(
        "changes what is selected, with the fields that scripts know",
        arguments: DatabaseKind.allCases
    )
    func update(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let browser = Browser(site)
            await browser.signIn("maud")
            func post(_ fields: [(String, String)]) async -> String {
                await browser.post(
                    "/project/widget/list/",
                    [("form", "patch-list-form"), ("action", "UPDATE")] + fields
                ).told
            }
            let both = [("patch_id:11", "1"), ("patch_id:12", "1"), ("patch_id:31", "")]
            #expect(
                await post(both + [("state", "3"), ("delegate", ""), ("archived", "*")])
                    .hasSuffix("2 patches updated.")
            )
            #expect(await browser.get("/project/widget/list/").patchRows == [32, 31, 1])
            #expect(await post(both + [("state", "3")]).hasSuffix("No patches updated."))
            #expect(
                await post([("patch_id:31", "1"), ("archived", "True")])
                    .hasSuffix("1 patch updated.")
            )
            #expect(await post([("state", "3")]).contains("Nothing was selected"))
            for wrong in [("state", "x"), ("delegate", "x"), ("archived", "maybe")] {
                #expect(await post([("patch_id:32", "1"), wrong]).hasPrefix("error&"))
            }
            #expect(await post([("patch_id:32", "1"), ("state", "99")]).contains("Invalid state"))
            #expect(await post([("patch_id:32", "1"), ("delegate", "2")]).contains("maintainer"))
            #expect(await browser.get("/project/widget/list/").patchRows == [32, 1])
            // Of another project, whose rights count: the rest is changed all the same.
            let mixed = await post([("patch_id:2", "1"), ("patch_id:32", "1"), ("state", "3")])
            #expect(mixed.contains("1 patch updated. You may not change: “gadget: fix”."))
            let trail = try await site.store.latestAudit(AuditFilter(), limit: 1)
            #expect(trail.first?.targetID == 32 && trail.first?.way == "page")
        }
    }

    @Test(
        "takes changes from those who are signed in, by its own form",
        arguments: DatabaseKind.allCases
    )
    func strangers(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let fields = [
                ("form", "patch-list-form"), ("action", "update"), ("patch_id:11", "1"),
                ("state", "3"),
            ]
            let stranger = Browser(site)
            for action in ["update", "create", "add", "remove", "nonsense"] {
                let answer = await stranger.post(
                    "/project/widget/list/",
                    fields + [("action", action), ("name", "x")]
                )
                #expect(answer.status == 303)
                #expect(answer.header("Location")?.hasPrefix("/user/login/") == true)
            }
            let browser = Browser(site)
            await browser.signIn("maud")
            #expect(await browser.postAsIs("/project/widget/list/", fields).status == 403)
            #expect(await browser.get("/project/widget/list/").patchRows == [32, 31, 12, 11, 1])
            let answer = await browser.post("/project/none/list/", fields)
            #expect(answer.status == 303)
        }
    }

    @Test("has numbers to copy for those who want them", arguments: DatabaseKind.allCases)
    func numbers(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let browser = Browser(site)
            await browser.signIn("maud")
            #expect(!(await browser.get("/project/widget/list/").text).contains("data-copy"))
            try await site.run("UPDATE account SET show_ids = 1")
            #expect(await browser.get("/project/widget/list/").text.contains("data-copy=\"31\""))
            #expect(!(await site.get("/project/widget/list/").text).contains("data-copy"))
        }
    }

    @Test(
        "leads from a series that is gone to where its mails are",
        arguments: DatabaseKind.allCases
    )
    func alias(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            try await site.run("INSERT INTO series_alias (id, series_id) VALUES (8, 10)")
            let answer = await site.get("/project/widget/list/?series=8&state=*")
            #expect(answer.status == 301)
            #expect(answer.header("Location") == "/project/widget/list/?series=10&state=%2A")
        }
    }

    @Test("is what waits for somebody, across projects", arguments: DatabaseKind.allCases)
    func toDo(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let stranger = await site.get("/user/todo/widget/?order=name")
            #expect(
                stranger.header("Location")
                    == "/user/login/?next=%2Fuser%2Ftodo%2Fwidget%2F%3Forder%3Dname"
            )
            let browser = Browser(site)
            await browser.signIn("maud")
            // One project: there at once.
            #expect(await browser.get("/user/todo/").header("Location") == "/user/todo/widget/")
            let list = await browser.get("/user/todo/widget/?delegate=Nobody")
            #expect(list.patchRows == [12])
            try await site.run("UPDATE patch SET delegate_id = 1 WHERE id = 2")
            let both = await browser.get("/user/todo/")
            #expect(both.text.contains("href=\"/user/todo/gadget/\""))
            let form = [
                ("form", "patch-list-form"), ("action", "update"), ("patch_id:12", "1"),
                ("state", "3"),
            ]
            #expect(
                await browser.post("/user/todo/widget/", form).header("Location")
                    == "/user/todo/widget/"
            )
            #expect(await browser.get("/user/todo/widget/").text.contains("Nothing is waiting"))
            #expect(await browser.get("/user/todo/none/").status == 404)
        }
    }

    @Test("comes as JSON and as a feed", arguments: DatabaseKind.allCases)
    func otherForms(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let object = try await site.get("/project/widget/list.json?q=turn").object()
            let patches = try #require(object["patches"] as? [[String: Any]])
            #expect(patches.map { $0["id"] as? Int } == [12, 11])
            #expect(patches.first?["delegate"] as? String == "maud")
            #expect(object["total"] as? Int == 2)
            let feed = await site.get("/project/widget/list.atom?q=turn").text
            #expect(feed.contains("<id>urn:patchbay:patch:12</id>"))
        }
    }
}
