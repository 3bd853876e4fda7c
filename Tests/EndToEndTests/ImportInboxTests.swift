import Foundation
import Testing
import TrackerTesting

@Suite("Import of a public-inbox") struct ImportInboxTests {
    @Test("gives what single deliveries give", arguments: DatabaseKind.allCases)
    func givesTheSame(kind: DatabaseKind) async throws {
        let mails = TestThread.all
        let delivered = try await image(kind) { try await $0.receive(mails) }
        let imported = try await image(kind) { site in
            let inbox = try TestInbox(in: site.folder)
            try await inbox.append(Array(mails[..<4]), epoch: 0)
            // Ten comes after nine, and a gap is none of our business.
            try await inbox.append(Array(mails[4..<6]), epoch: 9)
            try await inbox.append(Array(mails[6...]), epoch: 10)
            let numbers = try await site.summary("mail", "import", inbox.path)
            #expect(numbers == ["mails": 10, "patch": 5, "cover": 2, "comment": 3])
            #expect(try await site.mailIDs() == mails.map(\.messageID))
        }
        #expect(imported == delivered)
    }

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

    @Test("leaves deleted mails out, and says how many")
    func deletions() async throws {
        try await withInbox { site, inbox in
            try await inbox.append(
                [
                    .mail(TestThread.turn), .deletion(of: TestThread.turn),
                    .mail(TestThread.single), .deletion(of: TestThread.cover),
                ]
            )
            let report = try await site.succeed("mail", "import", inbox.path)
            #expect(
                report == """
                            2  mails read
                            2  patches
                            2  deleted in the archive, and not touched here

                    """
            )
        }
    }

    @Test("takes an epoch, a mirror of one, and an inbox of version 1")
    func otherKinds() async throws {
        try await withInbox { site, inbox in
            try await inbox.append(TestThread.firstVersion)
            let mirror = "\(site.folder)/mirror.git"
            try await inbox.git("clone", "--quiet", "--mirror", inbox.epoch(0), mirror)
            let branch = "\(site.folder)/branch.git"
            try await inbox.git("clone", "--quiet", "--mirror", inbox.epoch(0), branch)
            // The HEAD of a mirror made by hand may name a branch that is not there.
            try await inbox.git("--git-dir=\(branch)", "symbolic-ref", "HEAD", "refs/heads/main")
            let old = try TestInbox(in: site.folder)
            let name = String(repeating: "0123456789abcdef", count: 3).prefix(38)
            try await old.append([.file("2f/\(name)", text: TestThread.cover.text)])
            for (path, count) in [
                (inbox.epoch(0), 3), (mirror, 3), (branch, 3), (old.epoch(0), 1),
            ] {
                let numbers = try await site.summary("mail", "import", path)
                #expect(numbers["mails"] == count, "\(path)")
            }
            #expect(try await site.mailIDs().count == 3)
        }
    }

    @Test("an empty inbox has no mails")
    func emptyInbox() async throws {
        try await withInbox { site, inbox in
            try await inbox.git("init", "--quiet", "--bare", inbox.epoch(0))
            #expect(try await site.summary("mail", "import", inbox.path).isEmpty)
            #expect(try await site.summary("mail", "follow", "--once", inbox.path).isEmpty)
        }
    }

    @Test("of a mail that is too long the beginning is kept")
    func largeMail() async throws {
        try await withInbox { site, inbox in
            var large = TestThread.single
            large.body = String(repeating: "0123456789abcde\n", count: 25 << 16)
            try await inbox.append([large, TestThread.turn])
            let numbers = try await site.summary("mail", "import", inbox.path)
            #expect(numbers == ["mails": 2, "oversize": 1, "patch": 1])
        }
    }

    @Test("refuses what is no inbox in one line that says what to do")
    func refusals() async throws {
        try await withInbox { site, inbox in
            try await inbox.append([.file("README", text: "A project\n")])
            let broken = try TestInbox(in: site.folder)
            try await broken.append(TestMail.many(3))
            let pack = "\(broken.epoch(0))/objects/pack"
            for name in try FileManager.default.contentsOfDirectory(atPath: pack) {
                try FileManager.default.removeItem(atPath: "\(pack)/\(name)")
            }
            let file = try TestArchive.mbox.write([TestThread.turn], in: site.folder)
            let folder = try TestArchive.folder.write([TestThread.turn], in: site.folder)
            for (command, path, message) in [
                ("import", inbox.path, "is a git repository, but none of public-inbox"),
                ("follow", inbox.path, "is a git repository, but none of public-inbox"),
                ("import", broken.path, "is damaged (git "),
                ("follow", broken.path, "is damaged (git "),
                ("follow", file, "cannot be followed: patchbay mail import \(file)"),
                ("follow", folder, "cannot be followed: patchbay mail import \(folder)"),
                ("follow", "/nothing", "there is no file or folder /nothing"),
            ] {
                let once = command == "follow" ? ["--once"] : []
                let ending = try await site.run(["mail", command, path] + once)
                #expect(ending.status == 1, "\(command) \(path)")
                #expect(ending.errors.hasPrefix("Error: "))
                #expect(ending.errors.contains(message), "\(ending.errors)")
                #expect(ending.errors.split(separator: "\n").count == 1, "\(ending.errors)")
            }
            #expect(try await site.run("serve", "--port", "0", "--follow", file).status == 1)
        }
    }

    /// Git runs programs that a repository's own configuration names, if it is given the chance.
    @Test("runs nothing that a stranger's repository names")
    func hostileConfiguration() async throws {
        try await withInbox { site, inbox in
            try await inbox.append(TestMail.many(2))
            let trap = "\(site.folder)/trap"
            let config = """
                [core]
                    repositoryformatversion = 1
                    fsmonitor = touch \(trap)-fsmonitor
                    pager = touch \(trap)-pager
                    sshCommand = touch \(trap)-ssh; false
                    hooksPath = \(trap)-hooks
                [extensions]
                    partialClone = origin
                [remote "origin"]
                    url = ssh://lists.example.org/widget
                    promisor = true
                [log]
                    showSignature = true
                [gpg]
                    program = touch \(trap)-gpg
                [alias]
                    cat-file = !touch \(trap)-alias

                """
            let file = try #require(FileHandle(forWritingAtPath: "\(inbox.epoch(0))/config"))
            try file.seekToEnd()
            try file.write(contentsOf: Data(config.utf8))
            try file.close()
            #expect(try await site.summary("mail", "import", inbox.path)["mails"] == 2)
            // A partial clone would be completed by a fetch over ssh.
            let objects = "\(inbox.epoch(0))/objects"
            try FileManager.default.removeItem(atPath: "\(objects)/pack")
            #expect(try await site.run("mail", "import", inbox.path).status == 1)
            #expect(try await site.run("mail", "follow", "--once", inbox.path).status == 1)
            let traps = try FileManager.default.contentsOfDirectory(atPath: site.folder)
                .filter { $0.hasPrefix("trap") }
            #expect(traps == [])
        }
    }

    private func withInbox(_ body: (Site, TestInbox) async throws -> Void) async throws {
        try await Site.with(.sqlite) { site in
            try await site.makeWidget()
            try await body(site, try TestInbox(in: site.folder))
        }
    }
}
