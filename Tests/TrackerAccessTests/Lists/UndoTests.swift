import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Undo")
struct UndoTests {
    private static func change(
        _ site: AccessSite,
        _ state: String,
        patches: [Int64] = [1],
        archive: Bool? = nil
    ) async throws -> String {
        let maud = try #require(try await site.account("maud"))
        var change = PatchChange()
        change.state = .set(.text(state))
        change.isArchived = archive.map(Edit.set) ?? .keep
        let part = BulkChange.Part(patches: patches, series: nil, change: change)
        let changed = try await site.store.changePatchesUndoably(
            BulkChange([part]),
            by: ChangeAuthor(account: maud, way: .page)
        )
        return try #require(changed.undo)
    }

    private static func state(_ site: AccessSite, _ id: Int64 = 1) async throws -> String {
        let object = try await site.get("/api/patches/\(id)/").object()
        return "\(object["state"] ?? "") \(object["archived"] ?? "")"
    }

    @Test("brings the old values back, once", arguments: DatabaseKind.allCases)
    func once(kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let key = try await Self.change(site, "accepted", archive: true)
            #expect(try await Self.state(site) == "accepted 1")
            let browser = Browser(site)
            await browser.signIn("maud")
            let fields = [("change", key), ("next", "/project/widget/list/?page=2")]
            let answer = await browser.post("/undo/", fields)
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "/project/widget/list/?page=2")
            #expect(answer.cookie("told")?.contains("1+change+taken+back") == true)
            #expect(try await Self.state(site) == "new 0")
            let again = await browser.post("/undo/", fields)
            #expect(again.cookie("told")?.hasPrefix("warning&") == true)
            // Undo is a change as any other: it stands in the trail.
            let trail = try await site.store.latestAudit(AuditFilter(), limit: 1)
            #expect(trail.first?.after == "{\"state\":\"new\",\"archived\":false}")
        }
    }

    @Test("leaves alone what has been changed since", arguments: DatabaseKind.allCases)
    func changedSince(kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let key = try await Self.change(site, "accepted", archive: true)
            _ = try await Self.change(site, "rejected")
            let browser = Browser(site)
            await browser.signIn("maud")
            let answer = await browser.post("/undo/", [("change", key)])
            #expect(answer.cookie("told")?.contains("stays+as+it+is") == true)
            #expect(try await Self.state(site) == "rejected 0")
        }
    }

    @Test("is for its author, for a day, by a form of this site", arguments: DatabaseKind.allCases)
    func refusals(kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let key = try await Self.change(site, "accepted")
            let other = Browser(site)
            await other.signIn("gus")
            let answer = await other.post("/undo/", [("change", key)])
            #expect(answer.cookie("told")?.hasPrefix("warning&") == true)
            let stranger = await Browser(site).post("/undo/", [("change", key)])
            #expect(stranger.header("Location")?.hasPrefix("/user/login/") == true)
            let owner = Browser(site)
            await owner.signIn("maud")
            #expect(await owner.postAsIs("/undo/", [("change", key)]).status == 403)
            #expect(await owner.get("/undo/").status == 405)
            for wrong in ["", "x", "-1", "99999999999999999999", "7777"] {
                let answer = await owner.post("/undo/", [("change", wrong)])
                #expect(answer.cookie("told")?.hasPrefix("warning&") == true)
            }
            #expect(try await Self.state(site) == "accepted 0")
            site.time.pass(seconds: 86_400)
            let late = await owner.post("/undo/", [("change", key)])
            #expect(late.cookie("told")?.hasPrefix("warning&") == true)
            #expect(try await Self.state(site) == "accepted 0")
        }
    }

    @Test("takes the right that the change took", arguments: DatabaseKind.allCases)
    func withoutRight(kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let key = try await Self.change(site, "accepted")
            try await site.run("DELETE FROM maintainer")
            let browser = Browser(site)
            await browser.signIn("maud")
            let answer = await browser.post("/undo/", [("change", key)])
            #expect(answer.cookie("told")?.contains("could+not") == true)
            #expect(try await Self.state(site) == "accepted 0")
        }
    }

    @Test("works for marks of comments", arguments: DatabaseKind.allCases)
    func comments(kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let body = MailCodec.pack(MailBody(headers: "", content: "Why?"), raw: [])
            try await site.run(
                """
                INSERT INTO patch_comment (id, patch_id, msgid, date, submitter_id, codec, body)
                VALUES (5, 1, '<c@x>', 0, 90, \(body.codec), \(body.bytes))
                """
            )
            let maud = try #require(try await site.account("maud"))
            let author = ChangeAuthor(account: maud, way: .page)
            let marked = try await site.store.markCommentUndoably(
                5,
                on: .patch(1),
                addressed: false,
                by: author
            )
            #expect(marked.value.isAddressed == false)
            let key = try #require(marked.undo)
            #expect(try await site.store.undo(key, by: author).restored == 1)
            let left = try await site.store.database.read {
                try $0.int("SELECT COUNT(*) FROM patch_comment WHERE addressed IS NULL")
            }
            #expect(left == 1)
        }
    }
}
