import Foundation
import Testing
import TrackerTesting

/// From an empty database to an API that answers, by the commands of the first page of the manual.
@Suite struct NewcomerTests {
    @Test(
        "what was mailed is read back in all versions of the API",
        arguments: DatabaseKind.allCases
    )
    func readsBackWhatWasMailed(kind: DatabaseKind) async throws {
        try await Site.bare(kind) { site in
            try await site.makeWidget()
            try await site.receive(TestThread.all)
            try await site.serve { server in
                for version in ["", "1.0/", "1.1/", "1.2/", "1.3/", "1.4/"] {
                    try await checkPatches(server, version)
                    try await checkSeries(server, version)
                }
                try await checkComments(server)
                try await checkEvents(server)
            }
        }
    }

    private func checkPatches(_ server: RunningServer, _ version: String) async throws {
        let list = try await server.get("/api/\(version)patches/?order=id").objects()
        #expect(
            list.compactMap { $0["name"] as? String } == [
                "[1/2] widget: turn the handle", "[2/2] widget: count the turns",
                "[v2,1/2] widget: turn the handle", "[v2,2/2] widget: count the turns",
                "widget: prüfe the end",
            ]
        )
        #expect(list.allSatisfy { $0["state"] as? String == "new" })
        let id = try #require(list.first?["id"] as? Int)
        let patch = try await server.get("/api/\(version)patches/\(id)/").object()
        #expect(patch["msgid"] as? String == "<v1-1@example.org>")
        #expect(patch["date"] as? String == "2026-03-03T10:01:00")
        #expect((patch["content"] as? String)?.hasPrefix("It did not turn.\n") == true)
        #expect((patch["diff"] as? String)?.hasSuffix("-still\n+turns\n end\n") == true)
        let submitter = try #require(patch["submitter"] as? [String: Any])
        #expect(submitter["name"] as? String == "Ada Lindqvist")
        #expect(submitter["email"] as? String == "ada@example.org")
        let headers = try #require(patch["headers"] as? [String: Any])
        #expect(headers["Subject"] as? String == "[PATCH 1/2] widget: turn the handle")
        let project = try #require(patch["project"] as? [String: Any])
        #expect(project["link_name"] as? String == "widget")
    }

    private func checkSeries(_ server: RunningServer, _ version: String) async throws {
        let list = try await server.get("/api/\(version)series/?order=id").objects()
        #expect(list.compactMap { $0["version"] as? Int } == [1, 2, 1])
        #expect(list.compactMap { $0["total"] as? Int } == [2, 2, 1])
        #expect(list.compactMap { $0["received_total"] as? Int } == [2, 2, 1])
        #expect(list.allSatisfy { $0["received_all"] as? Bool == true })
        #expect(
            list.compactMap { $0["name"] as? String } == [
                "widget: turn and count", "widget: turn and count", "widget: prüfe the end",
            ]
        )
        let covers = list.map { ($0["cover_letter"] as? [String: Any])?["id"] as? Int }
        #expect(covers.map { $0 == nil } == [false, false, true])
        let cover = try await server.get("/api/\(version)covers/\(try #require(covers[0]))/")
            .object()
        #expect((cover["content"] as? String)?.hasPrefix("The handle did not turn.") == true)
        let patches = list.map { ($0["patches"] as? [[String: Any]])?.count }
        #expect(patches == [2, 2, 1])
    }

    private func checkComments(_ server: RunningServer) async throws {
        let list = try await server.get("/api/patches/1/comments/?order=id").objects()
        #expect(
            list.compactMap { $0["msgid"] as? String } == [
                "<review@example.org>", "<thanks@example.org>",
            ]
        )
        #expect((list.first?["content"] as? String)?.hasPrefix("> +turns\n\nGood.") == true)
        let onCover = try await server.get("/api/covers/1/comments/").objects()
        #expect(onCover.compactMap { $0["msgid"] as? String } == ["<cover-reply@example.org>"])
    }

    private func checkEvents(_ server: RunningServer) async throws {
        let events = try await server.get("/api/events/?per_page=100").objects()
        let ids = events.compactMap { $0["id"] as? Int }
        #expect(ids == ids.sorted(by: >) && Set(ids).count == events.count, "newest first")
        let firstSeries = [
            "series-created", "cover-created",
            "patch-created", "patch-completed",
            "patch-created", "patch-completed", "series-completed",
        ]
        let comments = ["patch-comment-created", "patch-comment-created", "cover-comment-created"]
        let single = ["patch-created", "series-created", "patch-completed", "series-completed"]
        let categories = events.reversed().compactMap { $0["category"] as? String }
        #expect(categories == firstSeries + comments + firstSeries + single)
    }

    @Test("people are shown to those who sign in", arguments: DatabaseKind.allCases)
    func peopleNeedAToken(kind: DatabaseKind) async throws {
        try await Site.bare(kind) { site in
            try await site.makeWidget()
            try await site.succeed(
                "user",
                "create",
                "ada",
                "--email",
                "ada@example.org",
                "--maintainer-of",
                "widget",
                input: "a secret\n"
            )
            let old = try await site.succeed("user", "token", "ada").trimmed
            let token = try await site.succeed("user", "token", "ada").trimmed
            try await site.receive(TestThread.firstVersion + [TestThread.review])
            try await site.serve { server in
                let anonymous = try await server.get("/api/people/")
                #expect(anonymous.status == 403)
                #expect(
                    try anonymous.object()["detail"] as? String
                        == "Authentication credentials were not provided."
                )
                #expect(try await server.get("/api/people/", token: old).status == 403)
                let people = try await server.get("/api/people/", token: token).objects()
                #expect(
                    Set(people.compactMap { $0["email"] as? String })
                        == ["ada@example.org", "bo@example.org"]
                )
                let basic = "Basic \(Data("ada:a secret".utf8).base64EncodedString())"
                let users = try await server.get("/api/users/", headers: ["Authorization": basic])
                #expect(try users.objects().compactMap { $0["username"] as? String } == ["ada"])
                let wrong = "Basic \(Data("ada:a guess".utf8).base64EncodedString())"
                let refused = try await server.get("/api/users/", headers: ["Authorization": wrong])
                #expect(refused.status == 403)
            }
        }
    }
}

extension String {
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
