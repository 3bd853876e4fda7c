import Foundation
import Testing
import TrackerTesting

@Suite("Series put right at the command line") struct SeriesCommandTests {
    @Test("move, merge, split and undo", arguments: DatabaseKind.allCases)
    func commands(on kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive([TestThread.cover, TestThread.turn, TestThread.count])
            func run(_ words: String...) async throws -> [String: Any] {
                let text = try await site.succeed(words: ["series"] + words + ["--json"])
                let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
                return try #require(value as? [String: Any])
            }
            let split = try await run("split", "1", "--patches", "2", "--reason", "other")
            let series = try #require(split["series"] as? Int)
            #expect(series > 1)
            _ = try await run("merge", "\(series)", "--into", "1", "--reason", "the same")
            let list = try await site.succeed(words: ["audit", "--json"])
            #expect(list.contains("merge series") && list.contains("the same"))
            let undone = try await run("undo", "2")
            #expect(undone["series"] as? Int == series)
            let moved = try await run("move", "2", "--to", "1", "--reason", "after all")
            #expect(moved["series"] as? Int == 1)
            let refused = try await site.run([
                "series", "merge", "1", "--into", "99", "--reason", "x",
            ])
            #expect(refused.status == 1)
            #expect(refused.errors.contains("no series 99"))
            let wrong = try await site.run([
                "series", "split", "1", "--patches", "a", "--reason", "x",
            ])
            #expect(wrong.status == 64)
            let summary = try await site.succeed(words: ["mail", "reparse", "--json"])
            #expect(summary.contains("\"changed\" : 0") || summary.contains("\"changed\":0"))
        }
    }
}

extension Site {
    fileprivate func succeed(words: [String]) async throws -> String {
        let ending = try await run(words)
        try #require(ending.status == 0, "\(ending.errors)")
        return ending.text
    }
}
