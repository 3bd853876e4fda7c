import Foundation
import Testing
import TrackerTesting

/// What trips up clients of Patchwork: each of these has broken one of them. The numbers are those of
/// docs/compatibility.md, "What clients rely on".
@Suite("Compatibility traps") struct CompatibilityTrapTests {
    @Test("trap 1: Link, with the next page first", arguments: DatabaseKind.allCases)
    func trap1(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let answer = try await site.server.get(
                "/api/1.2/patches/?page=2&per_page=10&q=widget,0&q=widget&project=widget"
            )
            let at = "http://patches.test/api/1.2/patches/"
            let rest = "per_page=10&project=widget&q=widget%2C0&q=widget"
            #expect(
                answer.headerLines.contains(
                    """
                    Link: <\(at)?page=3&\(rest)>; rel="next", <\(at)?\(rest)>; rel="prev", \
                    <\(at)?page=1&\(rest)>; rel="first", <\(at)?page=4&\(rest)>; rel="last"
                    """
                )
            )
        }
    }

    @Test("trap 2: file names without quotes", arguments: DatabaseKind.allCases)
    func trap2(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let glass = "/project/widget/patch/\(try site.work.messageID(series: 4, 1))"
            let cover = "/project/widget/cover/\(try site.work.messageID(series: 2, 0))"
            let token = try site.token(of: "maud")
            _ = try await site.post("/api/1.2/bundles/", "name=a+b&patches=3", as: "maud")
            for (target, name) in [
                ("\(glass)/mbox/", "glass-Pr-fe-the-pane.patch"),
                ("\(glass)/raw/", "glass-Pr-fe-the-pane.diff"),
                ("\(cover)/mbox/", "v2-0-2-lamp-Burn-longer.mbox"),
                ("/series/2/mbox/", "lamp-Burn-longer.patch"),
                ("/bundle/maud/a%20b/mbox/", "bundle-1-a-b.mbox"),
            ] {
                let answer = try await site.server.get(target, token: token)
                #expect(answer.status == 200, "\(target)")
                #expect(answer.header("Content-Disposition") == "attachment; filename=\(name)")
            }
        }
    }

    @Test(
        "trap 3: paths without a slash, and message-ids with odd signs",
        arguments: DatabaseKind.allCases
    )
    func trap3(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            var odd = TestThread.single
            odd.messageID = "a/b+c=d%2Fe@example.org"
            try await site.receive([odd])
            try await site.serve { server in
                for path in ["/api/patches", "/api/1.2/patches/1", "/api/1.2/patches/1/checks"] {
                    var answer = try await server.get("\(path)?format=json")
                    #expect([200, 301].contains(answer.status), "\(path)")
                    if let place = answer.header("Location") {
                        #expect(place == "\(path)/?format=json")
                        answer = try await server.get(place)
                    }
                    #expect(answer.status == 200, "\(path)")
                }
                let id = "a%2Fb+c=d%252Fe@example.org"
                let patch = try await server.get("/api/1.2/patches/1/").object()
                let page = "/project/widget/patch/\(id)/"
                #expect(patch["web_url"] as? String == "http://patches.test\(page)")
                for form in ["", "mbox/", "raw/"] {
                    for spelling in [
                        id, "a/b+c=d%252Fe@example.org", "a%2Fb%2Bc%3Dd%252Fe%40example.org",
                    ] {
                        let place = "/project/widget/patch/\(spelling)/\(form)"
                        #expect(try await server.get(place).status == 200, "\(place)")
                    }
                }
                let wanted = "msgid=a/b%2Bc%3Dd%252Fe@example.org"
                #expect(try await server.get("/api/1.2/patches/?\(wanted)").objects().count == 1)
            }
        }
    }

    @Test("trap 4: bodies in three forms, booleans in many words", arguments: DatabaseKind.allCases)
    func trap4(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let words =
                ["True", "true", "yes", "1", "on"].map { ($0, true) }
                + ["False", "false", "no", "0", "off"].map { ($0, false) }
            for (word, meaning) in words {
                for (type, body) in Self.bodies("archived", word) {
                    let answer = try await site.patch(7, body, type: type, as: "maud")
                    #expect(answer.status == 200, "\(type) \(word): \(answer.text)")
                    #expect(try answer.object()["archived"] as? Bool == meaning, "\(type) \(word)")
                }
            }
            let answer = try await site.patch(
                7,
                "archived=perhaps",
                type: "application/x-www-form-urlencoded",
                as: "maud"
            )
            #expect(answer.status == 400)
        }
    }

    private static func bodies(_ key: String, _ value: String) -> [(type: String, body: String)] {
        let part =
            "--x\r\nContent-Disposition: form-data; name=\"\(key)\"\r\n\r\n\(value)\r\n--x--\r\n"
        return [
            ("application/json", "{\"\(key)\": \"\(value)\"}"),
            ("application/x-www-form-urlencoded", "\(key)=\(value)"),
            ("multipart/form-data; boundary=x", part),
        ]
    }

    @Test(
        "trap 5: states by word, by name, by number, also one that is not here",
        arguments: DatabaseKind.allCases
    )
    func trap5(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.change(3, ["state": "under-review"])
            try await site.change(4, ["state": "changes-requested"])
            for (query, count) in [
                ("state=under-review", 1), ("state=Under+Review", 1), ("state=UNDER-REVIEW", 1),
                ("state=2", 1), ("state=2&state=7", 2), ("state=under-review&state=7", 2),
                ("state=2&state=7&state=13&state=15", 2), ("state=13", 0),
                ("state=under-review&state=no-such-state", 0),
            ] {
                let found = try await site.server.get("/api/1.2/patches/?\(query)").objects()
                #expect(found.count == count, "\(query)")
            }
            // The states of a new site have the numbers that clients have by heart.
            for (number, slug) in [
                "new", "under-review", "accepted", "rejected", "rfc", "not-applicable",
                "changes-requested", "awaiting-upstream", "superseded", "deferred",
            ].enumerated() {
                try await site.change(7, ["state": slug])
                let found = try await site.server.get(
                    "/api/patches/?state=\(number + 1)&q=widget,0"
                )
                #expect(try found.objects().contains { $0["id"] as? Int == 7 }, "\(slug)")
            }
        }
    }

    @Test("trap 6: what a query may hold", arguments: DatabaseKind.allCases)
    func trap6(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let maud = try await site.userID("maud")
            try await site.change(6, ["delegate": maud])
            let zoe = try #require(try await site.patch(6)["submitter"] as? [String: Any])
            let messageID = try site.work.messageID(series: 4, 1)
            for (query, ids) in [
                ("1.2/patches/?project=&submitter=zoe@example.org&nonsense=1&", [6]),
                ("1.2/patches/?project=1&submitter=\(try #require(zoe["id"] as? Int))", [6]),
                ("1.2/patches/?project=WIDGET&delegate=maud", [6]),
                ("1.2/patches/?delegate=\(maud)", [6]),
                ("1.2/patches/?msgid=\(messageID)", [6]),
                ("patches/?msgid=\(messageID)", [6]),
            ] {
                let found = try await site.server.get("/api/\(query)").objects()
                #expect(found.compactMap { $0["id"] as? Int } == ids, "\(query)")
            }
            // Below 1.2 nobody knows of message-ids, so all are shown.
            let old = try await site.server.get("/api/1.1/patches/?msgid=\(messageID)").objects()
            #expect(old.count == 30)
        }
    }

    @Test("trap 7: words of q, and order", arguments: DatabaseKind.allCases)
    func trap7(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            for (query, ids) in [
                ("q=lamp,wick", [1, 3]), ("q=WICK+lamp", [1, 3]), ("q=lamp+pane", []),
                ("q=%22the+wick%22", [1, 3]), ("q=wick&order=-id", [3, 1]),
            ] {
                let found = try await site.server.get("/api/1.2/patches/?\(query)").objects()
                #expect(found.compactMap { $0["id"] as? Int } == ids, "\(query)")
            }
            for state in ["pending", "success"] {
                _ = try await site.post("/api/1.2/patches/3/checks/", "state=\(state)", as: "robot")
            }
            let checks = try await site.server.get("/api/1.2/patches/3/checks/?order=-date")
            #expect(
                try checks.objects().compactMap { $0["state"] as? String } == [
                    "success", "pending",
                ]
            )
        }
    }

    @Test("trap 8: dates without a zone, since and before", arguments: DatabaseKind.allCases)
    func trap8(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let events = try await site.server.get("/api/1.2/events/?order=date").objects()
            let dates = events.compactMap { $0["date"] as? String }
            #expect(dates.count == 30)
            let form = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?/
            #expect(dates.allSatisfy { $0.wholeMatch(of: form) != nil }, "\(dates.prefix(3))")
            #expect(try await site.patch(3)["date"] as? String == "2026-04-02T10:00:00")
            // The very moment counts for since, and not for before.
            for (query, count) in [
                ("since=2026-04-01T10:00:00", 6), ("since=2026-04-01T10:00:00.000001", 4),
                ("before=2026-03-03T10:01:00", 1), ("before=2026-03-03T10:00:00", 0),
                ("since=2026-04-01T10:00:00Z", 6), ("since=2026-04-01T12:00:00%2B02:00", 6),
            ] {
                let found = try await site.server.get("/api/1.2/patches/?\(query)").objects()
                #expect(found.count == count, "\(query)")
            }
            let made = try await site.post(
                "/api/1.2/patches/3/checks/",
                "state=success",
                as: "robot"
            )
            let date = try #require(try made.object()["date"] as? String)
            #expect(date.wholeMatch(of: form) != nil)
        }
    }

    @Test("trap 9: checks", arguments: DatabaseKind.allCases)
    func trap9(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let url = "/api/1.2/patches/3/checks/"
            for _ in 0..<2 {
                let made = try await site.post(url, "state=warning&context=a-b_C", as: "robot")
                #expect(made.status == 201)
                #expect(try made.object()["state"] as? String == "warning")
            }
            #expect(try await site.server.get(url).objects().count == 2)
            for body in ["state=good", "context=x", "state=success&context=a%20b"] {
                #expect(try await site.post(url, body, as: "robot").status == 400, "\(body)")
            }
            #expect(try await site.patch(3)["check"] as? String == "warning")
        }
    }

    @Test(
        "trap 10: the last page is the count, with one on a page",
        arguments: DatabaseKind.allCases
    )
    func trap10(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.change(3, ["state": "accepted"])
            try await site.change(4, ["archived": true])
            for (query, count) in [
                ("project=widget", 46), ("project=widget&state=new&state=under-review", 45),
                ("project=widget&state=new&archived=false", 44), ("state=accepted", 1),
            ] {
                let answer = try await site.server.get("/api/1.2/patches/?\(query)&per_page=1")
                let link = try #require(answer.header("Link"))
                let last = try #require(link.components(separatedBy: ", ").last)
                #expect(last.hasSuffix("rel=\"last\""))
                #expect(last.contains("page=\(count)&per_page=1&"), "\(query): \(last)")
            }
        }
    }
}
