import HTTPTypes
import Testing
import TrackerHTTP
import TrackerTesting

@Suite("The frame of the pages")
struct PageFrameTests {
    @Test("light and dark are chosen without a script", arguments: DatabaseKind.allCases)
    func theme(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            #expect(await browser.get("/").text.contains("<html lang=\"en\">"))
            let answer = await browser.postAsIs(
                "/theme/",
                [("theme", "dark"), ("next", "/project/widget/")]
            )
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "/project/widget/")
            browser.set("theme", answer.cookie("theme"))
            let dark = await browser.get("/")
            #expect(dark.text.contains("<html lang=\"en\" data-theme=\"dark\">"))
            #expect(dark.text.contains("value=\"dark\" aria-pressed=\"true\""))
            browser.set("theme", "javascript")
            #expect(await browser.get("/").text.contains("<html lang=\"en\">"))
        }
    }

    @Test("nobody else chooses", arguments: DatabaseKind.allCases)
    func foreignTheme(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let origin = try #require(HTTPField.Name("Origin"))
            let answer = await Browser(site).postAsIs(
                "/theme/",
                [("theme", "dark")],
                [origin: "https://evil.test"]
            )
            #expect(answer.status == 403)
            #expect(answer.cookies.isEmpty)
            let away = await Browser(site).postAsIs("/theme/", [("next", "//evil.test/")])
            #expect(away.header("Location") == "/")
        }
    }

    @Test("every page has its other forms", arguments: DatabaseKind.allCases)
    func forms(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            let page = await browser.get("/mail/")
            #expect(page.text.contains("href=\"/mail.json\"") && page.text.contains("/mail.txt"))
            let text = await browser.get("/mail.txt")
            #expect(text.header("Content-Type") == "text/plain; charset=utf-8")
            #expect(text.text.hasPrefix("What became of a mail\n=====================\n"))
            #expect(!text.text.contains("<"))
            let json = await browser.get("/mail.json")
            #expect(json.header("Content-Type") == "application/json")
            #expect(json.text.contains("\"heading\": \"What became of a mail\""))
            #expect(await browser.get("/mail.atom").status == 404)
            #expect(await browser.get("/nothing.txt").status == 404)
            #expect(await browser.get("/index.txt").status == 200)
        }
    }
}
