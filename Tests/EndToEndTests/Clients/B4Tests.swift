import Foundation
import Testing
import TrackerTesting

@Suite("b4", .withPeoplesClients) struct B4Tests {
    @Test(
        "am: the newest version of a thread, with what reviewers said",
        arguments: DatabaseKind.allCases
    )
    func am(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.setUpB4()
            let first = try site.work.messageID(series: 1, 0)
            let told = try await site.b4("am", "-C", "-o", "mail", first)
            #expect(told.contains("Will use the latest revision: v2"))
            #expect(told.contains("Total patches: 2"))
            let mbox = "mail/v2_20260402_ada_lamp_burn_longer.mbx"
            try await site.desk.succeed("git", "am", "--quiet", mbox)
            #expect(try await site.desk.applied() == SentWork.subjects)
            #expect(try site.desk.file("oil.c") == "oil, longer\n")
            let log = try await site.desk.succeed("git", "log", "--format=%B", "-2")
            #expect(log.components(separatedBy: SentWork.trailer).count == 2)

            // The first version, from one of its patches.
            try await site.desk.reset()
            let patch = try site.work.messageID(series: 1, 2)
            try await site.b4("am", "-C", "-v1", "-o", "old", patch)
            try await site.desk.succeed(
                "git",
                "am",
                "--quiet",
                "old/20260401_ada_lamp_burn_longer.mbx"
            )
            #expect(try site.desk.file("oil.c") == "oil, long\n")
            // What was said about the cover letter holds for each patch.
            let old = try await site.desk.succeed("git", "log", "--format=%B", "-2")
            #expect(old.components(separatedBy: SentWork.coverTrailer).count == 3)
        }
    }

    @Test("am: an address is enough, without any setting", arguments: DatabaseKind.allCases)
    func address(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let messageID = try site.work.messageID(series: 4, 1)
            let address = "\(try site.url)/all/\(messageID)/"
            let mbox = try await site.b4("am", "-C", "-o", "-", address)
            try await site.desk.succeed(["git", "am", "--quiet"], input: Array(mbox.utf8))
            #expect(try site.desk.file("glass.c") == "prüfe\n")
        }
    }

    @Test(
        "shazam: applies a series, a single patch, one of a series",
        arguments: DatabaseKind.allCases
    )
    func shazam(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.setUpB4()
            let desk = site.desk
            try await site.b4("shazam", "-C", try site.work.messageID(series: 2, 0))
            #expect(try await desk.applied() == SentWork.subjects)
            // What it needs is there by now.
            try await site.b4("shazam", "-C", try site.work.messageID(series: 3, 1))
            #expect(try desk.file("shield.c") == "shield\n")
            try await desk.reset()
            try await site.b4("shazam", "-C", "-P", "_", try site.work.messageID(series: 2, 1))
            #expect(try await desk.applied() == ["lamp: Trim the wick"])
        }
    }

    @Test("mbox: the mails of a thread as they were sent", arguments: DatabaseKind.allCases)
    func thread(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.setUpB4()
            try await site.b4(
                "mbox",
                "-C",
                "-n",
                "thread.mbox",
                try site.work.messageID(series: 2, 2)
            )
            let thread = try site.desk.file("thread.mbox")
            // Two versions of three mails, two reviews, and what came to depend on them not.
            #expect(thread.components(separatedBy: "\nMessage-I").count - 1 == 8)
            let raw = try await site.site.succeed("mail", "show", "2", "--raw")
            let lines = raw.lines.filter { $0.hasPrefix("+") || $0.hasPrefix("-") }
            #expect(lines.count > 3 && lines.allSatisfy { thread.contains("\n\($0)\n") })
        }
    }

    @Test("am -c: a newer version that was sent by itself", arguments: DatabaseKind.allCases)
    func newerVersion(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.setUpB4()
            try await site.site.receive(TestThread.firstVersion + TestThread.secondVersion)
            let told = try await site.b4("am", "-C", "-c", "-o", "mail", "v1-0@example.org")
            #expect(told.contains("Checking for newer revisions"))
            #expect(told.contains("[PATCH v2 1/2] widget: turn the handle"))
            let name = "mail/v2_20260303_ada_widget_turn_and_count.mbx"
            #expect(try site.desk.file(name).contains("+turns twice\n"))
        }
    }

    @Test("diff: what a version changed", arguments: DatabaseKind.allCases)
    func diff(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.setUpB4()
            let told = try await site.b4(
                "diff",
                "-C",
                try site.work.messageID(series: 2, 0)
            )
            #expect(told.contains("Diffing v1 and v2"), "\(told)")
            #expect(told.contains("lamp: Trim the wick") && told.contains("+oil, longer"))
        }
    }

    @Test(
        "states: under review when taken, accepted when applied",
        arguments: DatabaseKind.allCases
    )
    func states(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.setUpB4()
            try await site.setUpPatchwork()
            try await site.b4("am", "-C", "-o", "mail", try site.work.messageID(series: 2, 0))
            for id in [3, 4] {
                #expect(try await site.patch(id)["state"] as? String == "under-review")
            }
            #expect(try await site.patch(1)["state"] as? String == "new")
            try await site.desk.succeed(
                "git",
                "am",
                "--quiet",
                "mail/v2_20260402_ada_lamp_burn_longer.mbx"
            )
            // It writes the thanks into a file and sends nothing.
            let told = try await site.b4("ty", "-a", "-o", "thanks", "--since=20.years")
            #expect(told.contains("git send-email thanks/*.thanks"))
            for id in [3, 4] {
                #expect(try await site.patch(id)["state"] as? String == "accepted")
            }
        }
    }

    @Test(
        "review: series to look at, checks, a state for all patches",
        arguments: DatabaseKind.allCases
    )
    func review(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.setUpB4()
            try await site.setUpPatchwork()
            _ = try await site.script("pw_ci.py", as: "robot", "widget", "2026-01-01T00:00:00", "2")
            let text = try await site.desk.succeed(
                "python",
                "\(PeoplesClients.scripts)/b4_review.py",
                try site.url,
                try site.token(of: "maud"),
                "widget",
                "2"
            )
            let found = try #require(
                try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            )
            #expect(found["outstanding"] as? Int == 46)
            #expect(found["series"] as? Int == 44)
            #expect(found["newest"] as? [Int] == [1, 2, 3, 4])
            #expect(found["check"] as? String == "success")
            #expect(found["checks"] as? [String] == ["ovsrobot"])
            #expect(found["updated"] as? Bool == true)
            for id in [3, 4] {
                let patch = try await site.patch(id)
                #expect(patch["state"] as? String == "accepted")
                #expect(patch["archived"] as? Bool == true)
            }
        }
    }
}

extension ClientSite {
    /// What somebody who uses b4 with this site sets.
    fileprivate func setUpB4() async throws {
        try await desk.configure("b4.midmask", "\(try url)/all/%s")
        try await desk.configure("b4.linkmask", "\(try url)/all/%s")
    }

    fileprivate func setUpPatchwork() async throws {
        try await desk.configure("b4.pw-url", try url)
        try await desk.configure("b4.pw-key", try token(of: "maud"))
        try await desk.configure("b4.pw-project", "widget")
        try await desk.configure("b4.pw-review-state", "under-review")
        try await desk.configure("b4.pw-accept-state", "accepted")
    }

    /// Runs b4, and returns what it prints and says.
    @discardableResult
    fileprivate func b4(_ words: String...) async throws -> String {
        let ending = try await desk.run(["b4"] + words)
        try #require(ending.status == 0, "b4 \(words): \(ending.text)\(ending.errors)")
        return words.contains("-") ? ending.text : ending.text + ending.errors
    }
}
