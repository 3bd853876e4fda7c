import Foundation
import Testing
import TrackerTesting

@Suite("Importing archives") struct ImportTests {
    private static let other = TestMail(
        subject: "[PATCH] gadget: spin",
        messageID: "gadget@example.org",
        minute: 130,
        listID: "gadget.lists.example.org",
        body: "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b"
    )

    @Test(
        "every kind of archive gives what single deliveries give",
        arguments: DatabaseKind.allCases
    )
    func archivesGiveTheSame(kind: DatabaseKind) async throws {
        let mails = TestThread.all + [Self.other]
        let delivered = try await image(kind) { try await $0.receive(mails) }
        #expect(delivered.series.count == 3)
        for archive in TestArchive.allCases {
            let imported = try await image(kind) { site in
                let path = try archive.write(mails, in: site.folder)
                let report = try await site.succeed("mail", "import", path)
                #expect(report == Self.report, "\(archive)")
            }
            #expect(imported == delivered, "\(archive)")
        }
    }

    private static let report = """
               11  mails read
                5  patches
                2  cover letters
                3  comments
                1  of no project
        See which: patchbay mail list --outcome unassigned

        """

    private func image(
        _ kind: DatabaseKind,
        _ fill: (Site) async throws -> Void
    ) async throws -> ThreadImage {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await fill(site)
            return try await site.serve { try await ThreadImage(of: $0) }
        }
    }

    @Test("a second import changes nothing", arguments: DatabaseKind.allCases)
    func secondImportChangesNothing(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.succeed(
                "user",
                "create",
                "ada",
                "--email",
                "ada@example.org",
                input: "a secret\n"
            )
            let token = try await site.succeed("user", "token", "ada").trimmed
            let path = try TestArchive.mbox.write(TestThread.all, in: site.folder)
            let first = try await summary(site, path)
            #expect(first.numbers == ["mails": 10, "repeated": 0, "unreadable": 0, "deleted": 0])
            #expect(first.outcomes["patch"] == 5)
            #expect(first.outcomes["cover"] == 2)
            #expect(first.outcomes["comment"] == 3)
            #expect(first.outcomes.values.reduce(0, +) == 10)
            try await site.serve { server in
                let before = try await SiteImage(of: server, token: token)
                #expect(before.answers.count > 20)
                let mails = try await site.succeed("mail", "list", "--json")
                let second = try await summary(site, path)
                #expect(
                    second.numbers == ["mails": 10, "repeated": 10, "unreadable": 0, "deleted": 0]
                )
                #expect(second.outcomes.values.allSatisfy { $0 == 0 })
                let after = try await SiteImage(of: server, token: token)
                #expect(after.differences(from: before) == [])
                #expect(try await site.succeed("mail", "list", "--json") == mails)
            }
        }
    }

    private func summary(
        _ site: Site,
        _ path: String
    ) async throws -> (numbers: [String: Int], outcomes: [String: Int]) {
        let text = try await site.succeed("mail", "import", path, "--json")
        var object = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        )
        let outcomes = try #require(object.removeValue(forKey: "outcomes") as? [String: Int])
        return (try #require(object as? [String: Int]), outcomes)
    }

    @Test("the list may be named by hand", arguments: DatabaseKind.allCases)
    func listNamedByHand(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let path = try TestArchive.mbox.write([Self.other], in: site.folder)
            try await site.succeed("mail", "import", path, "--list-id", TestMail.list)
            try await site.serve { server in
                let patches = try await server.get("/api/patches/").objects()
                #expect(patches.compactMap { $0["name"] as? String } == ["gadget: spin"])
            }
        }
    }

    @Test("several archives have one summary", arguments: DatabaseKind.allCases)
    func severalArchives(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let mbox = try TestArchive.mbox.write(TestThread.firstVersion, in: site.folder)
            let maildir = try TestArchive.maildir.write(TestThread.all, in: site.folder)
            let numbers = try await site.summary("mail", "import", mbox, maildir)
            #expect(
                numbers == ["mails": 13, "repeated": 3, "patch": 5, "cover": 2, "comment": 3]
            )
            // A slip in the last name shows before anything is done.
            let folder = try TestArchive.folder.write([Self.other], in: site.folder)
            let ending = try await site.run("mail", "import", folder, "/nothing")
            #expect(ending.status == 1)
            #expect(ending.errors == "Error: there is no file or folder /nothing\n")
            #expect(try await site.mailIDs().count == 10)
        }
    }

    @Test("an mbox may come on standard input", arguments: DatabaseKind.allCases)
    func standardInput(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let path = try TestArchive.mbox.write(TestThread.all, in: site.folder)
            let mbox = try #require(FileManager.default.contents(atPath: path))
            let ending = try await site.run("mail", "import", "-", input: [UInt8](mbox))
            #expect(ending.status == 0)
            #expect(ending.text.hasPrefix("       10  mails read\n"))
            #expect(try await site.mailIDs() == TestThread.all.map(\.messageID))
            #expect(try await site.run("mail", "import", "-").text == "        0  mails read\n")
        }
    }
}
