import Foundation
import Testing
import TrackerTesting

@Suite("XML-RPC: changing") struct XMLRPCWritingTests {
    private func serve(
        _ kind: DatabaseKind,
        _ body: (RunningServer) async throws -> Void
    ) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive(TestThread.all)
            try await site.makeAccounts()
            try await site.serve { server in try await body(server) }
        }
    }

    @Test("a patch is changed, with an event of its author", arguments: DatabaseKind.allCases)
    func setPatch(kind: DatabaseKind) async throws {
        try await serve(kind) { server in
            let change: RPCParameter = [
                "state": 3, "commit_ref": "abcd", "archived": true, "name": "other", "delegate": 1,
            ]
            let done = try await server.call("patch_set", 1, change, as: "maud")
            #expect(done.http.text.contains("<value><boolean>1</boolean></value>"))
            let patch = try await server.call("patch_get", 1)
            #expect(patch.members("state") == ["Accepted"])
            #expect(patch.members("archived") == ["1"])
            #expect(patch.members("commit_ref") == ["abcd"])
            #expect(patch.members("name") == ["[1/2] widget: turn the handle"])
            #expect(patch.members("delegate") == ["None"])
            #expect(try await server.patches(["state_id": 3]) == [1])
            #expect(try await server.patches(["archived": true]) == [1])
            #expect(try await server.patches(["commit_ref__isnull": false]) == [1])

            let events = try await server.get("/api/events/?category=patch-state-changed").objects()
            let event = try #require(events.first)
            #expect(events.count == 1)
            #expect((event["actor"] as? [String: Any])?["username"] as? String == "maud")
            // The submitter may change a patch of his own, too.
            let own = try await server.call("patch_set", 2, ["state": "4"], as: "ada")
            #expect(own.fault == nil)
        }
    }

    @Test("who has no right changes nothing", arguments: DatabaseKind.allCases)
    func refusals(kind: DatabaseKind) async throws {
        try await serve(kind) { server in
            let change: RPCParameter = ["state": 3]
            let refusal = "No permissions to edit this patch"
            for (user, patch, change, fault) in [
                ("pat", 1, change, refusal), ("pat", 1, [:], refusal), ("ada", 5, change, refusal),
                ("maud", 99, change, "Patch matching query does not exist."),
                ("maud", 1, ["state": 99], "State matching query does not exist."),
                ("stranger", 1, change, "Invalid username/password"),
            ] {
                let id = RPCParameter(integerLiteral: patch)
                let answer = try await server.call("patch_set", id, change, as: user)
                #expect(answer.http.status == 200)
                #expect(answer.fault == fault, "\(user)")
            }
            #expect(
                try await server.call("patch_set", 1, change).fault
                    == "No authentication credentials given"
            )
            let body = "<methodCall><methodName>patch_set</methodName></methodCall>"
            for (header, fault) in [
                ("Token 0123", "Authentication scheme not supported"),
                ("Basic", "Invalid authentication credentials"),
                ("Basic bWF1ZA==", "Invalid authentication credentials"),
                ("Basic ???", "Invalid authentication credentials"),
            ] {
                let answer = try await server.call(body: body, headers: ["Authorization": header])
                #expect(answer.fault == fault, "\(header)")
            }
            let long = String(repeating: "x", count: 256)
            for change: RPCParameter in [
                ["commit_ref": RPCParameter(stringLiteral: long)], ["archived": "perhaps"],
                ["commit_ref": RPCParameter(xml: "<base64>YQBi</base64>")], ["state": "new"],
            ] {
                #expect(try await server.call("patch_set", 1, change, as: "maud").fault != nil)
            }
            #expect(try await server.patches(["state_id": 1]) == [1, 2, 3, 4, 5])
            #expect(try await server.get("/api/events/?category=patch-state-changed").text == "[]")
        }
    }

    @Test("checks are posted with any context, and read", arguments: DatabaseKind.allCases)
    func checks(kind: DatabaseKind) async throws {
        try await serve(kind) { server in
            for (context, state) in [("a/b c", "fail"), ("build", "fail"), ("build", "success")] {
                let answer = try await server.call(
                    "check_create",
                    2,
                    RPCParameter(stringLiteral: context),
                    RPCParameter(stringLiteral: state),
                    as: "maud"
                )
                #expect(answer.http.text.contains("<value><boolean>1</boolean></value>"))
            }
            _ = try await server.call(
                "check_create",
                1,
                "style",
                "warning",
                "see the wall",
                "a &lt; b",
                as: "ada"
            )
            let all = try await server.call("check_list")
            #expect(all.ids == [1, 2, 3, 4])
            #expect(all.members("target_url") == ["", "", "", "see the wall"])
            #expect(all.members("description").last == "a &lt; b")
            #expect(all.members("user") == ["maud", "maud", "maud", "ada"])
            let verdict = try await server.call("patch_check_get", 2)
            #expect(verdict.members("state") == ["fail", "fail", "success"])
            #expect(verdict.members("total") == ["2"])
            #expect(verdict.ids == [1, 3])
            let rest = try await server.get("/api/patches/2/").object()
            #expect(rest["check"] as? String == "fail")
            for (filter, ids) in [
                (["patch_id": 1], [4]), (["user": 1, "id__gt": 1], [2, 3]), (["user_id": 1], []),
                (["project_id": 1, "max_count": -1], [4]), (["project_id": 99], []),
                (["patch_id": 99], []), (["user__in": [2]], [4]),
            ] as [(RPCParameter, [Int])] {
                #expect(try await server.call("check_list", filter).ids == ids, "\(filter.xml)")
            }
            #expect(try await server.call("check_get", 4).members("patch_id") == ["1"])
            let events = try await server.get("/api/events/?category=check-created").objects()
            #expect(events.count == 4)
        }
    }

    @Test("a check that cannot be is refused", arguments: DatabaseKind.allCases)
    func refusedChecks(kind: DatabaseKind) async throws {
        try await serve(kind) { server in
            let long = RPCParameter(stringLiteral: String(repeating: "x", count: 256))
            for (user, state, context, fault) in [
                ("maud", "great", "c", "Invalid check state: great"),
                ("pat", "success", "c", "No permissions to edit this patch"),
            ] {
                let answer = try await server.call(
                    "check_create",
                    2,
                    RPCParameter(stringLiteral: context),
                    RPCParameter(stringLiteral: state),
                    as: user
                )
                #expect(answer.fault == fault)
            }
            let tooLong = try await server.call("check_create", 2, long, "success", as: "maud")
            #expect(tooLong.fault?.hasPrefix("context: ") == true)
            let url = try await server.call("check_create", 2, "c", "success", long, as: "maud")
            #expect(url.fault?.hasPrefix("target_url: ") == true)
            let few = try await server.call("check_create", 2, "c", as: "maud")
            #expect(few.fault?.contains("takes 3 to 5 arguments, not 2") == true)
            #expect(
                try await server.call("check_create", 2, "c", "success").fault
                    == "No authentication credentials given"
            )
            #expect(try await server.call("check_list").ids == [])
        }
    }

    @Test("patches of a delegate are found by his person", arguments: DatabaseKind.allCases)
    func delegate(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.makeAccounts()
            let rule = ["project", "delegate", "widget", "--path", "counter.c", "--user", "maud"]
            let ending = try await site.run(rule)
            try #require(ending.status == 0, "\(ending.errors)")
            try await site.receive(TestThread.firstVersion)
            try await site.serve { server in
                let patch = try await server.call("patch_get", 2)
                #expect(patch.members("delegate") == ["maud"])
                let person = try #require(try await server.call("person_list", "maud@").ids.first)
                let id = RPCParameter(integerLiteral: person)
                #expect(try await server.patches(["delegate_id": id]) == [2])
                #expect(try await server.patches(["delegate_id": 99]) == [])
            }
        }
    }
}
