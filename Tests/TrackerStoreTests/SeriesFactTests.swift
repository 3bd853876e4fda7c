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
            _ = try await store.database.write {
                try $0.execute(
                    """
                    INSERT INTO account (id, username, username_key, email, email_key, password,
                        created)
                    VALUES (1, 'maud', 'maud', '', '', '', 0)
                    """
                )
            }
            let mails = (1...10).flatMap { RandomThread(seed: $0, count: 20).mails }
            var dice = Dice(seed: 5)
            _ = try await store.takeIn(mails.shuffled(using: &dice))
            #expect(try await store.wrongSeriesFacts() == 0)
            _ = try await store.reparse(after: 0, limit: 1_000)
            #expect(try await store.wrongSeriesFacts() == 0)
            for round in 0..<80 { try await Self.change(Int64(round), &dice, in: store) }
            #expect(try await store.wrongSeriesFacts() == 0)
            for round in 1...40 {
                try await Self.move(Int64(round), &dice, in: store)
                #expect(try await store.wrongSeriesFacts() == 0, "round \(round)")
            }
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
        let kind = Int.random(in: 0..<14, using: &dice)
        let patch: SQLText = "(SELECT id FROM patch WHERE id > \(round) ORDER BY id LIMIT 1)"
        let state = Int64.random(in: 1...10, using: &dice)
        _ = try await store.database.write { db in
            switch kind {
            case 0:
                try db.execute("UPDATE patch SET state_id = \(state) WHERE id = \(sql: patch)")
            case 1: try db.execute("UPDATE patch SET archived = 1 WHERE id = \(sql: patch)")
            case 2:
                let meanings = ["open", "waiting", "elsewhere", "closed"]
                try db.execute(
                    """
                    UPDATE state SET meaning = \(meanings[Int(round) % meanings.count])
                    WHERE id = \(state)
                    """
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
            case 8:
                try db.execute(
                    "UPDATE patch_comment SET says = \(state) WHERE id % 5 = \(state % 5)"
                )
            case 9: try db.execute("UPDATE cover_comment SET says = 1, date = \(state)")
            case 10:
                try db.execute(
                    """
                    UPDATE series SET total = total + \(state % 2), submitter_id = (
                        SELECT id FROM person ORDER BY id LIMIT 1) WHERE id % 4 = \(state % 4)
                    """
                )
            case 11:
                try db.execute(
                    "UPDATE person SET account_id = \(state % 2 == 0 ? 1 : nil as Int64?)"
                )
            case 12:
                try db.execute(
                    """
                    INSERT INTO revision (series_id, earlier_id, kind, confidence, reason, decided)
                    SELECT MAX(id), MIN(id), 'revision', 'certain', '', 0 FROM series
                    WHERE id > \(round % 10)
                    ON CONFLICT (series_id) DO UPDATE SET earlier_id = excluded.earlier_id
                    """
                )
                if state == 1 { try db.execute("DELETE FROM revision WHERE kind = 'revision'") }
            default: try db.execute("DELETE FROM patch_comment WHERE id = \(round)")
            }
        }
    }

    /// One thing that goes from one series to another, or a check.
    private static func move(_ round: Int64, _ dice: inout Dice, in store: Store) async throws {
        let kind = Int.random(in: 0..<8, using: &dice)
        let patch: SQLText = "(SELECT id FROM patch WHERE id > \(round) ORDER BY id LIMIT 1)"
        let cover: SQLText = "(SELECT id FROM cover WHERE id >= \(round % 7) ORDER BY id LIMIT 1)"
        let series: SQLText = """
            (SELECT id FROM series WHERE id > \(Int64.random(in: 0..<30, using: &dice))
                ORDER BY id LIMIT 1)
            """
        let statements: [SQLText] =
            switch kind {
            case 0: ["UPDATE series SET cover_id = \(sql: cover) WHERE id = \(sql: series)"]
            case 1:
                [
                    """
                    UPDATE patch SET series_id = \(sql: series), number = \(1_000 + round)
                    WHERE id = \(sql: patch)
                    """
                ]
            case 2:
                [
                    """
                    UPDATE patch_comment SET patch_id = \(sql: patch), addressed = \(round % 2)
                    WHERE id = (SELECT MIN(id) FROM patch_comment WHERE id > \(round)
                        AND msgid NOT IN (SELECT msgid FROM patch_comment
                            WHERE patch_id = \(sql: patch)))
                    """
                ]
            case 3:
                [
                    """
                    INSERT INTO check_result (patch_id, account_id, date, state, context)
                    SELECT id, 1, 0, \(round % 4), 'a' FROM patch WHERE id = \(sql: patch)
                    """,
                    "UPDATE check_result SET superseded = 1 WHERE id % 3 = 0",
                ]
            case 4:
                [
                    """
                    INSERT INTO series_check (series_id, account_id, date, state, context)
                    SELECT id, 1, 0, \(round % 4), 'a' FROM series WHERE id = \(sql: series)
                    """
                ]
            case 5: ["UPDATE patch SET delegate_id = 1 WHERE id = \(sql: patch)"]
            case 6:
                [
                    """
                    INSERT INTO cover_tag (cover_id, tag_id, count)
                    SELECT id, \(1 + round % 3), 1 FROM cover WHERE id = \(sql: cover)
                    ON CONFLICT (cover_id, tag_id) DO UPDATE SET count = cover_tag.count + 1
                    """
                ]
            default: ["UPDATE check_result SET patch_id = \(sql: patch) WHERE id % 2 = 0"]
            }
        _ = try await store.database.write { db in
            for statement in statements { try db.execute(statement) }
        }
    }

    /// A new patch has neither tags nor comments, and a check says nothing of either: what a change
    /// cannot have touched is not read again.
    @Test("are worked out by parts", arguments: DatabaseKind.allCases)
    func parts(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await LargeSite(patches: 3).fill(store)
            let changes: [(SQLText, Int64)] = [
                ("UPDATE patch SET state_id = 5 WHERE id = 12", 1),
                (
                    """
                    INSERT INTO check_result (patch_id, account_id, date, state, context)
                    VALUES (12, 1, 0, 1, 'a')
                    """, 4
                ),
                ("UPDATE check_result SET superseded = 1", 4),
                ("INSERT INTO patch_tag (patch_id, tag_id, count) VALUES (12, 1, 1)", 2),
                ("UPDATE patch SET name = 'x', check_state = 1, commit_ref = 'y'", 0),
                ("DELETE FROM patch WHERE id = 12", 31),
            ]
            for (statement, parts) in changes {
                let noted = try await store.database.write { db in
                    try db.execute(statement)
                    return try db.all("SELECT parts FROM series_change") { $0.int(0) }
                }
                #expect(noted.reduce(0) { $0 | $1 } == parts)
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
