import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Series that somebody puts right")
struct RegroupTests {
    private static let author = ChangeAuthor.operatorOfSite

    /// A mail of a series; `minute` is when it was sent.
    private static func mail(
        _ name: String,
        _ subject: String,
        answers: String? = nil,
        minute: Int = 0
    ) -> IncomingMail {
        let time = "1\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
        let thread = answers.map { "In-Reply-To: <\($0)@x.test>\nReferences: <\($0)@x.test>\n" }
        let text = """
            From: Ada <ada@x.test>
            To: widget@lists.example.org
            List-Id: <widget.lists.example.org>
            Subject: \(subject)
            Message-Id: <\(name)@x.test>
            Date: Mon, 01 Jan 2024 \(time):00 +0000
            \(thread ?? "")
            Why \(name).

            diff --git a/\(name) b/\(name)
            --- a/\(name)
            +++ b/\(name)
            @@ -1 +1 @@
            -a
            +b
            """
        return IncomingMail(raw: Array(text.utf8), source: "test")
    }

    /// Three patches with a cover letter, the third of which was sent on its own later.
    private static let series = [
        mail("c", "[PATCH 0/3] widget: turn"),
        mail("p1", "[PATCH 1/3] widget: one", answers: "c"),
        mail("p2", "[PATCH 2/3] widget: two", answers: "c"),
    ]
    private static let alone = mail("p3", "[PATCH] widget: three", minute: 300)

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

    /// `1: c p1 p2 (2 of 3)`, by series.
    private func lines(_ store: Store) async throws -> [String] {
        try await store.database.read { db in
            try db.all("SELECT id, received_total, total FROM series ORDER BY id") { row in
                var names = try db.all(
                    """
                    SELECT cover.msgid FROM series JOIN cover ON cover.id = series.cover_id
                    WHERE series.id = \(row.int(0))
                    """
                ) { $0.text(0) }
                names += try db.all(
                    "SELECT number, msgid FROM patch WHERE series_id = \(row.int(0)) ORDER BY number"
                ) { "\($0.int(0))=\($0.text(1))" }
                let short = names.map { $0.filter { $0 != "<" && $0 != ">" } }
                    .map { $0.replacing("@x.test", with: "") }
                return "\(row.int(0)): \(short.joined(separator: " ")) "
                    + "(\(row.int(1)) of \(row.int(2)))"
            }
        }
    }

    private func patch(_ name: String, _ store: Store) async throws -> Int64 {
        let found = try await store.database.read { db in
            try db.int("SELECT id FROM patch WHERE msgid = \("<\(name)@x.test>")")
        }
        return try #require(found)
    }

    private func reparse(_ store: Store) async throws -> [Int64] {
        try await store.reparse(after: 0, limit: 1_000).changed
    }

    private func count(_ table: SQLText, _ store: Store) async throws -> Int64 {
        try await store.database.read { try $0.int("SELECT COUNT(*) FROM \(sql: table)") ?? 0 }
    }

