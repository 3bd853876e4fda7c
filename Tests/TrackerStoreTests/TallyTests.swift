import Testing
import TrackerStore
import TrackerTesting

@Suite("Tallies")
struct TallyTests {
    @Test("are what a count gives, whatever was done", arguments: DatabaseKind.allCases)
    func afterAnything(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            let mails = (1...10).flatMap { RandomThread(seed: $0, count: 20).mails }
            var dice = Dice(seed: 4)
            _ = try await store.takeIn(mails.shuffled(using: &dice))
            #expect(try await store.wrongTallies() == 0)
            _ = try await store.reparse(after: 0, limit: 1_000)
            #expect(try await store.wrongTallies() == 0)
            for round in 0..<60 { try await Self.change(Int64(round), &dice, in: store) }
            #expect(try await store.wrongTallies() == 0)
            let left = try await store.database.read { try $0.int("SELECT COUNT(*) FROM patch") }
            #expect((left ?? 0) > 20)
            // The check can fail, and what it finds can be put right.
            try await store.database.write { db in
                _ = try db.execute("UPDATE tally SET count = count + 1 WHERE level = 0")
            }
            #expect(try await store.wrongTallies() > 10)
            try await store.recountLists()
            #expect(try await store.wrongTallies() == 0)
        }
    }

    /// One change of those that the product makes, or may make one day.
    private static func change(_ round: Int64, _ dice: inout Dice, in store: Store) async throws {
        let kind = Int.random(in: 0..<6, using: &dice)
        let patch: SQLText = "(SELECT id FROM patch WHERE id > \(round) ORDER BY id LIMIT 1)"
        let state = Int64.random(in: 1...10, using: &dice)
        let date = Int64.random(in: 0..<2_000_000_000_000_000, using: &dice)
        _ = try await store.database.write { db in
            switch kind {
            case 0:
                try db.execute("UPDATE patch SET state_id = \(state) WHERE id = \(sql: patch)")
            case 1:
                try db.execute(
                    "UPDATE patch SET archived = 1, date = \(date) WHERE id = \(sql: patch)"
                )
            case 2:
                try db.execute("UPDATE series SET date = \(date) WHERE id % 7 = \(state)")
            case 3:
                try db.execute(
                    "UPDATE event SET category = 'series-created' WHERE patch_id = \(sql: patch)"
                )
            case 4:
                // Takes its comments and events along.
                try db.execute("DELETE FROM patch WHERE id = \(sql: patch)")
            default:
                try db.execute(
                    """
                    UPDATE patch SET submitter_id = (SELECT MIN(id) FROM person) WHERE id % 11 = 3
                    """
                )
            }
        }
    }

    @Test("are counted anew on demand", arguments: DatabaseKind.allCases)
    func recount(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await LargeSite(patches: 300).fill(store)
            try await store.database.write { db in
                _ = try db.execute("DELETE FROM tally")
            }
            #expect(try await store.wrongTallies() > 100)
            try await store.recountLists()
            let list = try await store.patchList(
                PatchFilter(),
                ListOrder([.init(.id)]),
                PageRequest(.last, size: 30),
                related: false
            )
            #expect(list?.total == 300)
        }
    }
}
