import HTTPTypes
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("What series stand on, in the API") struct StackAPITests {
    private func site(_ store: Store) async throws -> TestSite {
        let site = try await TestSite(store)
        try await store.database.write { db in
            _ = try db.execute(
                """
                INSERT INTO declared_base (project_id, patch_id, word, named, needs_msgid,
                    needs_series_id)
                VALUES (1, 3, 'Depends-on', 'p1@test.test', '<p1@test.test>', NULL),
                    (1, 3, 'Based-on', 'https://gadget.test/series/3/', NULL, 3),
                    (1, 3, 'prerequisite-patch-id', '0123456789', NULL, NULL),
                    (1, 3, 'base-commit', '0123456789abcdef', NULL, NULL)
                """
            )
        }
        return site
    }

    @Test("is listed with how it is named", arguments: DatabaseKind.allCases)
    func stack(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await site(store)
            let top = try await site.get("/api/patchbay/series/2/stack/").object()
            #expect(top["series"] as? Int == 2)
            #expect(top["base_commit"] as? String == "0123456789abcdef")
            #expect(top["mbox"] as? String == "http://patches.test/series/2/stack/mbox/")
            let needs = try #require(top["needs"] as? [[String: Any]])
            #expect(needs.map { $0["series"] as? Int } == [1])
            #expect(needs.first?["named_as"] as? [String] == ["Depends-on"])
            #expect(needs.first?["named_by"] as? Int == 2)
            let open = try #require(top["unresolved"] as? [[String: Any]])
            #expect(open.map { $0["series"] as? Int } == [3, nil])
            #expect(open.map { $0["project"] as? String } == ["gadget", nil])
            let low = try await site.get("/api/patchbay/series/1/stack/").object()
            let dependents = try #require(low["dependents"] as? [[String: Any]])
            #expect(dependents.map { $0["series"] as? Int } == [2])
            #expect(low["base_commit"] is String == false)
            #expect((low["needs"] as? [Any])?.isEmpty == true)
        }
    }

    @Test("is asked for by everybody, and changed by nobody", arguments: DatabaseKind.allCases)
    func faults(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await site(store)
            for (path, status) in [
                ("series/99/stack/", 404), ("series/x/stack/", 404), ("series/-1/stack/", 404),
                ("series/99999999999999999999/stack/", 404), ("series/3/stack/", 200),
            ] {
                #expect(try await site.get("/api/patchbay/\(path)").status == status, "\(path)")
            }
            let post = try await site.change(.post, "patchbay/series/2/stack/", "{}")
            #expect(post.status == 405)
        }
    }

    @Test("leaves the fields of the compatible part alone", arguments: DatabaseKind.allCases)
    func compatible(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await site(store)
            let series = try await site.get("/api/1.4/series/2/").object()
            let api = "http://patches.test/api/1.4/series"
            #expect(series["dependencies"] as? [String] == ["\(api)/1/"])
            #expect(series["dependents"] as? [String] == [])
        }
    }
}
