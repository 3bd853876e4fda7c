import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Pages of bundles and saved views")
struct BundlePageTests {
    private static let list = "/project/widget/list/"

    private static func signedIn(_ site: AccessSite, _ name: String) async -> Browser {
        let browser = Browser(site)
        await browser.signIn(name)
        return browser
    }

    private static func form(_ fields: [(String, String)]) -> [(String, String)] {
        [("form", "patch-list-form")] + fields
    }

    @Test("bundles are made and filled from lists", arguments: DatabaseKind.allCases)
    func made(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let pat = await Self.signedIn(site, "pat")
            // By date, whatever the order of the form; Enter in the box counts as Create.
            let create = [("action", "update"), ("name", " my  work ")]
            let told = await pat.post(
                Self.list,
                Self.form([("patch_id:31", "1"), ("patch_id:11", "1")] + create)
            ).told
            #expect(told.contains("created. 2 patches added"))
            #expect(await pat.get("/bundle/pat/my%20work/").patchRows == [11, 31])
            #expect(await pat.post(Self.list, Self.form(create)).told.contains("already"))
            for name in ["", "a/b", "..", String(repeating: "x", count: 51)] {
                let fields = [("action", "create"), ("name", name), ("patch_id:11", "1")]
                #expect(await pat.post(Self.list, Self.form(fields)).told.hasPrefix("error&"))
            }
            let id = try #require(
                try await site.stored("SELECT id FROM bundle WHERE name = 'my work'")
            )
            let add = [("action", "add"), ("bundle_id", "\(id)")]
            let added = await pat.post(
                "/project/widget/",
                Self.form([("series", "10"), ("series", "30")] + add)
            )
            #expect(added.told.contains("3 patches added") && added.told.contains("already"))
            let foreign = await pat.post(Self.list, Self.form([("patch_id:2", "1")] + add)).told
            #expect(foreign.contains("1 patch of other projects left out"))
            #expect(
                await pat.post(Self.list, Self.form([("patch_id:2", "1"), ("action", "add")]))
                    .told.hasPrefix("error&")
            )
            // What is finished or archived is shown all the same.
            #expect(await pat.get("/bundle/pat/my%20work/").patchRows == [11, 31, 12, 13, 32])
            let remove = [
                ("action", "remove"), ("removed_bundle_id", "\(id)"), ("patch_id:13", "1"),
            ]
            #expect(
                await pat.post("/bundle/pat/my%20work/", Self.form(remove)).told
                    .contains("1 patch was removed")
            )
            #expect(await pat.get("/bundle/pat/my%20work/").patchRows == [11, 31, 12, 32])
            let empty = [("action", "create"), ("name", "empty")]
            #expect(await pat.post(Self.list, Self.form(empty)).told.hasPrefix("success&"))
            #expect(await pat.get("/bundle/pat/empty/").text.contains("No patch is in this bundle"))
        }
    }

    @Test("bundles are put into order, renamed and shared", arguments: DatabaseKind.allCases)
    func changed(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let pat = await Self.signedIn(site, "pat")
            let all = [11, 12, 13, 31].map { ("patch_id:\($0)", "1") }
            _ = await pat.post(Self.list, Self.form(all + [("action", "create"), ("name", "b")]))
            let reorder =
                [("form", "reorder-form"), ("order_start", "12")]
                + ["31", "12", "13", "999"].map { ("neworder", $0) }
            #expect(await pat.post("/bundle/pat/b/", reorder).status == 303)
            #expect(await pat.get("/bundle/pat/b/").patchRows == [11, 31, 12, 13])
            for (move, order) in [
                ("up:12", [11, 12, 31, 13]), ("down:11", [12, 11, 31, 13]),
                ("up:12", [12, 11, 31, 13]), ("down:13", [12, 11, 31, 13]),
                ("up:7", [12, 11, 31, 13]), ("sideways", [12, 11, 31, 13]),
            ] {
                _ = await pat.post("/bundle/pat/b/", Self.form([("move", move)]))
                #expect(await pat.get("/bundle/pat/b/").patchRows == order, "\(move)")
            }
            #expect(await site.get("/bundle/pat/b/").status == 404)
            let rename = [
                ("form", "bundle"), ("name", "new name"), ("public", "on"), ("action", "Update"),
            ]
            let answer = await pat.post("/bundle/pat/b/", rename)
            #expect(answer.header("Location") == "/bundle/pat/new%20name/")
            let seen = await site.get("/bundle/pat/new%20name/")
            #expect(seen.patchRows == [12, 11, 31, 13] && !seen.text.contains("move"))
            let taken = [("form", "bundle"), ("name", "secret plans"), ("action", "Update")]
            #expect(await pat.post("/bundle/pat/new%20name/", taken).told.contains("already"))
        }
    }

    @Test("bundles are for their owner to change", arguments: DatabaseKind.allCases)
    func owners(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let maud = await Self.signedIn(site, "maud")
            let place = "/bundle/pat/secret%20plans/"
            let delete = [
                ("form_name", "deletebundleform"), ("bundle_id", "77"), ("confirm", "yes"),
            ]
            #expect(await maud.post("/user/bundles/", delete).told.hasPrefix("error&"))
            #expect(await maud.post(place, [("form", "bundle"), ("name", "x")]).status == 404)
            try await site.run("UPDATE bundle SET is_public = 1")
            for fields in [
                [("form", "bundle"), ("name", "x"), ("action", "Update")],
                [("form", "bundle"), ("action", "Delete")], [("form", "reorder-form")],
                [("move", "up:1")],
                Self.form([("action", "remove"), ("removed_bundle_id", "77"), ("patch_id:1", "1")]),
                Self.form([("action", "add"), ("bundle_id", "77"), ("patch_id:11", "1")]),
            ] {
                #expect(await maud.post(place, fields).told.hasPrefix("success&") == false)
            }
            #expect(await site.get(place).patchRows == [1])
            #expect(await maud.get("/user/bundle/77/").status == 404)
            let pat = await Self.signedIn(site, "pat")
            #expect(await pat.get("/user/bundle/77/").header("Location") == place)
            #expect(await pat.get("/user/bundle/77/mbox/").header("Location") == place + "mbox/")
            #expect(await pat.get("/user/bundle/x/").status == 404)
        }
    }

    @Test("bundles are deleted when somebody means it", arguments: DatabaseKind.allCases)
    func deleted(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let pat = await Self.signedIn(site, "pat")
            #expect(await pat.get("/user/bundles/").text.contains("secret plans"))
            #expect(await pat.get("/project/widget/bundles/").text.contains("secret plans"))
            #expect(!(await pat.get("/project/gadget/bundles/").text).contains("secret plans"))
            #expect(await pat.get("/project/none/bundles/").status == 404)
            #expect(
                await site.get("/user/bundles/").header("Location")?.hasPrefix("/user/login/")
                    == true
            )
            let delete = [("form_name", "deletebundleform"), ("bundle_id", "77")]
            let question = await pat.post("/user/bundles/", delete)
            #expect(question.status == 200 && question.text.contains("does not come back"))
            let other = await pat.post(
                "/bundle/pat/secret%20plans/",
                [("form", "bundle"), ("action", "Delete")]
            )
            #expect(other.text.contains("does not come back"))
            #expect(await pat.get("/bundle/pat/secret%20plans/").status == 200)
            let answer = await pat.post("/user/bundles/", delete + [("confirm", "yes")])
            #expect(answer.told.contains("was deleted"))
            #expect(await pat.get("/bundle/pat/secret%20plans/").status == 404)
        }
    }

    @Test("views are saved, opened, renamed and deleted", arguments: DatabaseKind.allCases)
    func views(kind: DatabaseKind) async throws {
        try await AccessSite.withLists(kind) { site in
            let pat = await Self.signedIn(site, "pat")
            let place = "/project/widget/views/"
            let query = "view=all&q=turn"
            func post(_ fields: [(String, String)]) async -> SiteAnswer {
                await pat.post(place, fields)
            }
            let save = [
                ("action", "save"), ("list", "series"), ("query", query), ("name", " turns "),
            ]
            #expect(await post(save).header("Location") == "/project/widget/?\(query)")
            let link = "href=\"/project/widget/?view=all&amp;q=turn\">turns</a>"
            #expect(await pat.get("/project/widget/").text.contains(link))
            // The same name again replaces it; a view of the patches is another list.
            #expect(await post(save).told.hasPrefix("success&"))
            let patches = [
                ("action", "save"), ("list", "patches"), ("query", "q=x"), ("name", "x"),
            ]
            #expect(await post(patches).header("Location") == "/project/widget/list/?q=x")
            let id = try #require(
                try await site.stored("SELECT id FROM saved_view WHERE name = 'turns'")
            )
            func change(_ name: String) async -> String {
                await post([("action", "rename"), ("id", "\(id)"), ("name", name)]).told
            }
            for wrong in ["", "x", String(repeating: "x", count: 61), "a\u{7}b"] {
                #expect(await change(wrong).hasPrefix("error&"), "\(wrong)")
            }
            #expect(await change("around").hasPrefix("success&"))
            #expect(await pat.get(place).text.contains(">around</a>"))
            let maud = await Self.signedIn(site, "maud")
            #expect(!(await maud.get(place).text).contains("around"))
            let delete = [("action", "delete"), ("id", "\(id)")]
            #expect(await maud.post(place, delete).told.hasPrefix("error&"))
            #expect(await post(delete).told.hasPrefix("success&"))
            #expect(!(await pat.get(place).text).contains("around"))
            #expect(await post([("action", "nonsense")]).told.hasPrefix("error&"))
            #expect(await pat.get("/project/none/views/").status == 404)
            #expect(await site.get(place).header("Location")?.hasPrefix("/user/login/") == true)
        }
    }
}

extension AccessSite {
    fileprivate func stored(_ query: SQLText) async throws -> Int64? {
        try await store.database.read { try $0.int(query) }
    }
}
