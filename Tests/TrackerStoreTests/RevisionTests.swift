import Testing
import TrackerModel
import TrackerTesting

@testable import TrackerStore

@Suite("Versions of series")
struct RevisionTests {
    private static let author = ChangeAuthor.operatorOfSite

    private func withSite(
        _ kind: DatabaseKind,
        _ mails: [IncomingMail],
        _ body: (Store) async throws -> Void
    ) async throws {
        try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            _ = try await store.takeIn(mails)
            try await body(store)
        }
    }

    /// `work.v2.1@example.org after work.v1.1@example.org`, by the first patches of the series.
    static func links(_ store: Store) async throws -> Set<String> {
        try await store.database.read { db in
            func name(_ series: Int64) throws -> String {
                try db.first(
                    """
                    SELECT COALESCE((SELECT msgid FROM patch WHERE series_id = \(series)
                        ORDER BY number LIMIT 1), '?')
                    """
                ) { $0.text(0) } ?? "?"
            }
            let rows = try db.all(
                "SELECT series_id, earlier_id FROM revision WHERE earlier_id IS NOT NULL"
            ) { ($0.int(0), $0.int(1)) }
            return Set(
                try rows.map { pair in
                    let text = try "\(name(pair.0)) after \(name(pair.1))"
                    return text.filter { $0 != "<" && $0 != ">" }
                        .replacing("@example.org", with: "")
                }
            )
        }
    }

    private func series(of name: String, _ store: Store) async throws -> Int64 {
        let found = try await store.database.read { db in
            try db.int("SELECT series_id FROM patch WHERE msgid = \("<\(name)@example.org>")")
        }
        return try #require(found)
    }

    @Test("are the same in any order of arrival", arguments: DatabaseKind.allCases)
    func anyOrder(kind: DatabaseKind) async throws {
        let mails = (1...6).flatMap { RandomVersions(seed: $0).mails }
        func found(_ mails: [IncomingMail], step: Int) async throws -> IntakeImage {
            try await kind.withStore { store in
                try await AnyOrderTests.makeProject(in: store)
                for start in stride(from: 0, to: mails.count, by: step) {
                    let part = mails[start..<min(start + step, mails.count)]
                    _ = try await store.takeIn(Array(part))
                }
                return try await IntakeImage.of(store)
            }
        }
        let expected = try await found(mails, step: mails.count)
        #expect(expected.revisions.count > 10)
        var dice = Dice(seed: 4_242)
        for step in [1, 7, 40, mails.count] {
            let image = try await found(mails.shuffled(using: &dice), step: step)
            #expect(image.differences(from: expected) == [], "\(step) mails at a time")
        }
    }

    @Test("are told by change-ids, or title and author", arguments: DatabaseKind.allCases)
    func told(kind: DatabaseKind) async throws {
        let mails =
            Sending(work: "a", version: 1, count: 2, changeID: "20240101-a").mails
            + Sending(
                work: "a",
                version: 2,
                count: 2,
                changeID: "20240101-a",
                minute: 60,
                isRenamed: true
            ).mails
            + Sending(work: "b", minute: 5).mails
            + Sending(work: "b", version: 2, minute: 70).mails
            + Sending(work: "c", minute: 6).mails
        try await withSite(kind, mails) { store in
            let links = try await Self.links(store)
            #expect(links == ["a.v2.1 after a.v1.1", "b.v2.1 after b.v1.1"])
            let series = try await series(of: "b.v1.1", store)
            let versions = try #require(try await store.versions(of: series))
            #expect(versions.map(\.version) == [1, 2])
            #expect(versions[0].link == nil)
            #expect(versions[1].link?.earlier == series)
            #expect(versions[1].link?.confidence == .likely)
            #expect(versions[1].link?.reason.isEmpty == false)
            #expect(try await store.versions(of: 99) == nil)
        }
    }

    @Test(
        "that somebody has decided stay when mails are read again",
        arguments: DatabaseKind.allCases
    )
    func reparsed(kind: DatabaseKind) async throws {
        let mails =
            Sending(work: "a").mails + Sending(work: "a", version: 2, minute: 60).mails
            + Sending(work: "b", minute: 5).mails
            + Sending(work: "c", version: 2, minute: 65).mails
            + Sending(work: "d").mails + Sending(work: "d", version: 2, minute: 60).mails
        try await withSite(kind, mails) { store in
            let (a2, b1) = (
                try await series(of: "a.v2.1", store), try await series(of: "b.v1.1", store)
            )
            let (c2, d2) = (
                try await series(of: "c.v2.1", store), try await series(of: "d.v2.1", store)
            )
            let unlink = RevisionRequest.unlink(restores: false)
            _ = try await store.changeRevision(of: a2, unlink, by: Self.author)
            let link = RevisionRequest.link(earlier: b1, reason: "renamed")
            _ = try await store.changeRevision(of: c2, link, by: Self.author)
            _ = try await store.changeRevision(of: d2, .confirm, by: Self.author)
            let expected: Set<String> = ["c.v2.1 after b.v1.1", "d.v2.1 after d.v1.1"]
            #expect(try await Self.links(store) == expected)
            _ = try await store.reparse(after: 0, limit: 100)
            #expect(try await Self.links(store) == expected)
            // What was derived is derived anew.
            try await store.database.write { db in
                try db.execute("DELETE FROM revision_key")
                try db.execute("DELETE FROM patch_traits")
                try db.execute("DELETE FROM revision WHERE hand = 0")
            }
            _ = try await store.reparse(after: 0, limit: 2)
            #expect(try await Self.links(store) == expected)
        }
    }

    @Test("are refused where they cannot be", arguments: DatabaseKind.allCases)
    func refused(kind: DatabaseKind) async throws {
        let mails =
            Sending(work: "a").mails + Sending(work: "a", version: 2, minute: 60).mails
            + Sending(work: "b", minute: 5).mails
        try await withSite(kind, mails) { store in
            let (a1, a2) = (
                try await series(of: "a.v1.1", store), try await series(of: "a.v2.1", store)
            )
            let wrong: [(Int64, RevisionRequest, String)] = [
                (a1, .link(earlier: a1, reason: ""), "earlier"),
                (a1, .link(earlier: a2, reason: ""), "earlier"),
                (a1, .link(earlier: 99, reason: ""), "earlier"),
                (a2, .link(earlier: a1, reason: "a\nb"), "reason"),
                (a1, .unlink(restores: true), "series"), (a1, .confirm, "series"),
            ]
            for (series, request, field) in wrong {
                await #expect("\(request)") {
                    try await store.changeRevision(of: series, request, by: Self.author)
                } throws: { error in
                    guard case ChangeRefusal.invalid(let faults) = error else { return false }
                    return !faults.messages(for: field).isEmpty
                }
            }
            await #expect(throws: ChangeRefusal.self) {
                try await store.changeRevision(of: 99, .confirm, by: Self.author)
            }
        }
    }

    @Test("follow mails that somebody moves", arguments: DatabaseKind.allCases)
    func regrouped(kind: DatabaseKind) async throws {
        let mails =
            Sending(work: "a", count: 2).mails
            + Sending(work: "a", version: 2, count: 2, minute: 60).mails
            + Sending(work: "z", minute: 5).mails
        try await withSite(kind, mails) { store in
            let before = try await Self.links(store)
            #expect(before == ["a.v2.1 after a.v1.1"])
            let (a1, z1) = (
                try await series(of: "a.v1.1", store), try await series(of: "z.v1.1", store)
            )
            let merged = try await store.regroup(
                .merge(a1, into: z1),
                reason: "test",
                by: Self.author
            )
            let versions = try #require(
                try await store.versions(of: try await series(of: "a.v2.1", store))
            )
            #expect(versions.map(\.id).contains(z1))
            #expect(!versions.map(\.id).contains(a1))
            _ = try await store.undoRegrouping(merged.regrouping, by: Self.author)
            #expect(try await Self.links(store) == before)
        }
    }

    @Test("of a database of before are found in its mails", arguments: DatabaseKind.allCases)
    func filled(kind: DatabaseKind) async throws {
        let mails = (1...3).flatMap { RandomVersions(seed: $0).mails }
        try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            _ = try await store.takeIn(mails)
            let expected = try await IntakeImage.of(store)
            #expect(!expected.revisions.isEmpty)
            try await store.database.write { db in
                for table in ["revision", "revision_key", "patch_traits", "cover_traits"] {
                    try db.execute("DELETE FROM \(sql: SQLText(trusted: table))")
                }
            }
            #expect(try await IntakeImage.of(store).revisions.isEmpty)
            try await store.database.write { try RevisionFilling(db: $0).fill() }
            #expect(try await IntakeImage.of(store).differences(from: expected) == [])
        }
    }

    @Test("are found by keys that a migration made anew", arguments: DatabaseKind.allCases)
    func renewed(kind: DatabaseKind) async throws {
        let mails = (1...3).flatMap { RandomVersions(seed: $0).mails }
        try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            _ = try await store.takeIn(mails)
            let keys: @Sendable (any SQLConnection) throws -> [[Int64]] = { db in
                try db.all(
                    "SELECT key, project_id, date, series_id FROM revision_key ORDER BY 1, 2, 3, 4"
                ) { [$0.int(0), $0.int(1), $0.int(2), $0.int(3)] }
            }
            let expected = try await store.database.read(keys)
            #expect(!expected.isEmpty)
            try await store.database.write { db in
                try db.execute("DELETE FROM revision_key")
                try RevisionFilling(db: db).fillKeys()
            }
            #expect(try await store.database.read(keys) == expected)
        }
    }
}
