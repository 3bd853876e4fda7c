import Foundation
import HTTPTypes
import Testing
import TrackerTesting

@Suite("Other resources")
struct ResourceTests {
    @Test("the index names the lists", arguments: DatabaseKind.allCases)
    func index(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let answer = try await site.get(
                "/api/1.3/",
                headers: [.accept: "application/json;indent=1"]
            )
            #expect(
                answer.keys == [
                    "projects", "users", "people", "patches", "covers", "series", "events",
                    "bundles",
                ]
            )
            #expect(
                try answer.object()["covers"] as? String == "http://patches.test/api/1.3/covers/"
            )
        }
    }

    @Test(
        "a series has its patches by number, and dependencies where the project shows them",
        arguments: DatabaseKind.allCases
    )
    func series(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let all = try await site.get("/api/series/").objects()
            let patches = all.map { series in
                (series["patches"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? Int }
            }
            #expect(patches == [[1, 2], [3], [4]])
            #expect(all[0]["received_all"] as? Bool == true)
            #expect(all[1]["received_all"] as? Bool == false)
            #expect(all[0]["dependents"] as? [String] == ["http://patches.test/api/series/2/"])
            #expect(all[1]["dependencies"] as? [String] == ["http://patches.test/api/series/1/"])
            #expect(all[2]["dependencies"] == nil)
            #expect(all[1]["name"] is NSNull)
            #expect((all[0]["cover_letter"] as? [String: Any])?["id"] as? Int == 1)
            let older = try await site.get("/api/1.3/series/2/").object()
            #expect(older["dependencies"] == nil)
            #expect(
                older["web_url"] as? String == "http://patches.test/project/widget/list/?series=2"
            )
            #expect(try await site.ids("/api/series/?order=received_all") == [2, 1, 3])
            #expect(try await site.ids("/api/series/?order=-name") == [3, 1, 2])
            #expect(try await site.ids("/api/series/?q=steps") == [1])
        }
    }

    @Test("cover letters", arguments: DatabaseKind.allCases)
    func covers(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let answer = try await site.get(
                "/api/1.0/covers/1/",
                headers: [.accept: "application/json;indent=1"]
            )
            #expect(
                answer.keys == [
                    "id", "url", "project", "msgid", "date", "name", "submitter", "series",
                    "headers", "content",
                ]
            )
            #expect(try await site.ids("/api/1.0/covers/?msgid=c1@test.test") == [1])
            #expect(try await site.ids("/api/covers/?series=1") == [1])
            #expect(try await site.ids("/api/covers/?series=2") == [])
            #expect(try await site.get("/api/covers/9/").text.contains("No Cover matches"))
        }
    }

    @Test("comments of patches and cover letters", arguments: DatabaseKind.allCases)
    func comments(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            #expect(try await site.ids("/api/patches/1/comments/") == [1, 2])
            #expect(try await site.ids("/api/patches/1/comments/?order=-subject") == [1, 2])
            #expect(try await site.ids("/api/patches/1/comments/?order=subject") == [2, 1])
            #expect(try await site.ids("/api/patches/1/comments/?q=re%3A") == [1])
            #expect(try await site.ids("/api/covers/1/comments/?per_page=1") == [3])
            let comment = try await site.get("/api/patches/1/comments/2/").object()
            #expect(comment["subject"] as? String == "")
            #expect(comment["addressed"] as? Bool == false)
            #expect(comment["web_url"] as? String == "http://patches.test/comment/2/")
            let old = try await site.get(
                "/api/1.1/covers/1/comments/",
                headers: [.accept: "application/json;indent=0"]
            ).objects()
            #expect(
                Set(old[0].keys) == [
                    "id", "web_url", "msgid", "date", "subject", "submitter", "content", "headers",
                ]
            )
            let missing = [
                ("/api/patches/9/comments/", "Patch"), ("/api/covers/9/comments/", "Cover"),
                ("/api/patches/2/comments/1/", "PatchComment"),
                ("/api/covers/1/comments/1/", "CoverComment"),
                ("/api/patches/9/comments/1/", "Patch"),
            ]
            for (path, model) in missing {
                let answer = try await site.get(path)
                #expect(answer.status == 404)
                #expect(answer.text == "{\"detail\":\"No \(model) matches the given query.\"}")
            }
        }
    }

    @Test("checks", arguments: DatabaseKind.allCases)
    func checks(on kind: DatabaseKind) async throws {
        let expected: [(String, [Int])] = [
            ("", [1, 2]), ("?user=MAUD", [1]), ("?user=4", [2]), ("?state=fail", [2]),
            ("?state=1", [1]), ("?state=junk", []), ("?context=ci-build", [1]),
            ("?order=-date&per_page=1", [2]), ("?since=2024-03-04T10:11", [2]),
            ("?q=%20x", [1, 2]),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (query, ids) in expected {
                #expect(try await site.ids("/api/patches/1/checks/\(query)") == ids, "\(query)")
            }
            let check = try await site.get("/api/1.0/patches/1/checks/1/").object()
            #expect(check["date"] as? String == "2024-03-04T10:10:00.000005")
            #expect(check["url"] as? String == "http://patches.test/api/1.0/patches/1/checks/1/")
            #expect(check["state"] as? String == "success")
            #expect(try await site.get("/api/patches/2/checks/1/").text.contains("No Check"))
            #expect(try await site.get("/api/patches/9/checks/1/").text.contains("No Patch"))
            #expect(try await site.get("/api/patches/9/checks/").text.contains("No Patch"))
        }
    }

    @Test(
        "bundles are for all or for their owner, their patches in the order of the bundle",
        arguments: DatabaseKind.allCases
    )
    func bundles(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            #expect(try await site.ids("/api/bundles/") == [1])
            #expect(try await site.ids("/api/bundles/", as: "maud") == [1])
            #expect(try await site.ids("/api/bundles/", as: "pat") == [1, 2])
            #expect(try await site.ids("/api/bundles/?public=false", as: "pat") == [2])
            #expect(try await site.ids("/api/bundles/?owner=pat&project=widget&q=test") == [1])
            #expect(try await site.get("/api/bundles/2/", as: "maud").status == 404)
            #expect(try await site.get("/api/bundles/2/", as: "pat").status == 200)
            let bundle = try await site.get("/api/bundles/1/").object()
            let patches = try #require(bundle["patches"] as? [[String: Any]])
            #expect(patches.compactMap { $0["id"] as? Int } == [3, 1])
            #expect(
                bundle["mbox"] as? String == "http://patches.test/bundle/pat/to%20test/mbox/"
            )
        }
    }

    @Test("projects go by id or by exact link name", arguments: DatabaseKind.allCases)
    func projects(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for key in ["1", "widget"] {
                let project = try await site.get("/api/projects/\(key)/").object()
                #expect(project["url"] as? String == "http://patches.test/api/projects/1/")
                let maintainers = try #require(project["maintainers"] as? [[String: Any]])
                #expect(maintainers.compactMap { $0["id"] as? Int } == [1])
                #expect(project["show_dependencies"] as? Bool == true)
            }
            for key in ["Widget", "99", "%00"] {
                #expect(try await site.get("/api/projects/\(key)/").status == 404)
            }
            #expect(try await site.ids("/api/projects/?order=link_name") == [2, 1])
            #expect(try await site.ids("/api/projects/?q=gadget.lists") == [2])
        }
    }

    @Test("people and users are for those who are signed in", arguments: DatabaseKind.allCases)
    func peopleAndUsers(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for path in ["/api/people/", "/api/people/1/", "/api/users/", "/api/users/1/"] {
                let answer = try await site.get(path)
                #expect(answer.status == 403)
                #expect(
                    answer.text
                        == #"{"detail":"Authentication credentials were not provided."}"#
                )
            }
            #expect(try await site.ids("/api/people/?order=-email", as: "pat") == [1, 2])
            #expect(try await site.ids("/api/people/?q=lindqvist", as: "pat") == [1])
            #expect(try await site.ids("/api/users/?q=keeper", as: "pat") == [1])
            #expect(try await site.ids("/api/users/?order=-username", as: "pat") == [4, 1, 2, 3])
            let own = try await site.get("/api/users/4/", as: "pat").object()
            #expect((own["settings"] as? [String: Any])?["items_per_page"] as? Int == 100)
            #expect(try await site.get("/api/1.1/users/4/", as: "pat").object()["settings"] == nil)
            #expect(try await site.get("/api/users/1/", as: "pat").object()["settings"] == nil)
            let person = try await site.get("/api/people/1/", as: "pat").object()
            #expect((person["user"] as? [String: Any])?["username"] as? String == "ada")
            #expect(try await site.get("/api/people/9/", as: "pat").text.contains("No Person"))
        }
    }
}
