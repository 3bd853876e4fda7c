import Testing
import TrackerTesting

@testable import TrackerStore

/// Many rows with one statement: each database has its own way, and both must write the same.
@Suite("Rows that are added together")
struct RowInsertionTests {
    private struct Row: Hashable {
        let id: Int64
        let name: String?
        let bytes: [UInt8]?
        let size: Int64?
    }

    /// Numbers with and without nulls, texts that look like SQL, bytes.
    private static func rows(_ count: Int) -> [Row] {
        let names = ["", "it's", "a ? b $1", "{a,\"b\",NULL}", "Grüße, 世界", "null", nil]
        return (0..<count).map { number in
            Row(
                id: Int64(number) - 1,
                name: names[number % names.count],
                bytes: number % 3 == 2 ? nil : [UInt8](repeating: 0xFF, count: number % 5),
                size: number % 4 == 3 ? nil : .max - Int64(number)
            )
        }
    }

    private static func withTable(
        _ kind: DatabaseKind,
        _ body: (any SQLDatabase) async throws -> Void
    ) async throws {
        try await kind.withBareDatabase { url in
            let database = try kind.open(url)
            let types = kind == .sqlite ? ("INTEGER", "BLOB") : ("BIGINT", "BYTEA")
            let table = """
                CREATE TABLE widget (id \(types.0) PRIMARY KEY, name TEXT, bytes \(types.1),
                    size \(types.0), kind TEXT NOT NULL DEFAULT 'plain')
                """
            _ = try await database.write { try $0.execute(SQLText(trusted: table)) }
            try await body(database)
            await database.close()
        }
    }

    private static func found(in database: any SQLDatabase) async throws -> [Row] {
        try await database.read { db in
            try db.all("SELECT id, name, bytes, size FROM widget ORDER BY id") { row in
                Row(
                    id: row.int(0),
                    name: row.optionalText(1),
                    bytes: row.isNull(2) ? nil : row.blob(2),
                    size: row.optionalInt(3)
                )
            }
        }
    }

    @Test(
        "are there as they were given, however many",
        arguments: DatabaseKind.allCases,
        [0, 1, 2, 3, 7, 64, 65, 300, 600]
    )
    func anyNumber(kind: DatabaseKind, count: Int) async throws {
        let rows = Self.rows(count)
        try await Self.withTable(kind) { database in
            try await database.write { db in
                let texts: [SQLText] = rows.map { row in
                    "(\(row.id), \(row.name), \(row.bytes), \(row.size), 'given')"
                }
                try db.add(texts, to: "widget (id, name, bytes, size, kind)")
            }
            #expect(try await Self.found(in: database) == rows)
        }
    }

    @Test("may have a column of nothing, and words of SQL", arguments: DatabaseKind.allCases)
    func words(kind: DatabaseKind) async throws {
        try await Self.withTable(kind) { database in
            try await database.write { db in
                let nothing: Int64? = nil
                let texts: [SQLText] = (Int64(1)...9).map { number in
                    """
                    (\(number), UPPER(\("name \(number)")), \([UInt8]()), \(nothing),
                        COALESCE((SELECT MAX(name) FROM widget WHERE id = \(number)), 'new'))
                    """
                }
                try db.add(texts, to: "widget (id, name, bytes, size, kind)")
            }
            let rows = try await Self.found(in: database)
            #expect(rows.map(\.name) == (1...9).map { "NAME \($0)" })
            #expect(rows.allSatisfy { $0.size == nil && $0.bytes == [] })
            let new = try await database.read { db in
                try db.int("SELECT COUNT(*) FROM widget WHERE kind = 'new'")
            }
            #expect(new == 9)
        }
    }

