import HTTPTypes
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Versions of series in the API") struct RevisionAPITests {
    private static let path = "patchbay/series/2/revisions/"

    @Test("are listed with how they are linked", arguments: DatabaseKind.allCases)
    func list(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let alone = try await site.get("/api/\(Self.path)").objects()
            #expect(alone.map { $0["series"] as? Int } == [2])
            #expect(alone.first?["earlier"] is Int == false)
            let body = #"{"earlier":1,"reason":"sent anew"}"#
            let linked = try await site.change(.post, Self.path + "link/", body)
            #expect(linked.status == 200, "\(linked.text)")
            for series in [1, 2] {
                let all = try await site.get("/api/patchbay/series/\(series)/revisions/").objects()
                #expect(all.map { $0["series"] as? Int } == [1, 2])
                #expect(all.map { $0["version"] as? Int } == [1, 3])
                #expect(all[1]["earlier"] as? Int == 1)
                #expect(all[1]["reason"] as? String == "sent anew")
                #expect(all[1]["kind"] as? String == "revision")
                #expect(all[1]["by_hand"] as? Bool == true)
                let user = try #require(all[1]["confirmed_by"] as? [String: Any])
                #expect(user["username"] as? String == "maud")
            }
            let unlinked = try await site.change(.post, Self.path + "unlink/", "{}")
            #expect(unlinked.status == 200)
            #expect(try unlinked.objects().map { $0["series"] as? Int } == [2])
            let audit = try await store.latestAudit(AuditFilter(), limit: 10)
            #expect(audit.map(\.action).filter { $0.hasSuffix("version") }.count == 2)
        }
    }

    @Test("are told to followers of the own events alone", arguments: DatabaseKind.allCases)
    func told(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let before = try await site.ids("/api/events/?per_page=250")
            let body = #"{"earlier":1,"reason":"sent anew"}"#
            #expect(try await site.change(.post, Self.path + "link/", body).status == 200)
            #expect(try await site.change(.post, Self.path + "unlink/", "{}").status == 200)
            let page = try await site.get("/api/patchbay/events/?since_id=12").object()
            let events = try #require(page["events"] as? [[String: Any]])
            #expect(events.map { $0["id"] as? Int } == [13, 14])
            #expect(
                events.map { $0["category"] as? String } == [
                    "revision-linked", "revision-unlinked",
                ]
            )
            #expect(page["next_since_id"] as? Int == 14 && page["has_more"] as? Bool == false)
            let actor = try #require(events[0]["actor"] as? [String: Any])
            #expect(actor["username"] as? String == "maud")
            let payload = try #require(events[0]["payload"] as? [String: Any])
            #expect((payload["series"] as? [String: Any])?["id"] as? Int == 2)
            #expect((payload["earlier"] as? [String: Any])?["id"] as? Int == 1)
            #expect(payload["previous_earlier"] is [String: Any] == false)
            #expect(payload["reason"] as? String == "sent anew")
            #expect(payload["kind"] as? String == "revision")
            #expect(payload["confidence"] as? String == "certain")
            #expect(payload["by_hand"] as? Bool == true && payload["confirmed"] as? Bool == true)
            let gone = try #require(events[1]["payload"] as? [String: Any])
            #expect(gone["earlier"] is [String: Any] == false && gone["reason"] is String == false)
            #expect((gone["previous_earlier"] as? [String: Any])?["id"] as? Int == 1)
            let unlinked = try await site.get(
                "/api/patchbay/events/?since_id=12&category=revision-unlinked&project=widget"
            ).object()
            #expect((unlinked["events"] as? [Any])?.count == 1)
            let other = try await site.get("/api/patchbay/events/?since_id=12&project=gadget")
                .object()
            #expect((other["events"] as? [Any])?.isEmpty == true)
            // To the compatible part they are nothing, not even a word.
            #expect(try await site.ids("/api/events/?per_page=250") == before)
            let word = try await site.get("/api/events/?category=revision-linked")
            let nothing = try await site.get("/api/events/?category=nothing")
            #expect(word.status == nothing.status && word.text == nothing.text)
        }
    }

    @Test("take a maintainer of the project", arguments: DatabaseKind.allCases)
    func rights(on kind: DatabaseKind) async throws {
        let expected: [(String?, Int)] = [
            (nil, 403), ("pat", 403), ("gus", 403), ("ada", 403), ("maud", 200),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (user, status) in expected {
                let link = try await site.change(
                    .post,
                    Self.path + "link/",
                    #"{"earlier":1}"#,
                    as: user
                )
                #expect(link.status == status, "link: \(user ?? "-")")
                let confirm = try await site.change(.post, Self.path + "confirm/", "{}", as: user)
                let isNothing = status == 200
                #expect(confirm.status == (isNothing ? 200 : 403), "confirm: \(user ?? "-")")
                let unlink = try await site.change(.post, Self.path + "unlink/", "{}", as: user)
                #expect(unlink.status == status, "unlink: \(user ?? "-")")
            }
        }
    }

    @Test("are refused clearly", arguments: DatabaseKind.allCases)
    func faults(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let bodies = [
                #"{"earlier":2}"#, #"{"earlier":3}"#, #"{"earlier":99}"#, #"{"earlier":-1}"#,
                #"{}"#, #"{"earlier":"x"}"#, #"{"earlier":99999999999999999999}"#, "[]", "x", "",
                #"{"earlier":1,"reason":"a\nb"}"#, #"{"earlier":1,"reason":7}"#,
            ]
            for body in bodies {
                let answer = try await site.change(.post, Self.path + "link/", body)
                #expect(answer.status == 400, "\(body): \(answer.text)")
            }
            // The earlier one of an earlier one: sent later.
            let circle = try await site.change(
                .post,
                "patchbay/series/1/revisions/link/",
                #"{"earlier":2}"#
            )
            #expect(circle.status == 400)
            for path in ["unlink/", "confirm/"] {
                let nothing = try await site.change(.post, Self.path + path, "{}")
                #expect(nothing.status == 400, "\(path)")
                let missing = try await site.change(
                    .post,
                    "patchbay/series/99/revisions/\(path)",
                    "{}"
                )
                #expect(missing.status == 404)
            }
            #expect(try await site.get("/api/patchbay/series/99/revisions/").status == 404)
            #expect(try await site.get("/api/patchbay/series/2/revisions/link/").status == 405)
        }
    }
}
