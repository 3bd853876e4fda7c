import Foundation
import Testing
import TrackerTesting

@Suite("The LMTP server") struct LMTPServerTests {
    @Test(
        "a place that cannot be is refused with what to do",
        arguments: [
            (["--lmtp", "2424"], Int32(64), "is no place for LMTP"),
            (["--lmtp", "::1:2424"], 64, "is no place for LMTP"),
            (["--lmtp", "127.0.0.1:70000"], 64, "is no place for LMTP"),
            (["--lmtp", "lmtp.sock"], 64, "is no place for LMTP"),
            (["--lmtp-allow-remote"], 64, "needs --lmtp"),
            (["--lmtp", "0.0.0.0:0"], 1, "say --lmtp-allow-remote"),
            (["--lmtp", "[::]:0"], 1, "say --lmtp-allow-remote"),
            (["--lmtp", "/nowhere/lmtp"], 1, "cannot listen on /nowhere/lmtp: "),
            (["--lmtp", "/\(String(repeating: "x", count: 200))"], 1, "is too long for a socket"),
        ]
    )
    func refusedPlace(options: [String], status: Int32, message: String) async throws {
        try await Site.with(.sqlite) { site in
            let ending = try await site.run(["serve", "--port", "0"] + options)
            #expect(ending.status == status)
            #expect(ending.errors.contains(message), "\(ending.errors)")
        }
    }

    @Test("another address is listened on if it is said to be meant")
    func remote() async throws {
        try await Site.with(.sqlite) { site in
            try await site.serve(["--lmtp", "0.0.0.0:0", "--lmtp-allow-remote"]) { server in
                let client = try LMTPClient(place: try server.lmtp)
                #expect(try await client.exchange("QUIT\r\n").last?.hasPrefix("221 ") == true)
            }
        }
    }

    @Test("a port that is taken is said to be")
    func takenPort() async throws {
        try await Site.with(.sqlite) { site in
            try await site.serve(["--lmtp", "127.0.0.1:0"]) { server in
                let place = try server.lmtp.dropFirst("inet:".count)
                let ending = try await site.run("serve", "--port", "0", "--lmtp", "\(place)")
                #expect(ending.status == 1)
                #expect(ending.errors.contains("cannot listen on \(place): "), "\(ending.errors)")
            }
        }
    }

    @Test("a server that cannot serve HTTP takes in no mail either, and leaves no socket")
    func takenHTTPPort() async throws {
        try await Site.with(.sqlite) { site in
            try await site.serve { server in
                let path = "\(site.folder)/lmtp"
                let port = "\(try server.port)"
                let ending = try await site.run("serve", "--port", port, "--lmtp", path)
                #expect(ending.status == 1, "\(ending.errors)")
                #expect(!FileManager.default.fileExists(atPath: path))
            }
        }
    }

