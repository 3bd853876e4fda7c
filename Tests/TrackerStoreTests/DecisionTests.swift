import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

/// What people decide is truth: reading the mails again, in a new version of the program, leaves it
/// as it is.
@Suite("Decisions of people")
struct DecisionTests {
    private static let mails = (1...4).flatMap { RandomThread(seed: $0, count: 12).mails }

    @Test("survive that all mails are read again", arguments: DatabaseKind.allCases)
    func survive(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            _ = try await store.takeIn(Self.mails)
            try await Self.decide(in: store)
            let before = try await Self.decisions(in: store)
            #expect(before.count > 30)
            // As an older version may have left them, so that every row is written anew.
            try await store.database.write { db in
                for table: SQLText in ["patch", "cover"] {
                    try db.execute("UPDATE \(sql: table) SET name = 'wrong'")
                }
                try db.execute("DELETE FROM patch_tag")
                try db.execute("DELETE FROM series_member WHERE number = 2")
            }
            var after: Int64? = 0
            while let start = after {
                after = try await store.reparse(after: start, limit: 20).last
            }
            #expect(try await Self.decisions(in: store) == before)
            let wrong = try await store.database.read { db in
                try db.int("SELECT COUNT(*) FROM patch WHERE name = 'wrong'")
            }
            #expect(wrong == 0)
        }
    }

    /// Every patch, comment and kind of thing gets a decision that no mail would make.
    private static func decide(in store: Store) async throws {
        let project = try #require(try await store.projects().first)
        var new = Store.NewAccount(
            username: "maud",
            email: "maud@test.test",
            password: PasswordHash(stored: "")
        )
        new.maintains = [project.linkName]
        let account = try await store.createAccount(new)
        let author = ChangeAuthor(account: account, way: .rest)
        let patches = try await ids("patch", in: store)
        for patch in patches {
            var change = PatchChange()
            change.state = .set(.text("deferred"))
            change.delegate = .set(account.id)
            change.isArchived = .set(true)
            change.commitRef = .set("0123abcd")
            change.pullURL = .set("by hand")
            try await store.changePatch(patch, change, by: author)
            try await store.createCheck(on: patch, NewCheck(state: .warning), by: author)
        }
        var relation = PatchChange()
        relation.related = .set(Array(patches.dropFirst().prefix(3)))
        try await store.changePatch(try #require(patches.first), relation, by: author)
        var bundle = BundleChange()
        bundle.name = .set("kept")
        bundle.patches = .set(Array(patches.prefix(4).reversed()))
        _ = try await store.createBundle(bundle, by: author)
        for (table, link) in [("patch_comment", "patch_id"), ("cover_comment", "cover_id")] {
            for (id, parent) in try await pairs(table, link, in: store) {
                _ = try await store.markComment(
                    id,
                    on: table == "patch_comment" ? .patch(parent) : .cover(parent),
                    addressed: .set(true),
                    by: author
                )
            }
        }
    }

    private static func ids(_ table: SQLText, in store: Store) async throws -> [Int64] {
        try await store.database.read { db in
            try db.all("SELECT id FROM \(sql: table) ORDER BY id") { $0.int(0) }
        }
    }

    private static func pairs(
        _ table: String,
        _ link: String,
        in store: Store
    ) async throws -> [(Int64, Int64)] {
        try await store.database.read { db in
            let statement = SQLText(trusted: "SELECT id, \(link) FROM \(table) ORDER BY id")
            return try db.all(statement) { ($0.int(0), $0.int(1)) }
        }
    }

    /// All that people decided, one line each.
    private static func decisions(in store: Store) async throws -> [String] {
        let queries: [SQLText] = [
            """
            SELECT msgid, state_id, delegate_id, archived, commit_ref, pull_url, relation_id,
                check_state
            FROM patch ORDER BY id
            """,
            "SELECT msgid, id, addressed, 0, '', '', 0, 0 FROM patch_comment ORDER BY id",
            "SELECT msgid, id, addressed, 0, '', '', 0, 0 FROM cover_comment ORDER BY id",
            """
            SELECT context, id, patch_id, account_id, '', '', state, superseded
            FROM check_result ORDER BY id
            """,
            """
            SELECT bundle.name, patch_id, position, bundle.is_public, '', '', bundle.owner_id, 0
            FROM bundle JOIN bundle_patch ON bundle_patch.bundle_id = bundle.id
            ORDER BY position
            """,
        ]
        return try await store.database.read { db in
            try queries.flatMap { query in
                try db.all(query) { row in
                    "\(row.text(0)) \(row.int(1)) \(row.int(2)) \(row.int(3)) \(row.text(4)) "
                        + "\(row.text(5)) \(row.int(6)) \(row.int(7))"
                }
            }
        }
    }
}
