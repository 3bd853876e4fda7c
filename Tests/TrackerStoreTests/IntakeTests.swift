import Foundation
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Taking mail in")
struct IntakeTests {
    private static let patch = """
        From: Ada Lovelace <ada@example.org>
        To: widget@lists.example.org
        Subject: [PATCH v2 1/2] widget: turn the handle
        Date: Tue, 23 May 2017 13:21:05 +0800
        Message-ID: <1@example.org>
        List-Id: <widget.lists.example.org>

        The handle did not turn.

        Signed-off-by: Ada Lovelace <ada@example.org>
        ---
        --- a/handle.c
        +++ b/handle.c
        @@ -1 +1 @@
        -still
        +turns
        -- 
        2.39.2
        """

    private static let reply = """
        From: Grace <grace@example.org>
        Subject: Re: [PATCH v2 1/2] widget: turn the handle
        Date: Wed, 24 May 2017 13:21:05 +0000
        Message-ID: <2@example.org>
        In-Reply-To: <1@example.org>
        List-Id: <widget.lists.example.org>

        Good.

        Reviewed-by: Grace <grace@example.org>
        """

    private func mail(_ text: String) -> IncomingMail {
        IncomingMail(raw: Array(text.utf8), source: "test")
    }

    private func makeProject(in store: Store) async throws {
        _ = try await store.createProject(
            Project(
                linkName: "widget",
                name: "Widget",
                listID: "widget.lists.example.org",
                listEmail: "widget@lists.example.org"
            )
        )
    }

    @Test("stores a patch and the reply to it", arguments: DatabaseKind.allCases)
    func storesPatchAndReply(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await makeProject(in: store)
            let results = try await store.takeIn([mail(Self.patch), mail(Self.reply)])
            #expect(results.map(\.outcome) == [.patch, .comment])
            let row = try await store.database.read { db in
                try db.first(
                    """
                    SELECT name, hash, date, number,
                        (SELECT count FROM patch_tag WHERE tag_id = 2 AND patch_id = patch.id)
                    FROM patch
                    """
                ) { row in
                    [row.text(0), row.text(1), "\(row.int(2))", "\(row.int(3))", "\(row.int(4))"]
                }
            }
            #expect(
                row == [
                    "[v2,1/2] widget: turn the handle", "5b2d7108477845194753685f97d99cb92ac770e5",
                    "1495516865000000", "1", "1",
                ]
            )
        }
    }

    @Test("the same mail twice changes nothing", arguments: DatabaseKind.allCases)
    func sameMailTwiceChangesNothing(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await makeProject(in: store)
            let first = try await store.takeIn([mail(Self.patch)])
            let second = try await store.takeIn([mail(Self.patch)])
            #expect(first.map(\.mailID) == second.map(\.mailID))
            #expect(second.map(\.isRepeated) == [true])
            let counts = try await store.database.read { db in
                try db.int("SELECT COUNT(*) FROM event")
            }
            #expect(counts == 3)
        }
    }

    @Test("a mail of an unknown list is kept and found again", arguments: DatabaseKind.allCases)
    func unknownListIsKept(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let lost = try await store.takeIn([mail(Self.patch)])
            #expect(lost.map(\.outcome) == [.unassigned])
            #expect(lost.first?.reason == "no project has the list id widget.lists.example.org")
            #expect(try await store.rawMail(lost[0].mailID) == Array(Self.patch.utf8))
            try await makeProject(in: store)
            let found = try await store.takeIn([mail(Self.patch)])
            #expect(found.map(\.outcome) == [.patch])
            #expect(found.map(\.mailID) == lost.map(\.mailID))
        }
    }

    @Test("a mail that was cut is completed by the whole one", arguments: DatabaseKind.allCases)
    func cutMailIsCompleted(kind: DatabaseKind) async throws {
        let expected = try await kind.withStore { store in
            try await makeProject(in: store)
            _ = try await store.takeIn([mail(Self.patch), mail(Self.reply)])
            return try await IntakeImage.of(store)
        }
        let bytes = Array(Self.patch.utf8)
        for length in [bytes.count / 2, bytes.count - 100, bytes.count - 30, bytes.count - 1] {
            try await kind.withStore { store in
                try await makeProject(in: store)
                let cut = IncomingMail(raw: Array(bytes.prefix(length)), source: "test")
                let first = try await store.takeIn([cut])
                _ = try await store.takeIn([mail(Self.reply)])
                let whole = try await store.takeIn([mail(Self.patch)])
                #expect(whole.map(\.outcome) == [.patch])
                #expect(whole.map(\.mailID) == first.map(\.mailID))
                #expect(try await store.rawMail(whole[0].mailID) == bytes)
                #expect(try await IntakeImage.of(store).differences(from: expected).isEmpty)
                // The cut one again is a second mail, of which nothing is made.
                let again = try await store.takeIn([cut])
                #expect([.duplicate, .unassigned].contains(again[0].outcome))
            }
        }
    }

    @Test("a mail to several lists belongs to all of them", arguments: DatabaseKind.allCases)
    func severalLists(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await makeProject(in: store)
            _ = try await store.createProject(
                Project(
                    linkName: "gadget",
                    name: "Gadget",
                    listID: "gadget.lists.example.org",
                    listEmail: "gadget@lists.example.org"
                )
            )
            let both = "\nX-Mailing-List: gadget.lists.example.org\n\n"
            let mails = [Self.reply, Self.patch].map { text in
                let head = text.firstRange(of: "\n\n")
                return mail(head.map { text.replacingCharacters(in: $0, with: both) } ?? text)
            }
            _ = try await store.takeIn(mails)
            let fates = try await store.fates(of: "2@example.org")
            #expect(fates.map(\.outcome) == [.comment, .comment])
            #expect(Set(fates.compactMap(\.project)) == ["widget", "gadget"])
            #expect(try await store.fates(of: "1@example.org").map(\.outcome) == [.patch, .patch])
            // The second list delivers its own copy.
            let copy = try await store.takeIn([mail(Self.patch)])
            #expect(copy.map(\.outcome) == [.duplicate])
        }
    }
}
