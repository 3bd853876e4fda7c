import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Reading mails again")
struct ReparseTests {
    private static let mails = (1...6).flatMap { RandomThread(seed: $0, count: 15).mails }

    /// A site with mails in a random order, so that series were put together anew on the way.
    private func withSite(
        _ kind: DatabaseKind,
        _ body: (Store) async throws -> Void
    ) async throws {
        try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            var dice = Dice(seed: 3)
            _ = try await store.takeIn(Self.mails.shuffled(using: &dice))
            try await body(store)
        }
    }

    private func reparseAll(_ store: Store) async throws -> [Int64] {
        var changed: [Int64] = []
        var after: Int64? = 0
        while let start = after {
            let step = try await store.reparse(after: start, limit: 20)
            changed += step.changed
            after = step.last
        }
        return changed
    }

    @Test("changes nothing where nothing is wrong", arguments: DatabaseKind.allCases)
    func changesNothing(kind: DatabaseKind) async throws {
        try await withSite(kind) { store in
            let before = try await IntakeImage.of(store)
            let events = try await count("event", in: store)
            let changed = try await reparseAll(store)
            #expect(changed == [])
            #expect(try await IntakeImage.of(store).differences(from: before).isEmpty)
            let after = try await count("event", in: store)
            #expect(after == events)
        }
    }

    @Test("puts right what is wrong, and keeps numbers", arguments: DatabaseKind.allCases)
    func putsRight(kind: DatabaseKind) async throws {
        try await withSite(kind) { store in
            let before = try await IntakeImage.of(store)
            let numbers = try await patchNumbers(store)
            // As an older version may have left them.
            try await store.database.write { db in
                try db.execute("UPDATE patch SET name = 'wrong', hash = NULL, archived = 1")
                try db.execute("UPDATE patch SET state_id = 3")
                try db.execute("DELETE FROM series_member WHERE number = 2")
                try db.execute("DELETE FROM patch_tag")
                try db.execute("DELETE FROM declared_dependency")
                try db.execute("DELETE FROM series_dependency")
                try db.execute("DELETE FROM declared_base")
            }
            let changed = try await reparseAll(store)
            #expect(!changed.isEmpty)
            #expect(try await IntakeImage.of(store).differences(from: before).isEmpty)
            let changedAgain = try await reparseAll(store)
            #expect(changedAgain == [])
            let kept = try await patchNumbers(store)
            #expect(kept == numbers)
            let decided = try await store.database.read { db in
                try db.int("SELECT COUNT(*) FROM patch WHERE state_id = 3 AND archived = 1")
            }
            #expect(decided == Int64(numbers.count))
        }
    }

    @Test("decides about mails of a project that is made later", arguments: DatabaseKind.allCases)
    func projectMadeLater(kind: DatabaseKind) async throws {
        let expected = try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            _ = try await store.takeIn(Self.mails)
            return try await IntakeImage.of(store)
        }
        try await kind.withStore { store in
            let lost = try await store.takeIn(Self.mails)
            #expect(lost.allSatisfy { $0.outcome == .unassigned })
            try await AnyOrderTests.makeProject(in: store)
            let found = try await store.retry(lost.map(\.mailID).reversed())
            #expect(found.allSatisfy { $0.outcome != .unassigned && !$0.isRepeated })
            #expect(try await IntakeImage.of(store).differences(from: expected).isEmpty)
            let again = try await store.retry(lost.map(\.mailID))
            #expect(again.allSatisfy { $0.isRepeated })
        }
    }

    private func patchNumbers(_ store: Store) async throws -> [String] {
        try await store.database.read { db in
            try db.all("SELECT id, msgid FROM patch ORDER BY id") { "\($0.int(0)) \($0.text(1))" }
        }
    }

    private func count(_ table: SQLText, in store: Store) async throws -> Int64? {
        try await store.database.read { db in
            try db.int("SELECT COUNT(*) FROM \(sql: table)")
        }
    }
}
