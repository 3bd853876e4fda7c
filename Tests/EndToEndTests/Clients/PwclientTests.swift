import Foundation
import Testing
import TrackerTesting

@Suite("pwclient", .withPeoplesClients) struct PwclientTests {
    @Test("reads by REST", arguments: DatabaseKind.allCases)
    func readsByREST(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try site.setUpPwclient(.rest)
            #expect(try await site.pwclient("list").count == 46)
            #expect(try await site.pwclient("list", "-s", "New", "-w", "zoe@example.org") == [6])
            #expect(try await site.pwclient("list", "-s", "Accepted").isEmpty)
            #expect(try await site.pwclient("list", "-a", "no").count == 46)
            #expect(try await site.pwclient("list", "-a", "yes").isEmpty)
            #expect(try await site.pwclient("search", "-S", "2") == [3, 4])
            let messageID = try site.work.messageID(series: 3, 1)
            #expect(try await site.pwclient("list", "-m", messageID) == [5])
            let hash = try #require(try await site.patch(4)["hash"] as? String)
            #expect(try await site.pwclient("list", "-H", hash) == [4])
            let projects = try await site.desk.succeed("pwclient", "projects")
            #expect(projects.contains("widget") && projects.contains("Widget tools"))
            let events = try await site.desk.succeed(
                "pwclient",
                "event-list",
                "-p",
                "widget",
                "-c",
                "series-completed",
                "-f",
                "%{series_id} %{series_name}"
            )
            #expect(events.lines.count == 44)
            #expect(events.lines.contains("2 lamp: Burn longer"))
        }
    }

    @Test("takes patches", arguments: DatabaseKind.allCases, PwclientBackend.allCases)
    func takesPatches(kind: DatabaseKind, backend: PwclientBackend) async throws {
        try await ClientSite.with(kind) { site in
            try site.setUpPwclient(backend)
            let desk = site.desk
            let info = try await desk.succeed("pwclient", "info", "6")
            #expect(info.contains("- submitter     : "))
            #expect(info.contains("glass: Prüfe the pane"))
            let view = try await desk.succeed("pwclient", "view", "3")
            #expect(view.contains("\n\(SentWork.trailer)\n"))
            #expect(view.contains("+a longer wick\n"))
            let get = try await desk.succeed("pwclient", "get", "3")
            #expect(get == "Saved patch to v2-1-2-lamp-Trim-the-wick.patch\n")
            #expect(try desk.file("v2-1-2-lamp-Trim-the-wick.patch").contains("From: Ada Lind"))
            try await desk.succeed("pwclient", "git-am", "3", "4")
            #expect(try await desk.applied() == SentWork.subjects)
            try await desk.succeed("pwclient", "git-am", "-s", "-m", "6")
            let message = try await desk.succeed("git", "log", "-1", "--format=%B")
            #expect(message.contains("Signed-off-by: Tester <tester@example.org>"))
            try await desk.reset()
            try await desk.succeed("pwclient", "apply", "1")
            #expect(try desk.file("lamp.c").contains("a long wick"))
        }
    }

    @Test(
        "changes patches and makes checks",
        arguments: DatabaseKind.allCases,
        PwclientBackend.allCases
    )
    func writes(kind: DatabaseKind, backend: PwclientBackend) async throws {
        try await ClientSite.with(kind) { site in
            try site.setUpPwclient(backend)
            let desk = site.desk
            try await desk.succeed(
                "pwclient",
                "update",
                "-s",
                "Under Review",
                "-c",
                "abc123",
                "-a",
                "yes",
                "5"
            )
            let patch = try await site.patch(5)
            #expect(patch["state"] as? String == "under-review")
            #expect(patch["commit_ref"] as? String == "abc123")
            #expect(patch["archived"] as? Bool == true)
            #expect(try await site.pwclient("list", "-s", "Under Review") == [5])

            try await desk.succeed(
                "pwclient",
                "check-create",
                "-c",
                "boot",
                "-s",
                "fail",
                "-d",
                "No light",
                "-u",
                "http://ci.example.org/1",
                "5"
            )
            #expect(try await site.patch(5)["check"] as? String == "fail")
            let check = try await desk.succeed("pwclient", "check-get", "5")
            #expect(check.contains("- context       : boot") && check.contains(": No light"))
            let one = try await desk.succeed(
                "pwclient",
                "check-get",
                "-f",
                "%{context} %{state} %{user}",
                "5"
            )
            #expect(one == "boot fail maud\n")
            let id = try await site.firstCheck(of: 5)
            let details = try await desk.succeed("pwclient", "check-info", "5", "\(id)")
            #expect(details.contains(": http://ci.example.org/1"))
            let list = try await desk.succeed("pwclient", "check-list", "5")
            #expect(list.contains("boot") && list.contains("[") == false)
        }
    }

    @Test("reads by XML-RPC", arguments: DatabaseKind.allCases)
    func readsByXMLRPC(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try site.setUpPwclient(.xmlrpc)
            #expect(try await site.pwclient("list").count == 46)
            #expect(try await site.pwclient("list", "-s", "New", "wick") == [1, 3])
            #expect(try await site.pwclient("list", "-w", "zoe") == [6])
            #expect(try await site.pwclient("list", "-n", "2").count == 2)
            #expect(try await site.pwclient("list", "-N", "1").count == 1)
            let states = try await site.desk.succeed("pwclient", "states")
            #expect(states.contains("Changes Requested"))
            let projects = try await site.desk.succeed("pwclient", "projects")
            #expect(projects.contains("Widget tools"))
            let hash = try #require(try await site.patch(4)["hash"] as? String)
            let info = try await site.desk.succeed("pwclient", "info", "-h", hash)
            #expect(info.contains("Information for patch id 4"))
        }
    }
}

/// The two ways in which pwclient talks to a server.
enum PwclientBackend: String, CaseIterable, CustomStringConvertible {
    case rest
    case xmlrpc

    var description: String { rawValue }
}

extension ClientSite {
    /// What somebody who uses pwclient writes into `~/.pwclientrc`.
    fileprivate func setUpPwclient(_ backend: PwclientBackend) throws {
        let path = backend == .rest ? "api/1.2" : "xmlrpc/"
        try desk.write(
            """
            [options]
            default = widget
            [widget]
            backend = \(backend.rawValue)
            url = \(try url)/\(path)
            username = maud
            password = maud

            """,
            to: ".pwclientrc"
        )
    }

    /// The ids of a list that pwclient prints.
    fileprivate func pwclient(_ words: String...) async throws -> [Int] {
        let text = try await desk.succeed(["pwclient"] + words + ["-f", "%{id}"])
        return text.lines.compactMap { Int($0) }
    }

    fileprivate func firstCheck(of patch: Int) async throws -> Int {
        let checks = try await server.get("/api/1.2/patches/\(patch)/checks/").objects()
        return try #require(checks.first?["id"] as? Int)
    }
}
