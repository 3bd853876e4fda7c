import Foundation
import Testing
import TrackerTesting

@Suite("git-pw reads", .withPeoplesClients) struct GitPwReadingTests {
    @Test("lists of patches, by filters and in orders", arguments: DatabaseKind.allCases)
    func lists(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.setUpGitPw()
            let expected: [([String], [Int])] = [
                (["--limit", "2"], [6, 5]),
                (["--sort", "id", "--limit", "4"], [1, 2, 3, 4]),
                (["--sort", "-id", "--limit", "2", "--page", "2"], [44, 43]),
                (["--submitter", "zoe@example.org"], [6]),
                (["--submitter", "Quist"], [6]),
                (["--sort", "id", "wick"], [1, 3]),
                (["--state", "accepted"], []),
                (["--state", "new", "--state", "rfc", "--sort", "id", "--limit", "1"], [1]),
                (["--since", "2026-04-01", "--sort", "id"], [1, 2, 3, 4, 5, 6]),
                (["--before", "2026-03-03T10:02:00", "--sort", "id"], [7, 8]),
                (["--delegate", "bert"], []),
            ]
            for (options, ids) in expected {
                let found = try await site.gitPw(["patch", "list"] + options)
                #expect(found == ids, "\(options)")
            }
            let hash = try #require(try await site.patch(5)["hash"] as? String)
            #expect(try await site.gitPw(["patch", "list", "--hash", hash]) == [5])
            let all = ["--project", "*", "patch", "list", "--sort", "id", "--limit", "2"]
            #expect(try await site.gitPw(all) == [1, 2])
        }
    }

    @Test("a patch: shows, saves and applies it", arguments: DatabaseKind.allCases)
    func patches(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.setUpGitPw()
            let page = try await site.desk.succeed("git-pw", "patch", "show", "-f", "csv", "6")
            #expect(page.contains("\"glass: Prüfe the pane\""))
            #expect(page.contains("\"Zoë Quist (zoe@example.org)\""))

            try await site.desk.succeed("git-pw", "patch", "apply", "6")
            #expect(try await site.desk.applied() == ["glass: Prüfe the pane"])
            #expect(try site.desk.file("glass.c") == "prüfe\n")
            let author = try await site.desk.succeed("git", "log", "-1", "--format=%an <%ae>")
            #expect(author == "Zoë Quist <zoe@example.org>\n")

            // The patches before it come along.
            try await site.desk.reset()
            try await site.desk.succeed("git-pw", "patch", "apply", "4")
            #expect(try await site.desk.applied() == SentWork.subjects)
            try await site.desk.reset()
            try await site.desk.succeed("git-pw", "patch", "apply", "--no-deps", "3")
            #expect(try await site.desk.applied() == ["lamp: Trim the wick"])

            try await site.desk.reset()
            try await site.desk.succeed("git-pw", "patch", "download", "3", "one.patch")
            #expect(try site.desk.file("one.patch").hasPrefix("From patchwork "))
            #expect(try site.desk.file("one.patch").contains("\n\(SentWork.trailer)\n"))
            try await site.desk.succeed("git", "am", "--quiet", "one.patch")
            // Into a folder it saves under the name that the server gives.
            try await site.desk.succeed("git-pw", "patch", "download", "3", site.desk.home)
            let name = "v2-1-2-lamp-Trim-the-wick"
            let saved = try site.desk.file("\(site.desk.home)/\(name).patch")
            #expect(saved == (try site.desk.file("one.patch")))
            try await site.desk.succeed("git-pw", "patch", "download", "--diff", "3", "one.diff")
            try await site.desk.reset()
            try await site.desk.succeed("git", "apply", "one.diff")
            #expect(try site.desk.file("lamp.c").contains("a longer wick"))
        }
    }

    @Test(
        "series: lists, shows, saves, applies with what they need",
        arguments: DatabaseKind.allCases
    )
    func series(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.setUpGitPw()
            #expect(try await site.gitPw(["series", "list", "--sort", "id", "Burn"]) == [1, 2])
            let ada = ["series", "list", "--submitter", "ada@example.org", "--sort", "-id"]
            #expect(try await site.gitPw(ada + ["--limit", "1"]) == [44])
            let page = try await site.desk.succeed("git-pw", "series", "show", "-f", "csv", "2")
            #expect(page.contains("\"lamp: Burn longer\""))
            #expect(page.contains("[v2,1/2] lamp: Trim the wick"))

            try await site.desk.succeed("git-pw", "series", "apply", "1")
            #expect(try await site.desk.applied() == SentWork.subjects)
            #expect(try site.desk.file("oil.c") == "oil, long\n")
            try await site.desk.reset()
            try await site.desk.succeed("git-pw", "series", "apply", "--deps", "3")
            #expect(try await site.desk.applied() == SentWork.subjects + ["lamp: Shield the flame"])
            #expect(try site.desk.file("oil.c") == "oil, longer\n")

            try await site.desk.reset()
            try await site.desk.succeed("git-pw", "series", "download", "2", "two.mbox")
            try await site.desk.succeed("git", "am", "--quiet", "two.mbox")
            #expect(try await site.desk.applied() == SentWork.subjects)
            try await site.desk.succeed(
                "git-pw",
                "series",
                "download",
                "--separate",
                "2",
                site.desk.home
            )
            let second = "\(site.desk.home)/v2-2-2-oil-Fill-up-to-the-brim.patch"
            #expect(try site.desk.file(second).contains("+oil, longer"))
        }
    }
}

extension SentWork {
    /// The patches of series 1 and of series 2.
    static let subjects = ["lamp: Trim the wick", "oil: Fill up to the brim"]
}

extension ClientSite {
    /// What somebody who uses git-pw sets.
    func setUpGitPw(version: String = "1.4", as user: String = "maud") async throws {
        try await desk.configure("pw.server", "\(try url)/api/\(version)")
        try await desk.configure("pw.project", "widget")
        try await desk.configure("pw.token", try token(of: user))
    }

    /// The ids of a list that git-pw prints.
    func gitPw(_ words: [String]) async throws -> [Int] {
        let text = try await desk.succeed(["git-pw"] + words + ["--format", "csv"])
        return try text.lines.dropFirst().map { line in
            try #require(Int(line.split(separator: ",")[0].filter { $0 != "\"" }), "\(line)")
        }
    }
}
