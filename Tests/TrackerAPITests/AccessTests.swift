import HTTPTypes
import Testing
import TrackerTesting

@Suite("Who may do what")
struct AccessTests {
    @Test("bad credentials fail even where none are needed", arguments: DatabaseKind.allCases)
    func credentials(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let expected: [(String, Int, String)] = [
                ("Token 0123456789012345678901234567890123456789", 403, "Invalid token."),
                ("token", 403, "Invalid token header. No credentials provided."),
                ("Basic bm9ib2R5OnBhc3M=", 403, "Invalid username/password."),
                ("Bearer abc", 200, ""),
            ]
            for (header, status, message) in expected {
                let answer = try await site.get(
                    "/api/patches/1/",
                    headers: [.authorization: header]
                )
                #expect(answer.status == status)
                if status == 403 {
                    #expect(answer.text == "{\"detail\":\"\(message)\"}")
                    #expect(answer.header("WWW-Authenticate") == nil)
                }
            }
        }
    }

    @Test("NUL in a search is a bad request", arguments: DatabaseKind.allCases)
    func nullInSearch(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let answer = try await site.get("/api/patches/?q=a%00")
            #expect(answer.status == 400)
            #expect(answer.text == #"["Null characters are not allowed."]"#)
        }
    }

    @Test(
        "methods that an endpoint does not have are not allowed, but strangers hear 403 first",
        arguments: DatabaseKind.allCases
    )
    func methods(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let lists = ["patches", "covers", "series", "events", "projects"]
            for name in lists {
                let answer = try #require(
                    await site.send("/api/\(name)/", as: "maud", method: .post)
                )
                #expect(answer.status == 405)
                #expect(answer.text == #"{"detail":"Method \"POST\" not allowed."}"#)
                #expect(answer.header("Allow") == "GET, HEAD, OPTIONS")
            }
            let people = try #require(await site.send("/api/people/", method: .post))
            #expect(people.status == 403)
            let bundle = try #require(
                await site.send("/api/1.1/bundles/99/", as: "pat", method: .delete)
            )
            #expect(bundle.status == 405)
        }
    }

    @Test("changes are refused before anybody looks at the body", arguments: DatabaseKind.allCases)
    func changes(on kind: DatabaseKind) async throws {
        let credentials = #"{"detail":"Authentication credentials were not provided."}"#
        let permission = #"{"detail":"You do not have permission to perform this action."}"#
        let expected: [(HTTPRequest.Method, String, String?, Int, String?)] = [
            (.patch, "patches/1/", nil, 403, credentials), (.patch, "patches/99/", nil, 404, nil),
            (.patch, "patches/1/", "pat", 403, permission),
            (.post, "patches/1/checks/", nil, 403, permission),
            (.post, "patches/99/checks/", nil, 404, nil),
            (.patch, "patches/1/comments/1/", "gus", 403, permission),
            (.patch, "patches/2/comments/1/", "maud", 404, nil),
            (.patch, "projects/widget/", "gus", 403, permission),
            (.patch, "users/1/", nil, 403, credentials),
            (.patch, "users/1/", "pat", 403, permission),
            (.post, "bundles/", nil, 403, credentials),
            (.patch, "bundles/1/", nil, 403, credentials),
            (.delete, "bundles/1/", "maud", 403, permission),
            (.delete, "bundles/2/", "maud", 404, nil),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (method, path, user, status, text) in expected {
                let answer = try #require(
                    await site.send("/api/\(path)", as: user, method: method)
                )
                #expect(answer.status == status, "\(method) \(path) \(user ?? "-")")
                if let text { #expect(answer.text == text) }
            }
        }
    }
}