    @Test("a patch moves, stays there, and goes back", arguments: DatabaseKind.allCases)
    func move(kind: DatabaseKind) async throws {
        try await withSite(kind, Self.series + [Self.alone]) { store in
            let before = try await lines(store)
            #expect(before == ["1: c 1=p1 2=p2 (2 of 3)", "2: 1=p3 (1 of 1)"])
            let p3 = try await patch("p3", store)
            let done = try await store.regroup(
                .move(patch: p3, to: 1, number: 3),
                reason: "sent alone",
                by: Self.author
            )
            #expect(try await lines(store) == ["1: c 1=p1 2=p2 3=p3 (3 of 3)"])
            #expect(try await store.series(replacing: 2) == 1)
            #expect(try await reparse(store).isEmpty)
            #expect(try await lines(store) == ["1: c 1=p1 2=p2 3=p3 (3 of 3)"])
            let why = try await store.fates(of: "p3@x.test").first?.reason
            #expect(why == "is in series 1: the operator decided so: sent alone")
            #expect(try await count("audit", store) == 2)
            #expect(try await store.wrongTallies() == 0)
            // The number is taken: a late mail that says it is the third has a series of its own.
            _ = try await store.takeIn([Self.mail("q3", "[PATCH 3/3] widget: late", answers: "c")])
            #expect(try await lines(store).first == "1: c 1=p1 2=p2 3=p3 (3 of 3)")
            #expect(try await lines(store).count == 2)
            _ = try await reparse(store)
            #expect(try await lines(store).first == "1: c 1=p1 2=p2 3=p3 (3 of 3)")
            let from = try await store.undoRegrouping(done.regrouping, by: Self.author)
            #expect(from == 2)
            #expect(try await lines(store).contains("2: 1=p3 (1 of 1)"))
            #expect(try await lines(store).contains("1: c 1=p1 2=p2 (2 of 3)"))
            #expect(try await store.wrongTallies() == 0)
            _ = try await reparse(store)
            #expect(try await lines(store).contains("2: 1=p3 (1 of 1)"))
            await #expect(throws: ChangeRefusal.self) {
                try await store.undoRegrouping(done.regrouping, by: Self.author)
            }
        }
    }

    /// Two halves that nothing ties together: other threads, and an hour apart.
    private static let halves = [
        mail("a1", "[PATCH 1/4] widget: one"), mail("a2", "[PATCH 2/4] widget: two"),
        mail("b3", "[PATCH 3/4] widget: three", minute: 200),
    ]

    @Test("two series become one, and late mails join it", arguments: DatabaseKind.allCases)
    func merge(kind: DatabaseKind) async throws {
        try await withSite(kind, Self.halves) { store in
            let before = try await lines(store)
            #expect(before == ["1: 1=a1 2=a2 (2 of 4)", "2: 3=b3 (1 of 4)"])
            let events = try await count("event", store)
            let done = try await store.regroup(
                .merge(2, into: 1),
                reason: "two halves",
                by: Self.author
            )
            #expect(try await lines(store) == ["1: 1=a1 2=a2 3=b3 (3 of 4)"])
            #expect(try await store.series(replacing: 2) == 1)
            // Its only tie is the one with what was in series 2.
            let late = Self.mail("b4", "[PATCH 4/4] widget: four", answers: "b3", minute: 205)
            _ = try await store.takeIn([late])
            let whole = ["1: 1=a1 2=a2 3=b3 4=b4 (4 of 4)"]
            #expect(try await lines(store) == whole)
            #expect(try await reparse(store).isEmpty)
            #expect(try await lines(store) == whole)
            _ = try await store.undoRegrouping(done.regrouping, by: Self.author)
            let after = try await lines(store)
            #expect(after.contains { $0.hasPrefix("2: 3=b3") })
            #expect(after.contains { $0.hasPrefix("1: 1=a1 2=a2") })
            #expect(try await count("event", store) > events)
            #expect(try await store.wrongTallies() == 0)
        }
    }

    @Test("mails that came late in another order join it as well", arguments: DatabaseKind.allCases)
    func mergeEarly(kind: DatabaseKind) async throws {
        try await withSite(kind, Self.halves) { store in
            _ = try await store.regroup(.merge(2, into: 1), reason: "halves", by: Self.author)
            // Sent before all others, so that everything around it is put together anew.
            var early = Self.mail("b4", "[PATCH 4/4] widget: four", answers: "b3", minute: 150)
            _ = try await store.takeIn([early])
            #expect(try await lines(store) == ["1: 1=a1 2=a2 3=b3 4=b4 (4 of 4)"])
            early = Self.mail("b5", "[PATCH 3/4] widget: again", answers: "b3", minute: 140)
            _ = try await store.takeIn([early])
            #expect(try await lines(store).first == "1: 1=a1 2=a2 3=b3 4=b4 (4 of 4)")
        }
    }

    @Test("some patches become a series of their own", arguments: DatabaseKind.allCases)
    func split(kind: DatabaseKind) async throws {
        let mails =
            Self.series + [Self.mail("p3", "[PATCH 3/3] widget: three", answers: "c", minute: 1)]
        try await withSite(kind, mails) { store in
            let patches = [try await patch("p2", store), try await patch("p3", store)]
            let done = try await store.regroup(
                .split(1, patches: patches),
                reason: "another matter",
                by: Self.author
            )
            let apart = ["1: c 1=p1 (1 of 1)", "\(done.series): 1=p2 2=p3 (2 of 2)"]
            #expect(try await lines(store) == apart)
            _ = try await reparse(store)
            #expect(try await lines(store) == apart)
            _ = try await store.undoRegrouping(done.regrouping, by: Self.author)
            #expect(try await lines(store) == ["1: c 1=p1 2=p2 3=p3 (3 of 3)"])
            #expect(try await store.series(replacing: done.series) == 1)
            #expect(try await reparse(store).isEmpty)
            await #expect(throws: ChangeRefusal.self) {
                _ = try await store.regroup(.split(1, patches: []), reason: "x", by: Self.author)
            }
        }
    }

    @Test("what cannot be is refused, and changes nothing", arguments: DatabaseKind.allCases)
    func refusals(kind: DatabaseKind) async throws {
        try await withSite(kind, Self.series + [Self.alone]) { store in
            let p3 = try await patch("p3", store)
            let all: [RegroupRequest] = [
                .move(patch: p3, to: 1, number: 2), .move(patch: p3, to: 1, number: 0),
                .move(patch: p3, to: 1, number: 40_000), .move(patch: p3, to: 99, number: nil),
                .move(patch: 99, to: 1, number: nil), .move(patch: p3, to: 2, number: 1),
                .merge(1, into: 1), .merge(99, into: 1), .merge(1, into: 99),
                .split(1, patches: [p3]), .split(2, patches: [p3]),
            ]
            let before = try await lines(store)
            let trail = try await count("audit", store)
            for request in all {
                await #expect(throws: ChangeRefusal.self, "\(request)") {
                    _ = try await store.regroup(request, reason: "so", by: Self.author)
                }
            }
            for reason in ["", String(repeating: "x", count: 501), "a\nb"] {
                await #expect(throws: ChangeRefusal.self) {
                    let request = RegroupRequest.merge(2, into: 1)
                    _ = try await store.regroup(request, reason: reason, by: Self.author)
                }
            }
            #expect(try await lines(store) == before)
            #expect(try await count("audit", store) == trail)
        }
    }
}
