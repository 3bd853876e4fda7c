import Foundation
import HTTPTypes
import Testing
import TrackerStore
import TrackerTesting

@Suite("Relating patches")
struct RelationTests {
    private static let conflict = "already part of another relation"
    private static let foreign = "a project you are not maintaining"

    /// Patches 1 and 3 are related; 4 is in the other project.
    private func withSite(_ kind: DatabaseKind, _ body: (TestSite) async throws -> Void)
        async throws
    {
        try await kind.withStore { try await body(TestSite($0)) }
    }

    private func relate(
        _ site: TestSite,
        _ patch: Int,
        _ related: String,
        as user: String = "maud"
    ) async throws -> (status: Int, related: [Int], text: String) {
        let body = #"{"related":\#(related)}"#
        let answer = try await site.change(.patch, "patches/\(patch)/", body, as: user)
        let others = try answer.object()["related"] as? [[String: Any]] ?? []
        return (answer.status, others.compactMap { $0["id"] as? Int }, answer.text)
    }

    @Test("joining adds, and never takes away", arguments: DatabaseKind.allCases)
    func joining(on kind: DatabaseKind) async throws {
        try await withSite(kind) { site in
            // Through a new patch, or an old member.
            for (patch, listed, related) in [
                (2, "[1]", [1, 3]), (1, "[2]", [2, 3]), (2, "[]", []), (1, "[\"2\",1]", [2, 3]),
            ] {
                let answer = try await relate(site, patch, listed)
                #expect(answer.related == related)
            }
        }
    }

    @Test(
        "a pair that loses one is none; each patch has its event",
        arguments: DatabaseKind.allCases
    )
    func leaving(on kind: DatabaseKind) async throws {
        try await withSite(kind) { site in
            let before = try await site.events("patch-relation-changed").count
            #expect(try await relate(site, 3, "[]").related == [])
            let left = try await site.get("/api/patches/1/").object()["related"] as? [Any]
            #expect(left?.isEmpty == true)
            #expect(try await site.count("relation") == 0)
            let events = try await site.events("patch-relation-changed").dropFirst(before)
            let patches = events.map { event in
                let payload = event["payload"] as? [String: Any]
                return (payload?["patch"] as? [String: Any])?["id"] as? Int
            }
            #expect(patches == [1, 3])
            #expect(events.allSatisfy { !($0["actor"] is NSNull) })
            // Leaving without a relation is nothing.
            #expect(try await relate(site, 3, "[]").status == 200)
            #expect(try await site.events("patch-relation-changed").count == before + 2)
        }
    }

    @Test("a patch with itself is nothing (Q27)", arguments: DatabaseKind.allCases)
    func itself(on kind: DatabaseKind) async throws {
        try await withSite(kind) { site in
            let alone = try await relate(site, 2, "[2]")
            #expect(alone.status == 200)
            let relations = try await site.count("relation")
            #expect(relations == 1)
            let joined = try await relate(site, 1, "[2]")
            #expect(joined.related == [2, 3])
            let unchanged = try await relate(site, 1, "[1]")
            #expect(unchanged.related == [2, 3])
        }
    }

    @Test("two relations do not become one", arguments: DatabaseKind.allCases)
    func conflicts(on kind: DatabaseKind) async throws {
        try await withSite(kind) { site in
            try await site.store.database.write { db in
                _ = try db.execute("INSERT INTO maintainer (project_id, account_id) VALUES (2, 1)")
            }
            #expect(try await relate(site, 2, "[4]").related == [4])
            for (patch, listed) in [(2, "[1]"), (1, "[2]"), (1, "[2,3]")] {
                let answer = try await relate(site, patch, listed)
                #expect(answer.status == 409)
                #expect(answer.text.contains(Self.conflict))
            }
            // Nothing of a change that is refused stays.
            let body = #"{"state":"rejected","related":[1]}"#
            #expect(try await site.change(.patch, "patches/2/", body).status == 409)
            #expect(try await site.get("/api/patches/2/").object()["state"] as? String == "new")
            #expect(try await site.trail().count == 1)
        }
    }

    @Test("it takes a right to all projects", arguments: DatabaseKind.allCases)
    func rights(on kind: DatabaseKind) async throws {
        try await withSite(kind) { site in
            for (patch, listed, user) in [
                (1, "[2]", "ada"), (1, "[]", "ada"), (1, "[4]", "maud"), (4, "[1]", "gus"),
                (4, "[4]", "pat"),
            ] {
                let answer = try await relate(site, patch, listed, as: user)
                #expect(answer.status == 403, "\(patch) \(listed) \(user)")
                #expect(answer.text.contains(user == "pat" ? "permission" : Self.foreign))
            }
        }
    }

    @Test("what is no list of patches is refused", arguments: DatabaseKind.allCases)
    func refusals(on kind: DatabaseKind) async throws {
        let many = (1...1_001).map(String.init).joined(separator: ",")
        let expected = [
            ("null", "This field may not be null."), ("7", #"got type \"int\"."#),
            (#""1""#, #"got type \"str\"."#), ("{}", #"got type \"dict\"."#),
            ("[99]", #"Invalid pk \"99\" - object does not exist."#),
            (#"["abc"]"#, "Expected pk value, received str."),
            ("[true]", "Expected pk value, received bool."), ("[[1]]", "received list."),
            ("[null]", "This field may not be null."),
            ("[-1]", #"Invalid pk \"-1\" - object does not exist."#),
            ("[\(many)]", "A relation has at most 1000 patches."),
        ]
        try await withSite(kind) { site in
            for (listed, message) in expected {
                let answer = try await relate(site, 2, listed)
                #expect(answer.status == 400)
                #expect(answer.text.contains(message), "\(listed): \(answer.text)")
            }
        }
    }
}
