import Foundation
import Testing
import TrackerTesting

@Suite("Looking at mails") struct MailCommandTests {
    private static let foreign = TestMail(
        subject: "[PATCH] gadget: spin",
        messageID: "gadget@example.org",
        minute: 1,
        listID: "gadget.lists.example.org",
        body: "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b"
    )

    @Test("lists mails with what became of them and why", arguments: DatabaseKind.allCases)
    func lists(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            #expect(try await site.succeed("mail", "list") == "No mail has arrived yet.\n")
            try await site.makeWidget()
            try await site.receive([TestThread.turn, Self.foreign])
            let all = try await site.succeed("mail", "list").split(separator: "\n")
            #expect(all.count == 3)
            #expect(
                all[0].split(separator: " ") == ["ID", "RECEIVED", "OUTCOME", "MESSAGE-ID", "WHY"]
            )
            #expect(
                all[1].contains("  unassigned  <gadget@example.org>  no project has the list id")
            )
            #expect(all[2].contains("  patch       <v1-1@example.org>    starts a series: "))

            let lost = try await json(site, "mail", "list", "--outcome", "unassigned", "--json")
            #expect(lost.compactMap { $0["msgid"] as? String } == ["<gadget@example.org>"])
            #expect(lost.compactMap { $0["project"] as? String } == [])
            #expect(lost.first?["size"] as? Int == Self.foreign.bytes.count)
            let first = try await json(site, "mail", "list", "--json", "--before", "2")
            #expect(first.compactMap { $0["project"] as? String } == ["widget"])
            #expect(try await json(site, "mail", "list", "--json", "--limit", "1").count == 1)
            #expect(
                try await site.succeed("mail", "list", "--outcome", "failed")
                    == "No mail has this outcome.\n"
            )
            #expect(
                try await site.succeed("mail", "list", "--outcome", "failed", "--json").trimmed
                    .filter { !$0.isWhitespace } == "[]"
            )
        }
    }

    @Test("shows a mail by its number and by its message-id", arguments: DatabaseKind.allCases)
    func shows(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive([TestThread.cover, TestThread.turn])
            let byNumber = try await site.succeed("mail", "show", "2")
            #expect(byNumber.contains("Message-Id  <v1-1@example.org>\n"))
            #expect(byNumber.contains("Outcome     patch\n"))
            #expect(byNumber.contains("Project     widget\n"))
            #expect(
                byNumber.contains("Why         joins series 1: it answers <v1-0@example.org>\n")
            )
            for name in ["<v1-1@example.org>", "v1-1@example.org"] {
                #expect(try await site.succeed("mail", "show", name) == byNumber)
            }
            let object = try await json(site, "mail", "show", "2", "--json")
            #expect(object.compactMap { $0["outcome"] as? String } == ["patch"])
            let ending = try await site.run("mail", "show", "nobody@example.org")
            #expect(ending.status == 1)
            #expect(
                ending.errors
                    == "Error: there is no mail nobody@example.org; see patchbay mail list\n"
            )
        }
    }

    @Test("gives a mail back byte for byte", arguments: DatabaseKind.allCases)
    func givesBytesBack(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            let every = Array("Message-ID: <x@example.org>\r\n\r\n".utf8) + (0...255).map { $0 }
            let mails = [TestThread.single.bytes, every, [], [10], [0]]
            for (offset, mail) in mails.enumerated() {
                #expect(try await site.run("mail", "receive", input: mail).status == 0)
                let raw = try await site.run("mail", "show", "\(offset + 1)", "--raw")
                #expect(raw.status == 0)
                #expect(raw.output == mail)
            }
        }
    }

    @Test("says what became of a mail if asked to", arguments: DatabaseKind.allCases)
    func saysWhatBecame(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let silent = try await site.run("mail", "receive", input: TestThread.turn.bytes)
            #expect(silent.text.isEmpty && silent.errors.isEmpty)
            let again = try await site.run(
                "mail",
                "receive",
                "--verbose",
                input: TestThread.turn.bytes
            )
            #expect(again.text.hasPrefix("mail 1: patch: starts a series"))
            let named = try await site.run(
                "mail",
                "receive",
                "--verbose",
                "--list-id",
                TestMail.list,
                input: Self.foreign.bytes
            )
            #expect(named.text.hasPrefix("mail 2: patch: "))
        }
    }

    private func json(_ site: Site, _ arguments: String...) async throws -> [[String: Any]] {
        let ending = try await site.run(arguments)
        #expect(ending.status == 0, "\(ending.errors)")
        return try #require(
            try JSONSerialization.jsonObject(with: Data(ending.output)) as? [[String: Any]]
        )
    }
}
