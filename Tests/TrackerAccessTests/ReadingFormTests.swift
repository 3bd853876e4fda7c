import Testing
import TrackerHTTP
import TrackerStore
import TrackerTesting

@Suite("Changes on the pages of patches and series")
struct ReadingFormTests {
    private static let patch = "/project/widget/patch/p1@x.test/"
    private static let series = "/project/widget/series/50/"

    private func prepare(_ site: AccessSite) async throws {
        let body = MailCodec.pack(MailBody(headers: "Subject: a", content: "Why?"), raw: [])
        try await site.run(
            """
            INSERT INTO series (id, project_id, name, date, submitter_id, version, total,
                received_total)
            VALUES (50, 1, 'both', 0, 90, 1, 2, 2)
            """
        )
        try await site.run("UPDATE patch SET series_id = 50, number = 1 WHERE id = 1")
        try await site.run(
            """
            INSERT INTO patch (id, project_id, msgid, date, name, submitter_id, state_id, archived,
                check_state, series_id, number, codec, body)
            VALUES (3, 1, '<p3@x.test>', 0, 'second', 90, 1, 0, 0, 50, 2, \(body.codec),
                \(body.bytes))
            """
        )
        try await site.run(
            """
            INSERT INTO patch_comment (id, patch_id, msgid, date, submitter_id, codec, body)
            VALUES (11, 1, '<c11@x.test>', 0, 90, \(body.codec), \(body.bytes))
            """
        )
    }

    private func state(_ site: AccessSite, _ id: Int64) async throws -> Int64? {
        try await site.store.database.read { db in
            try db.int("SELECT state_id FROM patch WHERE id = \(id)")
        }
    }

    private static let update = [
        ("action", "update"), ("state", "3"), ("delegate", ""), ("archived", "True"),
    ]

