import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Facts of series")
struct SeriesFactTests {
    @Test("are what their patches say, whatever was done", arguments: DatabaseKind.allCases)
    func afterAnything(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            let mails = (1...10).flatMap { RandomThread(seed: $0, count: 20).mails }
            var dice = Dice(seed: 5)
            _ = try await store.takeIn(mails.shuffled(using: &dice))
            #expect(try await store.wrongSeriesFacts() == 0)
            _ = try await store.reparse(after: 0, limit: 1_000)
            #expect(try await store.wrongSeriesFacts() == 0)
            for round in 0..<80 { try await Self.change(Int64(round), &dice, in: store) }
            #expect(try await store.wrongSeriesFacts() == 0)
            let known = try await store.database.read {
                try $0.int("SELECT COUNT(*) FROM series WHERE patches > 0 AND comments > 0")
            }
            #expect((known ?? 0) > 5)
            // The check can fail, and what it finds can be put right.
            _ = try await store.database.write {
                try $0.execute("UPDATE series SET open_patches = open_patches + 1")
            }
            #expect(try await store.wrongSeriesFacts() > 5)
            try await store.gatherSeriesFacts()
            #expect(try await store.wrongSeriesFacts() == 0)
        }
    }

    /// One change of those that the product makes, or may make one day.
    private static func change(_ round: Int64, _ dice: inout Dice, in store: Store) async throws {
        let kind = Int.random(in: 0..<9, using: &dice)
        let patch: SQLText = "(SELECT id FROM patch WHERE id > \(round) ORDER BY id LIMIT 1)"
        let state = Int64.random(in: 1...10, using: &dice)
        _ = try await store.database.write { db in
            switch kind {
            case 0:
                try db.execute("UPDATE patch SET state_id = \(state) WHERE id = \(sql: patch)")
            case 1: try db.execute("UPDATE patch SET archived = 1 WHERE id = \(sql: patch)")
            case 2:
                try db.execute(
                    "UPDATE state SET action_required = \(state % 2) WHERE id = \(state)"
                )
            case 3:
                try db.execute("UPDATE patch_comment SET addressed = 0 WHERE id % 3 = \(state % 3)")
            case 4: try db.execute("DELETE FROM patch WHERE id = \(sql: patch)")
            case 5:
                try db.execute("DELETE FROM cover WHERE id = \(round)")
            case 6:
                try db.execute(
                    """
                    INSERT INTO patch_tag (patch_id, tag_id, count)
                    SELECT id, \(1 + state % 3), 1 FROM patch WHERE id = \(sql: patch)
                    ON CONFLICT (patch_id, tag_id) DO UPDATE SET count = patch_tag.count + 1
                    """
                )
            case 7:
                try db.execute(
                    "UPDATE patch SET pull_url = 'git://x', series_id = NULL WHERE id % 17 = 3"
                )
            default: try db.execute("DELETE FROM patch_comment WHERE id = \(round)")
            }
        }
    }

    @Test("say what a list shows", arguments: DatabaseKind.allCases)
    func values(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await LargeSite(patches: 5).fill(store)
            _ = try await store.database.write { db in
                try db.execute(
                    """
                    UPDATE patch SET series_id = 10, number = id, delegate_id = NULL, state_id = 1,
                        archived = 0
                    """
                )
                try db.execute("UPDATE patch SET state_id = 3, archived = 1 WHERE id = 12")
                try db.execute("UPDATE patch SET delegate_id = 2 WHERE id = 14")
                try db.execute("UPDATE patch SET delegate_id = 1 WHERE id = 16")
                try db.execute("UPDATE series SET cover_id = 10 WHERE id = 10")
                try db.execute(
                    "INSERT INTO patch_tag (patch_id, tag_id, count) VALUES (10, 1, 2), (12, 1, 1)"
                )
                try db.execute(
                    "INSERT INTO cover_tag (cover_id, tag_id, count) VALUES (10, 2, 1)"
                )
                for (patch, state, context) in [(10, 3, "a"), (10, 1, "b"), (12, 1, "a")] {
                    try db.execute(
                        """
                        INSERT INTO check_result (patch_id, account_id, date, state, context)
                        VALUES (\(patch), 1, 0, \(state), \(context))
                        """
                    )
                }
                try db.execute(
                    """
                    INSERT INTO series_check (series_id, account_id, date, state, context)
                    VALUES (10, 1, 0, 2, 'all')
                    """
                )
            }
            let row = try await store.database.read { db in
                try db.first(
                    """
                    SELECT patches, open_patches, archived_patches, state_id, delegate_id,
                        delegates, check_state, check_counts, tag_counts
                    FROM series WHERE id = 10
                    """
                ) { row in
                    (0..<7).map { row.optionalInt($0).map(String.init) ?? "-" }
                        + [row.text(7), row.text(8)]
                }
            }
            #expect(row == ["5", "4", "1", "-", "2", "2", "3", "1 1 2 0", "1:2 2:5"])
        }
    }
}
