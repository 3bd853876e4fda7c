import Foundation
import Testing
import TrackerTesting

@Suite("What became of the patches of an earlier version") struct SeriesRangeDiffTests {
    /// A repository with two versions of three patches: the first stays, the second changes, the third
    /// is dropped, and there is a new one.
    private func repository(in folder: String) async throws -> TestRepository {
        let text = (1...12).map { "line \($0)\n" }.joined()
        let names = ["turn.c", "count.c", "stop.c", "start.c"]
        let repository = try await TestRepository(
            in: folder,
            files: Dictionary(uniqueKeysWithValues: names.map { ($0, text) })
        )
        func commit(_ name: String, _ line: String, _ message: String, day: Int) async throws {
            let changed = text.replacing("line 6\n", with: "\(line)\n\(line) again\n")
            try changed.write(
                toFile: "\(repository.folder)/\(name)",
                atomically: true,
                encoding: .utf8
            )
            let date = "2026-03-0\(day)T10:00:00 +0000"
            try await repository.git("commit", "-qam", message, "--date", date)
        }
        try await repository.git("checkout", "-qb", "v1", "main")
        try await commit("turn.c", "turns", "widget: turn\n\nIt did not.", day: 1)
        try await commit("count.c", "counts", "widget: count\n\nThe turns.", day: 1)
        try await commit("stop.c", "stops", "widget: stop\n\nAt the end.", day: 1)
        try await repository.git("checkout", "-qb", "v2", "main")
        try await commit("turn.c", "turns", "widget: turn\n\nIt did not.", day: 2)
        try await commit("count.c", "counts", "widget: count\n\nAll turns.", day: 2)
        let count = "\(repository.folder)/count.c"
        let counted = try String(contentsOfFile: count, encoding: .utf8)
        try counted.replacing("again", with: "twice")
            .write(toFile: count, atomically: true, encoding: .utf8)
        try await repository.git("commit", "-qa", "--amend", "--no-edit")
        try await commit("start.c", "starts", "widget: start\n\nAt the beginning, at last.", day: 2)
        return repository
    }

