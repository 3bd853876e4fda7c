import PatchParsing
import Testing
import TrackerModel
import TrackerTesting

@testable import TrackerStore

@Suite("What series stand on")
struct StackTests {
    /// A mail of Ada's: a single patch, or one of a series.
    static func mail(
        _ id: String,
        _ subject: String,
        says: String = "",
        minute: Int = 0,
        answers: String? = nil,
        list: String = "widget",
        line: String = "turns"
    ) -> IncomingMail {
        let clock = "\(10 + minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00"
        let thread = answers.map { "In-Reply-To: <\($0)@x.test>\n" } ?? ""
        let isCover = subject.contains(" 0/")
        let diff = """
            diff --git a/\(id).c b/\(id).c
            --- a/\(id).c
            +++ b/\(id).c
            @@ -1 +1 @@
            -still
            +\(line)

            """
        let text = """
            From: Ada <ada@x.test>
            Subject: \(subject)
            Date: Tue, 3 Mar 2026 \(clock) +0000
            Message-ID: <\(id)@x.test>
            \(thread)List-Id: <\(list).lists.example.org>

            Why.
            \(isCover ? "" : "\n---\n\(diff)")
            \(says)
            """
        return IncomingMail(raw: Array(text.utf8), source: "test")
    }

    private func withSite(
        _ kind: DatabaseKind,
        _ mails: [IncomingMail],
        _ body: (Store) async throws -> Void
    ) async throws {
        try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            _ = try await store.createProject(
                Project(
                    linkName: "gadget",
                    name: "Gadget",
                    listID: "gadget.lists.example.org",
                    listEmail: "gadget@lists.example.org"
                )
            )
            for mail in mails { _ = try await store.takeIn([mail]) }
            try await body(store)
        }
    }

    private func series(_ id: String, _ store: Store) async throws -> Int64 {
        let found = try await store.database.read { db in
            try db.int("SELECT series_id FROM patch WHERE msgid = \("<\(id)@x.test>")")
        }
        return try #require(found, "\(id)")
    }

    /// `a, b < top < c; missing`: what it needs in the order of applying, itself, what needs it.
    private func line(_ id: String, _ store: Store) async throws -> String {
        let stack = try #require(try await store.stack(of: series(id, store)))
        func name(_ entry: StackEntry) -> String {
            let words = entry.words.map(\.rawValue).joined(separator: "+")
            let newest = entry.series.newest.map { " v\($0.version) is out" } ?? ""
            return "\(entry.series.name ?? "?") (\(words))\(newest)"
        }
        var text = stack.needs.map(name).joined(separator: ", ") + " < \(id) < "
        text += stack.dependents.map(name).joined(separator: ", ")
        for need in stack.open {
            text += "; \(need.named)"
            if let other = need.elsewhere { text += " in \(other.project)" }
        }
        return text
    }

    private static func patch(
        _ id: String,
        says: String = "",
        version: Int = 1,
        minute: Int = 0
    ) -> IncomingMail {
        mail(
            id,
            "[PATCH\(version > 1 ? " v\(version)" : "")] \(id.prefix(1))",
            says: says,
            minute: minute
        )
    }

    private static let patchID = "d6d2f2ab2d1fc5de66d4ca5e6d5a2d6dcf7fb4d5"

    /// What git says of the diff of `a`, wherever its lines are.
    private static let patchIDOfA = StablePatchID(
        of: """
            diff --git a/a.c b/a.c
            --- a/a.c
            +++ b/a.c
            @@ -77 +78 @@
            -still
            +turns
            """
    )?.hex

    @Test(
        "are found in every form, also when they come late",
        arguments: DatabaseKind.allCases
    )
    func forms(kind: DatabaseKind) async throws {
        let base = Self.mail("a", "[PATCH] a", says: "change-id: 20260101-a")
        let hex = try #require(Self.patchIDOfA)
        let forms = [
            "Depends-on: <a@x.test>": "Depends-on",
            "Depends-on: https://t.test/project/widget/patch/a@x.test/": "Depends-on",
            "Based-on: <a@x.test>": "Based-on",
            "Based-on: https://lore.test/r/a@x.test/": "Based-on",
            "prerequisite-message-id: <a@x.test>": "prerequisite-message-id",
            "prerequisite-change-id: 20260101-a:v1": "prerequisite-change-id",
            "prerequisite-change-id: 20260101-a": "prerequisite-change-id",
            "prerequisite-patch-id: \(hex)": "prerequisite-patch-id",
            "Based-on: <a@x.test>\nprerequisite-patch-id: \(hex)": "Based-on+prerequisite-patch-id",
        ]
        for (says, words) in forms.sorted(by: { $0.key < $1.key }) {
            let top = Self.patch("t", says: says, minute: 9)
            for mails in [[base, top], [top, base]] {
                try await withSite(kind, mails) { store in
                    #expect(try await line("t", store) == "a (\(words)) < t < ", "\(says)")
                    #expect(try await line("a", store) == " < a < t (\(words))", "\(says)")
                    _ = try await store.reparse(after: 0, limit: 100)
                    #expect(try await line("t", store) == "a (\(words)) < t < ", "\(says)")
                }
            }
        }
    }

    @Test(
        "by the number of a series, also one that became another",
        arguments: DatabaseKind.allCases
    )
    func numbers(kind: DatabaseKind) async throws {
        let top = Self.patch("t", says: "Depends-on: https://t.test/project/widget/series/2/")
        let mails = [Self.patch("a"), Self.patch("b"), top]
        try await withSite(kind, mails) { store in
            #expect(try await line("t", store) == "b (Depends-on) < t < ")
            _ = try await store.regroup(.merge(2, into: 1), reason: "x", by: .operatorOfSite)
            #expect(try await line("t", store) == "a (Depends-on) < t < ")
            #expect(try await line("a", store) == " < a < t (Depends-on)")
        }
    }

    @Test("that are not here are told", arguments: DatabaseKind.allCases)
    func unresolved(kind: DatabaseKind) async throws {
        let says = """
            Depends-on: <gone@x.test>
            prerequisite-change-id: 20260101-none:v3
            prerequisite-patch-id: \(Self.patchID)
            Depends-on: https://else.test/pull/12
            Based-on: <g@x.test>
            base-commit: 0123456789abcdef0123456789abcdef01234567
            """
        let mails = [
            Self.mail("g", "[PATCH] g", list: "gadget"), Self.patch("t", says: says, minute: 5),
        ]
        try await withSite(kind, mails) { store in
            let expected = """
                 < t < ; gone@x.test; 20260101-none:v3; \(Self.patchID); https://else.test/pull/12; \
                g@x.test in gadget
                """
            #expect(try await line("t", store) == expected)
            let stack = try await store.stack(of: series("t", store))
            #expect(stack?.baseCommit == "0123456789abcdef0123456789abcdef01234567")
            #expect(stack?.isCut == false && stack?.fitsOneMbox == true)
            // Nobody of the other project is told.
            #expect(try await line("g", store) == " < g < ")
            guard case .plan(let plan)? = try await store.mboxPlan(stackOf: series("t", store))
            else {
                Issue.record("no mbox")
                return
            }
            #expect(plan.patches.count == 1)
            #expect(try await store.stack(of: 99) == nil)
            #expect(try await store.mboxPlan(stackOf: 99) == nil)
        }
    }

    @Test("in new versions", arguments: DatabaseKind.allCases)
    func versions(kind: DatabaseKind) async throws {
        func base(_ version: Int, minute: Int) -> IncomingMail {
            Self.patch(
                "a\(version)",
                says: "change-id: 20260101-a",
                version: version,
                minute: minute
            )
        }
        let tops = [
            Self.patch("t", says: "prerequisite-change-id: 20260101-a:v2", minute: 30),
            Self.patch("u", says: "prerequisite-change-id: 20260101-a", minute: 31),
            Self.patch("w", says: "Depends-on: <a1@x.test>", minute: 32),
        ]
        let mails = tops + [base(3, minute: 40), base(1, minute: 1)]
        try await withSite(kind, mails) { store in
            #expect(try await line("t", store) == " < t < ; 20260101-a:v2")
            let v1 = "a (prerequisite-change-id) v3 is out"
            #expect(try await line("u", store) == "\(v1) < u < ")
            _ = try await store.takeIn([base(2, minute: 20)])
            let v2 = "[v2] a (prerequisite-change-id) v3 is out"
            #expect(try await line("t", store) == "\(v2) < t < ")
            #expect(try await line("u", store) == "\(v2) < u < ")
            #expect(try await line("w", store) == "a (Depends-on) v3 is out < w < ")
            #expect(try await line("a1", store) == " < a1 < w (Depends-on)")
            let both = "t (prerequisite-change-id), u (prerequisite-change-id)"
            #expect(try await line("a2", store) == " < a2 < \(both)")
            #expect(try await line("a3", store) == " < a3 < ")
        }
    }

    @Test("of those that need it the last version counts", arguments: DatabaseKind.allCases)
    func newerDependents(kind: DatabaseKind) async throws {
        func top(_ version: Int) -> IncomingMail {
            Self.patch(
                "t\(version)",
                says: "change-id: 20260101-t\nDepends-on: <a@x.test>",
                version: version,
                minute: 10 * version
            )
        }
        try await withSite(kind, [Self.patch("a"), top(1), top(2)]) { store in
            let found = try await line("a", store)
            #expect(found == " < a < [v2] t (Depends-on)")
        }
    }

    @Test("follow a patch that moves", arguments: DatabaseKind.allCases)
    func moves(kind: DatabaseKind) async throws {
        let mails = [
            Self.mail("c", "[PATCH 0/2] c"),
            Self.mail("p1", "[PATCH 1/2] p1", minute: 1, answers: "c"),
            Self.mail("p2", "[PATCH 2/2] p2", minute: 2, answers: "c"),
            Self.patch("t", says: "Depends-on: <p2@x.test>", minute: 9),
        ]
        for mails in [mails, mails.reversed()] {
            try await withSite(kind, mails) { store in
                #expect(try await line("t", store) == "c (Depends-on) < t < ")
                let p2 = try await store.database.read { db in
                    try db.int("SELECT id FROM patch WHERE msgid = '<p2@x.test>'")
                }
                let split = RegroupRequest.split(
                    try await series("p2", store),
                    patches: [try #require(p2)]
                )
                _ = try await store.regroup(split, reason: "x", by: .operatorOfSite)
                #expect(try await line("t", store).hasSuffix("(Depends-on) < t < "))
                let (own, other) = (try await series("p2", store), try await series("p1", store))
                #expect(own != other)
                let stack = try await store.stack(of: series("t", store))
                #expect(stack?.needs.map(\.series.id) == [own])
                #expect(try await line("p1", store) == " < p1 < ")
            }
        }
    }

    @Test("are in the order of applying, each once", arguments: DatabaseKind.allCases)
    func order(kind: DatabaseKind) async throws {
        let mails = [
            Self.patch("t", says: "Depends-on: <b@x.test>\nDepends-on: <c@x.test>", minute: 9),
            Self.patch("b", says: "Depends-on: <d@x.test>", minute: 3),
            Self.patch("c", says: "Depends-on: <d@x.test>\nDepends-on: <b@x.test>", minute: 4),
            Self.patch("d", says: "base-commit: 0123456789abcdef", minute: 1),
        ]
        try await withSite(kind, mails) { store in
            let word = "(Depends-on)"
            #expect(try await line("t", store) == "d \(word), b \(word), c \(word) < t < ")
            let id = try await series("t", store)
            guard case .plan(let plan)? = try await store.mboxPlan(stackOf: id) else {
                Issue.record("no mbox")
                return
            }
            let ids = plan.patches
            let names = try await store.mboxSources(patches: ids).map(\.name)
            #expect(names == ["d", "b", "c", "t"])
            let stack = try #require(try await store.stack(of: id))
            #expect(stack.needs.map(\.neededBy) == [try await series("c", store), id, id])
        }
    }

    @Test("in a circle are told", arguments: DatabaseKind.allCases)
    func circle(kind: DatabaseKind) async throws {
        let mails = [
            Self.patch("a", says: "Depends-on: <b@x.test>"),
            Self.patch("b", says: "Depends-on: <c@x.test>"),
            Self.patch("c", says: "Depends-on: <a@x.test>\nDepends-on: <c@x.test>"),
        ]
        try await withSite(kind, mails) { store in
            let word = "(Depends-on)"
            #expect(try await line("a", store) == "c \(word), b \(word) < a < c \(word)")
            let stack = try await store.stack(of: series("a", store))
            #expect(stack?.circle == [1, 2, 3])
            guard case .plan(let plan)? = try await store.mboxPlan(stackOf: 1) else {
                Issue.record("no mbox")
                return
            }
            #expect(plan.patches.count == 3)
        }
    }

    @Test("without end are cut", arguments: DatabaseKind.allCases)
    func limits(kind: DatabaseKind) async throws {
        let chain = (0...30).map { number in
            Self.patch("n\(number)", says: "Depends-on: <n\(number + 1)@x.test>")
        }
        let lines = (0..<500).map { "Depends-on: <q\($0)@x.test>" }.joined(separator: "\n")
        let hostile = Self.patch("h", says: lines)
        try await withSite(kind, chain + [hostile]) { store in
            let stack = try #require(try await store.stack(of: series("n0", store)))
            #expect(stack.isCut && stack.needs.count == Store.stackLimit)
            guard case .tooLarge? = try await store.mboxPlan(stackOf: series("n0", store)) else {
                Issue.record("too much is sent")
                return
            }
            let low = try #require(try await store.stack(of: series("n20", store)))
            #expect(!low.isCut && low.needs.count == 10 && low.open.map(\.named) == ["n31@x.test"])
            let many = try #require(try await store.stack(of: series("h", store)))
            #expect(many.open.count == 200 && many.needs.isEmpty)
            _ = try await store.takeIn((0..<60).map { Self.patch("q\($0)") })
            let wide = try #require(try await store.stack(of: series("h", store)))
            #expect(wide.isCut && wide.needs.count == Store.stackLimit)
        }
    }

    @Test("are found in a database from before", arguments: DatabaseKind.allCases)
    func filled(kind: DatabaseKind) async throws {
        let hex = try #require(Self.patchIDOfA)
        let mails = [
            Self.patch("a"), Self.mail("c", "[PATCH 0/1] c", says: "prerequisite-patch-id: \(hex)"),
            Self.mail("t", "[PATCH 1/1] t", says: "Depends-on: <a@x.test>", answers: "c"),
        ]
        try await kind.withStore { store in
            try await AnyOrderTests.makeProject(in: store)
            _ = try await store.takeIn(mails)
            let expected = try await line("t", store)
            #expect(expected == "a (Depends-on+prerequisite-patch-id) < t < ")
            try await store.database.write { db in
                try db.execute("DELETE FROM declared_base")
                try db.execute("UPDATE patch_traits SET patch_key = NULL")
            }
            #expect(try await line("t", store) != expected)
            try await store.database.write { try BaseFilling(db: $0).fill() }
            #expect(try await line("t", store) == expected)
        }
    }
}
