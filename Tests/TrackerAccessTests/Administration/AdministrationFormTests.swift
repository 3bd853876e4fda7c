import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("The forms of administration")
struct AdministrationFormTests {
    private static func signedIn(_ name: String, _ site: AccessSite) async -> Browser {
        let browser = Browser(site)
        await browser.signIn(name)
        return browser
    }

    @Test(
        "say what is wrong beside the field, and keep what was typed",
        arguments: DatabaseKind.allCases
    )
    func faults(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let root = await Self.signedIn("root", site)
            let answer = await root.post(
                "/admin/projects/new/",
                [
                    ("form", "new"), ("name", "Gadget firmware"), ("link_name", "a/b\"><script>"),
                    ("list_id", "widget.lists.test"), ("list_email", "nobody"),
                    ("subject_match", "("), ("web_url", "javascript:alert(1)"),
                ]
            )
            #expect(answer.status == 400)
            let page = answer.text
            for words in [
                "Another project has this name.", "letters, digits, hyphens and underscores",
                "This is no mail address.", "This is no regular expression.",
                "begins with http:// or https://", "value=\"a/b&quot;&gt;&lt;script&gt;\"",
                "aria-invalid=\"true\"", "aria-describedby=\"new-list_email-wrong\"",
                "role=\"alert\"",
            ] {
                #expect(page.contains(words), "\(words)")
            }
            let taken = await root.post(
                "/admin/projects/new/",
                [
                    ("form", "new"), ("name", "W"), ("link_name", "w"),
                    ("list_id", "widget.lists.test"), ("list_email", "w@lists.test"),
                ]
            )
            #expect(taken.text.contains("Another project has this list id with the same subject"))
            let projects = try await site.store.projects()
            #expect(projects.count == 2)
        }
    }

    @Test("maintainers do not change which mail goes where", arguments: DatabaseKind.allCases)
    func identity(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let maud = await Self.signedIn("maud", site)
            let page = await maud.get("/admin/project/widget/").text
            #expect(!page.contains("name=\"list_id\""))
            for field in [
                ("list_id", "gadget.lists.test"), ("link_name", "x"), ("subject_match", "a"),
            ] {
                let fields = [
                    ("form", "settings"), ("name", "Widget tools"), ("list_email", "w@lists.test"),
                    field,
                ]
                #expect(await maud.post("/admin/project/widget/", fields).status == 403)
            }
            let root = await Self.signedIn("root", site)
            let done = await root.post(
                "/admin/project/widget/",
                [
                    ("form", "settings"), ("name", "Widget tools"), ("list_email", "w@lists.test"),
                    ("link_name", "wid"), ("list_id", "wid.test"), ("subject_match", "wid"),
                    ("show_dependencies", "on"),
                ]
            )
            #expect(done.header("Location") == "/admin/project/wid/")
            let project = try #require(try await site.store.projects().last)
            #expect(project.listID == "wid.test")
            #expect(project.showsDependencies && !project.usesTags)
            let trail = try await site.store.latestAudit(AuditFilter(), limit: 1)
            #expect(trail.first?.before.contains("\"list_id\":\"widget.lists.test\"") == true)
        }
    }

    @Test("a state goes, its patches never", arguments: DatabaseKind.allCases)
    func states(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let root = await Self.signedIn("root", site)
            // Both patches are New, the first state.
            let asked = await root.post("/admin/states/", [("form", "state-1"), ("do", "delete")])
            #expect(asked.status == 200)
            #expect(asked.text.contains("2 patches have it"))
            let fields = [("form", "state-1"), ("do", "delete"), ("to", "2")]
            let question = await root.post("/admin/states/", fields)
            #expect(question.text.contains("2 patches become Under Review"))
            #expect(try await site.count("state") == 10)
            await #expect(throws: ChangeRefusal.self) {
                _ = try await site.store.deleteState(1, movingTo: nil, by: .operatorOfSite)
            }
            let done = await root.post("/admin/states/", fields + [("confirmed", "yes")])
            #expect(done.status == 303)
            #expect(try await site.count("patch") == 2)
            #expect(try await site.count("patch WHERE state_id = 2") == 2)
            let events = try await site.count(
                "event WHERE category = 'patch-state-changed' AND previous_state_id = 1"
            )
            #expect(events == 2)
            let states = try await site.store.states()
            #expect(states.map(\.ordering) == Array(0..<9))
            #expect(states.first?.id == 2)
            #expect(try await site.store.patchesByState() == [2: 2])
            // No number is given twice.
            for name in ["Queued", "Parked"] {
                _ = await root.post("/admin/states/", [("form", "add"), ("name", name)])
            }
            try await site.store.deleteStateForTest(12)
            _ = await root.post("/admin/states/", [("form", "add"), ("name", "Late")])
            #expect(try await site.store.states().map(\.id).suffix(2) == [11, 13])
            let twice = await root.post("/admin/states/", [("form", "add"), ("name", "Late")])
            #expect(twice.status == 400)
            #expect(await site.get("/api/patches/").text.contains("\"under-review\""))
        }
    }

    @Test(
        "accounts are switched off and on, and the last superuser stays",
        arguments: DatabaseKind.allCases
    )
    func accounts(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let root = await Self.signedIn("root", site)
            let pat = await Self.signedIn("pat", site)
            #expect(await pat.get("/api/people/").status == 200)
            for action in ["deactivate", "ordinary"] {
                let last = await root.post("/admin/users/root/", [("form", "end"), ("do", action)])
                #expect(last.status == 400)
                #expect(last.text.contains("Nobody else is a superuser."))
            }
            _ = await root.post("/admin/users/pat/", [("do", "deactivate")])
            #expect(await pat.get("/api/people/").status == 403)
            #expect(await Browser(site).signIn("pat").status == 403)
            _ = await root.post("/admin/users/pat/", [("do", "activate")])
            #expect(await Browser(site).signIn("pat").status == 303)
            // The bundle of pat would go along.
            let kept = await root.post(
                "/admin/users/pat/",
                [("form", "end"), ("do", "delete"), ("confirmed", "yes")]
            )
            #expect(kept.status == 400)
            #expect(try await site.count("bundle") == 1)
            let shown = await root.post(
                "/admin/users/pat/",
                [("do", "password"), ("confirmed", "yes")]
            )
            let password = try #require(
                shown.text.split(separator: "id=\"password\">").last?.prefix { $0 != "<" }
            )
            #expect(password.count == 20)
            #expect(await Browser(site).signIn("pat").status == 403)
            #expect(await Browser(site).signIn("pat", password: String(password)).status == 303)
            #expect(shown.header("Cache-Control") == "no-store")
        }
    }

    @Test(
        "a user goes, delegated patches stay without a delegate",
        arguments: DatabaseKind.allCases
    )
    func deletion(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await site.run(
                "UPDATE patch SET delegate_id = (SELECT id FROM account WHERE username = 'robot')"
            )
            let root = await Self.signedIn("root", site)
            let asked = await root.post("/admin/users/robot/", [("do", "delete")])
            #expect(asked.text.contains("2 patches have no delegate then"))
            let fields = [("do", "delete"), ("confirmed", "yes")]
            #expect(await root.post("/admin/users/robot/", fields).status == 303)
            #expect(try await site.count("patch WHERE delegate_id IS NULL") == 2)
            #expect(try await site.count("event WHERE category = 'patch-delegated'") == 2)
            #expect(try await site.count("account") == 4)
            #expect(try await site.store.wrongTallies() == 0)
        }
    }

    @Test("two people become one, and two again", arguments: DatabaseKind.allCases)
    func people(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await site.takeInMails()
            let root = await Self.signedIn("root", site)
            let pat = try await site.number("SELECT id FROM person WHERE email = 'pat@test.test'")
            let own = try await site.count("patch WHERE submitter_id = 90")
            #expect(own == 5)
            let fields = [("form", "merge"), ("into", "\(pat)")]
            let asked = await root.post("/admin/people/90/", fields)
            #expect(asked.text.contains("5 patches"))
            let done = await root.post("/admin/people/90/", fields + [("confirmed", "yes")])
            #expect(done.header("Location") == "/admin/people/\(pat)/")
            #expect(try await site.count("patch WHERE submitter_id = 90") == 0)
            #expect(await root.get("/admin/people/90/").status == 404)
            // What comes from the old address is theirs as well, also when it is read again.
            let mail = """
                From: Robert <bo@x.test>
                List-Id: <widget.lists.test>
                Subject: [PATCH] late
                Message-Id: <late@x.test>

                --- a/x
                +++ b/x
                @@ -1 +1 @@
                -a
                +b
                """
            _ = try await site.store.takeIn([IncomingMail(raw: Array(mail.utf8), source: "test")])
            #expect(try await site.store.reparse(after: 0).changed.isEmpty)
            #expect(try await site.count("patch WHERE submitter_id = \(pat)") == 6)
            let merge = try await site.number("SELECT id FROM person_merge")
            let back = await root.post("/admin/people/\(pat)/", [("form", "undo-\(merge)")])
            #expect(back.header("Location") == "/admin/people/90/")
            #expect(try await site.count("patch WHERE submitter_id = 90") == 5)
            #expect(try await site.count("person_merge") == 0)
            _ = try await site.store.reparse(after: 0)
            #expect(try await site.count("patch WHERE submitter_id = 90") == 6)
            #expect(try await site.store.wrongTallies() == 0)
        }
    }

    @Test("a name that somebody has set stays", arguments: DatabaseKind.allCases)
    func names(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await site.takeInMails()
            let root = await Self.signedIn("root", site)
            _ = await root.post("/admin/people/90/", [("form", "name"), ("name", "Bo Berg")])
            _ = try await site.store.reparse(after: 0)
            #expect(try await site.count("person WHERE id = 90 AND name = 'Bo Berg'") == 1)
            #expect(try await site.store.wrongTallies() == 0)
        }
    }

    @Test("a mail without a home gets one, and keeps it", arguments: DatabaseKind.allCases)
    func mails(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await site.takeInMails()
            let root = await Self.signedIn("root", site)
            let list = await root.get("/admin/mail/?outcome=unassigned").text
            #expect(list.contains("lost@x.test") && !list.contains("orphan@x.test"))
            #expect(list.contains("no project has the list id unknown.lists.test"))
            let maud = await Self.signedIn("maud", site)
            let own = await maud.get("/admin/project/widget/mail/").text
            #expect(own.contains("orphan@x.test") && !own.contains("lost@x.test"))
            let lost = try await site.number("SELECT id FROM mail WHERE identity = '<lost@x.test>'")
            let page = await root.get("/admin/mail/\(lost)/").text
            #expect(page.contains("&lt;script&gt;b") && !page.contains("<script>b"))
            let path = "/admin/mail/\(lost)/"
            let wrong = await root.post(
                path,
                [
                    ("form", "decide"), ("project", "widget"), ("kind", "comment"),
                    ("parent", "no@x"),
                ]
            )
            #expect(wrong.status == 400)
            #expect(
                wrong.text.contains("No patch, cover letter or comment of the project has this")
            )
            let fields = [("form", "decide"), ("project", "gadget"), ("kind", "belongs")]
            #expect(await root.post(path, fields).status == 303)
            let fate = try #require(try await site.store.fates(of: "lost@x.test").first)
            #expect(fate.outcome == .patch && fate.project == "gadget")
            #expect(fate.reason.hasSuffix("decided by root"))
            #expect(await root.post(path, fields).status == 400)
        }
    }

    @Test("what was said of a mail stands, whatever comes again", arguments: DatabaseKind.allCases)
    func decided(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await site.takeInMails()
            let root = await Self.signedIn("root", site)
            let maud = await Self.signedIn("maud", site)
            let lost = try await site.number("SELECT id FROM mail WHERE identity = '<lost@x.test>'")
            _ = await root.post(
                "/admin/mail/\(lost)/",
                [("form", "decide"), ("project", "gadget"), ("kind", "belongs")]
            )
            let orphan = try await site.number(
                "SELECT id FROM mail WHERE identity = '<orphan@x.test>'"
            )
            _ = await maud.post(
                "/admin/mail/\(orphan)/",
                [("form", "decide"), ("project", "widget"), ("kind", "ignore")]
            )
            _ = try await site.store.reparse(after: 0)
            _ = try await site.store.retry([lost, orphan])
            try await site.takeInMails()
            let outcomes = try await site.store.mails(limit: 10).map(\.outcome)
            #expect(outcomes.filter { $0 == .ignored }.count == 1)
            #expect(try await site.store.fates(of: "lost@x.test").map(\.outcome) == [.patch])
            #expect(try await site.count("patch WHERE msgid = '<lost@x.test>'") == 1)
        }
    }

    @Test(
        "rules can be tried, the trail searched, and no secret is shown",
        arguments: DatabaseKind.allCases
    )
    func reading(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let maud = await Self.signedIn("maud", site)
            for (path, user, priority) in [("net/*", "maud", "1"), ("net/core/*", "pat", "9")] {
                let rule = [
                    ("form", "add"), ("path", path), ("user", user), ("priority", priority),
                ]
                #expect(await maud.post("/admin/project/widget/delegation/", rule).status == 303)
            }
            let page = "/admin/project/widget/delegation/?path="
            let tried = await maud.get(page + "net/core/sock.c").text
            #expect(tried.contains("goes to <strong>pat</strong>"))
            #expect(tried.contains("Behind it: net/* to maud."))
            #expect(await maud.get(page + "mm/a.c").text.contains("would go to nobody"))
            let secret = try await site.token(of: "robot")
            let root = await Self.signedIn("root", site)
            let tokens = await root.get("/admin/tokens/").text
            #expect(tokens.contains("robot") && !tokens.contains(secret))
            let all = await root.get("/admin/changes/").text
            #expect(all.contains("create: token") && all.contains("net/core/*"))
            let few = await root.get("/admin/changes/?user=maud&what=delegation+rule").text
            #expect(few.contains("net/core/*") && !few.contains("create: token"))
            #expect(await root.get("/admin/changes/?since=2099-01-01").text.contains("Nothing was"))
            #expect(await root.get("/admin/changes/?until=1999-01-01").text.contains("Nothing was"))
            for odd in [
                "number=x", "since=x", "before=-1", "user=%00", "before=99999999999999999999",
            ] {
                #expect(await root.get("/admin/changes/?\(odd)").status == 200, "\(odd)")
            }
            let own = await maud.get("/admin/project/widget/changes/").text
            #expect(own.contains("net/core/*") && !own.contains("create: token"))
        }
    }
}

extension Store {
    fileprivate func deleteStateForTest(_ id: PatchState.ID) async throws {
        _ = try await deleteState(id, movingTo: nil, by: .operatorOfSite)
    }
}
