import Foundation
import Testing
import TrackerTesting

@Suite("Events")
struct EventTests {
    @Test("each category has its payload", arguments: DatabaseKind.allCases)
    func payloads(on kind: DatabaseKind) async throws {
        let keys: [String: Set<String>] = [
            "cover-created": ["cover"], "patch-created": ["patch"],
            "patch-completed": ["patch", "series"], "series-created": ["series"],
            "series-completed": ["series"],
            "patch-state-changed": ["patch", "previous_state", "current_state"],
            "patch-delegated": ["patch", "previous_delegate", "current_delegate"],
            "patch-relation-changed": ["patch", "previous_relation", "current_relation"],
            "check-created": ["patch", "check"], "cover-comment-created": ["cover", "comment"],
            "patch-comment-created": ["patch", "comment"],
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let events = try await site.get("/api/events/").objects()
            #expect(events.compactMap { $0["id"] as? Int } == Array((1...12).reversed()))
            for event in events {
                let category = try #require(event["category"] as? String)
                let payload = try #require(event["payload"] as? [String: Any])
                #expect(Set(payload.keys) == keys[category], "\(category)")
                for (key, value) in payload {
                    let isEmpty = key.contains("relation") || key == "previous_delegate"
                    #expect((value is NSNull) == isEmpty, "\(category) \(key)")
                }
            }
            let changed = try #require(events[6]["payload"] as? [String: Any])
            #expect(changed["previous_state"] as? String == "new")
            #expect(changed["current_state"] as? String == "under-review")
            let comment = (events[1]["payload"] as? [String: Any])?["comment"] as? [String: Any]
            #expect(comment?["url"] as? String == "http://patches.test/api/covers/1/comments/3/")
        }
    }

    @Test("filters and orders", arguments: DatabaseKind.allCases)
    func filters(on kind: DatabaseKind) async throws {
        let expected: [(String, [Int])] = [
            ("1.4/events/?category=patch-created", [12, 3]), ("1.4/events/?category=nonsense", []),
            ("1.4/events/?category=", Array((1...12).reversed())),
            ("1.4/events/?project=gadget", [12]), ("1.4/events/?project=nothing", []),
            ("1.4/events/?series=1", [5, 4, 1]), ("1.4/events/?series=9", []),
            ("1.4/events/?patch=4", [12]), ("1.4/events/?cover=1", [11, 2]),
            ("1.4/events/?actor=4", [9]), ("1.4/events/?actor=pat", []),
            ("1.1/events/?actor=4&category=check-created", [9]),
            ("1.1/events/?actor=1&category=check-created", [9]),
            ("1.2/events/?since=2024-03-04T10:29", [12, 9]),
            ("1.2/events/?category=patch-comment-created", []),
            ("1.4/events/?order=date&per_page=3&page=2", [4, 5, 6]),
            ("1.4/events/?order=id&per_page=2", [12, 11]),
            ("1.4/events/?since=2024-03-04T10:31&order=date", [11, 12]),
            ("1.0/events/?since_id=9", [12]), ("1.4/events/?since_id=12", []),
            ("1.4/events/?since_id=9&order=date&per_page=2", [10, 11]),
            ("1.4/events/?since_id=10&since=2024-03-04T10:29", [12, 11]),
            ("1.4/events/?since_id=9223372036854775807", []), ("1.4/events/?since_id=x", []),
            ("1.4/events/?since_id=", Array((1...12).reversed())),
            ("1.4/events/?q=%00&before=2024-03-04T10:22", [1]),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (target, ids) in expected {
                #expect(try await site.ids("/api/\(target)") == ids, "\(target)")
            }
        }
    }
}
