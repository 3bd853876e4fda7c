import PatchParsing
import Testing

@Suite("What a message says that its series needs")
struct PrerequisiteTests {
    private func targets(_ text: String) -> [Prerequisite.Target] {
        SeriesNotes("Fix it.\n\n---\n\(text)\n").prerequisites.map(\.target)
    }

    @Test(
        "mails, however they are named",
        arguments: [
            "Depends-on: <1@x.test>", "depends-on: 1@x.test", "Depends-on:<1@x.test>",
            "Depends-on: <1@x.test> (\"[PATCH v2] a title\")",
            "Depends-on: https://lore.kernel.org/r/1@x.test/",
            "Depends-on: https://tracker.test/project/a/patch/1@x.test/",
            "Based-on: <1@x.test>", "Based-On: https://patchew.org/QEMU/1@x.test/",
            "prerequisite-message-id: <1@x.test>", "prerequisite-message-id: 1%40x.test@x",
            "Depends-on: <1@x.test>\r", "Depends-on: <1@x.test>\nDepends-on: <1@x.test>",
        ]
    )
    func messages(text: String) {
        let found = targets(text)
        #expect(found.count == 1)
        guard case .message(let id)? = found.first else {
            Issue.record("\(found)")
            return
        }
        #expect(id == "1@x.test" || id == "1%40x.test@x")
    }

    @Test(
        "addresses of series",
        arguments: [
            "https://tracker.test/project/a/list/?series=12",
            "http://tracker.test/project/a/series/12/", "https://tracker.test/series/12/mbox/",
        ]
    )
    func addresses(address: String) {
        #expect(targets("Depends-on: \(address)") == [.address(address)])
        #expect(targets("Depends-on: \(address)#top") == [.address(address)])
    }

    @Test(
        "things that name nothing",
        arguments: [
            "> Depends-on: <1@x.test>", "This Depends-on: <1@x.test>", "Depends-on: the other one",
            "Depends-On: I0123456789abcdef0123456789abcdef01234567", "Depends-on:",
            "Depends-on: <@>", "prerequisite-change-id: a:4", "prerequisite-patch-id: 12",
            "prerequisite-patch-id: xyz", "Depends-on <1@x.test>", "Base-commit: none",
        ]
    )
    func nothing(text: String) { #expect(targets(text) == []) }

    @Test("all in the order of their naming, with their words")
    func order() {
        let hex = String(repeating: "ab", count: 20)
        let notes = SeriesNotes(
            """
            Depends-on: <2@x.test>, <1@x.test>

            base-commit: 0123456789abcdef0123456789abcdef01234567
            prerequisite-change-id: 20240301-locks-aaaaaaaaaaaa:v4
            prerequisite-patch-id: \(hex.uppercased())
            Based-on: <1@x.test>
            """
        )
        #expect(
            notes.prerequisites.map(\.word) == [
                .dependsOn, .dependsOn, .changeID, .patchID, .basedOn,
            ]
        )
        #expect(
            notes.prerequisites.map(\.text) == [
                "2@x.test", "1@x.test", "20240301-locks-aaaaaaaaaaaa:v4", hex, "1@x.test",
            ]
        )
        #expect(notes.baseCommit == "0123456789abcdef0123456789abcdef01234567")
    }

    @Test(
        "mails that were written to stop the intake",
        arguments: [
            Recipe(piece: "Depends-on: <a@b>\n", count: 100_000),
            Recipe(start: "Depends-on: ", piece: "<a@b> ", count: 200_000),
            Recipe(start: "Depends-on: ", piece: "https://", count: 200_000),
            Recipe(start: "Depends-on: https://a", piece: "/", count: 1_000_000),
            Recipe(start: "prerequisite-change-id: ", piece: ":v", count: 500_000),
            Recipe(start: "prerequisite-patch-id: ", piece: "a", count: 1_000_000),
        ]
    )
    func hostile(recipe: Recipe) {
        #expect(SeriesNotes(recipe.text).prerequisites.count <= SeriesNotes.limit)
    }

    @Test("of many the first ones are taken")
    func limit() {
        let lines = (0..<500).map { "Depends-on: <\($0)@x.test>\n" }.joined()
        let found = targets(lines)
        #expect(found.count == SeriesNotes.limit)
        #expect(found.first == .message("0@x.test"))
    }
}

@Suite("The parts of a patch-id")
struct PatchIDTests {
    private let file = """
        diff --git a/x b/x
        index 111..222 100644
        --- a/x
        +++ b/x
        @@ -10,2 +10,3 @@ main()
         one
        +two
         three

        """

    private func text(_ parts: [[UInt8]]?) -> [String]? {
        parts?.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("are those of files, without white space and line numbers")
    func parts() {
        let one = "diff--gita/xb/x---a/x+++b/xone+twothree"
        #expect(text(PatchID.parts(of: file)) == [one])
        let moved = file.replacing("-10,2 +10,3", with: "-99,2 +98,3")
            .replacing("one", with: "o\tne")
        #expect(text(PatchID.parts(of: moved)) == [one])
        #expect(text(PatchID.parts(of: "Text.\n\n" + file + "-- \n2.39\n+more\n")) == [one])
        let two = file + file.replacing("/x", with: "/y")
        #expect(text(PatchID.parts(of: two)) == [one, one.replacing("/x", with: "/y")])
    }

    @Test(
        "there are none where git finds no patch",
        arguments: ["", "text", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n", "Index: x\n"]
    )
    func none(diff: String) { #expect(PatchID.parts(of: diff) == nil) }

    @Test(
        "diffs that were written to stop the intake",
        arguments: [
            Recipe(piece: "diff \n", count: 200_000),
            Recipe(start: "diff \n--- a\n+++ a\n", piece: "@@ -1 +1 @@\n", count: 100_000),
            Recipe(
                start: "diff \n--- a\n+++ a\n@@ -1,999999999999999999999 +1 @@\n",
                piece: " a\n",
                count: 100_000
            ),
            Recipe(start: "diff \n", piece: "index a..b\n", count: 100_000),
            Recipe(start: "diff \n", piece: "Binary files\ndiff \n", count: 100_000),
        ]
    )
    func hostile(recipe: Recipe) {
        let parts = PatchID.parts(of: recipe.text) ?? []
        #expect(parts.reduce(0) { $0 + $1.count } <= recipe.text.utf8.count)
    }
}
