import Foundation
import Testing
import TrackerIntake
import TrackerModel
import TrackerStore
import TrackerTesting

struct ArchiveImportTests {
    private func mbox(_ count: Int, in folder: String) throws -> MailArchive {
        let mails = (0..<count).map { number in
            """
            From ada@example.org Tue May 23 13:21:05 2017
            From: Ada <ada@example.org>
            Subject: [PATCH] widget: \(number)
            Date: Tue, 23 May 2017 13:21:05 +0000
            Message-ID: <\(number)@example.org>
            List-Id: <widget.test>

            Text
            --- a/x
            +++ b/x
            @@ -1 +1 @@
            -a
            +\(number)


            """
        }
        try write(mails.joined(), to: "\(folder)/mbox")
        return try MailArchive(path: "\(folder)/mbox")
    }

    @Test(
        "many mails take several transactions, and progress only grows",
        arguments: DatabaseKind.allCases
    )
    func severalTransactions(kind: DatabaseKind) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let archive = try mbox(520, in: folder.path)
        try await kind.withStore { store in
            _ = try await store.createProject(
                Project(linkName: "widget", name: "W", listID: "widget.test", listEmail: "w@x.test")
            )
            var steps: [(mails: Int, share: Double)] = []
            let summary = try await ArchiveImport(store: store).run(archive) { summary, share in
                steps.append((summary.mails, share ?? -1))
            }
            #expect(steps.map(\.mails) == [500, 520])
            #expect(steps.map(\.share) == steps.map(\.share).sorted())
            #expect(steps.last?.share == 1)
            #expect(summary.outcomes == [.patch: 520])
            let patches = try await store.database.read { try $0.int("SELECT COUNT(*) FROM patch") }
            #expect(patches == 520)
        }
    }

    @Test("what is broken off can be started again", arguments: DatabaseKind.allCases)
    func startedAgain(kind: DatabaseKind) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await kind.withStore { store in
            _ = try await store.createProject(
                Project(linkName: "widget", name: "W", listID: "widget.test", listEmail: "w@x.test")
            )
            let first = try await ArchiveImport(store: store).run(try mbox(150, in: folder.path))
            #expect(first.repeated == 0)
            let second = try await ArchiveImport(store: store).run(try mbox(250, in: folder.path))
            #expect(second.mails == 250)
            #expect(second.repeated == 150)
            #expect(second.outcomes == [.patch: 100])
        }
    }

    @Test(
        "of a mail that is too long the beginning is kept, and nothing is read from it",
        arguments: DatabaseKind.allCases
    )
    func cutMail(kind: DatabaseKind) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let head = "From: a@x.test\nSubject: [PATCH] x\nMessage-ID: <1@x.test>\n\n"
        let text = "Text\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
        let path = "\(folder.path)/a.eml"
        try write(head + text, to: path)
        #expect(truncate(path, off_t(MailSizeLimit.bytes + 1)) == 0)
        try await kind.withStore { store in
            let archive = try MailArchive(path: folder.path)
            let summary = try await ArchiveImport(store: store).run(archive)
            #expect(summary.outcomes == [.oversize: 1])
            let raw = try await store.rawMail(1)
            #expect(raw.count == MailSizeLimit.bytes)
        }
    }
}
