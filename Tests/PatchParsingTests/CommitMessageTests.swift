import PatchParsing
import Testing

@Suite("Commit message")
struct CommitMessageTests {
    @Test(
        "is cut at the signature and trimmed",
        arguments: [
            ("Fix it.\n\n-- \nAda\n", "Fix it."),
            ("Fix it.\n_\nlist footer", "Fix it."),
            ("Fix it.\n_______\nlist footer\n-- \n", "Fix it."),
            ("Title\n_____\n\nruled text", "Title"),
            ("-- \nAda", ""),
            ("Fix it.\n--\nkept", "Fix it.\n--\nkept"),
            ("Fix it.\n-- \r\nkept", "Fix it.\n-- \r\nkept"),
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

    @Test func carriageReturnsAtLineEndsGo() {
        #expect(CommitMessage.withUnixLineEnds("a\r\nb\rc\r\r\n\r\n") == "a\nb\rc\r\n\n")
        #expect(CommitMessage.withUnixLineEnds("a\n") == "a\n")
    }
}
