import Foundation
import Testing
import TrackerTesting

@Suite("patchbay range-diff") struct RangeDiffCommandTests {
    private func mail(_ version: Int, _ number: Int, adding line: String) -> TestMail {
        TestMail(
            subject: "[PATCH v\(version) \(number)/2] widget: turn part \(number)",
            messageID: "v\(version)-\(number)@example.org",
            minute: version * 10 + number,
            body: """
                It did not turn.
                ---
                 part\(number).c | 3 ++-

                diff --git a/part\(number).c b/part\(number).c
                --- a/part\(number).c
                +++ b/part\(number).c
                @@ -\(version),3 +\(version),8 @@ int turn(void)
                 one
                +first \(number)
                +\(line)
                +third
                +fourth
                +fifth
                +sixth
                 two
                -three
                -- 
                2.39.5
                """
        )
    }

    private func versions(_ site: Site) throws -> (old: String, new: String) {
        let cover = TestMail(
            subject: "[PATCH v1 0/2] widget: turn",
            messageID: "v1-0@example.org",
            minute: 1,
            body: "Both parts.\n"
        )
        // In an order other than that of the numbers.
        let old = [cover, mail(1, 2, adding: "old"), mail(1, 1, adding: "same")]
        let new = [mail(2, 1, adding: "same"), mail(2, 2, adding: "new")]
        return (
            try TestArchive.mbox.write(old, in: site.folder),
            try TestArchive.folder.write(new, in: site.folder)
        )
    }

    @Test("compares two archives without a database")
    func compares() async throws {
        try await Site.with(.sqlite) { site in
            let (old, new) = try versions(site)
            let text = try await site.succeed("range-diff", old, new)
            let headings = text.split(separator: "\n").filter { $0.contains(":  ------- ") }
            #expect(
                headings == [
                    "1:  ------- = 1:  ------- widget: turn part 1",
                    "2:  ------- ! 2:  ------- widget: turn part 2",
                ]
            )
            #expect(text.contains("\n    -+old\n    ++new\n"))
            let summary = try await site.succeed("range-diff", old, new, "--summary")
            #expect(summary == "1 unchanged, 1 changed\n")
        }
    }

    @Test("gives pairs and verdicts as JSON")
    func json() async throws {
        try await Site.with(.sqlite) { site in
            let (old, new) = try versions(site)
            let text = try await site.succeed("range-diff", old, new, "--json")
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
            let whole = try #require(object as? [String: Any])
            let entries = try #require(whole["entries"] as? [[String: Any]])
            #expect(entries.compactMap { $0["verdict"] as? String } == ["unchanged", "changed"])
            #expect(entries.compactMap { $0["old"] as? Int } == [1, 2])
            #expect(whole["isEstimate"] as? Bool == false)
            let hunks = try #require(entries[1]["hunks"] as? [[String: Any]])
            #expect(hunks.first?["heading"] as? String == "part2.c")
        }
    }

    @Test("says what is wrong with an archive")
    func refuses() async throws {
        try await Site.with(.sqlite) { site in
            let (old, _) = try versions(site)
            let missing = try await site.run("range-diff", old, "\(site.folder)/nothing")
            #expect(missing.status == 1)
            #expect(missing.errors.contains("nothing"))
            let both = try await site.run("range-diff", "-", "-")
            #expect(both.status == 64)
            let empty = try await site.run("range-diff", old, "-", input: [])
            #expect(empty.status == 0)
            #expect(empty.errors.contains("There is no patch in -."))
            #expect(empty.text.split(separator: "\n").count == 2)
        }
    }
}
