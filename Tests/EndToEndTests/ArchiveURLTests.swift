import Foundation
import Testing
import TrackerTesting

@Suite("The URLs of a public-inbox") struct ArchiveURLTests {
    /// A talk, what a series made of it, and a mail of a list that is nobody's.
    private static let plan = TestMail(
        subject: "What about a crank?",
        messageID: "plan@example.org",
        minute: 200,
        body: "From here on, turning is tiring."
    )
    private static let agreed = TestMail(
        from: "Bo Reviewer <bo@example.org>",
        subject: "Re: What about a crank?",
        messageID: "agreed@example.org",
        references: ["plan@example.org"],
        minute: 201,
        body: "Yes.\n\n>From the beginning."
    )
    private static let crank = TestMail(
        subject: "[PATCH 1/1] widget: a crank",
        messageID: "a/crank+1@example.org",
        references: ["plan@example.org", "agreed@example.org"],
        minute: 202,
        body: "--- /dev/null\n+++ b/crank.c\n@@ -0,0 +1 @@\n+crank"
    )
    /// A patch without a number, and its second version as an answer to the first.
    private static let bolt = TestMail(
        subject: "[PATCH] widget: a bolt",
        messageID: "bolt@example.org",
        minute: 210,
        body: "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+bolt"
    )
    private static let boltV2 = TestMail(
        subject: "[PATCH v2] widget: a bolt",
        messageID: "bolt-2@example.org",
        references: ["bolt@example.org"],
        minute: 211,
        body: "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+a better bolt"
    )
    private static let stranger = TestMail(
        subject: "[PATCH] not ours",
        messageID: "stranger@example.org",
        minute: 203,
        listID: "elsewhere.lists.example.org",
        body: "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b"
    )

