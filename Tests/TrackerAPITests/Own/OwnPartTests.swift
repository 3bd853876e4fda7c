import HTTPTypes
import Testing
import TrackerStore
import TrackerTesting

@Suite("The own part of the API") struct OwnPartTests {
    @Test("names the states in the order of menus", arguments: DatabaseKind.allCases)
    func states(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let states = try await site.get("/api/patchbay/states/").objects()
            #expect(states.count == 10)
            #expect(states[1]["slug"] as? String == "under-review")
            #expect(states[1]["name"] as? String == "Under Review")
            #expect(
                states.map { $0["action_required"] as? Bool == true }.prefix(3) == [
                    true, true, false,
                ]
            )
            #expect(
                states.map { $0["meaning"] as? String }.suffix(4) == [
                    "waiting", "elsewhere", "closed", "closed",
                ]
            )
        }
    }

    @Test("tells what a client needs of a project", arguments: DatabaseKind.allCases)
    func project(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for key in ["1", "widget"] {
                let project = try await site.get("/api/patchbay/projects/\(key)/").object()
                #expect(project["link_name"] as? String == "widget")
                #expect(project["ignored_prefixes"] as? [String] == ["patch", "widget"])
                #expect(project["initial_state"] as? String == "new")
                let maintainers = project["maintainers"] as? [[String: Any]]
                #expect(maintainers?.map { $0["username"] as? String } == ["maud"])
            }
            #expect(try await site.get("/api/patchbay/projects/none/").status == 404)
            #expect(try await site.get("/api/patchbay/projects/a%00b/").status == 404)
        }
    }

    @Test("says who asks", arguments: DatabaseKind.allCases)
    func whoAmI(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let stranger = try await site.get("/api/patchbay/whoami/").text
            #expect(stranger == #"{"user":null,"maintains":[],"token":null}"#)
            let maud = try await site.get("/api/patchbay/whoami/", as: "maud").object()
            #expect((maud["user"] as? [String: Any])?["username"] as? String == "maud")
            #expect(maud["maintains"] as? [String] == ["widget"])
            let token = try #require(maud["token"] as? [String: Any])
            #expect(token["scopes"] as? [String] == ["maintainer"])
            #expect(token["delegated"] as? Bool == false)
        }
    }

    /// Whether each may set the state, post a check, relate patches.
    @Test("says what the caller may do, as changes are decided", arguments: DatabaseKind.allCases)
    func rights(on kind: DatabaseKind) async throws {
        let expected: [(String?, String, [String: Bool])] = [
            (nil, "patch=1", ["set_state": false, "post_check": false, "relate_patches": false]),
            ("maud", "patch=1", ["set_state": true, "post_check": true, "relate_patches": true]),
            ("ada", "patch=1", ["set_state": true, "post_check": true, "relate_patches": false]),
            ("ada", "patch=3", ["set_state": false, "post_check": false, "relate_patches": false]),
            ("gus", "project=gadget", ["set_state": true, "change_project": true]),
            ("gus", "project=1", ["set_state": false, "change_project": false]),
            ("ada", "series=1", ["set_state": true, "post_check": true]),
            ("ada", "series=2", ["set_state": false, "post_check": false]),
            ("pat", "bundle=2", ["change_bundle": true]),
            ("maud", "bundle=1", ["change_bundle": false]),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (user, query, rights) in expected {
                let found = try await site.get("/api/patchbay/permissions/?\(query)", as: user)
                    .objects()
                let told = try #require(found.first?["rights"] as? [String: Bool])
                for (name, isAllowed) in rights {
                    #expect(told[name] == isAllowed, "\(user ?? "-") \(query) \(name)")
                }
            }
            let many = try await site.get(
                "/api/patchbay/permissions/?patch=2&project=widget&patch=1"
            )
            #expect(
                try many.objects().map { $0["kind"] as? String } == ["patch", "project", "patch"]
            )
            // A private bundle is there for its owner only.
            let statuses = [
                ("bundle=2", 404), ("patch=99", 404), ("patch=x", 400), ("", 400), ("patch=", 400),
                (Array(repeating: "patch=1", count: 101).joined(separator: "&"), 400),
            ]
            for (query, status) in statuses {
                let answer = try await site.get("/api/patchbay/permissions/?\(query)", as: "maud")
                #expect(answer.status == status, "\(query.prefix(40))")
            }
        }
    }

    @Test("tells what a message-id stands for", arguments: DatabaseKind.allCases)
    func messages(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let found = try await site.get(
                "/api/patchbay/messages/?msgid=p1@test.test&msgid=%3Cc1@test.test%3E&msgid=m3@test.test&msgid=none"
            ).objects()
            #expect(found.map { $0["kind"] as? String } == ["cover", "comment", "patch"])
            #expect(found.map { $0["id"] as? Int } == [1, 3, 1])
            #expect(found.map { $0["series"] as? Int } == [1, nil, 1])
            let parent = try #require(found[1]["parent"] as? [String: Any])
            #expect(parent["url"] as? String == "http://patches.test/api/covers/1/")
            #expect(
                found[1]["url"] as? String == "http://patches.test/api/covers/1/comments/3/"
            )
            let slash = try await site.get("/api/patchbay/messages/a%2Fb+2@test.test/").objects()
            #expect(slash.map { $0["id"] as? Int } == [2])
            #expect(try await site.get("/api/patchbay/messages/none@test.test/").status == 404)
            #expect(try await site.get("/api/patchbay/messages/").status == 400)
            let many = (1...101).map { "msgid=\($0)" }.joined(separator: "&")
            #expect(try await site.get("/api/patchbay/messages/?\(many)").status == 400)
        }
    }

    @Test("tells what was decided about a series", arguments: DatabaseKind.allCases)
    func series(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let series = try await site.get("/api/patchbay/series/1/").object()
            #expect(series["check"] as? String == "fail")
            #expect(series["cover"] as? String == "http://patches.test/api/covers/1/")
            let patches = try #require(series["patches"] as? [[String: Any]])
            #expect(patches.map { $0["state"] as? String } == ["under-review", "new"])
            #expect(patches.map { $0["delegate"] as? Int } == [1, nil])
            #expect(try await site.get("/api/patchbay/series/99/").status == 404)
            #expect(try await site.get("/api/patchbay/series/99999999999999999999/").status == 404)
        }
    }

    @Test("shows the checks that count", arguments: DatabaseKind.allCases)
    func latestChecks(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let path = "/api/patchbay/patches/1/checks/latest/"
            let body = #"{"state":"success","context":"ci-build"}"#
            _ = try await site.change(.post, "patches/1/checks/", body)
            _ = try await site.change(
                .post,
                "patches/1/checks/",
                #"{"state":"fail","context":"x"}"#
            )
            let latest = try await site.get(path).object()
            let checks = try #require(latest["checks"] as? [[String: Any]])
            // Of the fixture the check of another account counts, that of the same context not.
            #expect(checks.map { $0["context"] as? String } == ["default", "ci-build", "x"])
            #expect(latest["state"] as? String == "fail")
            #expect(try await site.get("/api/patchbay/patches/99/checks/latest/").status == 404)
        }
    }

    @Test("answers what it does not have by 404 and 405", arguments: DatabaseKind.allCases)
    func unknown(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            #expect(try await site.get("/api/patchbay/nothing/").status == 404)
            #expect(try await site.get("/api/patchbay/series/x/").status == 404)
            let answer = try await site.change(.put, "patchbay/series/1/", "{}")
            #expect(answer.status == 405)
            #expect(answer.header("Allow") == "GET, PATCH, HEAD")
            let refused = try await site.get(
                "/api/patchbay/states/",
                headers: [.authorization: "Token 0123"]
            )
            #expect(refused.status == 403)
        }
    }
}
