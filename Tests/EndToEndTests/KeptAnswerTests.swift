import Foundation
import Testing
import TrackerTesting

@Suite("Answers that are kept") struct KeptAnswerTests {
    @Test("are never older than a mail that was acknowledged", arguments: DatabaseKind.allCases)
    func areFresh(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.serve { server in
                var tags: Set<String> = []
                for (number, mail) in TestThread.all.enumerated() {
                    for path in ["/api/events/?per_page=250", "/api/patches/"] {
                        // The second answer comes from memory.
                        let first = try await server.get(path)
                        let second = try await server.get(path)
                        #expect(first.body == second.body)
                    }
                    try await site.receive([mail])
                    let events = try await server.get("/api/events/?per_page=250")
                    tags.insert(try #require(events.header("ETag")))
                    #expect(tags.count == number + 1, "mail \(number) is missing")
                }
            }
        }
    }

    @Test("are the same for all who ask at once, kept or not", arguments: DatabaseKind.allCases)
    func askedAtOnce(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.serve { server in
                for mail in TestThread.all {
                    try await site.receive([mail])
                    for (path, status) in [
                        ("/api/patches/", 200), ("/project/widget/list/", 200),
                        ("/api/patches/99/", 404), ("/", 302),
                    ] {
                        let answers = try await withThrowingTaskGroup(of: (Int, Int).self) {
                            group in
                            for _ in 0..<24 {
                                group.addTask {
                                    let answer = try await server.get(path)
                                    return (answer.status, answer.body.count)
                                }
                            }
                            return try await group.reduce(into: []) { $0.append($1) }
                        }
                        #expect(answers.allSatisfy { $0.0 == status }, "\(path)")
                        #expect(Set(answers.map(\.1)).count == 1, "\(path)")
                    }
                }
            }
        }
    }

    @Test("need not be sent again", arguments: DatabaseKind.allCases)
    func notModified(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive(TestThread.all)
            try await site.serve { server in
                let paths = [
                    "/api/patches/", "/api/patches/1/", "/api/series/?order=-date",
                    "/series/2/mbox/",
                    "/project/widget/patch/single@example.org/mbox/",
                    "/project/widget/patch/v1-1@example.org/raw/",
                ]
                for path in paths {
                    let full = try await server.get(path)
                    let tag = try #require(full.header("ETag"), "\(path)")
                    #expect(full.header("Cache-Control") == "private, no-cache")
                    for wanted in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                        let again = try await server.get(path, headers: ["If-None-Match": wanted])
                        #expect(again.status == 304, "\(path) \(wanted)")
                        #expect(again.body.isEmpty)
                        #expect(again.header("ETag") == tag)
                        #expect(again.header("Vary") == full.header("Vary"))
                    }
                    let other = try await server.get(path, headers: ["If-None-Match": "\"other\""])
                    #expect(other.body == full.body)
                    let head = try await server.send("HEAD", path)
                    #expect(head.status == 200 && head.body.isEmpty)
                    #expect(head.header("ETag") == tag)
                    #expect(head.header("Content-Length") == "\(full.body.count)")
                    #expect(head.header("Link") == full.header("Link"))
                }
                let indented = try await server.get(
                    "/api/patches/1/",
                    headers: ["Accept": "application/json; indent=4"]
                )
                let plain = try await server.get("/api/patches/1/")
                #expect(indented.header("ETag") != plain.header("ETag"))
            }
        }
    }

    @Test("are for those who asked the same only", arguments: DatabaseKind.allCases)
    func areNotMixedUp(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive(TestThread.all)
            try await site.succeed(
                "user",
                "create",
                "maud",
                "--email",
                "maud@example.net",
                input: "a long password\n"
            )
            let token = try await site.succeed("user", "token", "maud")
                .trimmingCharacters(in: .whitespacesAndNewlines)
            try await site.serve { server in
                let people = "/api/people/"
                #expect(try await server.get(people, token: token).status == 200)
                #expect(try await server.get(people).status == 403)
                #expect(try await server.get(people, token: "0").status == 403)
                let patches = "/api/patches/"
                #expect(try await server.get(patches).status == 200)
                #expect(try await server.get(patches, token: "0").status == 403)
                let own = try await server.get(patches, token: token)
                #expect(own.header("Vary") == "Accept, Authorization, Cookie")
                let page = try await server.get(patches, headers: ["Accept": "text/html"])
                #expect(page.text.hasPrefix("<!DOCTYPE html>"))
                #expect(page.header("ETag") == nil)
                #expect(try await server.get(patches).text.hasPrefix("["))
            }
        }
    }
}

@Suite("Slow and boundless clients") struct SlowClientTests {
    @Test("are cut off")
    func areCutOff() async throws {
        try await Site.with(.sqlite) { site in
            try await site.serve(["--idle-timeout", "1"]) { server in
                let client = HTTPClient(port: try server.port)
                // No end of the head, and a body that never comes: closed without an answer.
                let head = "POST /api/patches/1/checks/ HTTP/1.1\r\nHost: patches.test\r\n"
                #expect(try await client.exchange(text: "GET /api/ HTTP/1.1\r\nHo").isEmpty)
                #expect(
                    try await client.exchange(text: "\(head)Content-Length: 9\r\n\r\n{").isEmpty
                )
                // After an answer a connection may wait for so long only.
                let answer = try await client.exchange(
                    text: "GET /api/ HTTP/1.1\r\nHost: patches.test\r\n\r\n"
                )
                #expect(String(decoding: answer, as: UTF8.self).hasPrefix("HTTP/1.1 200 OK\r\n"))
                let many = String(
                    repeating: "X-Long: \(String(repeating: "x", count: 900))\r\n",
                    count: 60
                )
                let refused = try await client.exchange(text: "GET /api/ HTTP/1.1\r\n\(many)\r\n")
                #expect(!String(decoding: refused, as: UTF8.self).contains(" 200 "))
                #expect(try await server.get("/api/").status == 200)
            }
        }
    }
}
