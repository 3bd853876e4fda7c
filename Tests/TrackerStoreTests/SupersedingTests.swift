import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("What follows from a new version")
struct SupersedingTests {
    private static let author = ChangeAuthor.operatorOfSite

    /// A store with the project `widget`, with settings; the clock says 14 November 2023.
    private func withSite(
        _ kind: DatabaseKind,
        supersedes: Bool = false,
        relates: Bool = false,
        _ body: (Store) async throws -> Void
    ) async throws {
        try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            var project = try #require(try await store.projects().first)
            project.supersedes = supersedes
            project.relates = relates
            try await store.editProject(project, by: Self.author)
            try await body(store)
        }
    }

    /// `v1.1 superseded`, by message-ids, those of the work `a`.
    private func states(_ store: Store) async throws -> [String] {
        try await store.database.read { db in
            try db.all(
                """
                SELECT patch.msgid, state.slug FROM patch JOIN state ON state.id = patch.state_id
                ORDER BY patch.msgid
                """
            ) { row in
                "\(row.text(0).dropFirst(3).prefix { $0 != "@" }) \(row.text(1))"
            }
        }
    }

    private func relations(_ store: Store) async throws -> Set<Set<String>> {
        try await store.database.read { db in
            var groups: [Int64: Set<String>] = [:]
            try db.query("SELECT relation_id, msgid FROM patch WHERE relation_id IS NOT NULL") {
                groups[$0.int(0), default: []].insert(
                    String($0.text(1).dropFirst(3).prefix { $0 != "@" })
                )
            }
            return Set(groups.values)
        }
    }

    private func id(_ name: String, _ store: Store) async throws -> (patch: Int64, series: Int64) {
        let found = try await store.database.read { db in
            try db.first(
                "SELECT id, series_id FROM patch WHERE msgid = \("<a.\(name)@example.org>")"
            ) { (patch: $0.int(0), series: $0.int(1)) }
        }
        return try #require(found)
    }

    private static let first = Sending(work: "a", count: 2).mails
    private static let second = Sending(work: "a", version: 2, count: 2, minute: 60).mails

    @Test("supersedes open patches when it arrives", arguments: DatabaseKind.allCases)
    func arrives(kind: DatabaseKind) async throws {
        try await withSite(kind, supersedes: true) { store in
            _ = try await store.takeIn(Self.first, origin: .arrival)
            var change = PatchChange()
            change.state = .set(.text("accepted"))
            let accepted = try await id("v1.2", store).patch
            try await store.changePatch(accepted, change, by: Self.author)
            for mail in Self.second { _ = try await store.takeIn([mail], origin: .arrival) }
            #expect(
                try await states(store)
                    == ["v1.1 superseded", "v1.2 accepted", "v2.1 new", "v2.2 new"]
            )
            let trail = try await store.latestAudit(AuditFilter(), limit: 1)
            #expect(trail.first?.way == "mail")
            #expect(trail.first?.after.contains("later version") == true)
            // Whoever opens it again has the last word.
            change.state = .set(.text("new"))
            let opened = try await id("v1.1", store)
            try await store.changePatch(opened.patch, change, by: Self.author)
            _ = try await store.reparse(after: 0, limit: 100)
            let late = Sending(work: "a", version: 2, count: 3, minute: 60).mails[3]
            _ = try await store.takeIn([late], origin: .arrival)
            #expect(try await states(store)[0] == "v1.1 new")
        }
    }

    @Test("gives states back when it is unlinked", arguments: DatabaseKind.allCases)
    func restores(kind: DatabaseKind) async throws {
        try await withSite(kind, supersedes: true) { store in
            _ = try await store.takeIn(Self.first + Self.second, origin: .arrival)
            #expect(try await states(store).prefix(2) == ["v1.1 superseded", "v1.2 superseded"])
            let series = try await id("v2.1", store).series
            let unlink = RevisionRequest.unlink(restores: true)
            _ = try await store.changeRevision(of: series, unlink, by: Self.author)
            #expect(try await states(store).prefix(2) == ["v1.1 new", "v1.2 new"])
        }
    }

    @Test("supersedes only what it replaces, if it is a part", arguments: DatabaseKind.allCases)
    func part(kind: DatabaseKind) async throws {
        try await withSite(kind, supersedes: true) { store in
            _ = try await store.takeIn(Self.first, origin: .arrival)
            let part = Sending(work: "a", version: 2, count: 2, minute: 60, isPart: true).mails
            _ = try await store.takeIn(part, origin: .arrival)
            let series = try await id("v2.2", store).series
            let kinds = try await store.versions(of: series)?.compactMap(\.link?.kind)
            guard kinds == [.part] else { return #expect(kinds == [.revision]) }
            #expect(try await states(store) == ["v1.1 new", "v1.2 superseded", "v2.2 new"])
        }
    }

    @Test(
        "changes nothing without being asked, in imports, and late",
        arguments: DatabaseKind.allCases
    )
    func never(kind: DatabaseKind) async throws {
        for (supersedes, origin) in [(false, IntakeOrigin.arrival), (true, .history)] {
            try await withSite(kind, supersedes: supersedes) { store in
                _ = try await store.takeIn(Self.first + Self.second, origin: origin)
                #expect(try await states(store).allSatisfy { $0.hasSuffix(" new") })
                _ = try await store.reparse(after: 0, limit: 100)
                #expect(try await states(store).allSatisfy { $0.hasSuffix(" new") })
            }
        }
        // An archive that is followed from its beginning.
        try await kind.withStore(now: 1_800_000_000_000_000) { store in
            try await AnyOrderTests.makeProject(in: store)
            var project = try #require(try await store.projects().first)
            project.supersedes = true
            try await store.editProject(project, by: Self.author)
            _ = try await store.takeIn(Self.first + Self.second, origin: .arrival)
            #expect(try await states(store).allSatisfy { $0.hasSuffix(" new") })
        }
    }

    @Test("relates patches where the project wants it", arguments: DatabaseKind.allCases)
    func relates(kind: DatabaseKind) async throws {
        try await withSite(kind) { store in
            _ = try await store.takeIn(Self.first + Self.second)
            #expect(try await relations(store).isEmpty)
        }
        try await withSite(kind, relates: true) { store in
            for mail in Self.first + Self.second { _ = try await store.takeIn([mail]) }
            let both: Set<Set<String>> = [["v1.1", "v2.1"], ["v1.2", "v2.2"]]
            #expect(try await relations(store) == both)
            let series = try await id("v2.1", store).series
            let unlink = RevisionRequest.unlink(restores: false)
            _ = try await store.changeRevision(of: series, unlink, by: Self.author)
            #expect(try await relations(store).isEmpty)
        }
    }

    @Test("leaves relations alone that somebody made", arguments: DatabaseKind.allCases)
    func byHand(kind: DatabaseKind) async throws {
        try await withSite(kind, relates: true) { store in
            var new = Store.NewAccount(
                username: "maud",
                email: "maud@test.test",
                password: try #require(PasswordHash(of: "maud1"))
            )
            new.maintains = ["widget"]
            let account = try await store.createAccount(new)
            let maud = ChangeAuthor(account: account, way: .rest)
            _ = try await store.takeIn(Self.first)
            let (one, two) = (
                try await id("v1.1", store).patch, try await id("v1.2", store).patch
            )
            var change = PatchChange()
            change.related = .set([two])
            try await store.changePatch(one, change, by: maud)
            _ = try await store.takeIn(Self.second)
            #expect(try await relations(store) == [["v1.1", "v1.2"]])
            // Out of one that follows from versions, into one by hand.
            let third = Sending(work: "a", version: 3, count: 2, minute: 120).mails
            _ = try await store.takeIn(third)
            #expect(
                try await relations(store)
                    == [["v1.1", "v1.2"], ["v2.1", "v3.1"], ["v2.2", "v3.2"]]
            )
            change.related = .set([one])
            try await store.changePatch(try await id("v2.1", store).patch, change, by: maud)
            #expect(
                try await relations(store) == [["v1.1", "v1.2", "v2.1"], ["v2.2", "v3.2"]]
            )
            change.related = .set([])
            try await store.changePatch(try await id("v2.2", store).patch, change, by: maud)
            _ = try await store.reparse(after: 0, limit: 100)
            #expect(try await relations(store) == [["v1.1", "v1.2", "v2.1"]])
        }
    }
}