    @Test("the socket is for owner and group, and gone at the end")
    func socketFile() async throws {
        try await Site.with(.sqlite) { site in
            let path = "\(site.folder)/lmtp"
            try await site.serve(["--lmtp", "unix:\(path)"]) { _ in
                var status = stat()
                #expect(lstat(path, &status) == 0)
                #expect(status.st_mode == S_IFSOCK | 0o660)
                // A second server must not take it away.
                let ending = try await site.run("serve", "--port", "0", "--lmtp", path)
                #expect(ending.status == 1)
                #expect(ending.errors.contains("another server listens on \(path)"))
                #expect(lstat(path, &status) == 0)
            }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("the socket of a server that was killed is replaced; another file is not")
    func staleSocket() async throws {
        try await Site.with(.sqlite) { site in
            let path = "\(site.folder)/lmtp"
            let killed = RunningServer(
                process: try site.start(["serve", "--port", "0", "--lmtp", path])
            )
            try await killed.waitUntilReady()
            killed.process.send(SIGKILL)
            _ = try await killed.process.wait()
            #expect(FileManager.default.fileExists(atPath: path))
            try await site.serve(["--lmtp", path]) { server in
                let client = try LMTPClient(place: try server.lmtp)
                #expect(try await client.exchange("QUIT\r\n").last?.hasPrefix("221 ") == true)
            }
            try Data("a letter".utf8).write(to: URL(fileURLWithPath: path))
            let ending = try await site.run("serve", "--port", "0", "--lmtp", path)
            #expect(ending.status == 1)
            #expect(ending.errors.contains("\(path) is no socket"), "\(ending.errors)")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "a letter")
        }
    }

    @Test("the connection beyond the limit is turned away, and taken when one is closed")
    func manyConnections() async throws {
        try await Site.with(.sqlite) { site in
            try await site.serve(["--lmtp", "127.0.0.1:0"]) { server in
                let place = try server.lmtp
                var clients: [LMTPClient] = []
                for _ in 0..<200 {
                    let client = try LMTPClient(place: place)
                    #expect(try await client.say("", until: "220 ").count == 1)
                    clients.append(client)
                }
                let more = try LMTPClient(place: place)
                #expect(
                    try await more.exchange("") == [
                        "421 4.3.2 Too many connections; come back later"
                    ]
                )
                for client in clients {
                    #expect(try await client.exchange("QUIT\r\n").last == "221 2.0.0 Goodbye")
                }
                let next = try LMTPClient(place: place)
                #expect(try await next.exchange("QUIT\r\n").first?.hasPrefix("220 ") == true)
            }
        }
    }

    @Test("at the end a mail under way is finished, and others are sent away")
    func end() async throws {
        try await Site.with(.sqlite) { site in
            try await site.makeWidget()
            let server = RunningServer(
                process: try site.start(["serve", "--port", "0", "--lmtp", "127.0.0.1:0"])
            )
            try await server.waitUntilReady()
            let place = try server.lmtp
            let (idle, busy) = (try LMTPClient(place: place), try LMTPClient(place: place))
            _ = try await idle.say("LHLO mx.example.org\r\n", until: "250 SIZE ")
            let mail = TestThread.turn.lmtp()
            _ = try await busy.say("LHLO x\r\n\(mail.dropLast(3))", until: "354 ")
            server.process.send(SIGTERM)
            #expect(
                try await idle.say("", until: "421 ").last
                    == "421 4.3.2 Patchbay is shutting down; come back later"
            )
            let replies = try await busy.exchange("\(mail.suffix(3))NOOP\r\n")
            #expect(
                replies == [
                    "250 2.0.0 Stored: mail 1, patch",
                    "421 4.3.2 Patchbay is shutting down; come back later",
                ]
            )
            #expect(try await server.process.wait().status == 0)
            #expect(try await site.succeed("mail", "list").contains("<v1-1@example.org>"))
        }
    }

    @Test("while PostgreSQL is down mail is to be sent again; then it is taken in")
    func outage() async throws {
        let cluster = try PrivatePostgres()
        defer { cluster.remove() }
        let database = cluster.url(of: try cluster.createDatabase())
        try await Site.with(database: database) { site in
            try await site.makeWidget()
            try await site.serve(["--lmtp", "127.0.0.1:0"]) { server in
                let place = try server.lmtp
                let session = "LHLO mx.example.org\r\n\(TestThread.turn.lmtp())QUIT\r\n"
                try cluster.stop()
                let refused = try await LMTPClient(place: place).exchange(session)
                #expect(
                    refused.suffix(2) == [
                        "451 4.3.0 The mail is not stored; send it again later",
                        "221 2.0.0 Goodbye",
                    ]
                )
                let ending = try await site.swaks(TestThread.turn, to: place)
                #expect(ending.status == 26, "no recipient was accepted at the end of the mail")
                try cluster.start()
                let taken = try await LMTPClient(place: place).exchange(session)
                #expect(taken.contains { $0.hasSuffix(", patch") }, "\(taken)")
            }
        }
    }
}
