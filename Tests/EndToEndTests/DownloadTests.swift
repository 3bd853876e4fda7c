import Foundation
import Testing
import TrackerTesting

@Suite("Downloads and other addresses") struct DownloadTests {
    @Test("git takes what is downloaded", arguments: DatabaseKind.allCases)
    func gitTakesDownloads(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive(TestThread.all)
            try await site.serve { server in
                let series = try await server.get("/series/2/mbox/")
                #expect(series.status == 200)
                let whole = try await TestRepository(in: site.folder, files: TestThread.files)
                try await whole.applyMails(series.body)
                #expect(try whole.files() == TestThread.filesAfterSecondVersion)
                #expect(
                    try await whole.log() == [
                        "widget: count the turns|Ada Lindqvist",
                        "widget: turn the handle|Ada Lindqvist",
                        "start|Tester",
                    ]
                )

                let patch = try await server.get("/project/widget/patch/single@example.org/mbox/")
                let single = try await TestRepository(in: site.folder, files: TestThread.files)
                try await single.applyMails(patch.body)
                #expect(try single.files() == ["handle.c": "start\nstill\nthe end\n"])
                #expect(
                    try await single.log() == ["widget: prüfe the end|Zoë Quist", "start|Tester"]
                )
            }
        }
    }

    @Test("a review's tags stand in the message that git takes", arguments: DatabaseKind.allCases)
    func tagsOfReviews(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive([TestThread.turn, TestThread.review])
            try await site.serve { server in
                let mbox = try await server.get("/patch/1/mbox/")
                #expect(mbox.status == 302)
                let place = try #require(mbox.header("Location"))
                let patch = try await server.get(place)
                let repository = try await TestRepository(in: site.folder, files: TestThread.files)
                try await repository.applyMails(patch.body)
                let message = try await repository.message()
                #expect(message.contains("\nReviewed-by: Bo Reviewer <bo@example.org>\n"))
                let raw = try await server.get("/project/widget/patch/v1-1@example.org/raw/")
                #expect(raw.text.hasPrefix("diff --git a/handle.c b/handle.c\n"))
            }
        }
    }

    @Test("addresses with numbers lead to those with message-ids", arguments: DatabaseKind.allCases)
    func numbersLeadToMessageIDs(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive(TestThread.firstVersion + [TestThread.review])
            try await site.serve { server in
                for (old, new) in [
                    ("/patch/1/", "/project/widget/patch/v1-1@example.org/"),
                    ("/patch/2/mbox/", "/project/widget/patch/v1-2@example.org/mbox/"),
                    ("/patch/1/raw/", "/project/widget/patch/v1-1@example.org/raw/"),
                    ("/cover/1/", "/project/widget/cover/v1-0@example.org/"),
                    ("/cover/1/mbox/", "/project/widget/cover/v1-0@example.org/mbox/"),
                    ("/comment/1/", "/project/widget/patch/v1-1@example.org/#1"),
                ] {
                    let answer = try await server.get(old)
                    #expect(answer.status == 302, "\(old)")
                    #expect(answer.header("Location") == new)
                    let page = try await server.get(new.components(separatedBy: "#")[0])
                    #expect(page.status == 200, "\(new)")
                }
            }
        }
    }

    @Test("heads, links and refusals are those of the protocol", arguments: DatabaseKind.allCases)
    func headsLinksAndRefusals(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive(TestThread.firstVersion)
            try await site.serve { server in
                try await checkHeads(server)
                let page = try await server.get("/api/1.2/patches/?per_page=1&order=id")
                let link = "http://patches.test/api/1.2/patches/?order=id&page"
                #expect(
                    page.header("Link") == """
                        <\(link)=2&per_page=1>; rel="next", <\(link)=1&per_page=1>; rel="first", \
                        <\(link)=2&per_page=1>; rel="last"
                        """
                )
                let missing = try await server.get("/api/patches/99/")
                #expect(missing.status == 404)
                #expect(try missing.object()["detail"] is String)
                #expect(try await server.get("/nothing/").status == 404)
                #expect(try await server.get("/api/1.5/patches/").status == 404)

                let method = try await server.send("DELETE", "/api/patches/1/")
                #expect(method.status == 405)
                #expect(
                    try method.object()["detail"] as? String == "Method \"DELETE\" not allowed."
                )
                let form = try await server.get("/api/", headers: ["Accept": "image/png"])
                #expect(form.status == 406)
                #expect(
                    try form.object()["detail"] as? String
                        == "Could not satisfy the request Accept header."
                )
                let slash = try await server.get("/api/patches?order=id")
                #expect(slash.status == 301)
                #expect(slash.header("Location") == "/api/patches/?order=id")
            }
        }
    }

    private func checkHeads(_ server: RunningServer) async throws {
        for target in ["/", "/api/", "/api/1.4/patches/1/", "/series/1/mbox/", "/api/patches/9/"] {
            let answer = try await server.get(target)
            let head = try await server.send("HEAD", target)
            #expect(head.status == answer.status, "\(target)")
            #expect(head.body.isEmpty)
            #expect(head.header("Content-Type") == answer.header("Content-Type"))
            #expect(head.header("Content-Length") == answer.header("Content-Length"))
        }
    }
}
