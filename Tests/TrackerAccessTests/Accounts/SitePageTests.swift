import Foundation
import HTTPTypes
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Mail settings, completion and the site's own pages")
struct SitePageTests {
    @Test("an address says by mail whether it wants mail", arguments: DatabaseKind.allCases)
    func optOut(on kind: DatabaseKind) async throws {
        try await AccessSite.withMail(kind) { site, tray in
            let browser = Browser(site)
            #expect(await browser.get("/mail/").text.contains("Send no more mail"))
            #expect(await browser.get("/mail/optout/").header("Location") == "/mail/#settings")
            let count: SQLText = "SELECT count(*) FROM mail_optout WHERE email_key = 'bo@x.test'"
            // Asked twice each: the answer is the same whatever holds.
            for (place, subject, expected) in [
                ("/mail/optin/", "Get mail again", 0), ("/mail/optout/", "Get no more mail", 1),
                ("/mail/optout/", "Get no more mail", 1), ("/mail/optin/", "Get mail again", 0),
            ] {
                let before = try await site.found(count)
                let answer = await browser.post(place, [("email", "Bo@x.test")])
                #expect(answer.status == 303)
                #expect(answer.header("Location") == "/mail/sent/")
                #expect(try await site.found(count) == before)
                let mail = try #require(try await tray.take(subject, to: "Bo@x.test"))
                let link = try #require(MailTray.path(in: mail))
                #expect(await browser.get(link).status == 200)
                #expect(try await site.found(count) == before)
                #expect(await browser.post(link, []).status == 303)
                #expect(try await site.found(count) == Int64(expected))
                #expect(await browser.get(link).text.contains("<h1>Done</h1>"))
                site.time.pass(seconds: 3_600)
            }
            let wrong = await browser.post("/mail/optout/", [("email", "bo")])
            #expect(wrong.status == 400)
            #expect(wrong.text.contains("email-fault"))
        }
    }

    @Test("strangers learn no addresses by completion", arguments: DatabaseKind.allCases)
    func completion(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await site.run("UPDATE person SET name = 'Bo 100% Berg' WHERE id = 90")
            let browser = Browser(site)
            let found = try await browser.get("/submitter/?q=BERG").objects()
            #expect(found.count == 1)
            #expect(found.first?["pk"] as? Int == 90)
            #expect(found.first?["name"] as? String == "Bo 100% Berg")
            #expect(found.first?["email"] as? String == "b…@x.test")
            #expect(try await browser.get("/submitter/?q=bo@x.test").objects().isEmpty)
            #expect(try await browser.get("/submitter/?q=00%25").objects().count == 1)
            #expect(try await browser.get("/submitter/?q=___").objects().isEmpty)
            #expect(await browser.get("/submitter/?q=be").text.isEmpty)
            #expect(await browser.get("/submitter/").text.isEmpty)
            #expect(await browser.get("/submitter/?q=%00%00%00").text.isEmpty)
            let names = try await browser.get("/delegate/?q=mau").objects()
            #expect(names.map { $0["name"] as? String } == ["maud"])
            #expect(try await browser.get("/delegate/?q=pat").objects().isEmpty)
            await browser.signIn("pat")
            let known = try await browser.get("/submitter/?q=bo@x.test").objects()
            #expect(known.first?["email"] as? String == "bo@x.test")
            #expect(try await browser.get("/delegate/?q=pat").objects().count == 1)
            #expect(try await browser.get("/submitter/?q=test.test&l=2").objects().count == 2)
            #expect(try await browser.get("/submitter/?q=test.test&l=-2").objects().count == 5)
        }
    }

    @Test("a configuration for pwclient", arguments: DatabaseKind.allCases)
    func pwclientrc(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let browser = Browser(site, scheme: "https")
            let answer = await browser.get("/project/widget/pwclientrc/")
            #expect(answer.header("Content-Type") == "text/plain; charset=utf-8")
            #expect(answer.header("Content-Disposition") == "attachment; filename=.pwclientrc")
            #expect(
                answer.text.contains(
                    "[widget]\nbackend = rest\nurl = https://patches.test/api/\n"
                )
            )
            #expect(answer.text.contains("# default = widget"))
            #expect(!answer.text.contains("username"))
            await browser.signIn("pat")
            #expect(
                await browser.get("/project/widget/pwclientrc/").text.contains("username = pat")
            )
            #expect(await browser.get("/project/none/pwclientrc/").status == 404)
            #expect(await browser.get("/project/%00/pwclientrc/").status == 404)
        }
    }

    @Test("about the site; its help is there", arguments: DatabaseKind.allCases)
    func about(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let about = await site.get("/about/")
            #expect(about.status == 200)
            #expect(about.text.contains(PatchbayVersion.text))
            for place in ["/help/", "/help/about/", "/help/pwclient/"] {
                let answer = await site.get(place)
                #expect(answer.status == 301)
                #expect(answer.header("Location") == "/about/")
            }
            #expect(await site.get("/help/else/").status == 404)
        }
    }
}
