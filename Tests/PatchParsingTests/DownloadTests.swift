import PatchParsing
import Testing

@Suite("Downloads")
struct DownloadTests {
    @Test(
        "names the file",
        arguments: [
            ("[1/2] test: Add x", "1-2-test-Add-x"), ("v2_a.b-c", "v2_a.b-c"), ("--a--b--", "a--b"),
            ("é a é", "a"), ("a/é/b", "a-b"), ("...", "..."), ("[]", ""), ("", ""),
        ]
    )
    func namesFile(name: String, fileName: String) {
        #expect(PatchFileName.sanitised(name) == fileName)
    }

    @Test(
        "puts the body together",
        arguments: [
            ("Fix.\n\nSigned-off-by: A", nil, "Fix.\n\nSigned-off-by: A\nR: b\n"),
            ("Fix.", "--- a\n", "Fix.\nR: b\n\n--- a\n"),
            ("Fix.\n---\n x | 2 +-", "d\n", "Fix.\nR: b\n---\n x | 2 +-\n\nd\n"),
            ("Fix.\n\n--\nnote \n\n", "d\n", "Fix.\nR: b\n---\nnote\n\nd\n"),
            ("Fix.\n--- \n\nnote", nil, "Fix.\nR: b\n---\n\nnote\n"),
            ("Fix.\n-- \nnote", nil, "Fix.\nR: b\n---\nnote\n"),
            ("Fix.\n---\none\n---\ntwo", nil, "Fix.\nR: b\n---\none\n---\ntwo\n"),
            ("Fix.\n---", nil, "Fix.\nR: b\n"),
            ("---\nnote", nil, "\nR: b\n---\nnote\n"),
            ("", nil, "\nR: b\n"),
            (
                "Fix.\n----\nmore\n---  \nmore\n - --", nil,
                "Fix.\n----\nmore\n---  \nmore\n - --\nR: b\n"
            ),
            ("Fix.\n---\r\nnote", "-a\r\n", "Fix.\n---\nnote\nR: b\n\n-a\n"),
        ] as [(String, String?, String)]
    )
    func putsBodyTogether(content: String, diff: String?, body: String) {
        let composed = MboxBody.compose(
            content: content,
            commentTrailerLines: ["R: b"],
            diff: diff
        )
        #expect(composed == body)
    }
}
