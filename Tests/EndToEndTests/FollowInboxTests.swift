import Foundation
import Testing
import TrackerTesting

@Suite("Following a public-inbox") struct FollowInboxTests {
    @Test(
        "takes in what public-inbox archives, and each mail once, also when it is killed",
        arguments: DatabaseKind.allCases
    )
    func archivedByPublicInbox(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let inbox = try await DebianInbox(in: site.folder)
            try await inbox.deliver(TestThread.firstVersion)
            // The watch alone must notice what comes later.
            let first = try site.start(["mail", "follow", inbox.path, "--interval", "86400"])
            try await site.waitForMails(3)
            try await inbox.deliver([TestThread.review])
            try await site.waitForMails(4)
            first.send(SIGKILL)
            #expect(try await first.wait().status == 128 + SIGKILL)

            try await inbox.deliver(TestThread.secondVersion)
            try await inbox.remove(TestThread.turn)
            try await site.serve(["--follow", inbox.path]) { server in
                try await site.eventually("second version in the API") {
                    try await server.get("/api/patches/").objects().count == 4
                }
                let series = try await server.get("/api/series/?order=id").objects()
                #expect(series.compactMap { $0["received_total"] as? Int } == [2, 2])
            }
            let mails = TestThread.firstVersion + [TestThread.review] + TestThread.secondVersion
            #expect(try await site.mailIDs() == mails.map(\.messageID))
            #expect(try await site.summary("mail", "follow", "--once", inbox.path).isEmpty)
            let again = try await site.summary("mail", "import", inbox.path)
            #expect(again == ["mails": 7, "repeated": 7, "deleted": 1])
        }
    }

    @Test(
        "remembers for each epoch how far it was read, wherever it is killed",
        arguments: DatabaseKind.allCases
    )
    func killed(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let inbox = try TestInbox(in: site.folder)
            let mails = TestMail.many(1_500)
            try await inbox.append(Array(mails[..<700]), epoch: 0)
            try await inbox.append(Array(mails[700..<1_200]), epoch: 1)
            for count in [1, 400, 900] {
                let process = try site.start(["mail", "follow", inbox.path])
                try await site.waitForMails(count)
                process.send(SIGKILL)
                #expect(try await process.wait().status == 128 + SIGKILL)
            }
            try await site.follow(inbox.path, "--interval", "86400") { _ in
                try await site.waitForMails(1_200)
                // A new epoch, which is made and filled while we follow.
                try await inbox.append(Array(mails[1_200...]), epoch: 2)
                try await site.waitForMails(1_500)
            }
            #expect(try await site.mailIDs() == mails.map(\.messageID))
            #expect(try await site.summary("mail", "follow", "--once", inbox.path).isEmpty)
        }
    }

    @Test("reads a rewritten epoch again, and says so", arguments: DatabaseKind.allCases)
    func rewritten(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let inbox = try TestInbox(in: site.folder)
            try await inbox.append(TestThread.firstVersion)
            try await inbox.append([TestThread.single], epoch: 1)
            let once = ["mail", "follow", "--once", inbox.path]
            #expect(try await site.run(once).status == 0)
            try await inbox.rewrite(to: [TestThread.cover, TestThread.count, TestThread.review])
            let ending = try await site.run(once + ["--json"])
            #expect(ending.status == 0)
            #expect(ending.errors.contains("the history of \(inbox.epoch(0)) was rewritten"))
            #expect(ending.text.contains("\"mails\" : 3"))
            #expect(ending.text.contains("\"repeated\" : 2"))
            let mails = TestThread.firstVersion + [TestThread.single, TestThread.review]
            #expect(try await site.mailIDs() == mails.map(\.messageID))
        }
    }

    @Test("fetches into a mirror if told to")
    func fetches() async throws {
        try await Site.with(.sqlite) { site in
            try await site.makeWidget()
            let inbox = try TestInbox(in: site.folder)
            try await inbox.append([TestThread.cover])
            let mirror = "\(site.folder)/mirror/git/0.git"
            try await inbox.git("clone", "--quiet", "--mirror", inbox.epoch(0), mirror)
            let place = "\(site.folder)/mirror"
            #expect(try await site.summary("mail", "follow", "--once", place)["mails"] == 1)
            try await inbox.append([TestThread.turn])
            #expect(try await site.summary("mail", "follow", "--once", place).isEmpty)
            let fetched = try await site.summary("mail", "follow", "--once", "--fetch", place)
            #expect(fetched == ["mails": 1, "patch": 1])
            try await site.follow(mirror, "--fetch", "--interval", "1") { _ in
                try await inbox.append([TestThread.count])
                try await site.waitForMails(3)
            }

            // What is there is taken in even if nothing can be fetched.
            try FileManager.default.moveItem(atPath: inbox.path, toPath: "\(inbox.path)-away")
            let ending = try await site.run("mail", "follow", "--once", "--fetch", place)
            #expect(ending.status == 1)
            #expect(ending.errors.hasPrefix("Error: \(mirror): git fetch: fatal: "))
            #expect(ending.errors.split(separator: "\n").count == 1)
            #expect(try await site.mailIDs().count == 3)
        }
    }

    @Test("Ctrl-C ends it well, also in the middle", arguments: [SIGINT, SIGTERM])
    func signals(signal: Int32) async throws {
        try await Site.with(.sqlite) { site in
            try await site.makeWidget()
            let inbox = try TestInbox(in: site.folder)
            let mails = TestMail.many(1_500)
            try await inbox.append(mails)
            try await site.follow(inbox.path, signal: signal) { _ in
                try await site.waitForMails(1)
            }
            _ = try await site.summary("mail", "follow", "--once", inbox.path)
            #expect(try await site.mailIDs() == mails.map(\.messageID))
        }
    }
}
