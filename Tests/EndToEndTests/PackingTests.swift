import Testing
import TrackerTesting

@Suite("Pages in fewer bytes") struct PackingTests {
    @Test("browsers get gzip, programs what they ask for", arguments: DatabaseKind.allCases)
    func packing(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive(TestThread.all)
            try await site.serve { server in
                let plain = try await server.get("/project/widget/")
                #expect(plain.header("Content-Encoding") == nil)
                #expect(plain.header("Vary") == "Cookie, Accept-Encoding")
                for accepted in ["gzip, deflate, br", "GZIP;q=0.5"] {
                    let headers = ["Accept-Encoding": accepted]
                    let packed = try await server.get("/project/widget/", headers: headers)
                    #expect(packed.header("Content-Encoding") == "gzip")
                    #expect(packed.body.count < plain.body.count / 2)
                    #expect(try await site.unpacked(packed.body) == plain.body)
                }
                for (accepted, path) in [
                    ("gzip;q=0", "/project/widget/"), ("identity", "/project/widget/"),
                    ("gzip", "/api/patches/"), ("gzip", "/series/2/mbox/"),
                ] {
                    let answer = try await server.get(path, headers: ["Accept-Encoding": accepted])
                    #expect(answer.header("Content-Encoding") == nil, "\(path)")
                }
            }
        }
    }
}

extension Site {
    fileprivate func unpacked(_ bytes: [UInt8]) async throws -> [UInt8] {
        let child = try ChildProcess(
            ["gzip", "-dc"],
            environment: ["PATH": "/usr/bin:/bin"],
            folder: folder,
            input: bytes
        )
        return try await child.wait().output
    }
}
