import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

/// What an account may see of a long trail is found by indexes, however little it is.
@Suite("What the trail of an account reads")
struct AuditPlanTests {
    private static let lines = 20_000

    /// Lines of two accounts in project 1; of the third account, which maintains project 2, a few at either end.
    private static func fill(_ store: Store) async throws {
        try await LargeSite(patches: 0).fill(store)
        try await store.database.write { db in
            try db.execute("INSERT INTO maintainer (project_id, account_id) VALUES (2, 3), (3, 3)")
            for first in stride(from: 1, through: lines, by: 500) {
                try db.add((first..<first + 500).map(line), to: "audit (\(sql: columns))")
            }
        }
    }

    private static let columns: SQLText =
        "id, date, account_id, username, way, action, target, target_id, project_id, before, after"

    private static func line(_ number: Int) -> SQLText {
        let (account, project) =
            switch number {
            case 7, 19_990: (3, 1)
            case 3, 11, 19_995: (1, 2)
            case 5: (3, 2)
            case 9, 19_999: (2, 3)
            default: (1 + number % 2, 1)
            }
        return """
            (\(number), \(number), \(account), \("a\(account)"), 'rest', 'update', 'patch', 1,
                \(project), '{}', '{}')
            """
    }

    @Test("is what it may see", arguments: DatabaseKind.allCases)
    func plans(on kind: DatabaseKind) async throws {
        try await kind.withEmptyDatabase { url in
            let database = RecordingDatabase(try kind.open(url))
            let store = try await Store.open(database)
            try await Self.fill(store)
            if kind == .postgres {
                try await store.database.write { _ = try $0.execute("ANALYZE") }
            }
            let before = database.statements.count
            let all = try await store.audit(AuditFilter(), for: .account(3, nil), limit: 100)
            #expect(all.map(\.id) == [3, 5, 7, 9, 11, 19_990, 19_995, 19_999])
            let first = try await store.audit(AuditFilter(), for: .account(3, nil), limit: 2)
            #expect(first.map(\.id) == [3, 5])
            var rest = AuditFilter()
            rest.sinceID = 5
            let next = try await store.audit(rest, for: .account(3, nil), limit: 2)
            #expect(next.map(\.id) == [7, 9])
            let bound = try await store.audit(AuditFilter(), for: .account(3, 2), limit: 100)
            #expect(bound.map(\.id) == [3, 5, 11, 19_995])
            #expect(try await store.audit(AuditFilter(), for: .account(3, 1), limit: 100).isEmpty)
            var named = AuditFilter()
            named.project = "p2"
            let shown = try await store.audit(named, for: .all, limit: 100)
            #expect(shown.map(\.id) == [3, 5, 11, 19_995])
            for statement in database.statements.dropFirst(before) {
                let trouble = try await store.database.read {
                    try PagePlanTests.trouble(of: statement, on: kind, in: $0)
                }
                #expect(trouble == [], "\(statement.rendered().text)")
                guard kind == .sqlite else { continue }
                // A walk by numbers would be no scan there.
                let steps = try await store.database.read { db in
                    try db.all("EXPLAIN QUERY PLAN \(sql: statement)") { $0.text(3) }
                }
                let walks = steps.filter { $0.hasPrefix("SEARCH audit USING INTEGER PRIMARY KEY") }
                #expect(walks == [], "\(statement.rendered().text)")
            }
            await store.close()
        }
    }
}