    @Test(
        "who may change a patch sees the form, and others do not",
        arguments: DatabaseKind.allCases
    )
    func forms(kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await prepare(site)
            for page in [Self.patch, Self.series] {
                let stranger = await site.get(page)
                #expect(!stranger.text.contains("action=\"\(page)\""))
                let (maud, pat) = (Browser(site), Browser(site))
                await maud.signIn("maud")
                await pat.signIn("pat")
                #expect(await maud.get(page).text.contains("value=\"update\""))
                let other = await pat.get(page).text
                #expect(!other.contains("value=\"update\"") && other.contains("value=\"create\""))
                #expect(!stranger.text.contains("/regroup/") && !other.contains("/regroup/"))
                #expect(
                    await maud.get(Self.series).text.contains("href=\"\(Self.series)regroup/\"")
                )
                #expect(await maud.get(page).header("Cache-Control") == "private, no-cache")
            }
        }
    }

    @Test(
        "a patch is changed by those who may, with one line in the trail",
        arguments: DatabaseKind.allCases
    )
    func update(kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await prepare(site)
            let (maud, pat, stranger) = (Browser(site), Browser(site), Browser(site))
            let unsigned = await stranger.post(Self.patch, Self.update)
            #expect(
                unsigned.status == 303 && unsigned.header("Location")?.contains("/login/") == true
            )
            await pat.signIn("pat")
            #expect(await pat.post(Self.patch, Self.update).status == 403)
            await maud.signIn("maud")
            #expect(await maud.postAsIs(Self.patch, Self.update).status == 403)
            #expect(try await state(site, 1) == 1)
            let answer = await maud.post(Self.patch, Self.update)
            #expect(answer.status == 303 && answer.header("Location") == Self.patch)
            #expect(try await state(site, 1) == 3)
            let page = await maud.get(Self.patch).text
            #expect(
                page.contains("archived")
                    && page.contains("maud: archived yes, was no; state Accepted, was New")
            )
            let lines = try await site.store.latestAudit(AuditFilter(), limit: 10)
            #expect(lines.count { $0.target == "patch" && $0.way == "page" } == 1)
        }
    }

    @Test("bad values change nothing and are told", arguments: ["state", "delegate"])
    func faults(field: String) async throws {
        try await AccessSite.with(.sqlite) { site in
            try await prepare(site)
            let maud = Browser(site)
            await maud.signIn("maud")
            for value in ["999", "x", "-1", "99999999999999999999"] {
                let answer = await maud.post(Self.patch, [("action", "update"), (field, value)])
                #expect(answer.status == 303)
                #expect(answer.cookies.contains { $0.hasPrefix("told=error") })
            }
            #expect(try await state(site, 1) == 1)
            for fields in [
                [("action", "explode")], [], [("action", "mark")], [("action", "add")],
                [("action", "mark"), ("comment", "11"), ("addressed", "perhaps")],
                [("name", String(repeating: "x", count: 51))], [("name", "a/b")],
            ] {
                let answer = await maud.post(Self.patch, fields)
                #expect(
                    answer.status == 303 && answer.cookies.contains { $0.hasPrefix("told=error") }
                )
            }
            let missing = [("action", "mark"), ("comment", "12"), ("addressed", "open")]
            #expect(await maud.post(Self.patch, missing).status == 404)
            #expect(await maud.post("/project/widget/patch/none@x/", Self.update).status == 404)
        }
    }

    @Test("a whole series is changed in one step, and back", arguments: DatabaseKind.allCases)
    func wholeSeries(kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await prepare(site)
            let (maud, pat) = (Browser(site), Browser(site))
            await pat.signIn("pat")
            #expect(await pat.post(Self.series, Self.update).status == 403)
            await maud.signIn("maud")
            let changes = [
                ("action", "update"), ("state", "2"), ("delegate", "*"), ("archived", "*"),
            ]
            let answer = await maud.post(Self.series, changes)
            #expect(answer.status == 303 && answer.header("Location") == Self.series)
            #expect(try await state(site, 1) == 2)
            #expect(try await state(site, 3) == 2)
            let told = try #require(answer.cookies.first { $0.hasPrefix("told=success&") })
            #expect(told.contains("2+patches+updated"))
            let key = told.split(separator: "&", omittingEmptySubsequences: false)[1]
            let undone = await maud.post(
                "/undo/",
                [("change", String(key)), ("next", Self.series)]
            )
            #expect(undone.status == 303)
            #expect(try await state(site, 1) == 1)
            #expect(try await state(site, 3) == 1)
        }
    }

    @Test("comments are marked, one's own too", arguments: DatabaseKind.allCases)
    func marks(kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await prepare(site)
            let (maud, pat) = (Browser(site), Browser(site))
            await pat.signIn("pat")
            await maud.signIn("maud")
            let open = [("action", "mark"), ("comment", "11"), ("addressed", "open")]
            #expect(await pat.post(Self.patch, open).status == 403)
            #expect(!(await pat.get(Self.patch).text.contains("Mark action required")))
            #expect(await maud.get(Self.patch).text.contains("Mark action required: comment 11"))
            let answer = await maud.post(Self.patch, open)
            #expect(answer.header("Location") == Self.patch + "#11")
            let page = await maud.get(Self.patch).text
            #expect(page.contains("badge b-open") && page.contains("Mark addressed: comment 11"))
            #expect(page.contains("1 open"))
            #expect(await maud.get(Self.series).text.contains("blocked by 1"))
            // Bo, who wrote it, has an account now.
            try await site.run(
                """
                UPDATE person SET account_id = (SELECT id FROM account WHERE username = 'pat')
                WHERE id = 90
                """
            )
            let done = [("action", "mark"), ("comment", "11"), ("addressed", "done")]
            #expect(await pat.post(Self.patch, done).status == 303)
            #expect(await maud.get(Self.patch).text.contains("badge b-done"))
        }
    }

    @Test("patches go into bundles", arguments: DatabaseKind.allCases)
    func bundles(kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await prepare(site)
            let pat = Browser(site)
            await pat.signIn("pat")
            #expect(await pat.post(Self.patch, [("name", "  for   later ")]).status == 303)
            let page = await pat.get(Self.series).text
            #expect(page.contains("for later") && page.contains("secret plans"))
            let found = try await site.store.bundle(of: "pat", named: "for later")
            let bundle = try #require(found)
            #expect(bundle.patches == [1])
            let add = [("action", "add"), ("bundle_id", "\(bundle.id)")]
            #expect(await pat.post(Self.series, add).status == 303)
            #expect(try await site.store.bundle(of: "pat", named: "for later")?.patches == [1, 3])
            // Somebody else's bundle is not there.
            let maud = Browser(site)
            await maud.signIn("maud")
            #expect(await maud.post(Self.series, add).status == 404 || maud.session == nil)
            #expect(try await site.store.bundle(of: "pat", named: "for later")?.patches == [1, 3])
        }
    }
}
