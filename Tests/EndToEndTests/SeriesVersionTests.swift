import Foundation
import Testing
import TrackerTesting

@Suite("Versions of series at the command line") struct SeriesVersionTests {
    private func rows(_ text: String) throws -> [[String: Any]] {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return try #require(value as? [[String: Any]])
    }

    @Test("are shown, linked, unlinked and confirmed", arguments: DatabaseKind.allCases)
    func commands(on kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive(TestThread.firstVersion + TestThread.secondVersion)
            try await site.receive([TestThread.single])
            let found = try rows(try await site.succeed("series", "show", "1", "--json"))
            #expect(found.map { $0["series"] as? Int } == [1, 2])
            #expect(found.last?["earlier"] as? Int == 1)
            #expect(try await site.succeed("series", "show", "2").contains("v2"))
            let confirmed = try rows(try await site.succeed("series", "confirm", "2", "--json"))
            #expect(confirmed.last?["confirmed"] as? Bool == true)
            let unlinked = try rows(try await site.succeed("series", "unlink", "2", "--json"))
            #expect(unlinked.map { $0["series"] as? Int } == [2])
            let summary = try await site.succeed("mail", "reparse", "--json")
            #expect(summary.contains("\"changed\" : 0") || summary.contains("\"changed\":0"))
            let linked = try rows(
                try await site.succeed(
                    "series",
                    "link",
                    "3",
                    "--to",
                    "1",
                    "--reason",
                    "by phone",
                    "--json"
                )
            )
            #expect(linked.map { $0["series"] as? Int } == [1, 3])
            #expect(linked.last?["reason"] as? String == "by phone")
            for words in [
                ["link", "1", "--to", "3"], ["link", "1", "--to", "1"], ["show", "99"],
            ] {
                let refused = try await site.run(["series"] + words)
                #expect(refused.status == 1, "\(words)")
            }
        }
    }

    @Test("supersede open patches where the project says so", arguments: DatabaseKind.allCases)
    func supersede(on kind: DatabaseKind) async throws {
        let today = ISO8601DateFormatter.string(
            from: Date(),
            timeZone: .gmt,
            formatOptions: [.withFullDate]
        )
        func mail(_ version: Int, _ hour: Int) throws -> [UInt8] {
            let parts = today.split(separator: "-").compactMap { Int($0) }
            let months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(separator: " ")
            let mark = version > 1 ? " v\(version)" : ""
            let text = """
                From: Ada <ada@example.org>
                Subject: [PATCH\(mark)] widget: turn
                Date: \(parts[2]) \(months[parts[1] - 1]) \(parts[0]) 0\(hour):00:00 +0000
                Message-ID: <v\(version)@example.org>
                List-Id: <\(TestMail.list)>

                Why.

                diff --git a/x b/x
                --- a/x
                +++ b/x
                @@ -1 +1 @@
                -a
                +\(version)

                """
            return Array(text.utf8)
        }
        try await Site.with(kind) { site in
            try await site.makeWidget()
            func receive(_ version: Int) async throws {
                let input = try mail(version, version)
                let ending = try await site.run(["mail", "receive"], input: input)
                try #require(ending.status == 0, "\(ending.errors)")
            }
            func trail() async throws -> String { try await site.succeed("audit", "--json") }
            try await receive(1)
            try await receive(2)
            #expect(try await !trail().contains("superseded"))
            try await site.succeed("project", "update", "widget", "--supersede", "on")
            try await receive(3)
            let lines = try await trail()
            #expect(lines.contains("superseded") && lines.contains("later version"))
            let unlinked = try await site.succeed("series", "unlink", "3", "--restore", "--json")
            #expect(try rows(unlinked).map { $0["series"] as? Int } == [3])
            let nothing = try await site.run(["project", "update", "widget"])
            #expect(nothing.status == 64)
        }
    }
}
