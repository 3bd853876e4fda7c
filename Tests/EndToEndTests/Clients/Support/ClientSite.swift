import Foundation
import Testing
import TrackerTesting

/// A running site that has ``SentWork``, with a desk of somebody who uses its clients.
///
/// Users: `maud` and `bert` maintain the project, `robot` too, for checks. Passwords are the names.
struct ClientSite: Sendable {
    let site: Site
    let server: RunningServer
    let work: SentWork
    let desk: Desk
    /// Of maud and of the robot.
    let tokens: [String: String]

    var url: String {
        get throws { "http://127.0.0.1:\(try server.port)" }
    }

    func token(of user: String) throws -> String { try #require(tokens[user]) }

    static func with<Result>(
        _ kind: DatabaseKind,
        _ body: (ClientSite) async throws -> Result
    ) async throws -> Result {
        try await Site.with(kind) { site in
            let work = try await Workshop(in: site.folder).work()
            try await site.succeed(
                "project",
                "create",
                "widget",
                "--name",
                "Widget tools",
                "--list-id",
                TestMail.list,
                "--list-email",
                "widget@lists.example.org",
                "--show-dependencies"
            )
            var tokens: [String: String] = [:]
            for name in ["maud", "bert", "robot"] {
                try await site.succeed(
                    "user",
                    "create",
                    name,
                    "--email",
                    "\(name)@example.org",
                    "--maintainer-of",
                    "widget",
                    input: "\(name)\n"
                )
                tokens[name] = try await site.succeed("user", "token", name).lines.first
            }
            try await site.succeed("mail", "import", work.mbox)
            return try await site.serve { server in
                let desk = try await Desk(in: site.folder, upstream: work.upstream)
                return try await body(
                    ClientSite(site: site, server: server, work: work, desk: desk, tokens: tokens)
                )
            }
        }
    }

    /// A patch as the newest version of the API has it.
    func patch(_ id: Int) async throws -> [String: Any] {
        try await server.get("/api/1.4/patches/\(id)/").object()
    }
}
