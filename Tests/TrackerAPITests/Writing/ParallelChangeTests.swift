import HTTPTypes
import Testing
import TrackerStore
import TrackerTesting

@Suite("Changes side by side")
struct ParallelChangeTests {
    /// Each of some clients posts checks, changes states and relates patches, in its own order.
    @Test("none is lost, and events have no gaps", arguments: DatabaseKind.allCases)
    func parallel(on kind: DatabaseKind) async throws {
        let clients = 6
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let statuses = try await withThrowingTaskGroup(of: [Int].self) { group in
                for client in 0..<clients {
                    group.addTask { try await Self.work(client, on: site) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(statuses.count == clients * 12)
            #expect(statuses.allSatisfy { $0 == 200 || $0 == 201 })
            let checks = try await site.get("/api/patches/1/checks/?per_page=250").objects()
            let others = try await site.get("/api/patches/2/checks/?per_page=250").objects()
            #expect(checks.count + others.count == 2 + clients * 4)
            let ids = try await store.database.read { db in
                try db.all("SELECT id FROM event ORDER BY id") { $0.int(0) }
            }
            #expect(ids == Array(1...Int64(ids.count)))
            let counting = try await store.database.read { db in
                try db.int(
                    """
                    SELECT COUNT(*) FROM check_result WHERE superseded = 0 AND context LIKE 'c%'
                    AND patch_id < 3 AND context <> 'ci-build'
                    """
                )
            }
            // Two contexts on two patches, each of one account.
            #expect(counting == 4)
        }
    }

    private static func work(_ client: Int, on site: TestSite) async throws -> [Int] {
        var statuses: [Int] = []
        for step in 0..<4 {
            let patch = (client + step) % 2 + 1
            let check = #"{"state":\#(step % 4),"context":"c\#((client + step / 2) % 2)"}"#
            let posted = try await site.change(.post, "patches/\(patch)/checks/", check)
            let state = ["new", "rfc", "accepted"][(client + step) % 3]
            let changed = try await site.change(
                .patch,
                "patches/\(patch)/",
                #"{"state":"\#(state)","archived":\#(client % 2)}"#
            )
            let listed = step % 2 == 0 ? "[\(3 - patch)]" : "[]"
            let related = try await site.change(
                .patch,
                "patches/\(patch)/",
                #"{"related":\#(listed)}"#
            )
            statuses += [posted.status, changed.status, related.status]
        }
        return statuses
    }
}
