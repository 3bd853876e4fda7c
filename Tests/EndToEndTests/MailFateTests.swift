import Foundation
import Testing
import TrackerTesting

/// Nothing that happens to a mail is a mystery: the site and the command line tell it.
@Suite("What became of a mail") struct MailFateTests {
    @Test("is told by the API and a page", arguments: DatabaseKind.allCases)
    func told(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive(TestThread.all)
            try await site.serve { server in
                let mails = TestThread.all.map(\.messageID)
                for id in mails {
                    let fates = try await server.get(Self.query(id)).objects()
                    let fate = try #require(fates.first)
                    #expect(fates.count == 1 && fate["msgid"] as? String == "<\(id)>")
                    #expect(fate["project"] as? String == "widget")
                    let url = try #require(fate["url"] as? String)
                    let path = try #require(URL(string: url)?.path)
                    #expect(try await server.get(path + "/").status == 200)
                    let page = try await server.get("/mail/\(id)/")
                    #expect(page.status == 200)
                    #expect(page.text.contains(try #require(fate["project"] as? String)))
                }
            }
        }
    }

    @Test("is told of mails that nothing was made of", arguments: DatabaseKind.allCases)
    func nothingMade(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.receive([TestThread.turn])
            let id = TestThread.turn.messageID
            try await site.serve { server in
                let fate = try #require(try await server.get(Self.query(id)).objects().first)
                #expect(fate["outcome"] as? String == "unassigned")
                #expect(fate["url"] is NSNull)
                let page = try await server.get("/mail/?msgid=%3C\(id)%3E")
                #expect(page.text.contains("Belongs to no project"))
                #expect(page.text.contains("no project has the list id"))
            }
            try await site.makeWidget()
            let retried = try await site.succeed("mail", "retry", "--outcome", "unassigned")
            #expect(retried.contains("is now patch"))
            #expect(retried.contains("1 mails decided again, 1 changed"))
            let again = try await site.succeed("mail", "reparse")
            #expect(again == "1 mails read again, 0 changed\n")
            #expect(try await site.run("mail", "retry").status == 64)
            #expect(try await site.run("mail", "retry", "99").status == 1)
        }
    }

    @Test("a series that became part of another leads there", arguments: DatabaseKind.allCases)
    func mergedSeries(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            // Without the cover letter nothing says that the two belong together.
            var turn = TestThread.turn
            turn.references = ["v1-0@example.org"]
            var count = TestThread.count
            count.references = ["lost@example.org", "v1-0@example.org"]
            count.from = "Bo Reviewer <bo@example.org>"
            count.minute = 40
            var cover = TestThread.cover
            cover.minute = 20
            try await site.receive([turn, count])
            try await site.serve { server in
                #expect(try await server.get("/api/series/").objects().count == 2)
                try await site.receive([cover])
                let series = try await server.get("/api/series/").objects()
                #expect(series.count == 1)
                let merged = try #require(series.first)
                for id in [1, 2] {
                    let found = try await server.get("/api/series/\(id)/").object()
                    #expect(found["id"] as? Int == merged["id"] as? Int)
                }
                let old = merged["id"] as? Int == 1 ? 2 : 1
                #expect(try await server.get("/series/\(old)/mbox/").status == 301)
                let page = try await server.get("/project/widget/list/?series=\(old)")
                #expect(page.status == 301)
            }
        }
    }

    @Test("is told of mails that never came, and of questions that make no sense")
    func neverCame() async throws {
        try await Site.with(.sqlite) { site in
            try await site.serve { server in
                let none = try await server.get(Self.query("nobody@example.org"))
                #expect(none.status == 200)
                #expect(try none.objects().isEmpty)
                #expect(try await server.get("/mail/nobody@example.org/").status == 404)
                #expect(try await server.get("/mail/").status == 200)
                #expect(try await server.get("/api/patchbay/mails/").status == 400)
                #expect(try await server.get("/api/patchbay/nothing/").status == 404)
                let hostile = try await server.get("/mail/?msgid=%22%3E%3Cscript%3E")
                #expect(!hostile.text.contains("<script>"))
            }
        }
    }

    private static func query(_ messageID: String) -> String {
        "/api/patchbay/mails/?msgid=\(messageID)"
    }
}
