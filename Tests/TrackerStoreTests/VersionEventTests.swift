import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Events about versions")
struct VersionEventTests {
    private static let author = ChangeAuthor.operatorOfSite

    private func withSite(
        _ kind: DatabaseKind,
        _ mails: [IncomingMail] = [],
        _ body: (Store) async throws -> Void
    ) async throws {
        try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            if !mails.isEmpty { _ = try await store.takeIn(mails) }
            try await body(store)
        }
    }

    /// All that comes behind a number, page by page.
    private func all(
        _ store: Store,
        behind number: Int64 = 0,
        limit: Int = 3,
        categories: [EventCursor.Category]? = nil
    ) async throws -> [FollowedEvent] {
        var cursor = EventCursor(sinceID: number, limit: limit)
        cursor.categories = categories
        var found: [FollowedEvent] = []
        while true {
            let page = try #require(try await store.events(behind: cursor))
            found += page.events
            cursor.sinceID = page.next
            if !page.hasMore { return found }
        }
    }

    private func versions(_ store: Store, behind number: Int64 = 0) async throws -> [VersionEvent] {
        try await all(store, behind: number).compactMap { event in
            if case .version(let event) = event { event } else { nil }
        }
    }

    /// `linked a.v2.1 after a.v1.1, was -`, by the first patches of series that are there.
    private func lines(_ store: Store, behind number: Int64 = 0) async throws -> [String] {
        let names = try await store.database.read { db in
            Dictionary(
                try db.all(
                    "SELECT series_id, msgid FROM patch WHERE series_id IS NOT NULL ORDER BY number"
                ) { row in
                    (row.int(0), String(row.text(1).dropFirst().prefix { $0 != "@" }))
                },
                uniquingKeysWith: { first, _ in first }
            )
        }
        func name(_ series: SeriesReference?) -> String {
            series.map { names[$0.id] ?? "?" } ?? "-"
        }
        return try await versions(store, behind: number).map { event in
            let word = event.category.rawValue.replacing("revision-", with: "")
            let hand = event.link.map { $0.isByHand ? ", by hand" : "" } ?? ""
            return "\(word) \(name(event.series)) after \(name(event.earlier)), "
                + "was \(name(event.previous))\(hand)"
        }
    }

    private func series(of name: String, _ store: Store) async throws -> Int64 {
        let found = try await store.database.read { db in
            try db.int("SELECT series_id FROM patch WHERE msgid = \("<\(name)@example.org>")")
        }
        return try #require(found)
    }

    private static func sent(_ version: Int) -> [IncomingMail] {
        Sending(work: "a", version: version, minute: 60 * version).mails
    }

    @Test("tell each change of the outcome, not each judgement", arguments: DatabaseKind.allCases)
    func once(kind: DatabaseKind) async throws {
        try await withSite(kind) { store in
            for version in [3, 1, 2] { _ = try await store.takeIn(Self.sent(version)) }
            let expected = [
                "linked a.v3.1 after a.v1.1, was -", "linked a.v3.1 after a.v2.1, was a.v1.1",
                "linked a.v2.1 after a.v1.1, was -",
            ]
            #expect(try await lines(store) == expected)
            let link = try #require(try await versions(store).first?.link)
            #expect(link.kind == .revision && !link.isByHand && !link.isConfirmed)
            #expect(!link.reason.isEmpty)
            // Nothing is another than before.
            for version in 1...3 { _ = try await store.takeIn(Self.sent(version)) }
            _ = try await store.reparse(after: 0, limit: 100)
            for after in 0..<3 { _ = try await store.reparse(after: Int64(after), limit: 1) }
            #expect(try await lines(store) == expected)
        }
    }

    @Test("lead to what is linked, in any order of arrival", arguments: DatabaseKind.allCases)
    func anyOrder(kind: DatabaseKind) async throws {
        let mails = (1...5).flatMap { RandomVersions(seed: 70 + $0).mails }
        var dice = Dice(seed: 99)
        for step in [1, 9, mails.count] {
            let shuffled = mails.shuffled(using: &dice)
            try await withSite(kind) { store in
                for start in stride(from: 0, to: mails.count, by: step) {
                    let part = shuffled[start..<min(start + step, mails.count)]
                    _ = try await store.takeIn(Array(part))
                }
                // Those that took over the events of others.
                let merged = try await store.database.read { db in
                    Set(try db.all("SELECT series_id FROM series_alias") { $0.int(0) })
                }
                var told: [Int64: VersionEvent] = [:]
                for event in try await versions(store) {
                    let series = try #require(event.series?.id)
                    // The same twice would be a judgement that changed nothing.
                    if let last = told[series], !merged.contains(series) {
                        let isSame =
                            last.category == event.category && last.earlier == event.earlier
                            && last.link?.kind == event.link?.kind
                            && last.link?.confidence == event.link?.confidence
                        #expect(!isSame, "\(event)")
                    }
                    told[series] = event
                }
                let linked = told.values.compactMap { event in
                    event.link.map { _ in [event.series?.id, event.earlier?.id] }
                }
                let rows = try await store.database.read { db in
                    try db.all("SELECT series_id, earlier_id FROM revision") {
                        [$0.optionalInt(0), $0.optionalInt(1)]
                    }
                }
                #expect(!rows.isEmpty)
                #expect(Set(linked) == Set(rows), "\(step) mails at a time")
            }
        }
    }

    @Test("have their numbers among those of all events", arguments: DatabaseKind.allCases)
    func numbers(kind: DatabaseKind) async throws {
        try await withSite(kind, Self.sent(1) + Self.sent(2)) { store in
            let ids = try await all(store).map(\.id)
            #expect(ids == Array(1...Int64(ids.count)))
            for limit in [1, 2, 100] {
                #expect(try await all(store, limit: limit).map(\.id) == ids)
            }
            let categories: [EventCursor.Category] = [
                .version(.linked), .common(.seriesCreated),
            ]
            let some = try await all(store, categories: categories)
            #expect(some.count == 3)
            #expect(some.map(\.id) == some.map(\.id).sorted())
            let linked = try await all(store, categories: [.version(.linked)])
            #expect(linked.count == 1)
            #expect(try await all(store, categories: [.version(.confirmed)]).isEmpty)
            // Clients of the compatible part fail on what they do not know.
            let listing = try await store.eventList(
                EventFilter(),
                ListOrder([.init(.date, descending: true)]),
                PageRequest(.number(1), size: 250)
            )
            #expect(listing?.items.count == ids.count - 1)
        }
    }

    @Test("tell what somebody says of them, and takes back", arguments: DatabaseKind.allCases)
    func byHand(kind: DatabaseKind) async throws {
        let mails = Self.sent(1) + Self.sent(2) + Sending(work: "b", minute: 5).mails
        try await withSite(kind, mails) { store in
            var new = Store.NewAccount(
                username: "maud",
                email: "maud@test.test",
                password: try #require(PasswordHash(of: "maud1"))
            )
            new.maintains = ["widget"]
            let account = try await store.createAccount(new)
            let maud = ChangeAuthor(account: account, way: .rest)
            let (a2, b1) = (
                try await series(of: "a.v2.1", store), try await series(of: "b.v1.1", store)
            )
            let start = try await store.newestEvent()
            _ = try await store.changeRevision(of: a2, .confirm, by: maud)
            let link = RevisionRequest.link(earlier: b1, reason: "renamed")
            let linked = try await store.changeRevision(of: a2, link, by: maud)
            // Once more the same is no change.
            _ = try await store.changeRevision(of: a2, link, by: maud)
            let undo = try #require(linked.undo)
            _ = try await store.undo(undo, by: maud)
            let unlink = RevisionRequest.unlink(restores: false)
            let unlinked = try await store.changeRevision(of: a2, unlink, by: maud)
            _ = try await store.undo(try #require(unlinked.undo), by: maud)
            _ = try await store.reparse(after: 0, limit: 100)
            #expect(
                try await lines(store, behind: start) == [
                    "confirmed a.v2.1 after a.v1.1, was a.v1.1",
                    "linked a.v2.1 after b.v1.1, was a.v1.1, by hand",
                    "linked a.v2.1 after a.v1.1, was b.v1.1",
                    "unlinked a.v2.1 after -, was a.v1.1",
                    "linked a.v2.1 after a.v1.1, was -",
                ]
            )
            let events = try await versions(store, behind: start)
            #expect(events.allSatisfy { $0.actor?.username == "maud" })
            #expect(events[1].link?.reason == "renamed" && events[0].link?.isConfirmed == true)
        }
    }

    @Test("say which version superseded a patch", arguments: DatabaseKind.allCases)
    func superseding(kind: DatabaseKind) async throws {
        try await withSite(kind) { store in
            var project = try #require(try await store.projects().first)
            project.supersedes = true
            try await store.editProject(project, by: Self.author)
            for version in 1...2 {
                _ = try await store.takeIn(Self.sent(version), origin: .arrival)
            }
            var change = PatchChange()
            change.state = .set(.text("accepted"))
            let patch = try await store.database.read { db in
                try db.int("SELECT id FROM patch WHERE msgid = '<a.v1.1@example.org>'")
            }
            try await store.changePatch(try #require(patch), change, by: Self.author)
            let events = try await all(store, categories: [.common(.patchStateChanged)])
            let causes = events.map { event in
                if case .common(let event) = event { event.cause?.id } else { Int64(-1) }
            }
            #expect(causes == [try await series(of: "a.v2.1", store), nil])
            #expect(try await lines(store) == ["linked a.v2.1 after a.v1.1, was -"])
        }
    }

    @Test("go with a series that goes into another one", arguments: DatabaseKind.allCases)
    func merged(kind: DatabaseKind) async throws {
        let mails =
            Self.sent(1) + Self.sent(2) + Sending(work: "z", minute: 5).mails
            + Sending(work: "b", minute: 1).mails + Sending(work: "c", minute: 300).mails
        try await withSite(kind, mails) { store in
            let (a1, z1) = (
                try await series(of: "a.v1.1", store), try await series(of: "z.v1.1", store)
            )
            let (b1, c1) = (
                try await series(of: "b.v1.1", store), try await series(of: "c.v1.1", store)
            )
            // What somebody said of the series that goes, and of one that comes after it.
            for (later, earlier) in [(a1, b1), (c1, a1)] {
                let link = RevisionRequest.link(earlier: earlier, reason: "said")
                _ = try await store.changeRevision(of: later, link, by: Self.author)
            }
            let before = try await RevisionTests.links(store)
            #expect(
                before == [
                    "a.v1.1 after b.v1.1", "a.v2.1 after a.v1.1", "c.v1.1 after a.v1.1",
                ]
            )
            let start = try await store.newestEvent()
            let count = try await versions(store).count
            let merge = RegroupRequest.merge(a1, into: z1)
            let done = try await store.regroup(merge, reason: "test", by: Self.author)
            #expect(
                try await RevisionTests.links(store) == [
                    "z.v1.1 after b.v1.1", "a.v2.1 after z.v1.1", "c.v1.1 after z.v1.1",
                ]
            )
            #expect(
                Set(try await lines(store, behind: start)) == [
                    "linked z.v1.1 after b.v1.1, was -, by hand",
                    "linked a.v2.1 after z.v1.1, was z.v1.1",
                    "linked c.v1.1 after z.v1.1, was z.v1.1, by hand",
                ]
            )
            let middle = try await store.newestEvent()
            _ = try await store.undoRegrouping(done.regrouping, by: Self.author)
            #expect(try await RevisionTests.links(store) == before)
            #expect(
                Set(try await lines(store, behind: middle)) == [
                    "linked a.v1.1 after b.v1.1, was -, by hand",
                    "unlinked z.v1.1 after -, was b.v1.1",
                    "linked a.v2.1 after a.v1.1, was z.v1.1",
                    "linked c.v1.1 after a.v1.1, was z.v1.1, by hand",
                ]
            )
            // Nothing is lost of what was told before.
            #expect(try await versions(store).count == count + 7)
            // They stay when mails are read again.
            _ = try await store.reparse(after: 0, limit: 100)
            #expect(try await RevisionTests.links(store) == before)
        }
    }

    @Test("and links stay where somebody said otherwise since", arguments: DatabaseKind.allCases)
    func saidSince(kind: DatabaseKind) async throws {
        let mails =
            Self.sent(1) + Sending(work: "z", minute: 5).mails
            + Sending(work: "b", minute: 1).mails + Sending(work: "c", minute: 300).mails
        try await withSite(kind, mails) { store in
            let (a1, z1) = (
                try await series(of: "a.v1.1", store), try await series(of: "z.v1.1", store)
            )
            let (b1, c1) = (
                try await series(of: "b.v1.1", store), try await series(of: "c.v1.1", store)
            )
            func link(_ later: Int64, _ earlier: Int64) async throws {
                let link = RevisionRequest.link(earlier: earlier, reason: "said")
                _ = try await store.changeRevision(of: later, link, by: Self.author)
            }
            try await link(c1, a1)
            let merge = RegroupRequest.merge(a1, into: z1)
            let done = try await store.regroup(merge, reason: "test", by: Self.author)
            try await link(c1, b1)
            _ = try await store.undoRegrouping(done.regrouping, by: Self.author)
            #expect(try await RevisionTests.links(store) == ["c.v1.1 after b.v1.1"])
        }
    }
}
