import PatchParsing
import Testing

@Suite("What a message says of the versions of its series")
struct SeriesNotesTests {
    @Test("b4's footer of a cover letter")
    func footer() {
        let notes = SeriesNotes(
            """
            Quotas were counted twice.

            Changes in v3:
            - Count once
            - Link to v2: https://lore.kernel.org/r/20240305-quota-fix-v2-0-abc@example.org

            Changes in v2:
            - Count at all
            - Link to v1: https://patch.msgid.link/20240304-quota-fix-v1-0-abc@example.org

            ---
            base-commit: 0123456789ABCDEF0123456789abcdef01234567
            change-id: 20240304-quota-fix-0123456789ab
            prerequisite-change-id: 20240301-locks-aaaaaaaaaaaa:v4
            prerequisite-message-id: <20240302.7@example.org>
            prerequisite-patch-id: 1111111111111111111111111111111111111111
            prerequisite-patch-id: 2222222222222222222222222222222222222222

            Best regards,
            """
        )
        #expect(notes.changeID == "20240304-quota-fix-0123456789ab")
        #expect(
            notes.earlier == [
                "20240305-quota-fix-v2-0-abc@example.org",
                "20240304-quota-fix-v1-0-abc@example.org",
            ]
        )
        #expect(notes.baseCommit == "0123456789abcdef0123456789abcdef01234567")
        #expect(
            notes.prerequisiteChanges == [
                PrerequisiteChange(changeID: "20240301-locks-aaaaaaaaaaaa", version: 4)
            ]
        )
        #expect(notes.basedOn == ["20240302.7@example.org"])
        #expect(
            notes.prerequisitePatches == [
                String(repeating: "1", count: 40), String(repeating: "2", count: 40),
            ]
        )
    }

    @Test(
        "links to earlier versions",
        arguments: [
            "Supersedes: <1@x.test>",
            "supersedes: 1@x.test",
            "Supersedes: https://patchew.org/QEMU/1@x.test/",
            "- Link to v1: https://lore.kernel.org/r/1@x.test",
            "v1: https://lore.kernel.org/all/1@x.test/",
            "V1: https://lore.kernel.org/all/1@x.test/#t",
            "[v1] https://lore.kernel.org/all/1%40x.test/",
            "  * RFC v1 (2024-03-04): https://lkml.kernel.org/r/1@x.test",
            "v1 -> https://lore.kernel.org/linux-a/1@x.test/",
            "Changes since v1 (https://lore.kernel.org/r/1@x.test):",
            "Previous version: https://lore.kernel.org/r/1@x.test.",
            "v1 can be found here: https://lore.kernel.org/r/1@x.test",
            "v1 was posted at <1@x.test>",
            "v1:https://lore.kernel.org/r/1@x.test",
            "Link to v1:\n  https://lore.kernel.org/r/1@x.test",
            "v1:\n - https://lore.kernel.org/r/1@x.test",
            "Older versions:\n\nhttps://lore.kernel.org/r/1@x.test",
            "Changes since v1 [1]:\n- a fix\n\n[1] https://lore.kernel.org/r/1@x.test",
            "v1[1]\n\n[1]: https://lore.kernel.org/r/1@x.test",
            "Link: https://lore.kernel.org/r/1@x.test # v1",
            "Link: https://lore.kernel.org/r/1@x.test [v1]",
            "v1 [3]\nLink: https://lore.kernel.org/r/1@x.test [3]",
            "https://patchwork.test/project/a/cover/1@x.test/ (v1)\nv1: <1@x.test>",
        ]
    )
    func links(text: String) {
        #expect(SeriesNotes("Fix it.\n\n---\n\(text)\n").earlier == ["1@x.test"])
        #expect(
            SeriesNotes("Fix it.\r\n\(text.replacing("\n", with: "\r\n"))").earlier == ["1@x.test"]
        )
    }

    @Test(
        "links to anything else",
        arguments: [
            "Link: https://lore.kernel.org/r/1@x.test",
            "Closes: https://lore.kernel.org/r/1@x.test",
            "Based on v1 of the quota fixes: https://lore.kernel.org/r/1@x.test",
            "This depends on v1 https://lore.kernel.org/r/1@x.test",
            "As reported [1]\n[1] https://lore.kernel.org/r/1@x.test",
            "Changes in v2:\nhttps://lore.kernel.org/r/1@x.test",
            "> v1: https://lore.kernel.org/r/1@x.test",
            "v1: reviewed by Ada <1@x.test>",
            "v1: Ada (ada@x.test)",
            "v1: https://x.test/no-message",
            "Range-diff against v1:\n1: v1 https://lore.kernel.org/r/1@x.test",
            "v1: https://ada@x.test/",
            "Based-on: <1@x.test>",
        ]
    )
    func otherLinks(text: String) {
        #expect(SeriesNotes("Fix it.\n\n---\n\(text)\n").earlier.isEmpty)
    }

    @Test("what a series is based on")
    func basedOn() {
        let notes = SeriesNotes(
            "Based-on: <1@x.test> (\"a title\")\nBased-on: https://lore.kernel.org/r/2@x.test/\n"
                + "Based-on: 3@x.test\nBased-on: master\n"
        )
        #expect(notes.basedOn == ["1@x.test", "2@x.test", "3@x.test"])
        #expect(notes.earlier.isEmpty)
    }

    @Test("notes that are none")
    func malformed() {
        #expect(SeriesNotes("") == SeriesNotes())
        let notes = SeriesNotes(
            """
            change-id: two words
            Base-Commit: none
            prerequisite-patch-id: xyz
            prerequisite-change-id: :v4
            prerequisite-change-id: a:4
            Supersedes: <@>
            Supersedes:
            """
        )
        #expect(notes == SeriesNotes())
    }

    @Test("the last change-id counts, also Gerrit's")
    func lastChangeID() {
        let gerrit = "I" + String(repeating: "a", count: 40)
        #expect(SeriesNotes("change-id: a\nChange-Id: \(gerrit)\n").changeID == gerrit)
    }

    @Test("prerequisites without a version")
    func anyVersion() {
        let notes = SeriesNotes("prerequisite-change-id: 20240301-locks-aaaaaaaaaaaa\n")
        #expect(
            notes.prerequisiteChanges
                == [PrerequisiteChange(changeID: "20240301-locks-aaaaaaaaaaaa", version: nil)]
        )
    }

    @Test(
        "mails that were written to stop the intake",
        arguments: [
            Recipe(piece: "v1 ", count: 300_000),
            Recipe(piece: "v1: [1]\n", count: 100_000),
            Recipe(piece: "[1] https://x.test/1@x.test\nv1 [1]\n", count: 40_000),
            Recipe(start: "v1: ", piece: ":", count: 1_000_000),
            Recipe(start: "v1: http", piece: "://", count: 300_000),
            Recipe(start: "v1: https://x.test/", piece: "%", count: 1_000_000),
            Recipe(start: "v1: https://x.test/", piece: "@/", count: 500_000),
            Recipe(start: "v1: ", piece: "<", count: 1_000_000),
            Recipe(start: "v1 [", piece: "[", count: 1_000_000),
            Recipe(start: "Supersedes: ", piece: "<a@b> ", count: 200_000),
            Recipe(piece: "Supersedes: <a@b>\n", count: 100_000),
            Recipe(piece: "prerequisite-patch-id: 0123456\n", count: 50_000),
            Recipe(start: "change-id: ", piece: "a", count: 1_000_000),
            Recipe(piece: "v1:\n", count: 300_000),
        ]
    )
    func hostile(recipe: Recipe) {
        let notes = SeriesNotes(recipe.text)
        #expect(notes.earlier.count <= SeriesNotes.limit)
        #expect(notes.prerequisitePatches.count <= SeriesNotes.limit)
    }

    @Test("of many messages the first ones are taken")
    func limit() {
        let lines = (0..<500).map { "Supersedes: <\($0)@x.test>\n" }.joined()
        let notes = SeriesNotes(lines)
        #expect(notes.earlier.count == SeriesNotes.limit)
        #expect(notes.earlier.first == "0@x.test")
    }
}