    @Test("may be values only, of any kind", arguments: DatabaseKind.allCases)
    func values(kind: DatabaseKind) async throws {
        try await Self.withTable(kind) { database in
            try await database.write { db in
                let rows = Self.rows(70)
                let values = rows.map { row in
                    [row.id.sqlValue, row.name.sqlValue, row.bytes.sqlValue, row.size.sqlValue]
                }
                try db.add(values, to: "widget (id, name, bytes, size)")
                // Nothing but a default.
                try db.add([[.integer(1_000)]], to: "widget (id)")
            }
            let rows = try await Self.found(in: database)
            #expect(rows.prefix(70).map { $0 } == Self.rows(70))
            #expect(rows.last?.id == 1_000)
            // Nulls only are refused by the table, and not sent as a list of nothing.
            await #expect(throws: StoreError.self) {
                try await database.write { db in
                    try db.add([[.null], [.null], [.null]], to: "widget (kind)")
                }
            }
        }
    }

    @Test("may differ in more than their values", arguments: DatabaseKind.allCases)
    func unlike(kind: DatabaseKind) async throws {
        try await Self.withTable(kind) { database in
            try await database.write { db in
                let texts: [SQLText] = [
                    "(1, 'a')", "(\(Int64(2)), 'b')", "(3, \("c"))", "(\(Int64(4)), \("d"))",
                ]
                try db.add(texts, to: "widget (id, name)")
            }
            #expect(try await Self.found(in: database).map(\.name) == ["a", "b", "c", "d"])
        }
    }

    @Test("are left or changed where they are already", arguments: DatabaseKind.allCases)
    func conflict(kind: DatabaseKind) async throws {
        try await Self.withTable(kind) { database in
            try await database.write { db in
                func texts(_ name: String) -> [SQLText] {
                    (Int64(1)...5).map { "(\($0), \(name), \($0))" }
                }
                try db.add(Array(texts("old").prefix(3)), to: "widget (id, name, size)")
                try db.add(
                    texts("kept"),
                    to: "widget (id, name, size)",
                    "ON CONFLICT (id) DO NOTHING"
                )
                try db.add(
                    texts("changed"),
                    to: "widget (id, name, size)",
                    "ON CONFLICT (id) DO UPDATE SET size = widget.size + excluded.size"
                )
            }
            let rows = try await Self.found(in: database)
            #expect(rows.map(\.name) == ["old", "old", "old", "kept", "kept"])
            #expect(rows.map(\.size) == [2, 4, 6, 8, 10])
        }
    }

    /// PostgreSQL takes no NUL in a text; neither way of adding rows may cut a text off there.
    @Test("lose a NUL in a text, and nothing else, on PostgreSQL")
    func nul() async throws {
        try await Self.withTable(.postgres) { database in
            try await database.write { db in
                let texts: [SQLText] = (Int64(1)...4).map { "(\($0), \("a\u{0}b"))" }
                try db.add(texts, to: "widget (id, name)")
            }
            #expect(try await Self.found(in: database).map(\.name) == ["ab", "ab", "ab", "ab"])
        }
    }

    @Test("share what they share", arguments: DatabaseKind.allCases)
    func sharing(on kind: DatabaseKind) async throws {
        // Shared with a null among them, equal texts of different bytes, one row that is unlike, all of them shared, and
        // the second portion of a statement alone.
        let kinds: [[(String, String?)]] = [
            Array(repeating: ("a ? b $1", nil), count: 5), Array(repeating: ("x", "y"), count: 5),
            [("\u{E9}", "y"), ("e\u{301}", "y"), ("\u{E9}", "y")],
            Array(repeating: ("x", "y"), count: 4) + [("z", nil)],
            (0..<600).map { ($0 == 3 ? "other" : "same", $0 == 400 ? nil : "y") },
        ]
        for rows in kinds {
            for sharing in 0...3 {
                try await Self.withTable(kind) { database in
                    try await database.write { db in
                        try db.add(
                            rows.enumerated().map { number, row in
                                [row.0.sqlValue, row.1.sqlValue, Int64(number).sqlValue]
                            },
                            to: "widget (kind, name, id)",
                            sharing: sharing
                        )
                    }
                    let found = try await database.read { db in
                        try db.all("SELECT kind, name FROM widget ORDER BY id") {
                            [$0.text(0), $0.optionalText(1) ?? "-"].map { Array($0.utf8) }
                        }
                    }
                    #expect(found == rows.map { [$0.0, $0.1 ?? "-"].map { Array($0.utf8) } })
                }
            }
        }
    }
}
