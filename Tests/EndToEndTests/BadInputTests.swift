import Foundation
import Testing
import TrackerTesting

/// Bad mail is never an error of ours: it is kept, with a reason.
@Suite("Bad input") struct BadInputTests {
    struct Case: Sendable {
        let name: String
        let mail: [UInt8]
        let outcome: String

        init(_ name: String, _ outcome: String, _ mail: [UInt8]) {
            (self.name, self.outcome, self.mail) = (name, outcome, mail)
        }

        init(_ name: String, _ outcome: String, _ mail: String) {
            self.init(name, outcome, Array(mail.utf8))
        }
    }

    private static let head = """
        From: Ada <ada@example.org>
        Subject: [PATCH] widget: turn
        List-Id: <widget.lists.example.org>
        Message-ID: <NUMBER@example.org>

        """
    private static let diff = "Text.\n---\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"

    private static func head(_ id: String) -> String { head.replacing("NUMBER", with: id) }

    /// Bytes without a pattern, the same each time.
    private static let garbage: [UInt8] = {
        var state: UInt64 = 42
        return (0..<200_000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
    }()

    private static let cases = [
        Case("empty", "unassigned", ""),
        Case("one line end", "unassigned", "\n"),
        Case("garbage", "unassigned", garbage),
        Case(
            "garbage behind a header",
            "empty",
            Array("\(head("1"))Content-Type: image/png\n\n".utf8) + garbage
        ),
        Case(
            "five megabytes of headers",
            "patch",
            "\(head("2"))\(String(repeating: "X-Long: \(String(repeating: "x", count: 990))\n", count: 5_000))\n\(diff)"
        ),
        Case(
            "one header of five megabytes",
            "patch",
            "\(head("3"))X-Long: \(String(repeating: "long ", count: 1_000_000))\n\n\(diff)"
        ),
        Case(
            "a line of five megabytes",
            "patch",
            "\(head("4"))\n\(String(repeating: "x", count: 5_000_000))\n\(diff)"
        ),
        Case(
            "a diff line of five megabytes",
            "patch",
            "\(head("5"))\n\(diff)\(String(repeating: "+", count: 5_000_000))\n"
        ),
        Case(
            "a multipart that breaks off",
            "patch",
            "\(head("6"))Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n\(diff)--b\nContent-Ty"
        ),
        Case(
            "a multipart without boundary",
            "empty",
            "\(head("7"))Content-Type: multipart/mixed\n\n\(diff)"
        ),
        Case(
            "base64 that breaks off",
            "patch",
            "\(head("8"))Content-Transfer-Encoding: base64\n\n\(Data(diff.utf8).base64EncodedString().dropLast(1))"
        ),
        Case(
            "NULs everywhere",
            "patch",
            "\(head("9"))X-Nul: a\0b\n\n\(diff.replacing("Text", with: "Te\0xt"))"
        ),
        Case(
            "a NUL in the subject",
            "patch",
            "\(head("10").replacing("turn", with: "tu\0rn"))\n\(diff)"
        ),
        Case(
            "no list id",
            "unassigned",
            "From: ada@example.org\nSubject: [PATCH] x\nMessage-ID: <11@e.org>\n\n\(diff)"
        ),
        Case(
            "no From",
            "malformed",
            "Subject: x\nMessage-ID: <12@e.org>\nList-Id: widget.lists.example.org\n\n\(diff)"
        ),
        Case(
            "a From that is no address",
            "malformed",
            "\(head("13").replacing("Ada <ada@example.org>", with: "nobody at all"))\n\(diff)"
        ),
        Case(
            "no message-id",
            "malformed",
            "From: ada@example.org\nSubject: [PATCH] x\nList-Id: widget.lists.example.org\n\n\(diff)"
        ),
        Case(
            "a message-id without brackets",
            "patch",
            "\(head("18").replacing(/<(18.*)>/) { "\($0.1)" })\n\(diff)"
        ),
        Case(
            "a long message-id",
            "patch",
            "\(head(String(repeating: "m", count: 4_000)))\n\(diff)"
        ),
        Case(
            "no subject",
            "malformed",
            "From: ada@example.org\nMessage-ID: <14@e.org>\nList-Id: widget.lists.example.org\n\n\(diff)"
        ),
        Case("only headers", "empty", "\(head("15"))"),
        Case("a deep nest of parts", "empty", nest("\(head("16"))", depth: 3_000)),
        Case("lone carriage returns", "patch", head("17").replacing("\n", with: "\r") + diff),
    ]

    private static func nest(_ head: String, depth: Int) -> String {
        (0..<depth).reduce(into: head) { mail, level in
            mail += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n"
        } + "Content-Type: text/plain\n\n\(diff)"
    }

    @Test("is kept with its reason", arguments: DatabaseKind.allCases)
    func isKept(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            var outcomes: [String: String] = [:]
            for item in Self.cases {
                outcomes[item.name] = try await site.receive(hostile: item.mail, item.name)
            }
            for item in Self.cases {
                #expect(outcomes[item.name] == item.outcome, "\(item.name)")
            }
            try await checkKept(site, Self.cases.map(\.mail))
        }
    }

    @Test("does not stop an import", arguments: DatabaseKind.allCases)
    func doesNotStopAnImport(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let folder = "\(site.folder)/mails"
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            for (number, item) in Self.cases.enumerated() {
                let path = "\(folder)/\(String(format: "%04d", number)).eml"
                try Data(item.mail).write(to: URL(fileURLWithPath: path))
            }
            let report = try await site.succeed("mail", "import", folder)
            #expect(report.contains("       \(Self.cases.count)  mails read\n"), "\(report)")
            try await checkKept(site, Self.cases.map(\.mail))
        }
    }

    /// Every mail is listed, and its bytes are still there.
    private func checkKept(_ site: Site, _ mails: [[UInt8]]) async throws {
        let text = try await site.succeed("mail", "list", "--json", "--limit", "1000")
        let list = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
        )
        #expect(list.compactMap { $0["size"] as? Int }.reversed() == mails.map(\.count))
        #expect(list.allSatisfy { ($0["reason"] as? String)?.isEmpty == false })
        for (offset, mail) in mails.enumerated() {
            let raw = try await site.run("mail", "show", "\(offset + 1)", "--raw")
            #expect(raw.output == mail, "mail \(offset + 1)")
        }
        try await site.serve { server in
            let patches = try await server.get("/api/patches/?per_page=250")
            #expect(patches.status == 200)
            for patch in try patches.objects() {
                let id = try #require(patch["id"] as? Int)
                #expect(try await server.get("/api/patches/\(id)/").status == 200, "patch \(id)")
                let place = try #require(try await server.get("/patch/\(id)/").header("Location"))
                #expect(try await server.get(place).status == 200, "\(place)")
                #expect(try await server.get("\(place)mbox/").status == 200, "\(place)mbox/")
            }
        }
    }
}
