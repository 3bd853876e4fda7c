import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Mail and changes side by side")
struct ParallelWriterTests {
    /// Intake locks rows in another order than changes do: neither must end in a deadlock.
    @Test("none is lost, and events have no gaps", arguments: DatabaseKind.allCases)
    func parallel(kind: DatabaseKind) async throws {
        let early = RandomThread(seed: 1, count: 12).mails
        let late = (2...4).map { RandomThread(seed: $0, count: 12).mails }
        try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            _ = try await store.takeIn(early)
            let patches = try await store.database.read { db in
                try db.all("SELECT id FROM patch ORDER BY id") { $0.int(0) }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for mails in late {
                    group.addTask {
                        for mail in mails + early { _ = try await store.takeIn([mail]) }
                    }
                }
                for writer in 0..<3 {
                    group.addTask { try await Self.change(patches, writer, in: store) }
                }
                group.addTask {
                    var after: Int64? = 0
                    while let start = after {
                        after = try await store.reparse(after: start, limit: 5).last
                    }
                }
                try await group.waitForAll()
            }
            let ids = try await store.database.read { db in
                // Those about versions have a table of their own.
                try db.all(
                    "SELECT id FROM event UNION ALL SELECT id FROM version_event ORDER BY id"
                ) { $0.int(0) }
            }
            #expect(ids == Array(1...Int64(ids.count)))
            let accepted = try await store.database.read { db in
                try db.int("SELECT COUNT(*) FROM patch WHERE state_id = 3 AND archived = 1")
            }
            #expect(accepted == Int64(patches.count))
        }
    }

    /// The operator has all rights.
    private static func change(_ patches: [Int64], _ writer: Int, in store: Store) async throws {
        let author = ChangeAuthor(account: nil, way: .commandLine)
        for patch in writer.isMultiple(of: 2) ? patches : patches.reversed() {
            for state in ["rfc", "accepted"] {
                var change = PatchChange()
                change.state = .set(.text(state))
                change.isArchived = .set(true)
                try await store.changePatch(patch, change, by: author)
            }
        }
        // Whoever is last, all are accepted now.
        for patch in patches {
            var change = PatchChange()
            change.state = .set(.id(3))
            try await store.changePatch(patch, change, by: author)
        }
    }
}
