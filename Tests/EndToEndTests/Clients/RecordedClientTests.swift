import Foundation
import Testing
import TrackerTesting

/// Clients that are not packaged, or need a site of their own: a script sends what they were seen to
/// send, and reads the answers by their rules.
@Suite("Clients by their recorded requests") struct RecordedClientTests {
    @Test("NIPA", arguments: DatabaseKind.allCases)
    func nipa(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let found = try await site.script(
                "nipa.py",
                as: "robot",
                "Widget tools",
                "2026-01-01T00:00:00.000001"
            )
            #expect(found["events"] as? Int == 44)
            #expect(found["open"] as? Int == 46)
            #expect(found["series"] as? Int == 2)
            let check = ["success", "netdev-apply", "robot"]
            #expect(found["checks"] as? [[String]] == [check, check])
            #expect(found["state"] as? String == "changes-requested")
        }
    }

    @Test("kernel-patches-daemon", arguments: DatabaseKind.allCases)
    func kernelPatchesDaemon(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let maud = try await site.userID("maud")
            for patch in [3, 4] {
                try await site.change(patch, ["delegate": maud, "state": "under-review"])
            }
            try await site.change(1, ["delegate": maud, "state": "superseded"])
            let found = try await site.script(
                "kernel_patches_daemon.py",
                as: "robot",
                "\(maud)",
                "Burn+longer"
            )
            #expect(found["relevant"] as? Int == 2)
            #expect(found["series"] as? [Int] == [1, 2])
            #expect((found["before"] as? [Any])?.isEmpty == true)
            #expect(found["after"] as? [String] == ["success", "vmtest-test_progs"])
            #expect(found["mails"] as? Int == 2)
        }
    }

    @Test("snowpatch", arguments: DatabaseKind.allCases)
    func snowpatch(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let found = try await site.script("snowpatch.py", as: "robot", "widget", "2")
            #expect(found["contexts"] as? [[String]] == [[], ["snowpatch-apply"]])
            #expect(found["newest"] as? Int == 44)
            #expect(found["patch"] as? Int == 3)
        }
    }

    @Test("Sashiko", arguments: DatabaseKind.allCases)
    func sashiko(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let messageID = try site.work.messageID(series: 4, 1)
            let found = try await site.script("sashiko.py", as: "robot", messageID)
            #expect(found["patch"] as? Int == 6)
            #expect(found["check"] as? [String] == ["warning", "sashiko", "2 findings"])
        }
    }

    @Test("pw-ci", arguments: DatabaseKind.allCases)
    func pwCI(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let found = try await site.script(
                "pw_ci.py",
                as: "robot",
                "widget",
                "2026-01-01T00:00:00",
                "2"
            )
            #expect(found["known"] as? [Bool] == [false, true])
            #expect(found["comments"] as? Int == 1)
            #expect(found["newest"] as? Int == 44)
        }
    }

    @Test("LTP", arguments: DatabaseKind.allCases)
    func ltp(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let lines = try await site.output(
                "ltp.sh",
                as: "robot",
                "widget",
                "2026-01-01T00:00:00Z",
                "2"
            ).components(separatedBy: "\n")
            // The newest page of events, of which none is lost by a filter that nobody knows.
            #expect(lines.first?.split(separator: " ").count == 30)
            #expect(lines.dropFirst().first == "3 4 ")
            // A state and a context that are not there are refused, the others taken.
            let change = "400 200 under-review 400 201 success "
            #expect(lines.dropFirst(2).prefix(2) == [change, change])
        }
    }

    @Test("BlueZ", arguments: DatabaseKind.allCases)
    func bluez(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let found = try await site.script("bluez.py", as: "robot", "Widget tools")
            #expect(found["patches"] as? Int == 46)
            #expect(found["check"] as? [String] == ["fail", "CheckPatch", "robot"])
        }
    }

    @Test("CKI skt", arguments: DatabaseKind.allCases)
    func skt(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let found = try await site.script(
                "skt.py",
                as: "robot",
                "widget",
                "2026-01-01T00:00:00",
                "40"
            )
            #expect(found["events"] as? Int == 44)
            #expect(found["check"] as? String == "skt")
            #expect(Set(found["newer"] as? [Int] ?? []) == Set(41...46))
        }
    }

    @Test("pwcli", arguments: DatabaseKind.allCases)
    func pwcli(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let bert = try await site.userID("bert")
            try await site.change(7, ["delegate": bert])
            let found = try await site.script("pwcli.py", as: "bert", "widget", "bert", "3")
            #expect(found["mine"] as? [Int] == [7])
            #expect(
                found["states"] as? [[String]] == [
                    ["deferred", ""], ["accepted", "0123456789ab"],
                ]
            )
        }
    }

    @Test("PaStA", arguments: DatabaseKind.allCases)
    func pasta(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let found = try await site.script("pasta.py", as: "robot", "widget", "0")
            #expect(found["patches"] as? Int == 46)
            #expect(found["pages"] as? Int == 2)
        }
    }
}

extension ClientSite {
    /// Runs a script of `Tests/clients`, and returns what it prints.
    func output(
        _ name: String,
        as user: String,
        _ arguments: String...
    ) async throws -> String { try await output(name, as: user, arguments) }

    private func output(
        _ name: String,
        as user: String,
        _ arguments: [String]
    ) async throws -> String {
        try await desk.succeed(
            ["\(PeoplesClients.scripts)/\(name)", try url, try token(of: user)] + arguments
        )
    }

    /// The same for one that prints an object.
    func script(
        _ name: String,
        as user: String,
        _ arguments: String...
    ) async throws -> [String: Any] {
        let text = try await output(name, as: user, arguments)
        return try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
            "\(name): \(text)"
        )
    }

    func userID(_ name: String) async throws -> Int {
        let users = try await server.get("/api/users/?q=\(name)", token: token(of: "maud"))
        return try #require(users.objects().first?["id"] as? Int)
    }

    /// Changes a patch as maud.
    func change(_ patch: Int, _ fields: [String: any Sendable]) async throws {
        let body = try JSONSerialization.data(withJSONObject: fields)
        let answer = try await server.send(
            "PATCH",
            "/api/1.4/patches/\(patch)/",
            headers: [
                "Authorization": "Token \(try token(of: "maud"))",
                "Content-Type": "application/json",
            ],
            body: String(decoding: body, as: UTF8.self)
        )
        try #require(answer.status == 200, "\(answer.text)")
    }
}
