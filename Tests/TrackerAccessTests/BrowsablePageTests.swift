import Foundation
import HTTPTypes
import Testing
import TrackerHTTP
import TrackerStore
import TrackerTesting

@Suite("The API's pages for people")
struct BrowsablePageTests {
    private static let place = "/api/patches/1/"

    @Test("a stranger sees no form, and the way in", arguments: DatabaseKind.allCases)
    func stranger(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let page = await Browser(site).get(Self.place + "?format=api")
            #expect(page.status == 200)
            #expect(!page.text.contains("<form"))
            let link = "/user/login/?next=%2Fapi%2Fpatches%2F1%2F%3Fformat%3Dapi"
            #expect(page.text.contains(link))
            let policy = try #require(page.header("Content-Security-Policy"))
            #expect(policy.hasPrefix("default-src 'none'; style-src 'self';"))
            #expect(!policy.contains("unsafe"))
            #expect(!page.text.contains("<script") && !page.text.contains("style="))
        }
    }

    @Test("who may not change it sees no form either", arguments: DatabaseKind.allCases)
    func noRight(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("gus")
            let page = await browser.get(Self.place)
            #expect(page.text.contains("Signed in as <b>gus</b>"))
            #expect(!page.text.contains("name=\"_method\""))
            #expect(await browser.get("/api/patches/2/").text.contains("value=\"PATCH\""))
            #expect(!(await browser.get("/api/patches/").text.contains("id=\"change\"")))
        }
    }

    @Test(
        "the form holds what there is, and sends what was changed",
        arguments: DatabaseKind.allCases
    )
    func change(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let nasty = "\"><script>alert(1)</script>"
            try await site.run("UPDATE patch SET commit_ref = \(nasty) WHERE id = 1")
            let browser = Browser(site)
            await browser.signIn("maud")
            let page = await browser.get(Self.place)
            #expect(!page.text.contains("<script"))
            #expect(page.text.contains("<option value=\"new\" selected>"))
            let field = try #require(
                page.text.split(separator: "name=\"csrfmiddlewaretoken\"").last
            )
            let shown = String(field.dropFirst(" value=\"".count).prefix { $0 != "\"" })
            #expect(shown.count == 80 && shown != browser.csrf)
            let masked = await browser.postAsIs(
                Self.place,
                [("_method", "PATCH"), ("archived", "false"), ("csrfmiddlewaretoken", shown)]
            )
            #expect(masked.status == 200)
            let answer = await browser.post(
                Self.place,
                [
                    ("_method", "PATCH"), ("state", "rfc"), ("_was:state", "new"),
                    ("archived", "true"), ("_was:archived", "false"), ("delegate", ""),
                    ("_was:delegate", ""), ("pull_url", "x"), ("_was:pull_url", "x"),
                    ("related", ""), ("_was:related", ""),
                ]
            )
            #expect(answer.status == 200)
            #expect(answer.text.contains("<b>PATCH</b> /api/patches/1/"))
            let patch = try await site.get(Self.place).object()
            #expect(patch["state"] as? String == "rfc")
            #expect(patch["archived"] as? Bool == true)
            #expect(patch["pull_url"] is NSNull)
            #expect(patch["commit_ref"] as? String == nasty)
        }
    }

    @Test("the raw form sends any body by any method", arguments: DatabaseKind.allCases)
    func raw(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("maud")
            let put = await browser.post(
                Self.place,
                [
                    ("_method", "PUT"), ("_content_type", "application/json"),
                    ("_content", "{\r\n  \"state\": \"accepted\",\r\n \"delegate\": null}"),
                ]
            )
            #expect(put.status == 200)
            let patch = try await site.get(Self.place).object()
            #expect(patch["state"] as? String == "accepted")
            let broken = await browser.post(
                Self.place,
                [("_method", "PATCH"), ("_content", "{\"state\":")]
            )
            #expect(broken.status == 400)
            #expect(broken.text.contains("JSON parse error"))
        }
    }

    @Test("a mistake keeps what was typed", arguments: DatabaseKind.allCases)
    func mistake(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("maud")
            let answer = await browser.post(
                "/api/patches/1/checks/",
                [
                    ("_method", "POST"), ("state", ""), ("context", "ci-build"),
                    ("target_url", ""), ("description", "two\r\nlines"),
                ]
            )
            #expect(answer.status == 400)
            #expect(answer.text.contains("value=\"ci-build\""))
            #expect(answer.text.contains("two\nlines"))
            // A field that was right is sent again with the corrected one.
            let patch = await browser.post(
                Self.place,
                [
                    ("_method", "PATCH"), ("state", "nonsense"), ("_was:state", "new"),
                    ("commit_ref", "abc"), ("_was:commit_ref", ""), ("pull_url", ""),
                    ("_was:pull_url", ""),
                ]
            )
            #expect(patch.status == 400)
            #expect(patch.text.contains("name=\"commit_ref\" value=\"abc\""))
            #expect(!patch.text.contains("name=\"_was:commit_ref\""))
            #expect(patch.text.contains("name=\"_was:pull_url\" value=\"\""))
            let made = await browser.post(
                "/api/patches/1/checks/",
                [
                    ("_method", "POST"), ("state", "fail"), ("context", "ci-build"),
                    ("target_url", ""), ("description", "two\r\nlines"),
                ]
            )
            #expect(made.status == 201)
            let check = try #require(try await site.get("/api/patches/1/checks/").objects().first)
            #expect(check["description"] as? String == "two\nlines")
            #expect(check["state"] as? String == "fail")
        }
    }

    @Test("bundles are made and deleted by forms", arguments: DatabaseKind.allCases)
    func bundles(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("pat")
            let made = await browser.post(
                "/api/bundles/",
                [("_method", "POST"), ("name", "by form"), ("patches", "1, 1"), ("public", "true")]
            )
            #expect(made.status == 201, "\(made.text)")
            let place = try #require(made.header("Location"))
            let path = String(place.dropFirst("http://patches.test".count))
            let page = await browser.get(path)
            #expect(page.text.contains("value=\"DELETE\""))
            #expect(page.text.contains("name=\"patches\" value=\"1\""))
            let forged = await browser.postAsIs(path, [("_method", "DELETE")])
            #expect(forged.status == 403)
            let gone = await browser.post(path, [("_method", "DELETE")])
            #expect(gone.status == 303)
            #expect(gone.header("Location") == "/api/bundles/")
            #expect(await browser.get(path).status == 404)
        }
    }

    @Test("settings have fields of their own", arguments: DatabaseKind.allCases)
    func settings(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("pat")
            let id = try #require(
                try await site.store.database.read {
                    try $0.int("SELECT id FROM account WHERE username = 'pat'")
                }
            )
            let page = await browser.get("/api/users/\(id)/")
            #expect(page.text.contains("name=\"settings.items_per_page\" value=\"100\""))
            let answer = await browser.post(
                "/api/users/\(id)/",
                [
                    ("_method", "PATCH"), ("first_name", "Pat"), ("_was:first_name", ""),
                    ("settings.items_per_page", "50"), ("_was:settings.items_per_page", "100"),
                    ("settings.show_ids", "false"), ("_was:settings.show_ids", "false"),
                ]
            )
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.text.contains("&quot;items_per_page&quot;: 50"))
            let bad = await browser.post(
                "/api/users/\(id)/",
                [
                    ("_method", "PATCH"), ("settings.items_per_page", "many"),
                    ("_was:settings.items_per_page", "50"),
                ]
            )
            #expect(bad.status == 400)
        }
    }

    @Test("only a session's own form stands for another method", arguments: DatabaseKind.allCases)
    func onlyForms(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let maud = try await site.token(of: "maud")
            let headers: HTTPFields = [
                .authorization: "Token \(maud)",
                .contentType: "application/x-www-form-urlencoded",
            ]
            let form = "_method=PATCH&archived=true"
            let answer = await site.send(.post, Self.place, headers, body: form)
            #expect(answer.status == 405)
            let query = await site.send(.get, Self.place + "?_method=PATCH&archived=true", headers)
            #expect(query.status == 200)
            let browser = Browser(site)
            await browser.signIn("maud")
            let odd = await browser.post(Self.place, [("_method", "TRACE"), ("archived", "true")])
            #expect(odd.status == 405)
            let patch = try await site.get(Self.place).object()
            #expect(patch["archived"] as? Bool == false)
        }
    }

    @Test("a link asks for OPTIONS", arguments: DatabaseKind.allCases)
    func options(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("maud")
            let page = await browser.get(Self.place + "?_method=OPTIONS")
            #expect(page.status == 200)
            #expect(page.text.contains("<b>OPTIONS</b>"))
            #expect(page.text.contains("&quot;max_length&quot;: 255"))
            #expect(
                !(await Browser(site).get(Self.place + "?_method=OPTIONS").text.contains(
                    "max_length"
                ))
            )
        }
    }
}
