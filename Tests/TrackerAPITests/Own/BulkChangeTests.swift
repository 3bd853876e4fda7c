import HTTPTypes
import Testing
import TrackerStore
import TrackerTesting

@Suite("Changes of many patches") struct BulkChangeTests {
    private static let path = "patchbay/patches/bulk/"

    private func states(_ site: TestSite) async throws -> [String] {
        try await site.get("/api/patches/").objects().compactMap { $0["state"] as? String }
    }

    @Test("are made in one go, and can be undone", arguments: DatabaseKind.allCases)
    func changeAndUndo(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let answer = try await site.change(
                .post,
                Self.path,
                #"{"patches":[3],"series":1,"set":{"state":"Accepted","delegate":1,"commit_ref":"abc"}}"#
            )
            #expect(answer.status == 200, "\(answer.text)")
            let changed = try answer.object()
            #expect(changed["changed"] as? Int == 3)
            let patches = try #require(changed["patches"] as? [[String: Any]])
            #expect(patches.map { $0["id"] as? Int } == [3, 1, 2])
            let before = try #require(patches[1]["before"] as? [String: Any])
            #expect(before["state"] as? String == "under-review")
            #expect(before["delegate"] as? Int == 1)
            #expect(before.keys.contains("archived") == false)
            #expect(try await states(site) == ["accepted", "accepted", "accepted", "rfc"])
            // One event for each patch and field, as if each had been changed alone.
            #expect(try await site.events("patch-state-changed").count == 1 + 3)
            #expect(try await site.events("patch-delegated").count == 1 + 2)
            #expect(try await site.changes() == 3)

            let undo = try #require(changed["undo"] as? [String: Any])
            #expect(undo["url"] as? String == "http://patches.test/api/patchbay/patches/bulk/")
            let body = try undo["body"].asJSON()
            let undone = try await site.change(.post, Self.path, body)
            #expect(undone.status == 200, "\(undone.text)")
            #expect(try await states(site) == ["under-review", "new", "new", "rfc"])
            let patch = try await site.get("/api/patches/2/").object()
            #expect(patch["delegate"] is String == false && patch["delegate"] as? Int == nil)
            #expect(patch["commit_ref"] as? String == nil)
        }
    }

    @Test("fail as a whole, and name each patch", arguments: DatabaseKind.allCases)
    func allOrNothing(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let old = try await states(site)
            let answer = try await site.change(
                .post,
                Self.path,
                #"{"patches":[1,4,99,2],"set":{"state":"accepted"}}"#
            )
            #expect(answer.status == 400)
            let faults = try #require(try answer.object()["patches"] as? [String: [String]])
            #expect(faults["4"] == ["You do not have permission to perform this action."])
            #expect(faults["99"] == ["No Patch matches the given query."])
            #expect(Set(faults.keys) == ["4", "99"])
            let foreign = try await site.change(
                .post,
                Self.path,
                #"{"patches":[1,4],"set":{"state":"accepted"}}"#
            )
            #expect(foreign.status == 403)
            let delegate = try await site.change(
                .post,
                Self.path,
                #"{"patches":[1,2],"set":{"state":"accepted","delegate":4}}"#
            )
            #expect(delegate.status == 400)
            #expect(delegate.text.contains("is not a maintainer"))
            #expect(try await states(site) == old)
            #expect(try await site.events("patch-state-changed").count == 1)
            #expect(try await site.changes() == 0)
        }
    }

    @Test("can be tried without changing anything", arguments: DatabaseKind.allCases)
    func dryRun(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let old = try await states(site)
            let answer = try await site.change(
                .patch,
                "patchbay/series/1/",
                #"{"set":{"state":"accepted"},"dry_run":true}"#
            ).object()
            #expect(answer["changed"] as? Int == 2)
            #expect(answer["dry_run"] as? Bool == true)
            #expect(try await states(site) == old)
            #expect(try await site.changes() == 0)
            let next = try await store.newestEvent()
            _ = try await site.change(.patch, "patchbay/series/1/", #"{"set":{"state":"new"}}"#)
            // The numbers of events that were not made are given again.
            #expect(try await store.newestEvent() <= next + 2)
        }
    }

    @Test("of a series reach all its patches", arguments: DatabaseKind.allCases)
    func series(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let path = "patchbay/series/1/"
            let body = #"{"set":{"archived":true}}"#
            let answers: [(String?, Int)] = [(nil, 403), ("pat", 403), ("gus", 403), ("ada", 200)]
            for (user, status) in answers {
                let answer = try await site.change(.patch, path, body, as: user)
                #expect(answer.status == status, "\(user ?? "-")")
            }
            #expect(try await site.ids("/api/patches/?archived=true") == [1, 2, 3])
            let again = try await site.change(.patch, path, body, as: "ada").object()
            #expect(again["changed"] as? Int == 0)
            #expect(again["undo"] is [String: Any] == false)
            #expect(try await site.change(.patch, "patchbay/series/99/", body).status == 404)
        }
    }

    @Test("are refused with a reason", arguments: DatabaseKind.allCases)
    func refusals(on kind: DatabaseKind) async throws {
        let many = (1...501).map(String.init).joined(separator: ",")
        let deep = String(repeating: "[", count: 10_000)
        let bodies: [(String, String)] = [
            ("{}", "set"), (#"{"patches":[1]}"#, "set"), (#"{"set":{"state":"new"}}"#, "patches"),
            (#"{"patches":[1],"set":{}}"#, "set"), (#"{"patches":[1],"set":{"name":"x"}}"#, "name"),
            (#"{"patches":["1"],"set":{"state":"new"}}"#, "patches"),
            (#"{"patches":[1.5],"set":{"state":"new"}}"#, "patches"),
            (#"{"patches":[1],"set":{"state":3}}"#, "state"),
            (#"{"patches":[1],"set":{"archived":"yes"}}"#, "archived"),
            (#"{"patches":[1],"set":{"delegate":"maud"}}"#, "delegate"),
            (#"{"patches":[1],"set":{"commit_ref":"a\u0000b"}}"#, "commit_ref"),
            (#"{"series":99,"set":{"state":"new"}}"#, "series"),
            (#"{"patches":[1],"set":{"state":"new"},"dry":true}"#, "dry"),
            (
                #"{"changes":[{"patches":[1],"set":{"state":"new"}},{"patches":[1],"set":{"state":"rfc"}}]}"#,
                "patches"
            ),
            (#"{"changes":[1]}"#, "changes"), ("[]", "detail"), ("{", "detail"), (deep, "detail"),
            ("{\"patches\":[\(many)],\"set\":{\"state\":\"new\"}}", "patches"),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (body, field) in bodies {
                let answer = try await site.change(.post, Self.path, body)
                #expect(answer.status == 400, "\(body.prefix(60)): \(answer.text)")
                #expect(
                    try answer.object().keys.contains(field),
                    "\(body.prefix(60)): \(answer.text)"
                )
            }
            let form = try await site.change(
                .post,
                Self.path,
                "patches=1",
                type: "application/x-www-form-urlencoded"
            )
            #expect(form.status == 415)
            #expect(try await site.change(.post, Self.path, "{}", as: nil).status == 403)
            #expect(try await site.changes() == 0)
        }
    }
}
