import Testing
import TrackerTesting

@testable import TrackerStore

/// A moment of a log is found by halving, without an index of dates.
@Suite("The first row since a moment")
struct DatedRowTests {
    @Test("is the one that a look at all rows finds", arguments: DatabaseKind.allCases)
    func anyMoment(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            var dice = Dice(seed: 11)
            var rows: [(id: Int64, date: Int64)] = []
            for _ in 0..<200 {
                // Ids have gaps where something was deleted, and several rows have one date.
                let last = rows.last ?? (3, 1_000)
                rows.append(
                    (
                        last.id + .random(in: 1...40, using: &dice),
                        last.date + .random(in: 0...3, using: &dice)
                    )
                )
            }
            let none = try await store.database.read { try $0.firstID(since: 0, in: .audit) }
            #expect(none == nil)
            let texts: [SQLText] = rows.map {
                "(\($0.id), \($0.date), '', 'x', 'x', 'x', 1, '{}', '{}')"
            }
            try await store.database.write { db in
                try db.add(
                    texts,
                    to: """
                        audit (id, date, username, way, action, target, target_id, before, after)
                        """
                )
            }
            let wrong = try await store.database.read { [rows] db in
                try (990...1_700).filter { moment in
                    try db.firstID(since: moment, in: .audit)
                        != rows.first { $0.date >= moment }?.id
                }
            }
            #expect(wrong == [])
            let edges = try await store.database.read { db in
                try [Int64.min, .max].map { try db.firstID(since: $0, in: .audit) }
            }
            #expect(edges == [rows.first?.id, nil])
        }
    }
}
