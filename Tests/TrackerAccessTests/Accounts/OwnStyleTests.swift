import Testing
import TrackerTesting

@Suite("A style sheet of one's own")
struct OwnStyleTests {
    @Test("pages load it behind the site's, for its owner only", arguments: DatabaseKind.allCases)
    func ownOnly(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            #expect(await browser.get("/user/style.css").status == 302)
            await browser.signIn("pat")
            #expect(!(await browser.get("/").text.contains("/user/style.css")))
            let sheet = ":root { --accent: #7a1fa2 }\n/* </style> & more */"
            let done = await browser.post("/user/style/", [("style", sheet)])
            #expect(done.status == 303)
            let page = await browser.get("/").text
            let sheets = page.matches(of: /<link rel="stylesheet" href="([^"]+)"/).map(\.1)
            #expect(sheets.count == 2)
            let address = try #require(sheets.last.map(String.init))
            let served = await browser.get(address)
            #expect(served.text == sheet)
            #expect(served.header("Content-Type") == "text/css; charset=utf-8")
            #expect(served.header("Cache-Control")?.contains("private") == true)
            #expect(await browser.get("/user/").text.contains("/* &lt;/style&gt; &amp; more */"))

            let other = Browser(site)
            await other.signIn("maud")
            #expect(await other.get(address).text.isEmpty)
            #expect(!(await other.get("/").text.contains("/user/style.css")))
        }
    }

    @Test("an empty one is none, one that is too long is refused", arguments: DatabaseKind.allCases)
    func limits(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site)
            await browser.signIn("pat")
            let long = String(repeating: "a", count: 32_769)
            let refused = await browser.post("/user/style/", [("style", long)])
            #expect(refused.status == 400)
            #expect(refused.text.contains("At most 32768 bytes; this has 32769."))
            #expect(
                await browser.post("/user/style/", [("style", "p { color: red }")]).status == 303
            )
            #expect(await browser.get("/").text.contains("/user/style.css"))
            #expect(await browser.post("/user/style/", [("style", " \r\n ")]).status == 303)
            #expect(!(await browser.get("/").text.contains("/user/style.css")))
        }
    }
}
