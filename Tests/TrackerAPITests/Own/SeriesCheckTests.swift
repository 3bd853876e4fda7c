import HTTPTypes
import Testing
import TrackerStore
import TrackerTesting

@Suite("Checks of a whole series") struct SeriesCheckTests {
    private static let path = "patchbay/series/1/checks/"

    @Test("stand beside those of its patches", arguments: DatabaseKind.allCases)
    func beside(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for state in ["fail", "success"] {
                let body =
                    "{\"state\":\"\(state)\",\"context\":\"boot\",\"target_url\":\"https://ci.test/\"}"
                let answer = try await site.change(.post, Self.path, body)
                #expect(answer.status == 201, "\(answer.text)")
                #expect(try answer.object()["context"] as? String == "boot")
            }
            let checks = try await site.get("/api/\(Self.path)").object()
            let own = try #require(checks["checks"] as? [[String: Any]])
            #expect(own.map { $0["state"] as? String } == ["success"])
            let patches = try #require(checks["patches"] as? [[String: Any]])
            #expect(patches.map { $0["state"] as? String } == ["fail", "pending"])
            #expect(checks["state"] as? String == "fail")
            // The checks of the patches themselves stay as they are.
            #expect(try await site.ids("/api/patches/1/checks/") == [1, 2])
            #expect(try await site.changes() == 2)
        }
    }

    @Test("take the right to the checks of all its patches", arguments: DatabaseKind.allCases)
    func rights(on kind: DatabaseKind) async throws {
        let body = #"{"state":"success"}"#
        let expected: [(String?, Int, Int)] = [
            (nil, 1, 403), ("pat", 1, 403), ("gus", 1, 403), ("ada", 1, 201), ("maud", 1, 201),
            ("ada", 2, 403), ("gus", 3, 201), ("maud", 3, 403), ("maud", 99, 404),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (user, series, status) in expected {
                let answer = try await site.change(
                    .post,
                    "patchbay/series/\(series)/checks/",
                    body,
                    as: user
                )
                #expect(answer.status == status, "\(user ?? "-") \(series)")
            }
        }
    }

    @Test("are not doubled by a request that is sent again", arguments: DatabaseKind.allCases)
    func again(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let name = try #require(HTTPField.Name("Idempotency-Key"))
            var ids: [Int?] = []
            for _ in 0..<2 {
                let answer = try await site.change(
                    .post,
                    Self.path,
                    #"{"state":"success"}"#,
                    headers: [name: "run-7"]
                )
                #expect(answer.status == 201)
                ids.append(try answer.object()["id"] as? Int)
            }
            #expect(ids[0] == ids[1])
            let other = try await site.change(
                .post,
                Self.path,
                #"{"state":"fail"}"#,
                headers: [name: "run-7"]
            )
            #expect(other.status == 422)
            #expect(try await site.count("series_check") == 1)
        }
    }

    @Test("are held to the rules of checks", arguments: DatabaseKind.allCases)
    func faults(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let bodies = [
                ("{}", "state"), (#"{"state":"good"}"#, "state"),
                (#"{"state":"success","context":"a b"}"#, "context"),
                (#"{"state":"success","target_url":"javascript:1"}"#, "target_url"),
            ]
            for (body, field) in bodies {
                let answer = try await site.change(.post, Self.path, body)
                #expect(answer.status == 400, "\(body)")
                #expect(try answer.object()[field] is [String], "\(body): \(answer.text)")
            }
            #expect(try await site.count("series_check") == 0)
        }
    }
}
