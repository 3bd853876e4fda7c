import Foundation
import Testing
import TrackerTesting

extension CompatibilityTrapTests {
    @Test("trap 11: old addresses live", arguments: DatabaseKind.allCases)
    func trap11(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            _ = try await site.post("/api/1.2/bundles/", "name=b&patches=3&public=1", as: "maud")
            for target in [
                "/patch/3/", "/patch/3/mbox/", "/patch/3/raw/", "/cover/1/", "/cover/1/mbox/",
                "/comment/1/", "/series/2/mbox/", "/bundle/maud/b/", "/bundle/maud/b/mbox/",
                "/project/widget/", "/project/widget/list/", "/project/widget/list/?series=2",
                "/project/widget/list/?series=2&submitter=1&state=*&q=x&archive=both&delegate=1"
                    + "&order=-date&page=1",
            ] {
                var answer = try await site.server.get(target)
                if answer.status == 302, let place = answer.header("Location") {
                    answer = try await site.server.get(place.components(separatedBy: "#")[0])
                }
                #expect(answer.status == 200, "\(target)")
            }
        }
    }

    @Test("trap 12: what a downloaded mail has", arguments: DatabaseKind.allCases)
    func trap12(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            try await site.change(3, ["delegate": try await site.userID("bert")])
            let place = "/project/widget/patch/\(try site.work.messageID(series: 2, 1))/mbox/"
            let one = try await site.server.get(place).text
            #expect(one.hasPrefix("From patchwork Thu Apr  2 10:00:00 2026\n"))
            for line in [
                "X-Patchwork-Id: 3", "X-Patchwork-Submitter: Ada Lindqvist <ada@example.org>",
                "X-Patchwork-Delegate: bert@example.org", SentWork.trailer,
            ] { #expect(one.contains("\n\(line)\n"), "\(line)") }
            let second = "/project/widget/patch/\(try site.work.messageID(series: 2, 2))/mbox/"
            for series in ["*", "2"] {
                let both = try await site.server.get("\(second)?series=\(series)").text
                let (first, last) = ("\nX-Patchwork-Id: 3\n", "\nX-Patchwork-Id: 4\n")
                let places = (both.range(of: first), both.range(of: last))
                #expect(try #require(places.0).lowerBound < (try #require(places.1)).lowerBound)
            }
            #expect(try await site.server.get("\(second)?series=1").status == 404)
        }
    }

    @Test("trap 13: what is sent twice is never refused", arguments: DatabaseKind.allCases)
    func trap13(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            let url = "/api/1.2/patches/3/checks/"
            for _ in 0..<3 {
                let body = "state=success&context=c&target_url=http://ci.example.org/1"
                #expect(try await site.post(url, body, as: "robot").status == 201)
                let form = "application/x-www-form-urlencoded"
                let changed = try await site.patch(3, "state=accepted", type: form, as: "maud")
                #expect(changed.status == 200)
            }
            #expect(try await site.patch(3)["check"] as? String == "success")
            let events = try await site.server.get("/api/events/?category=patch-state-changed")
            #expect(try events.objects().count == 1)
        }
    }

    @Test("trap 14: what a version has not is not there", arguments: DatabaseKind.allCases)
    func trap14(kind: DatabaseKind) async throws {
        try await ClientSite.with(kind) { site in
            for (place, key, since) in [
                ("patches/3", "web_url", 1), ("patches/3", "comments", 1),
                ("covers/1", "mbox", 1), ("covers/1", "comments", 1),
                ("projects/widget", "subject_match", 1), ("patches/3", "list_archive_url", 2),
                ("patches/3", "related", 2), ("projects/widget", "list_archive_url_format", 2),
                ("projects/widget", "commit_url_format", 2), ("series/2", "dependencies", 4),
                ("series/2", "dependents", 4), ("projects/widget", "show_dependencies", 4),
            ] {
                for version in 0...4 {
                    let object = try await site.server.get("/api/1.\(version)/\(place)/").object()
                    let isThere = object.keys.contains(key)
                    #expect(isThere == (version >= since), "1.\(version) \(place) \(key)")
                }
            }
            for (path, since) in [("patches/3/comments/", 1), ("patches/3/comments/1/", 3)] {
                for version in 0...4 {
                    let answer = try await site.server.get("/api/1.\(version)/\(path)")
                    #expect((answer.status == 200) == (version >= since), "1.\(version) \(path)")
                }
            }
            for version in 0...4 {
                let body = "name=n\(version)&patches=3"
                let made = try await site.post("/api/1.\(version)/bundles/", body, as: "maud")
                #expect(made.status == (version < 2 ? 405 : 201), "1.\(version)")
            }
            let old = try await site.server.get("/api/1.2/patches/3/comments/").objects()
            #expect(old.first?["addressed"] == nil && old.first?["url"] == nil)
            let new = try await site.server.get("/api/1.3/patches/3/comments/").objects()
            #expect(new.first?.keys.contains("addressed") == true)
        }
    }
}

extension ClientSite {
    /// Sends a form.
    func post(_ target: String, _ body: String, as user: String) async throws -> HTTPAnswer {
        try await send("POST", target, body, "application/x-www-form-urlencoded", user)
    }

    func patch(
        _ id: Int,
        _ body: String,
        type: String,
        as user: String
    ) async throws -> HTTPAnswer {
        try await send("PATCH", "/api/1.2/patches/\(id)/", body, type, user)
    }

    private func send(
        _ method: String,
        _ target: String,
        _ body: String,
        _ type: String,
        _ user: String
    ) async throws -> HTTPAnswer {
        try await server.send(
            method,
            target,
            headers: ["Authorization": "Token \(try token(of: user))", "Content-Type": type],
            body: body
        )
    }
}
