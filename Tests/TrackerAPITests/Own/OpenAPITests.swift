import Foundation
import Testing
import TrackerTesting

@Suite("The OpenAPI document") struct OpenAPITests {
    private func document(_ site: TestSite, _ version: String?) async throws -> [String: Any] {
        let query = version.map { "?version=\($0)" } ?? ""
        let answer = try await site.get("/api/patchbay/openapi.json\(query)")
        #expect(answer.status == 200)
        return try answer.object()
    }

    private func properties(_ document: [String: Any], _ name: String) -> Set<String> {
        let components = document["components"] as? [String: Any]
        let schemas = components?["schemas"] as? [String: Any]
        let schema = schemas?[name] as? [String: Any]
        return Set((schema?["properties"] as? [String: Any] ?? [:]).keys)
    }

    @Test("has the fields of each version", arguments: DatabaseKind.allCases)
    func fields(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for version in ["1.0", "1.1", "1.2", "1.3", "1.4"] {
                let document = try await document(site, version)
                for (path, name) in [
                    ("patches/1/", "PatchDetail"), ("covers/1/", "CoverDetail"),
                    ("series/1/", "Series"), ("projects/1/", "Project"), ("bundles/1/", "Bundle"),
                    ("patches/1/checks/1/", "Check"),
                ] {
                    let answer = try await site.get("/api/\(version)/\(path)").object()
                    #expect(Set(answer.keys) == properties(document, name), "\(version) \(path)")
                }
                let paths = try #require(document["paths"] as? [String: Any])
                #expect(paths.keys.allSatisfy { $0.hasPrefix("/api/\(version)/") })
                let comments = "/api/\(version)/patches/{id}/comments/"
                #expect((paths[comments] != nil) == (version >= "1.1"), "\(version)")
            }
        }
    }

    @Test("has both parts unless a version is asked for", arguments: DatabaseKind.allCases)
    func parts(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let paths = try #require(try await document(site, nil)["paths"] as? [String: Any])
            #expect(paths["/api/patches/{id}/"] != nil)
            #expect(paths["/api/patchbay/patches/bulk/"] != nil)
            #expect(try await site.get("/api/patchbay/openapi.json?version=2").status == 400)
        }
    }

    /// What the index names is described, and nothing that there is not.
    @Test("describes every path of the own part", arguments: DatabaseKind.allCases)
    func own(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let paths = try #require(try await document(site, nil)["paths"] as? [String: Any])
            let index = try await site.get("/api/patchbay/").object()
            for link in index.values.compactMap({ $0 as? String }) where link.hasPrefix("http") {
                let path = String(link.dropFirst("http://patches.test".count))
                #expect(paths[path] != nil, "\(path)")
            }
            for path in paths.keys where path.hasPrefix("/api/patchbay/") {
                let real = path.replacing("{id}", with: "1").replacing("{key}", with: "widget")
                    .replacing("{msgid}", with: "p1@test.test")
                #expect(try await site.get(real, as: "maud").status != 404, "\(path)")
            }
        }
    }
}
