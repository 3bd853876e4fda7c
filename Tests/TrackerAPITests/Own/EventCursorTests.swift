import HTTPTypes
import Synchronization
import Testing
import TrackerAPI
import TrackerStore
import TrackerTesting

@Suite("Events behind a cursor") struct EventCursorTests {
    private func page(_ site: TestSite, _ query: String) async throws -> (
        ids: [Int], next: Int, hasMore: Bool
    ) {
        let answer = try await site.get("/api/patchbay/events/?\(query)")
        #expect(answer.status == 200, "\(query): \(answer.text)")
        let page = try answer.object()
        let events = try #require(page["events"] as? [[String: Any]])
        return (
            events.compactMap { $0["id"] as? Int }, try #require(page["next_since_id"] as? Int),
            try #require(page["has_more"] as? Bool)
        )
    }

    /// The fixture writes its events past the counter.
    private func site(_ store: Store) async throws -> TestSite {
        let site = try await TestSite(store)
        try await store.database.write { db in
            _ = try db.execute("UPDATE counter SET value = 12 WHERE name = 'event'")
        }
        return site
    }

    @Test("come by growing ids, without gaps", arguments: DatabaseKind.allCases)
    func gapless(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await site(store)
            var (cursor, all): (Int, [Int]) = (0, [])
            while true {
                let page = try await page(site, "since_id=\(cursor)&limit=5")
                all += page.ids
                cursor = page.next
                if !page.hasMore { break }
            }
            #expect(all == Array(1...12))
            #expect(cursor == 12)
            let end = try await page(site, "since_id=12")
            #expect(end.ids.isEmpty && end.next == 12 && !end.hasMore)
            let beyond = try await page(site, "since_id=9223372036854775807")
            #expect(beyond.ids.isEmpty && !beyond.hasMore)
        }
    }

    @Test("can be filtered", arguments: DatabaseKind.allCases)
    func filters(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await site(store)
            let both = try await page(site, "category=patch-created&category=series-created")
            #expect(both.ids == [1, 3, 12])
            #expect(both.next == 12 && !both.hasMore)
            #expect(try await page(site, "project=gadget").ids == [12])
            #expect(try await page(site, "project=gadget&project=1&since_id=10").ids == [11, 12])
            let none = try await page(site, "category=series-completed&since_id=5")
            #expect(none.ids.isEmpty && none.next == 12)
            for query in [
                "category=nothing", "project=none", "since_id=-1", "since_id=x", "limit=0",
                "limit=501", "wait=31", "wait=", "since_id=99999999999999999999",
            ] {
                let answer = try await site.get("/api/patchbay/events/?\(query)")
                #expect(answer.status == 400, "\(query)")
            }
        }
    }

    @Test("say which patches were related", arguments: DatabaseKind.allCases)
    func relations(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await site(store)
            #expect(try await site.change(.patch, "patches/1/", #"{"related":[2]}"#).status == 200)
            #expect(try await site.change(.patch, "patches/3/", #"{"related":[]}"#).status == 200)
            let answer = try await site.get(
                "/api/patchbay/events/?since_id=12&category=patch-relation-changed"
            ).object()
            let events = try #require(answer["events"] as? [[String: Any]])
            let payloads = events.compactMap { $0["payload"] as? [String: Any] }
            #expect(payloads.map { $0["previous_relation"] as? Int } == [nil, 1])
            #expect(payloads.map { $0["current_relation"] as? Int } == [1, nil])
            #expect(payloads.map { $0["related"] as? [Int] } == [[1], []])
            // The compatible part goes on to say nothing (Q23).
            let old = try await site.events("patch-relation-changed").last?["payload"]
            #expect((old as? [String: Any])?["current_relation"] as? Int == nil)
        }
    }

    @Test("can be waited for", arguments: DatabaseKind.allCases)
    func waiting(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            var site = try await site(store)
            let pauses = Mutex(0)
            let quiet = site
            site.routes.eventWait = EventWait {
                let count = pauses.withLock {
                    $0 += 1
                    return $0
                }
                if count == 3 {
                    _ = try await quiet.change(.patch, "patches/2/", #"{"state":"rfc"}"#)
                }
            }
            let page = try await page(site, "since_id=12&wait=30")
            #expect(page.ids == [13])
            #expect(pauses.withLock { $0 } == 3)
            // Nothing comes: as many looks as seconds, then an empty page.
            let empty = try await self.page(site, "since_id=13&wait=2")
            #expect(empty.ids.isEmpty && empty.next == 13)
            #expect(pauses.withLock { $0 } == 5)
            // Something came that does not interest the client.
            site.routes.eventWait.end()
            let ended = try await self.page(site, "since_id=13&wait=30")
            #expect(ended.ids.isEmpty)
            #expect(pauses.withLock { $0 } == 5)
        }
    }
}
