import Testing
import TrackerTesting

@testable import TrackerStore

/// What events and checks refer to is there, and what goes takes them along. SQLite sees to that by itself; in
/// PostgreSQL triggers do, once a statement.
@Suite("What events and checks refer to")
struct LogReferenceTests {
    private static let parents = [
        "project_id": "project", "actor_id": "account", "patch_id": "patch", "series_id": "series",
        "cover_id": "cover", "patch_comment_id": "patch_comment",
        "cover_comment_id": "cover_comment", "check_id": "check_result",
    ]

    /// A site with a series of patches, their comments and checks.
    private static func withSite(
        _ kind: DatabaseKind,
        _ body: (any SQLDatabase) async throws -> Void
    ) async throws {
        try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            _ = try await store.takeIn((1...4).flatMap { RandomThread(seed: $0, count: 20).mails })
            try await store.database.write { db in
                try db.execute(
                    """
                    INSERT INTO account (id, username, username_key, email, email_key, password, is_active,
                        is_superuser, first_name, last_name, created)
                    VALUES (7, 'robot', 'robot', 'robot@x.test', 'robot@x.test', '', 1, 0, '', '', 0)
                    """
                )
                let checks: [SQLText] = try db.all("SELECT id FROM patch") { $0.int(0) }.map {
                    "(\($0), \($0), 7, 5, 1, \("context"))"
                }
                try db.add(
                    checks,
                    to: "check_result (id, patch_id, account_id, date, state, context)"
                )
                let project = try db.int("SELECT MIN(id) FROM project") ?? 0
                let last = try db.int("SELECT MAX(id) FROM event") ?? 0
                let events: [SQLText] = try db.all("SELECT id FROM check_result") { $0.int(0) }.map
                {
                    "(\(last + $0), 'check-created', \(project), 5, 7, \($0), \($0))"
                }
                try db.add(
                    events,
                    to: "event (id, category, project_id, date, actor_id, patch_id, check_id)"
                )
            }
            try await body(store.database)
            #expect(try await store.wrongTallies() == 0)
            #expect(try await store.wrongSeriesFacts() == 0)
        }
    }

    /// Rows that refer to nothing.
    private static func dangling(in database: any SQLDatabase) async throws -> [String] {
        try await database.read { db in
            var found = try parents.filter { column, parent in
                let (column, parent) = (SQLText(trusted: column), SQLText(trusted: parent))
                return try db.int(
                    """
                    SELECT COUNT(*) FROM event WHERE \(sql: column) IS NOT NULL
                        AND NOT EXISTS (SELECT 1 FROM \(sql: parent)
                            WHERE \(sql: parent).id = event.\(sql: column))
                    """
                ) != 0
            }.map(\.key)
            let checks = try db.int(
                """
                SELECT COUNT(*) FROM check_result
                WHERE NOT EXISTS (SELECT 1 FROM patch WHERE patch.id = check_result.patch_id)
                    OR NOT EXISTS (SELECT 1 FROM account WHERE account.id = check_result.account_id)
                """
            )
            if checks != 0 { found.append("check_result") }
            return found
        }
    }

    private static func count(_ rows: SQLText, in database: any SQLDatabase) async throws -> Int64 {
        try await database.read { try $0.int("SELECT COUNT(*) FROM \(sql: rows)") ?? -1 }
    }

    @Test(
        "goes, and they go along",
        arguments: DatabaseKind.allCases,
        ["check_result", "patch_comment", "cover_comment", "patch", "cover", "series", "project"]
    )
    func goes(kind: DatabaseKind, table: String) async throws {
        try await Self.withSite(kind) { database in
            let column = try #require(Self.parents.first { $0.value == table }?.key)
            let named = SQLText(trusted: "event WHERE \(column) IS NOT NULL")
            let before = try await Self.count(named, in: database)
            #expect(before > 1)
            let name = SQLText(trusted: table)
            _ = try await database.write { db in
                try db.execute(
                    "DELETE FROM \(sql: name) WHERE id = (SELECT MIN(id) FROM \(sql: name))"
                )
            }
            #expect(try await Self.count(named, in: database) < before)
            #expect(try await Self.dangling(in: database) == [])
            _ = try await database.write { try $0.execute("DELETE FROM \(sql: name)") }
            #expect(try await Self.count(named, in: database) == 0)
            #expect(try await Self.dangling(in: database) == [])
        }
    }

    @Test("is an account that goes: events forget it", arguments: DatabaseKind.allCases)
    func account(kind: DatabaseKind) async throws {
        try await Self.withSite(kind) { database in
            let events = try await Self.count("event WHERE actor_id = 7", in: database)
            let others = try await Self.count("event", in: database) - events
            #expect(events > 1)
            _ = try await database.write { try $0.execute("DELETE FROM account WHERE id = 7") }
            // Those of its checks are gone with the checks.
            #expect(try await Self.count("check_result", in: database) == 0)
            #expect(try await Self.count("event", in: database) == others)
            #expect(try await Self.dangling(in: database) == [])
        }
    }

    @Test("is not there: the whole statement is refused", arguments: DatabaseKind.allCases)
    func missing(kind: DatabaseKind) async throws {
        try await Self.withSite(kind) { database in
            let before = try await Self.count("event", in: database)
            for column in Self.parents.keys.sorted() {
                let name = SQLText(trusted: column)
                await #expect(throws: StoreError.self, "\(column)") {
                    try await database.write { db in
                        let project = try db.int("SELECT MIN(id) FROM project")
                        let last = try db.int("SELECT MAX(id) FROM event") ?? 0
                        let columns: SQLText =
                            column == "project_id" ? "" : ", project_id"
                        let value: SQLText = column == "project_id" ? "" : ", \(project)"
                        let rows: [SQLText] = (Int64(1)...5).map { number in
                            "(\(last + number), 'x', 5, \(Int64(1_000_000))\(sql: value))"
                        }
                        try db.add(
                            rows,
                            to: "event (id, category, date, \(sql: name)\(sql: columns))"
                        )
                    }
                }
                await #expect(throws: StoreError.self, "\(column)") {
                    try await database.write { db in
                        _ = try db.execute("UPDATE event SET \(sql: name) = 1000000")
                    }
                }
            }
            for column in ["patch_id", "account_id"] {
                await #expect(throws: StoreError.self, "\(column)") {
                    try await database.write { db in
                        _ = try db.execute(
                            "UPDATE check_result SET \(sql: SQLText(trusted: column)) = 1000000"
                        )
                    }
                }
            }
            #expect(try await Self.count("event", in: database) == before)
        }
    }
}
