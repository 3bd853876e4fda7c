import Foundation
import Testing
import TrackerTesting

/// A collection of hostile mails that is not part of the project.
enum HostileMails {
    /// A folder of `*.eml` files, named by the environment variable `PATCHBAY_HOSTILE_MAILS`.
    static let folder = ProcessInfo.processInfo.environment["PATCHBAY_HOSTILE_MAILS"]

    static func all() throws -> [(name: String, bytes: [UInt8])] {
        let folder = try #require(folder)
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasSuffix(".eml") }
            .map { name in
                let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
                return (name, [UInt8](data))
            }
    }
}

@Suite(
    "Hostile mails",
    .enabled(
        if: HostileMails.folder != nil,
        "PATCHBAY_HOSTILE_MAILS names no folder of *.eml files"
    ),
)
struct HostileMailTests {
    @Test("each is dealt with inside its bounds", arguments: DatabaseKind.allCases)
    func eachIsDealtWith(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.succeed(
                "project",
                "create",
                "dev",
                "--name",
                "Dev",
                "--list-id",
                "dev.lists.example.org",
                "--list-email",
                "dev@lists.example.org"
            )
            let mails = try HostileMails.all()
            #expect(!mails.isEmpty)
            for (name, bytes) in mails {
                _ = try await site.receive(hostile: bytes, name)
            }
            let text = try await site.succeed("mail", "list", "--json", "--limit", "100000")
            let list = try #require(
                try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
            )
            #expect(list.count == mails.count)
            try await site.serve { server in try await checkEveryPage(server) }
        }
    }

    private func checkEveryPage(_ server: RunningServer) async throws {
        for (list, word) in [("patches", "patch"), ("covers", "cover")] {
            let items = try await server.get("/api/\(list)/?per_page=250").objects()
            // An empty message-id makes no address.
            for item in items where item["msgid"] as? String != "<>" {
                let id = try #require(item["id"] as? Int)
                let name = "\(word) \(id): \(item["msgid"] ?? "")"
                #expect(try await server.get("/api/\(list)/\(id)/").status == 200, "\(name)")
                #expect(
                    try await server.get("/api/\(list)/\(id)/comments/").status == 200,
                    "\(name)"
                )
                let place = try await server.get("/\(word)/\(id)/").header("Location")
                let target = try #require(place, "\(name)")
                #expect(try await server.get(target).status == 200, "\(name): \(target)")
                #expect(
                    try await server.get("\(target)mbox/").status == 200,
                    "\(name): \(target)mbox/"
                )
            }
        }
        for item in try await server.get("/api/series/?per_page=250").objects() {
            let id = try #require(item["id"] as? Int)
            #expect(try await server.get("/series/\(id)/mbox/").status == 200, "series \(id)")
        }
        for target in ["/", "/project/dev/", "/project/dev/list/", "/api/events/?per_page=250"] {
            #expect(try await server.get(target).status == 200, "\(target)")
        }
    }
}
