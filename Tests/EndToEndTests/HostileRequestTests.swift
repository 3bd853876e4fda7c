import Foundation
import Testing
import TrackerTesting

/// What no well-behaved client sends, to the program itself.
@Suite("Hostile requests over HTTP") struct HostileHTTPTests {
    /// The status of the answer; `nil` if the connection was closed without one.
    private func status(_ client: HTTPClient, _ request: String) async throws -> Int? {
        try await status(client, Array(request.utf8))
    }

    private func status(_ client: HTTPClient, _ request: [UInt8]) async throws -> Int? {
        // A server may close as soon as it has seen enough, while we still send.
        guard let bytes = try? await client.send(raw: request), !bytes.isEmpty else { return nil }
        let answer = try HTTPAnswer(parsing: bytes)
        for word in ["SELECT", "sqlite", "/Sources/"] { #expect(!answer.text.contains(word)) }
        return answer.status
    }

    @Test("get a clear answer, and the next one is served")
    func clearAnswers() async throws {
        let end = "Host: patches.test\r\nConnection: close\r\n"
        let many = (1...3_000).map { "X-\($0): y\r\n" }.joined()
        let chunk = String(repeating: "x", count: 65_536)
        let chunks = String(repeating: "10000\r\n\(chunk)\r\n", count: 80) + "0\r\n\r\n"
        let requests: [(String, String, Set<Int?>)] = [
            ("trace", "TRACE /api/patches/ HTTP/1.1\r\n\(end)\r\n", [405]),
            ("connect", "CONNECT patches.test:80 HTTP/1.1\r\n\(end)\r\n", [400, 404, 405, 501]),
            ("lower case", "get /api/patches/ HTTP/1.1\r\n\(end)\r\n", [400, 405, nil]),
            ("unknown method", "BREW /api/patches/ HTTP/1.1\r\n\(end)\r\n", [400, 405, nil]),
            ("no version", "GET /api/patches/\r\n\r\n", [400, nil]),
            ("absurd version", "GET /api/ HTTP/9.9\r\n\(end)\r\n", [400, 505, nil]),
            ("no host", "GET /api/ HTTP/1.1\r\nConnection: close\r\n\r\n", [200, 400]),
            ("a NUL in the path", "GET /api/\0/ HTTP/1.1\r\n\(end)\r\n", [400, 404, nil]),
            ("a folded field", "GET /api/ HTTP/1.1\r\n\(end)X: a\r\n b\r\n\r\n", [200, 400, nil]),
            ("a stray carriage return", "GET /api/ HTTP/1.1\r\n\(end)X: a\rb\r\n\r\n", [400, nil]),
            (
                "a long path",
                "GET /api/\(String(repeating: "a", count: 200_000)) HTTP/1.1\r\n\(end)\r\n",
                [400, 404, 414, 431, nil]
            ),
            (
                "a long field",
                "GET /api/ HTTP/1.1\r\n\(end)X: \(String(repeating: "a", count: 200_000))\r\n\r\n",
                [400, 431, nil]
            ),
            ("many fields", "GET /api/ HTTP/1.1\r\n\(end)\(many)\r\n", [200, 400, 431, nil]),
            (
                "two lengths",
                "POST /api/bundles/ HTTP/1.1\r\n\(end)Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                [400, nil]
            ),
            (
                "a length and chunks",
                "POST /api/bundles/ HTTP/1.1\r\n\(end)Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                [400, 403, nil]
            ),
            (
                "a bad chunk",
                "POST /api/bundles/ HTTP/1.1\r\n\(end)Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                [400, 403, 413, nil]
            ),
            (
                "good chunks",
                "POST /api/bundles/ HTTP/1.1\r\n\(end)Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                [403]
            ),
            (
                "too many chunks",
                "POST /api/bundles/ HTTP/1.1\r\n\(end)Transfer-Encoding: chunked\r\n\r\n\(chunks)",
                [413, nil]
            ),
        ]
        try await Site.with(.sqlite) { site in
            try await site.makeWidget()
            try await site.serve { server in
                let client = HTTPClient(port: try server.port)
                for (name, request, expected) in requests {
                    let found = try await status(client, request)
                    #expect(expected.contains(found), "\(name): \(found ?? 0)")
                    #expect(try await server.get("/api/").status == 200, "after \(name)")
                }
                let bytes =
                    Array("GET /api/".utf8) + [0xFF, 0xFE] + Array("/ HTTP/1.1\r\n\(end)\r\n".utf8)
                #expect([400, 404, nil].contains(try await status(client, bytes)))
                #expect(try await server.get("/api/").status == 200)
            }
        }
    }

    @Test("through a mail do not reach the headers of an answer", arguments: DatabaseKind.allCases)
    func injection(kind: DatabaseKind) async throws {
        let mail = """
            From: =?utf-8?q?Eve=0D=0ASet-Cookie:_a=3Db?= <eve@example.org>
            Subject: =?utf-8?q?[PATCH]_x=0D=0ASet-Cookie:_a=3Db=0D=0A=0D=0A<script>alert(1)</script>?=
            List-Id: <widget.lists.example.org>
            Message-ID: <a"b<script>%0d%0aSet-Cookie:c=d@example.org>

            Text.
            ---
            --- a/x
            +++ b/x
            @@ -1 +1 @@
            -a
            +b

            """
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let ending = try await site.run(["mail", "receive"], input: Array(mail.utf8))
            #expect(ending.status == 0)
            try await site.serve { server in
                let patch = try #require(try await server.get("/api/patches/").objects().first)
                let id = try #require(patch["id"] as? Int)
                let page = try #require(try await server.get("/patch/\(id)/").header("Location"))
                let targets = [
                    page, "\(page)mbox/", "\(page)raw/", "/api/patches/\(id)/",
                    "/api/patches/?format=api&q=%0D%0ASet-Cookie:%20e=f",
                    "/api/patches?q=%0D%0ASet-Cookie:%20e=f", "/patch/\(id)/mbox/?x=%0D%0AA:%20b",
                ]
                for target in targets {
                    let answer = try await server.get(target)
                    #expect(answer.status < 400, "\(target): \(answer.status)")
                    #expect(answer.header("Set-Cookie") == nil, "\(target)")
                    if answer.header("Content-Type")?.hasPrefix("text/html") == true {
                        #expect(!answer.text.contains("<script>"), "\(target)")
                    }
                }
                let name = try #require(
                    try await server.get("\(page)mbox/").header("Content-Disposition")
                )
                let allowed = Set(
                    "-_.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                )
                #expect(name.hasPrefix("attachment; filename="))
                #expect(name.dropFirst("attachment; filename=".count).allSatisfy(allowed.contains))
            }
        }
    }
}
