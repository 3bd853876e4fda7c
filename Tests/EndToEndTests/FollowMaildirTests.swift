import Foundation
import Testing
import TrackerTesting

@Suite("Following a Maildir") struct FollowMaildirTests {
    @Test(
        "takes mails in as they come, and marks them as seen",
        arguments: DatabaseKind.allCases
    )
    func takesMailsIn(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let maildir = try TestMaildir(in: site.folder)
            try maildir.deliver(TestThread.firstVersion)
            // What is not a delivered mail stays as it is.
            try maildir.deliver(TestThread.single, as: ".hidden")
            try Data("half a ma".utf8).write(to: URL(fileURLWithPath: "\(maildir.path)/tmp/half"))
            // So long that only the watch can be the reason.
            let errors = try await site.follow(maildir.path, "--interval", "86400") { _ in
                try await site.eventually("first mails moved") {
                    try maildir.files("cur").count == 3
                }
                try maildir.deliver(TestThread.secondVersion, from: 10)
                try await site.eventually("later mails moved") {
                    try maildir.files("cur").count == 6
                }
            }
            #expect(errors == "Patchbay follows \(maildir.path) (Maildir)\n")
            let mails = TestThread.firstVersion + TestThread.secondVersion
            #expect(try await site.mailIDs() == mails.map(\.messageID))
            #expect(try maildir.files("new") == [".hidden"])
            #expect(try maildir.files("tmp") == ["half"])
            let expected = [0, 1, 2, 10, 11, 12].map { "\(maildir.name($0)):2,S" }
            #expect(try maildir.files("cur") == expected)
        }
    }

    @Test(
        "a mail that was stored and not moved is known the next time",
        arguments: DatabaseKind.allCases
    )
    func storedAndNotMoved(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive([TestThread.cover])
            let maildir = try TestMaildir(in: site.folder)
            try maildir.deliver(TestThread.firstVersion)
            let numbers = try await site.summary("mail", "follow", "--once", maildir.path)
            #expect(numbers == ["mails": 3, "repeated": 1, "patch": 2])
            #expect(try maildir.files("new").isEmpty)
            #expect(try await site.summary("mail", "follow", "--once", maildir.path).isEmpty)
        }
    }

    @Test("what cannot be read or moved is said once, and holds nothing up")
    func unreadable() async throws {
        try await Site.with(.sqlite) { site in
            try await site.makeWidget()
            let maildir = try TestMaildir(in: site.folder)
            let new = "\(maildir.path)/new"
            try #require(mkfifo("\(new)/1.pipe", 0o600) == 0)
            try FileManager.default.createDirectory(
                atPath: "\(new)/2.folder",
                withIntermediateDirectories: false
            )
            try #require(symlink("/nothing", "\(new)/3.link") == 0)
            try maildir.deliver(TestThread.turn, as: "4.taken:2,F")
            try Data().write(to: URL(fileURLWithPath: "\(maildir.path)/cur/4.taken:2,FS"))
            try maildir.deliver(TestThread.single, as: "5.flagged:2,F")
            let errors = try await site.follow(maildir.path, "--interval", "1") { process in
                try await site.waitForMails(2)
                try maildir.deliver(TestThread.cover, as: "6")
                // Two more looks, each of which must not say it again.
                try await site.waitForMails(3)
                try await Task.sleep(for: .seconds(2))
            }
            for name in ["1.pipe: no ordinary", "2.folder: no ordinary", "3.link: a link to noth"] {
                #expect(errors.components(separatedBy: "\(new)/\(name)").count == 2, "\(errors)")
            }
            #expect(errors.components(separatedBy: "4.taken:2,F is stored, but").count == 2)
            #expect(try maildir.files("cur") == ["4.taken:2,FS", "5.flagged:2,FS", "6:2,S"])
            #expect(try maildir.files("new").count == 4)
        }
    }

    @Test("a mail that cannot be stored stays in 'new'")
    func databaseFull() async throws {
        try await Site.with(.sqlite) { site in
            try await site.makeWidget()
            let maildir = try TestMaildir(in: site.folder)
            var large = TestThread.single
            large.body += (0..<60_000).map { "\($0 &* 2_654_435_761)" }.joined(separator: " ")
            try maildir.deliver([large])
            let ending = try await site.run(
                ["mail", "follow", "--once", maildir.path],
                wrapper: [
                    "sh", "-c", "trap '' XFSZ; exec prlimit --fsize=40960 \"$@\"", "sh",
                ]
            )
            #expect(ending.status == 1)
            #expect(ending.errors.hasPrefix("Error: "))
            #expect(try maildir.files("new") == [maildir.name(0)])
            let numbers = try await site.summary("mail", "follow", "--once", maildir.path)
            #expect(numbers == ["mails": 1, "patch": 1])
            #expect(try maildir.files("new").isEmpty)
        }
    }

    @Test("a place that is away is said once, and followed again when it is back")
    func placeAway() async throws {
        try await Site.with(.sqlite) { site in
            try await site.makeWidget()
            let maildir = try TestMaildir(in: site.folder)
            let away = "\(maildir.path)-away"
            let errors = try await site.follow(maildir.path, "--interval", "1") { process in
                try await site.eventually("followed") { process.prints.contains("follows") }
                try FileManager.default.moveItem(atPath: maildir.path, toPath: away)
                try await site.eventually("said") { process.prints.contains("cannot read") }
                try await Task.sleep(for: .seconds(2))
                try FileManager.default.moveItem(atPath: away, toPath: maildir.path)
                try maildir.deliver([TestThread.turn])
                try await site.waitForMails(1)
            }
            let said = errors.components(separatedBy: "cannot read \(maildir.path)/new: No such")
            #expect(said.count == 2, "\(errors)")
        }
    }

    @Test("killed at any time, it stores each mail once", arguments: DatabaseKind.allCases)
    func killed(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let maildir = try TestMaildir(in: site.folder)
            let mails = TestMail.many(1_000)
            try maildir.deliver(mails)
            for count in [1, 300, 600] {
                let process = try site.start(["mail", "follow", maildir.path])
                try await site.waitForMails(count)
                process.send(SIGKILL)
                #expect(try await process.wait().status == 128 + SIGKILL)
            }
            _ = try await site.summary("mail", "follow", "--once", maildir.path)
            #expect(try await site.mailIDs() == mails.map(\.messageID))
            #expect(try maildir.files("new").isEmpty)
            #expect(try maildir.files("cur").count == 1_000)
        }
    }

    @Test("runs inside the server", arguments: DatabaseKind.allCases)
    func insideServer(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let maildirs = try [TestMaildir(in: site.folder), TestMaildir(in: site.folder)]
            let options = maildirs.flatMap { ["--follow", $0.path] }
            try await site.serve(options + ["--interval", "86400"]) { server in
                for (maildir, mail) in zip(maildirs, [TestThread.turn, TestThread.single]) {
                    try maildir.deliver([mail])
                }
                try await site.eventually("patches in the API") {
                    try await server.get("/api/patches/").objects().count == 2
                }
            }
        }
    }
}
