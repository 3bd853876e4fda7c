import Foundation
import Testing
import TrackerTesting

@Suite(
    "Postfix",
    .enabled(if: PrivatePostfix.mayRun, "Postfix needs root, and these tests do not have it"),
    .serialized
)
struct PostfixTests {
    @Test(
        "delivers a series by LMTP",
        arguments: DatabaseKind.allCases,
        LMTPPlace.allCases
    )
    func delivers(kind: DatabaseKind, place: LMTPPlace) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let folder = try socketFolder(site)
            try await site.serve(["--lmtp", place.option(in: folder)]) { server in
                let transport =
                    switch place {
                    case .port: "lmtp:\(try server.lmtp)"
                    case .socket: "lmtp:unix:patchbay/lmtp"
                    }
                try await PrivatePostfix.with(site, transport: transport) { postfix in
                    try await postfix.send(TestThread.firstVersion)
                    try await waitForPatches(2, of: server)
                    let series = try await server.get("/api/1.3/series/?project=widget").objects()
                    #expect(series.count == 1)
                    #expect(series.first?["received_all"] as? Bool == true)
                    try await eventually("Postfix has the replies") {
                        postfix.log.components(separatedBy: "status=sent").count == 4
                    }
                    #expect(postfix.log.contains("status=sent (250 2.0.0 Stored: mail "))
                }
            }
            let raw = try await site.succeed("mail", "show", "1", "--raw")
            // Postfix has put its Received line above, and swaks a line below.
            #expect(raw.hasPrefix("Received: "))
            #expect(raw.hasSuffix("\n\(TestThread.cover.text)\n"), "\(raw)")
            #expect(!raw.utf8.contains(13))
        }
    }

    @Test("keeps mail while the database is down, and delivers it then")
    func outage() async throws {
        let cluster = try PrivatePostgres()
        defer { cluster.remove() }
        let database = cluster.url(of: try cluster.createDatabase())
        try await Site.with(database: database) { site in
            try await site.makeWidget()
            try await site.serve(["--lmtp", "127.0.0.1:0"]) { server in
                try await PrivatePostfix.with(site, transport: "lmtp:\(server.lmtp)") { postfix in
                    try cluster.stop()
                    try await postfix.send(TestThread.firstVersion)
                    try await eventually("Postfix is told to keep the mails") {
                        postfix.log.contains("status=deferred (host 127.0.0.1")
                            && postfix.log.contains("said: 451 4.3.0 ")
                    }
                    try cluster.start()
                    try await eventually("there are 2 patches") {
                        try await postfix.flush()
                        return try await server.get("/api/1.3/patches/").objects().count == 2
                    }
                }
            }
        }
    }

    /// A folder in Postfix's queue, as docs/run-it.md makes it: what is made in it belongs to the
    /// group of Postfix.
    private func socketFolder(_ site: Site) throws -> String {
        let path = "\(site.folder)/postfix/queue/patchbay"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let group = try #require(getgrnam("postfix")).pointee.gr_gid
        #expect(chown(path, 0, group) == 0)
        #expect(chmod(path, 0o2750) == 0)
        return path
    }

    private func waitForPatches(_ count: Int, of server: RunningServer) async throws {
        try await eventually("there are \(count) patches") {
            try await server.get("/api/1.3/patches/?project=widget").objects().count == count
        }
    }
}
