import Foundation
import Testing
import TrackerTesting

/// Where a server takes in mail in a test.
enum LMTPPlace: CaseIterable {
    case port
    case socket

    func option(in folder: String) -> String {
        switch self {
        case .port: "127.0.0.1:0"
        case .socket: "\(folder)/lmtp"
        }
    }
}

@Suite("Mail by LMTP") struct LMTPDeliveryTests {
    @Test(
        "one pipelined session gives what a pipe gives, byte for byte",
        arguments: DatabaseKind.allCases,
        LMTPPlace.allCases
    )
    func pipelined(kind: DatabaseKind, place: LMTPPlace) async throws {
        let expected = try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive(TestThread.all)
            return try await site.serve { try await ThreadImage(of: $0) }
        }
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.serve(["--lmtp", place.option(in: site.folder)]) { server in
                let client = try LMTPClient(place: try server.lmtp)
                let replies = try await client.exchange(
                    "LHLO mx.example.org\r\n"
                        + TestThread.all.map { $0.lmtp(recipients: 2) }.joined() + "QUIT\r\n"
                )
                let stored = replies.filter { $0.hasPrefix("250 2.0.0 Stored: mail ") }
                #expect(stored.count == 2 * TestThread.all.count, "\(replies)")
                #expect(replies.last == "221 2.0.0 Goodbye")
                #expect(try await ThreadImage(of: server) == expected)
            }
            for (offset, mail) in TestThread.all.enumerated() {
                let raw = try await site.run("mail", "show", "\(offset + 1)", "--raw")
                #expect(raw.output == mail.bytes, "\(mail.messageID)")
            }
        }
    }

    @Test("several connections at a time give what one gives", arguments: DatabaseKind.allCases)
    func parallel(kind: DatabaseKind) async throws {
        let threads = (0..<12).map { number in
            TestThread.all.map { mail in
                var mail = mail
                mail.messageID = "t\(number)-\(mail.messageID)"
                mail.references = mail.references.map { "t\(number)-\($0)" }
                mail.from = mail.from.replacing("@example.org", with: "\(number)@example.org")
                return mail
            }
        }
        func image(connections: [[TestMail]]) async throws -> ThreadImage {
            try await Site.with(kind) { site in
                try await site.makeWidget()
                return try await site.serve(["--lmtp", "127.0.0.1:0"]) { server in
                    try await deliver(connections, to: server)
                    return try await ThreadImage(of: server)
                }
            }
        }
        let one = try await image(connections: [threads.flatMap(\.self)])
        #expect(one.series.count == 36)
        #expect(try await image(connections: threads) == one)
    }

    private func deliver(_ connections: [[TestMail]], to server: RunningServer) async throws {
        let place = try server.lmtp
        try await withThrowingTaskGroup(of: Void.self) { group in
            for mails in connections {
                group.addTask {
                    let client = try LMTPClient(place: place)
                    let replies = try await client.exchange(
                        "LHLO mx.example.org\r\n\(mails.map { $0.lmtp() }.joined())QUIT\r\n"
                    )
                    #expect(replies.count { $0.contains("Stored: ") } == mails.count)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("a mail comes twice, and is one", arguments: DatabaseKind.allCases)
    func twice(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive([TestThread.turn])
            try await site.serve(["--lmtp", "127.0.0.1:0"]) { server in
                let client = try LMTPClient(place: try server.lmtp)
                let mail = TestThread.turn.lmtp()
                let replies = try await client.exchange("LHLO mx.example.org\r\n\(mail)\(mail)")
                let stored = replies.filter { $0.contains("Stored: ") }
                #expect(stored == Array(repeating: "250 2.0.0 Stored: mail 1, patch", count: 2))
            }
            let text = try await site.succeed("mail", "show", "1", "--json")
            #expect(text.contains("\"source\" : \"pipe\""), "the first delivery counts")
        }
    }

    @Test("a mail that is too large is refused in advance, or kept as oversize")
    func oversize() async throws {
        try await Site.with(.sqlite) { site in
            try await site.serve(["--lmtp", "127.0.0.1:0"]) { server in
                let client = try LMTPClient(place: try server.lmtp)
                let line = String(repeating: "x", count: 1_022) + "\r\n"
                let mail = String(repeating: line, count: 26 << 10)
                let replies = try await client.exchange(
                    "LHLO mx.example.org\r\nMAIL FROM:<> SIZE=30000000\r\nMAIL FROM:<>\r\n"
                        + "RCPT TO:<a@example.org>\r\nDATA\r\n\r\n\(mail).\r\nQUIT\r\n"
                )
                #expect(replies.contains { $0.hasPrefix("552 5.3.4 ") })
                #expect(replies.contains("250 2.0.0 Stored: mail 1, oversize"))
            }
            let size = 1 + 1_023 * (26 << 10)
            let list = try await site.succeed("mail", "list", "--outcome", "oversize")
            #expect(list.contains("it has \(size) bytes; the first 25165824 are kept"))
        }
    }

    @Test("swaks delivers", arguments: DatabaseKind.allCases, LMTPPlace.allCases)
    func swaks(kind: DatabaseKind, place: LMTPPlace) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.serve(["--lmtp", place.option(in: site.folder)]) { server in
                for (mail, options) in [(TestThread.turn, []), (TestThread.count, ["--pipeline"])] {
                    let ending = try await site.swaks(mail, to: try server.lmtp, options)
                    #expect(ending.status == 0, "\(ending.text)\(ending.errors)")
                }
                let patches = try await server.get("/api/patches/?order=id").objects()
                let expected = [TestThread.turn, TestThread.count].map { "<\($0.messageID)>" }
                #expect(patches.compactMap { $0["msgid"] as? String } == expected)
            }
        }
    }
}
