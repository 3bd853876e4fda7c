import PatchParsing
import Testing

@Suite("Commit message")
struct CommitMessageTests {
    @Test(
        "is cut at the signature and trimmed",
        arguments: [
            ("Fix it.\n\n-- \nAda\n", "Fix it."),
            ("Fix it.\n_\nlist footer", "Fix it."),
            ("Fix it.\r\n______\r\nlist footer\r\n", "Fix it."),
            ("Fix it.\n______\n", "Fix it."),
            ("-- \nAda", ""),
            ("Fix it.\n--\nkept", "Fix it.\n--\nkept"),
            ("Fix it.\r\n-- \r\nAda\r\n", "Fix it."), ("Fix it.\r\n-- \r", "Fix it."),
            ("Fix it.\n--  \nkept", "Fix it.\n--  \nkept"),
            ("Fix it.\n__x\nkept", "Fix it.\n__x\nkept"),
            ("Fix it.\n---\nv2: kept\n", "Fix it.\n---\nv2: kept"),
            (
                " \u{A0}\u{1F}\u{85}\t\r\n\u{2003}\u{3000}Fix it.\u{202F}\u{205F}\u{1680} ",
                "Fix it."
            ),
            ("Fix \0it\0.", "Fix it."),
            ("e\u{301}\u{200B}", "e\u{301}\u{200B}"),
            ("", ""), (" \n ", ""),
        ]
    )
    func isCleaned(text: String, message: String) {
        #expect(Array(CommitMessage.cleaned(text).utf8) == Array(message.utf8))
    }

    @Test(
        "loses the footer of a list, and no ruler of its own",
        arguments: [
            ("______", "a\nb", true),
            // Mailman's.
            (
                String(repeating: "_", count: 47),
                "widget mailing list\nwidget@lists.example.org\nhttps://lists.example.org/widget",
                true
            ),
            ("______", "List-Archive: https://lists.example.org/widget", true),
            ("______", String(repeating: "x\n\n", count: 10), true),
            ("______", String(repeating: "x\n", count: 11), false),
            ("______", "a\n\nSigned-off-by: Ada <ada@example.org>", false),
            ("______", "a\n\nFixes: 1234567 (\"b\")", false),
            ("______", "a\n---\nv2: b", false),
            ("______", "a\n@@ -1 +1 @@", false),
            ("______", "a\ndiff --git a/x b/x", false),
            // The ruler underlines a title.
            ("_____", "a", false),
        ]
    )
    func losesFooter(ruler: String, rest: String, isFooter: Bool) {
        let text = "First\n\nTitle\n\(ruler)\n\(rest)\n"
        let message = isFooter ? "First\n\nTitle" : text.trimmingLineEnds
        #expect(CommitMessage.cleaned(text) == message)
    }

    @Test func rulersInTheMessageStayBeforeAFooter() {
        let message = "Title\n________\na\n\nAcked-by: Ada <ada@example.org>"
        #expect(CommitMessage.cleaned("\(message)\n\n____\nlist\n") == message)
        // What stands before a signature was written by its author.
        #expect(CommitMessage.cleaned("Title\n________\na\n-- \nAda") == "Title\n________\na")
        let long = String(repeating: "________\na\n", count: 20)
        #expect(CommitMessage.cleaned(long) == String(long.dropLast(5 * 11 + 1)))
    }

    @Test func carriageReturnsAtLineEndsGo() {
        #expect(CommitMessage.withUnixLineEnds("a\r\nb\rc\r\r\n\r\n") == "a\nb\rc\r\n\n")
        #expect(CommitMessage.withUnixLineEnds("a\n") == "a\n")
    }
}

extension String {
    fileprivate var trimmingLineEnds: String {
        var text = self[...]
        while text.last == "\n" { text = text.dropLast() }
        return String(text)
    }
}