    private static func with(
        _ kind: DatabaseKind,
        _ body: (Site, RunningServer) async throws -> Void
    ) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            // In an order that no list has.
            try await site.receive(
                [boltV2, bolt, crank, stranger, agreed] + TestThread.all.reversed() + [plan]
            )
            try await site.serve { server in try await body(site, server) }
        }
    }

    @Test("a thread: all of it from each of its mails, by date", arguments: DatabaseKind.allCases)
    func threads(kind: DatabaseKind) async throws {
        try await Self.with(kind) { site, server in
            let first =
                TestThread.firstVersion + [
                    TestThread.review, TestThread.thanks, TestThread.coverReply,
                ]
            for thread in [
                first, TestThread.secondVersion, [TestThread.single],
                [Self.plan, Self.agreed, Self.crank], [Self.bolt, Self.boltV2],
            ] {
                let expected = thread.map { "<\($0.messageID)>" }
                for mail in thread {
                    let id = mail.messageID.replacing("/", with: "%2F").replacing("+", with: "%2B")
                    let mbox = try await Self.mbox("/all/\(id)/t.mbox.gz", of: server, site)
                    let found = mbox.lines.filter { $0.hasPrefix("Message-ID: ") }
                    #expect(
                        found.map { $0.dropFirst("Message-ID: ".count) } == expected.map { $0[...] }
                    )
                    #expect(
                        mbox.components(separatedBy: "From mboxrd@z ").count == thread.count + 1
                    )
                }
            }
        }
    }

    private static func mbox(
        _ target: String,
        method: String = "GET",
        of server: RunningServer,
        _ site: Site
    ) async throws -> String {
        let answer = try await server.send(method, target)
        try #require(answer.status == 200, "\(target): \(answer.text)")
        #expect(answer.header("Content-Type") == "application/gzip")
        // A client that unpacks by itself would unpack twice.
        #expect(answer.header("Content-Encoding") == nil)
        let unpacked = try await site.tool(["gzip", "-dc"], input: answer.body)
        try #require(unpacked.status == 0, "\(unpacked.errors)")
        return unpacked.text
    }

    @Test("a mail as it came, and where it is shown", arguments: DatabaseKind.allCases)
    func mails(kind: DatabaseKind) async throws {
        try await Self.with(kind) { _, server in
            let raw = try await server.get("/all/plan@example.org/raw")
            let quoted = Self.plan.text.replacing("\nFrom here", with: "\n>From here")
            #expect(raw.text == "From mboxrd@z Thu Jan  1 00:00:00 1970\n\(quoted)\n")
            let answer = try await server.get("/all/agreed%40example.org/raw")
            #expect(answer.text.contains("\n>>From the beginning.\n"))
            #expect(answer.header("Content-Type") == "text/plain")
            #expect(answer.header("X-Content-Type-Options") == "nosniff")
            for (target, place) in [
                ("/all/v1-1@example.org/", "/project/widget/patch/v1-1@example.org/"),
                ("/all/v1-0@example.org/T/", "/project/widget/cover/v1-0@example.org/"),
                (
                    "/all/a%2Fcrank%2B1@example.org/",
                    "/project/widget/patch/a%2Fcrank+1@example.org/"
                ),
                ("/all/plan@example.org/t/", "/mail/plan@example.org/"),
            ] {
                let answer = try await server.get(target)
                #expect(answer.status == 302)
                #expect(answer.header("Location") == place)
                #expect(try await server.get(place).status == 200)
            }
            let comment = try await server.get("/all/review@example.org/").header("Location")
            #expect(comment?.hasPrefix("/project/widget/patch/v1-1@example.org/#") == true)
            let slash = try await server.get("/all/plan@example.org").header("Location")
            #expect(slash == "/all/plan@example.org/")
        }
    }

    @Test("what is not on a list of ours is not there", arguments: DatabaseKind.allCases)
    func refusals(kind: DatabaseKind) async throws {
        try await Self.with(kind) { _, server in
            for id in ["stranger@example.org", "nobody@example.org", "%00", "%FF@x"] {
                for form in ["raw", "t.mbox.gz"] {
                    #expect(
                        try await server.get("/all/\(id)/\(form)").status == 404,
                        "\(id) \(form)"
                    )
                }
            }
            #expect(
                try await server.send("POST", "/all/plan@example.org/?x=m&q=dt:..").status == 405
            )
            let head = try await server.send("HEAD", "/all/plan@example.org/t.mbox.gz")
            #expect(head.status == 200 && head.body.isEmpty)
        }
    }

    @Test("searches", arguments: DatabaseKind.allCases)
    func searches(kind: DatabaseKind) async throws {
        try await Self.with(kind) { site, server in
            for (query, ids) in [
                ("s:%22the%20handle%22&t=0", ["v1-1", "v2-1"]),
                ("s:HANDLE+f:ada@example.org+d:20260303..", ["v1-1", "v2-1"]),
                ("f:zo%C3%AB", ["single"]), ("m:v2-0@example.org", ["v2-0"]),
                (
                    "(s:count+AND+f:%22ADA@example.org%22)+AND+dt:20260303103100..",
                    [
                        "v2-0", "v2-2",
                    ]
                ),
                ("m:v2-1@example.org&t=1", ["v2-0", "v2-1", "v2-2"]),
            ] {
                let target = "/all/?x=m&q=\(query)"
                let mbox = try await Self.mbox(target, method: "POST", of: server, site)
                let found = mbox.lines.filter { $0.hasPrefix("Message-ID: ") }
                #expect(found == ids.map { "Message-ID: <\($0)@example.org>" }, "\(query)")
            }
            for (query, status) in [
                ("x=m&q=s:nothing", 404), ("x=m&q=f:100%25", 404), ("x=m&q=patchid:0123", 400),
                ("x=m&q=", 400), ("x=m", 400), ("q=s:count", 404), ("", 404),
                ("x=m&q=d:19700101..19700102", 404), ("x=m&q=f:%00", 400),
            ] {
                #expect(try await server.get("/all/?\(query)").status == status, "\(query)")
            }
        }
    }
}