    /// What `git range-diff` prints, with dashes for the names of commits.
    private func reference(_ repository: TestRepository) async throws -> String {
        let text = try await repository.git(
            "range-diff",
            "--no-color",
            "--abbrev=7",
            "main..v1",
            "main..v2"
        )
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard !line.hasPrefix("    ") else { return String(line) }
            return line.split(separator: " ", omittingEmptySubsequences: false).map { word in
                word.count == 7 && word.allSatisfy(\.isHexDigit) ? "-------" : String(word)
            }.joined(separator: " ")
        }.joined(separator: "\n")
    }

    /// Takes both versions in, the later one as number 2.
    private func site(
        _ kind: DatabaseKind,
        _ body: (Site, TestRepository) async throws -> Void
    ) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let repository = try await repository(in: site.folder)
            for (place, version) in ["v1", "v2"].enumerated() {
                let mails = try await repository.git(
                    "format-patch",
                    "--stdout",
                    "--thread=shallow",
                    "-v\(place + 1)",
                    "--add-header=List-Id: <\(TestMail.list)>",
                    "main..\(version)"
                )
                let path = "\(site.folder)/\(version).mbox"
                try mails.write(toFile: path, atomically: true, encoding: .utf8)
                try await site.succeed("mail", "import", path)
            }
            try await body(site, repository)
        }
    }

    @Test("is what git says of the commits", arguments: DatabaseKind.allCases)
    func git(on kind: DatabaseKind) async throws {
        try await site(kind) { site, repository in
            let expected = try await reference(repository)
            #expect(expected.contains("2:  ------- ! 2:  ------- widget: count"))
            let text = try await site.succeed("series", "range-diff", "2")
            #expect(text == expected)
            let summary = try await site.succeed("series", "range-diff", "2", "--summary")
            #expect(summary == "1 unchanged, 1 changed, 1 new, 1 dropped\n")
            let none = try await site.run(["series", "range-diff", "1"])
            #expect(none.status == 1 && none.errors.contains("--against"))
            let missing = try await site.run(["series", "range-diff", "99"])
            #expect(missing.status == 1 && missing.errors.contains("no series 99"))
            let page = "/project/widget/series/2/range-diff"
            try await site.serve { server in
                let plain = try await server.get("\(page).txt")
                #expect(String(decoding: plain.body, as: UTF8.self) == expected)
            }
        }
    }

    @Test("is an answer of the API", arguments: DatabaseKind.allCases)
    func api(on kind: DatabaseKind) async throws {
        try await site(kind) { site, _ in
            try await site.serve { server in
                let path = "/api/patchbay/series/2/range-diff/"
                let entries = try await server.get(path).objects()
                let verdicts = entries.compactMap { $0["verdict"] as? String }
                #expect(verdicts == ["unchanged", "changed", "dropped", "new"])
                #expect(entries[0]["diff"] as? String == "")
                #expect((entries[1]["diff"] as? String)?.contains("-+counts again\n") == true)
                #expect(entries[2]["new"] is NSNull && entries[3]["old"] is NSNull)
                // The other way round it is the same with the signs turned.
                let back = "/api/patchbay/series/1/range-diff/?against=2"
                let turned = try await server.get(back).objects()
                #expect(turned.count == 4)
                for (target, status) in [
                    ("/api/patchbay/series/1/range-diff/", 400),
                    ("/api/patchbay/series/1/range-diff/?against=1", 400),
                    ("/api/patchbay/series/2/range-diff/?against=x", 400),
                    ("/api/patchbay/series/2/range-diff/?against=-9223372036854775808", 400),
                    ("/api/patchbay/series/99/range-diff/", 404),
                ] {
                    #expect(try await server.get(target).status == status, "\(target)")
                }
            }
        }
    }

    @Test("is shown by pages, those of later mails soon", arguments: DatabaseKind.allCases)
    func pages(on kind: DatabaseKind) async throws {
        try await site(kind) { site, _ in
            try await site.serve { server in
                func text(_ target: String) async throws -> String {
                    let answer = try await server.get(target)
                    #expect(answer.status == 200, "\(target)")
                    return String(decoding: answer.body, as: UTF8.self)
                }
                let page = "/project/widget/series/2/range-diff/"
                let unified = try await text(page)
                #expect(unified.contains("v1 against v2: what to read again"))
                #expect(unified.contains("<span class=\"pp\"><b>+</b><i>+</i>counts <mark>twice"))
                #expect(unified.contains("diff: +1 −1, message: +1 −1"))
                #expect(unified.contains("1 unchanged patch"))
                // A new patch has a size and nothing to be compared with.
                #expect(unified.contains("<td class=\"nw pm\">2 lines</td>"))
                #expect(unified.contains("New in v2, 2 lines added, 1 removed. There is nothing"))
                let split = try await text("\(page)?from=1&to=2&view=split")
                #expect(split.contains("<span class=\"vh\">only in v1: </span>"))
                // What the version after the first one made of it.
                #expect(try await text("/project/widget/series/1/range-diff/") != "")
                for wrong in ["?from=99", "?to=x", "?from=0&to=2"] {
                    #expect(try await server.get(page + wrong).status == 404, "\(wrong)")
                }
                #expect(try await server.get("/project/widget/series/99/range-diff/").status == 404)
                let same = try await text("\(page)?from=2&to=2")
                #expect(same.contains("the same version twice"))
                try await poll {
                    let text = try? await text("/project/widget/series/2/")
                    return text?.contains("class=\"cells\"") == true
                }
                let series = try await text("/project/widget/series/2/")
                #expect(series.contains("1 unchanged · 1 changed · 1 new · 1 dropped"))
                #expect(series.contains("data-key=\"d\""))
                let list = try await text("/project/widget/?view=all&expand=2")
                for sign in ["v-same", "v-changed", "v-new"] {
                    #expect(list.contains("<span class=\"sign \(sign)\""), "\(sign)")
                }
                #expect(list.contains("<span class=\"vh\">unchanged since v1</span>"))
                #expect(list.contains("range-diff/?from=1&amp;to=2#p"))
                #expect(list.contains(">changed<span class=\"vh\"> since v1</span></a>"))
                let alone = try await text("/project/widget/?view=all&expand=1")
                #expect(!alone.contains(" since v") && !alone.contains("class=\"sign v-"))
                // Of versions that belong together no more nothing is said.
                try await site.succeed("series", "unlink", "2")
                let unlinked = try await text("/project/widget/?view=all&expand=2")
                #expect(!unlinked.contains(" since v") && !unlinked.contains("class=\"sign v-"))
            }
        }
    }

    @Test("makes patches related, whatever their titles are now", arguments: DatabaseKind.allCases)
    func relations(on kind: DatabaseKind) async throws {
        func mail(_ version: Int, _ number: Int, _ title: String, _ line: String) -> TestMail {
            TestMail(
                subject: "[PATCH v\(version) \(number)/2] \(title)",
                messageID: "v\(version)-\(number)@example.org",
                references: number > 1 ? ["v\(version)-1@example.org"] : [],
                minute: version * 10 + number,
                body: """
                    It did not turn.
                    ---
                    --- a/part.c
                    +++ b/part.c
                    @@ -1,2 +1,8 @@
                     one
                    +first \(title.count)
                    +second \(line)
                    +third \(line)
                    +fourth \(line)
                    +fifth \(line)
                    +\(line)
                     two
                    """
            )
        }
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.succeed("project", "update", "widget", "--relate", "on")
            try await site.receive([
                mail(1, 1, "widget: turn", "turns"), mail(1, 2, "widget: count it all", "counts"),
            ])
            // In another order, and one of them by another name.
            try await site.receive([
                mail(2, 1, "widget: count it ALL", "counts twice"),
                mail(2, 2, "widget: spin now", "turns"),
            ])
            try await site.succeed("series", "link", "2", "--to", "1")
            try await site.serve { server in
                try await poll {
                    let patch = try? await server.get("/api/patches/4/").object()
                    let related = patch?["related"] as? [[String: Any]]
                    return related?.compactMap { $0["id"] as? Int } == [1]
                }
            }
        }
    }
}
