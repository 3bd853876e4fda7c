import Testing
import TrackerModel
import TrackerTesting

@testable import TrackerStore

/// What is kept of whose turn it is.
@Suite("Whose turn it is, in the rows of series")
struct TurnFactTests {
    private static func rows(_ store: Store) async throws -> [String] {
        try await store.database.read { db in
            let series = try db.all(
                """
                SELECT id, turn, turn_reason, turn_id, blocks, talk, open_patches, approved_patches,
                    has_newer, closed IS NULL
                FROM series ORDER BY id
                """
            ) { row in
                "series \(row.int(0)): " + (1..<5).map { "\(row.int($0))" }.joined(separator: " ")
                    + " \(row.text(5)) \(row.int(6)) \(row.int(7)) \(row.bool(8)) \(row.bool(9))"
            }
            let comments = try db.all("SELECT id, says FROM patch_comment ORDER BY id") {
                "comment \($0.int(0)): \($0.int(1))"
            }
            return series + comments
        }
    }

    @Test("is worked out for a database that was made before", arguments: DatabaseKind.allCases)
    func filled(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            _ = try await store.takeIn((1...5).flatMap { RandomThread(seed: $0, count: 20).mails })
            _ = try await store.takeIn(Conversation.mails)
            let expected = try await Self.rows(store)
            #expect(expected.contains { $0.hasPrefix("comment") && !$0.hasSuffix(" 0") })
            try await store.database.write { db in
                try db.execute("UPDATE patch_comment SET says = 0")
                try db.execute("UPDATE cover_comment SET says = 0")
                try db.execute(
                    """
                    UPDATE series SET turn = 0, turn_id = 0, turn_reason = 0, blocks = 0, talk = '',
                        open_patches = 0, approved_patches = 0, has_newer = 0, closed = NULL
                    """
                )
            }
            #expect(try await Self.rows(store) != expected)
            try await store.database.write { try Store.fillSeries(for: Migration.all, in: $0) }
            let found = try await Self.rows(store)
            #expect(found.filter { !expected.contains($0) } == [])
            #expect(found.count == expected.count)
            #expect(try await store.wrongSeriesFacts() == 0)
        }
    }

    @Test("what states mean stays in step", arguments: DatabaseKind.allCases)
    func meanings(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let meanings = try await store.states().map(\.meaning)
            #expect(
                meanings == [
                    .open, .open, .closed, .closed, .open, .closed, .waiting, .elsewhere, .closed,
                    .closed,
                ]
            )
            try await AnyOrderTests.makeProject(in: store)
            _ = try await store.takeIn(Conversation.mails)
            func turn() async throws -> [Int64] {
                try await store.database.read {
                    try $0.first(
                        """
                        SELECT turn, turn_reason, open_patches, closed FROM series
                        WHERE name LIKE '%talk about%'
                        """
                    ) { [$0.int(0), $0.int(1), $0.int(2), $0.optionalInt(3) ?? -1] } ?? []
                }
            }
            let before = try await turn()
            #expect(before[2] == 1 && before[3] == -1)
            for (meaning, expected) in [
                (PatchState.Meaning.waiting, [1, 4, 1, -1]), (.elsewhere, [0, 3, 1, -1]),
                (.closed, [0, 1, 0, 1_700_000_000_000_000]), (.open, before),
            ] {
                let draft = StateDraft(name: "New", needsAction: true, meaning: meaning)
                let author = ChangeAuthor(account: nil, way: .commandLine)
                try await store.editState(1, draft, by: author)
                let found = try await turn()
                #expect(found == expected, "\(meaning)")
                #expect(try await store.wrongSeriesFacts() == 0)
            }
        }
    }

    @Test("does not depend on the order of mails", arguments: DatabaseKind.allCases)
    func anyOrder(kind: DatabaseKind) async throws {
        var images: Set<String> = []
        for seed in 1...4 {
            try await kind.withStore { store in
                try await AnyOrderTests.makeProject(in: store)
                var dice = Dice(seed: seed)
                _ = try await store.takeIn(Conversation.mails.shuffled(using: &dice))
                let found = try await store.database.read {
                    try $0.all(
                        """
                        SELECT turn, turn_reason, blocks, talk, person.email
                        FROM series LEFT JOIN person ON person.id = series.turn_id
                        ORDER BY series.date
                        """
                    ) { row in
                        let times = row.text(3).split(separator: " ").dropLast()
                        return "\(row.int(0)) \(row.int(1)) \(row.int(2)) \(times) \(row.text(4))"
                    }
                }
                images.insert(found.joined(separator: "\n"))
            }
        }
        #expect(images.count == 1)
    }
}

/// A patch that people talk about, and one that is objected to.
enum Conversation {
    static let mails = [
        mail("a", "[PATCH] talk about it", "bo", 1, diff("wheel.c", "int back;")),
        mail("a1", "Re: talk about it", "rae", 2, re: "a", "Why?"),
        mail("a2", "Re: talk about it", "bo", 3, re: "a1", "Because."),
        mail("a3", "Re: talk about it", "tom", 4, re: "a", "Reviewed-by: Tom <tom@example.org>"),
        mail("b", "[PATCH] turn it off", "ida", 5, diff("light.c", "bool off;")),
        mail("b1", "Re: turn it off", "rae", 6, re: "b", "Nacked-by: Rae <rae@example.org>"),
    ]

    private static func diff(_ file: String, _ line: String) -> String {
        """
        Do it.
        ---
        diff --git a/\(file) b/\(file)
        --- a/\(file)
        +++ b/\(file)
        @@ -1 +1,2 @@
         int turn;
        +\(line)

        """
    }

    private static func mail(
        _ id: String,
        _ subject: String,
        _ from: String,
        _ day: Int,
        re: String? = nil,
        _ body: String
    ) -> IncomingMail {
        let reference = re.map { "In-Reply-To: <\($0)@talk.test>\n" } ?? ""
        let text = """
            From: \(from.prefix(1).uppercased() + from.dropFirst()) <\(from)@example.org>
            List-Id: <widget.lists.example.org>
            Subject: \(subject)
            Message-Id: <\(id)@talk.test>
            \(reference)Date: \(day) Nov 2023 10:00:00 +0000

            \(body)
            """
        return IncomingMail(raw: Array(text.utf8), source: "test")
    }
}
