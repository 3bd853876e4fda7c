import Foundation
import PatchParsing
import Testing
import TrackerModel
import TrackerTesting

/// Three series on each other, made by git in a repository, as mails that name each other in three ways.
@Suite("Stacks of series") struct StackTests {
    /// The mails, and the repository that they apply to, with the tree that all of them make.
    private struct Stack {
        let mails: [String: [UInt8]]
        let fresh: TestRepository
        let tree: String
    }

    private static let files = ["a.c": "one\ntwo\nthree\n", "b.c": "b\n"]

    private func made(in site: Site) async throws -> Stack {
        let work = try await TestRepository(in: site.folder, files: Self.files)
        let fresh = try await TestRepository(in: site.folder, files: Self.files)
        var mails: [String: [UInt8]] = [:]
        let base = try await work.git("rev-parse", "HEAD").trimmed
        // The lowest: two patches.
        for (number, text) in [(1, "ONE\ntwo\nthree\n"), (2, "ONE\ntwo\nTHREE\n")] {
            try await work.change("a.c", text, "low \(number)")
            mails["low-\(number)"] = try await mail(
                "low-\(number)",
                "[PATCH \(number)/2] low \(number)",
                answers: number == 1 ? nil : "low-1",
                minute: number,
                of: work
            )
        }
        // In the middle: by git's own list of what it needs.
        try await work.change("b.c", "b\nbb\n", "middle")
        let told = try await work.git("format-patch", "-1", "--stdout", "--base=\(base)")
        let footer = told.split(separator: "\n").filter {
            $0.hasPrefix("base-commit: ") || $0.hasPrefix("prerequisite-patch-id: ")
        }
        try #require(footer.count == 3)
        mails["middle"] = try await mail(
            "middle",
            "[PATCH] middle",
            says: footer.joined(separator: "\n"),
            minute: 10,
            of: work
        )
        try await work.change("a.c", "ONE\n2\nTHREE\n", "top")
        mails["top"] = try await mail(
            "top",
            "[PATCH] top",
            says: "Based-on: <middle@example.org>",
            minute: 20,
            of: work
        )
        return Stack(mails: mails, fresh: fresh, tree: try await work.tree())
    }

    private func mail(
        _ id: String,
        _ subject: String,
        says: String = "",
        answers: String? = nil,
        minute: Int,
        of work: TestRepository
    ) async throws -> [UInt8] {
        TestMail(
            subject: subject,
            messageID: "\(id)@example.org",
            references: answers.map { ["\($0)@example.org"] } ?? [],
            minute: minute,
            body: "Why.\n---\n\(try await work.git("show", "--format="))\n\(says)"
        ).bytes
    }

    private func received(_ stack: Stack, in order: [String], by site: Site) async throws {
        for name in order {
            let ending = try await site.run(
                ["mail", "receive"],
                input: try #require(stack.mails[name])
            )
            try #require(ending.status == 0, "\(name): \(ending.errors)")
        }
    }

    @Test("git takes all of it from one mbox", arguments: DatabaseKind.allCases)
    func mbox(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let stack = try await made(in: site)
            // The highest comes first.
            try await received(stack, in: ["top", "middle", "low-2", "low-1"], by: site)
            try await site.serve { server in
                let mbox = try await server.get("/series/1/stack/mbox/")
                #expect(mbox.status == 200)
                try await stack.fresh.applyMails(mbox.body)
                #expect(try await stack.fresh.tree() == stack.tree)
                let log = try await stack.fresh.log().map { $0.split(separator: "|")[0] }
                #expect(log == ["top", "middle", "low 2", "low 1", "start"])
                let page = try await server.get("/project/widget/series/1/").text
                #expect(page.contains("this one needs it (Based-on)"))
                #expect(page.contains("series 2 needs it (prerequisite-patch-id)"))
                let answer = try await server.get("/api/patchbay/series/3/stack/")
                #expect(answer.text.contains("\"named_as\":[\"prerequisite-patch-id\"]"))
            }
        }
    }

    @Test("the command line shows them", arguments: DatabaseKind.allCases)
    func commands(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let stack = try await made(in: site)
            try await received(stack, in: ["low-1", "low-2", "middle", "top"], by: site)
            let shown = try await site.succeed("series", "stack", "2").split(separator: "\n")
            let places = [
                "needs this one: Based-on", "this one", "needed by 2: prerequisite-patch-id",
            ]
            #expect(shown.count == 5)
            for (line, place) in zip(shown.dropFirst(), places) {
                #expect(line.contains(place), "\(line)")
            }
            #expect(shown.last?.hasPrefix("Base named by the author: ") == true)
            #expect(try await site.succeed("series", "show", "2").contains("needs this one"))
            let json = try await site.succeed("series", "stack", "3", "--json")
            let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
            let object = try #require(value as? [String: Any])
            let needs = try #require(object["needs"] as? [[String: Any]])
            #expect(needs.map { $0["series"] as? Int } == [1, 2])
            #expect(try await site.run(["series", "stack", "99"]).status == 1)
        }
    }
}

extension TestRepository {
    fileprivate func change(_ file: String, _ text: String, _ message: String) async throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(file)"))
        try await git("commit", "--quiet", "--all", "--message=\(message)")
    }
}
