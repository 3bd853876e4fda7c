import Foundation
import Testing
import TrackerTesting

@Suite("git-pw writes", .withPeoplesClients) struct GitPwWritingTests {
    @Test("changes a patch, and reads it back", arguments: DatabaseKind.allCases)
    func updates(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.setUpGitPw()
            // With two patches git-pw looks for the delegate once by name, and then by number.
            for id in ["3", "4"] {
                let page = try await site.desk.succeed(
                    "git-pw",
                    "patch",
                    "update",
                    "-f",
                    "csv",
                    "--state",
                    "accepted",
                    "--delegate",
                    "bert",
                    "--archived",
                    "yes",
                    "--commit-ref",
                    "0123abcd",
                    id
                )
                #expect(page.contains("\"accepted\""))
            }
            for id in [3, 4] {
                let patch = try await site.patch(id)
                #expect(patch["state"] as? String == "accepted")
                #expect(patch["archived"] as? Bool == true)
                #expect(patch["commit_ref"] as? String == "0123abcd")
                let delegate = try #require(patch["delegate"] as? [String: Any])
                #expect(delegate["username"] as? String == "bert")
            }
            let mine = ["patch", "list", "--delegate", "bert", "--state", "accepted", "--archived"]
            #expect(Set(try await site.gitPw(mine)) == [3, 4])
            try await site.desk.succeed("git-pw", "patch", "update", "--archived", "no", "3")
            #expect(try await site.patch(3)["archived"] as? Bool == false)
        }
    }

    @Test("says why it may not", arguments: DatabaseKind.allCases)
    func refusals(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.setUpGitPw()
            try await site.desk.configure("pw.token", String(repeating: "0", count: 40))
            let stranger = try await site.desk.run(
                ["git-pw", "patch", "update", "--state", "accepted", "3"]
            )
            #expect(stranger.status == 1)
            #expect(stranger.errors.contains("Invalid token."))
            #expect(try await site.patch(3)["state"] as? String == "new")
        }
    }

    @Test("bundles, from their making to their end", arguments: DatabaseKind.allCases)
    func bundles(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.setUpGitPw()
            let desk = site.desk
            try await desk.succeed("git-pw", "bundle", "create", "--public", "for-winter", "3", "4")
            #expect(try await site.gitPw(["bundle", "list"]) == [1])
            #expect(try await site.gitPw(["bundle", "list", "--owner", "maud", "winter"]) == [1])
            // It puts the new ones in front.
            try await desk.succeed("git-pw", "bundle", "add", "1", "6")
            #expect(try await site.bundlePatches() == [6, 3, 4])
            try await desk.succeed("git-pw", "bundle", "apply", "for-winter")
            #expect(try await desk.applied() == ["glass: Prüfe the pane"] + SentWork.subjects)

            try await desk.succeed("git-pw", "bundle", "remove", "1", "6")
            #expect(try await site.bundlePatches() == [3, 4])
            try await desk.succeed(
                "git-pw",
                "bundle",
                "update",
                "--name",
                "spring",
                "--private",
                "--patch",
                "6",
                "--patch",
                "3",
                "1"
            )
            #expect(try await site.bundlePatches() == [6, 3])
            let page = try await desk.succeed("git-pw", "bundle", "show", "-f", "csv", "spring")
            #expect(page.contains("\"maud\"") && page.contains("\"False\""))
            try await desk.reset()
            try await desk.succeed("git-pw", "bundle", "download", "spring", "spring.mbox")
            try await desk.succeed("git", "am", "--quiet", "spring.mbox")
            #expect(try await desk.applied() == ["glass: Prüfe the pane", "lamp: Trim the wick"])

            // It is private now, and nobody else's.
            try await desk.configure("pw.token", try site.token(of: "bert"))
            #expect(try await site.gitPw(["bundle", "list"]).isEmpty)
            #expect(try await desk.run(["git-pw", "bundle", "delete", "1"]).status == 1)
            try await desk.configure("pw.token", try site.token(of: "maud"))
            try await desk.succeed("git-pw", "bundle", "delete", "1")
            #expect(try await site.gitPw(["bundle", "list"]).isEmpty)
        }
    }
}

extension ClientSite {
    /// The patches of bundle 1 as its owner sees them.
    fileprivate func bundlePatches() async throws -> [Int] {
        let bundle = try await server.get("/api/1.4/bundles/1/", token: token(of: "maud")).object()
        let patches = try #require(bundle["patches"] as? [[String: Any]])
        return patches.compactMap { $0["id"] as? Int }
    }
}
