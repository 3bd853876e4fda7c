import HTTPTypes
import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore

@testable import TrackerWeb

@Suite struct PageTests {
    private static let hostile = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"

    @Test("the writer escapes text and attributes")
    func escapes() {
        var html = HTMLWriter()
        html.element(.a, .id("\"><b x='&"), text: "<&>\"'\0\r")
        #expect(
            String(decoding: html.bytes, as: UTF8.self)
                == "<a id=\"&quot;&gt;&lt;b x=&#39;&amp;\">&lt;&amp;&gt;&quot;&#39;\u{FFFD}&#13;</a>"
        )
    }

    @Test("a pre keeps its first empty line")
    func preformatted() {
        var html = HTMLWriter()
        html.element(.pre, text: "\nx")
        #expect(String(decoding: html.bytes, as: UTF8.self) == "<pre>\n\nx</pre>\n")
    }

    @Test(
        "links from data lead to the web or nowhere",
        arguments: [
            ("https://a.example/", true), ("HTTP://a.example", true),
            ("javascript:alert(1)", false),
            (" https://a", false), ("data:text/html,x", false), ("", false), ("//a.example", false),
        ]
    )
    func links(address: String, isLink: Bool) {
        #expect((Link.web(address) != nil) == isLink)
    }

    @Test("hostile names are text on every page")
    func hostileNames() async throws {
        let site = try await Site(withProject: false)
        let project = Project(linkName: "widget", name: "W", listID: "l", listEmail: "w@x.test")
        _ = try await site.store.createProject(project)
        // As another program may have left it: no form takes it.
        try await site.run(
            """
            UPDATE project SET name = \(Self.hostile), list_email = \(Self.hostile),
                web_url = 'javascript:alert(1)', list_archive_url_format = 'javascript:{}'
            """
        )
        try await site.run(
            """
            INSERT INTO person (id, email, email_key, name)
            VALUES (1, \(Self.hostile), 'x', \(Self.hostile))
            """
        )
        try await site.addSeries(1, name: Self.hostile)
        var patch = Sent(1, "<a\(Self.hostile)@x>")
        patch.name = Self.hostile
        patch.content = Self.hostile
        patch.diff = Self.hostile
        patch.pullURL = Self.hostile
        patch.series = 1
        try await site.add(patch)
        try await site.addComment(1, on: "patch", 1, Self.hostile, after: 0)
        let page = try #require(await site.get("/patch/1/").headers[.location])
        for path in [
            "/project/widget/", "/project/widget/list/", "/project/widget/about/", page,
        ] {
            let answer = await site.get(path)
            #expect(answer.status == .ok, "\(path)")
            let text = try await answer.text()
            #expect(text.contains("&lt;script&gt;"))
            #expect(!text.contains("<script>") && !text.contains("<img"))
            #expect(!text.contains("href=\"javascript"))
        }
    }

    @Test(
        "every page forbids scripts, frames and guesses",
        arguments: ["/project/widget/", "/nothing/"]
    )
    func securityHeaders(path: String) async throws {
        let site = try await Site()
        let answer = await site.get(path)
        let names = ["X-Frame-Options", "Referrer-Policy"].compactMap { HTTPField.Name($0) }
        #expect(names.map { answer.headers[$0] } == ["DENY", "same-origin"])
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        #expect(
            answer.headers[.contentSecurityPolicy]
                == "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
        let text = try await answer.text()
        #expect(!text.contains("style=") && !text.contains(" onload") && !text.contains(" onerror"))
    }

    @Test("the style sheet is kept for ever under the name that pages give")
    func style() async throws {
        let site = try await Site()
        let page = try await site.get("/project/widget/").text()
        #expect(page.contains("href=\"\(PageFile.style.path)\""))
        let answer = await site.get(PageFile.style.path)
        #expect(answer.headers[.contentType] == "text/css; charset=utf-8")
        #expect(answer.headers[.cacheControl] == "public, max-age=31536000, immutable")
    }

    @Test("the front page counts what a project has, and helps who has none")
    func front() async throws {
        let site = try await Site()
        try await site.addSeries(1, name: "one")
        for id in 1...2 { try await site.add(Sent(Int64(id), "<\(id)@x>")) }
        // One project alone needs no list.
        #expect(await site.get("/").headers[.location] == "/project/widget/")
        _ = try await site.store.createProject(
            Project(linkName: "gadget", name: "Gadgets", listID: "g", listEmail: "g@x.test")
        )
        let text = try await site.get("/").text()
        #expect(text.contains("href=\"/project/widget/\">Widget tools</a>"))
        #expect(text.contains("data-label=\"Patches\">2</td>"))
        #expect(text.contains("data-label=\"Series\">1</td>"))
        #expect(text.contains("datetime=\"2016-09-11T22:22:03Z\">2016-09-11 22:22</time>"))
        #expect(text.contains("href=\"/api/patches/?project=widget\""))
        let empty = try await Site(withProject: false).get("/").text()
        #expect(empty.contains("patchbay project create"))
        #expect(empty.contains("patchbay mail import"))
    }

    @Test("numbers are grouped, zero is a dash")
    func numbers() {
        let numbers: [Int64] = [0, 7, 999, 1_000, 38_120, 1_000_000, -1_234]
        let expected = ["–", "7", "999", "1,000", "38,120", "1,000,000", "−1,234"]
        #expect(numbers.map(\.grouped) == expected)
    }
}
