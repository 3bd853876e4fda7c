import MailParsing
import Testing

@Suite struct StoredHeadersTests {
    @Test(
        "re-encodes values with encoded words",
        arguments: [
            ("=?utf-8?q?caf=C3=A9?= <a@b>", "=?utf-8?b?Y2Fmw6k=?= <a@b>"),
            (
                "Bob <b@c>,\n\t=?utf-8?q?caf=C3=A9?= <a@b>,\n\tCarl <c@d>",
                "Bob <b@c>, =?utf-8?b?Y2Fmw6k=?= <a@b>, Carl <c@d>"
            ),
            (
                "=?utf-8?q?a=C3=A9?=\n =?utf-8?b?YsOp?= tail words",
                "=?utf-8?b?YcOpYsOp?= tail words"
            ),
            ("=?ISO-8859-1?B?6Q==?= x", "=?iso-8859-1?q?=E9?= x"),
            ("=?utf-8?q?plain?= x", "=?utf-8?q?plain?= x"),
            ("=?us-ascii?q?plain?= x", "plain  x"),
            ("=?gb2312?b?1tDOxA==?=", "=?eucgb2312_cn?b?1tDOxA==?="),
            ("=?Shift_JIS?b?k/qWew==?=", "=?iso-2022-jp?b?GyRCRnxLXBsoQg==?="),
            ("=?bogus?q?abc?=", "=?unknown-8bit?q?abc?="),
            ("=?utf-8?q??= x", " x"),
            ("Rafał Miłecki <r@e.example>", "=?utf-8?b?UmFmYcWCIE1pxYJlY2tp?= <r@e.example>"),
            ("[x] Grüße an alle", "[x] =?utf-8?b?R3LDvMOfZQ==?= an alle"),
        ]
    )
    func encodes(raw: String, expected: String) {
        #expect(MailMessage.headers("X: " + raw).storedText == "X: " + expected)
    }

    @Test("labels raw bytes that are no UTF-8")
    func labelsUnknownBytes() {
        let field = Array("X: Gr".utf8) + [0xFC] + Array("n\n\n".utf8)
        #expect(MailMessage(parsing: field).headers.storedText == "X: =?unknown-8bit?q?Gr=FCn?=")
    }

    @Test("divides long encoded words between characters")
    func dividesWords() {
        let value = "=?utf-8?b?" + String(repeating: "w6nDqcOp", count: 30) + "?="
        let stored = MailMessage.headers("Subject: " + value).storedText
        let words = StoredHeaders.parse(stored).first?.value.split(separator: "\n") ?? []
        #expect(words.count == 4)
        #expect(words.dropFirst().allSatisfy { $0.hasPrefix("\t=?utf-8?b?") })
        let decoded = MailMessage.headers(stored).first("Subject")?.decoded
        #expect(decoded == String(repeating: "é", count: 90))
    }

    @Test(
        "folds only what is too long",
        arguments: [
            ("short,\n\tfolded\n and folded", "short,\n\tfolded\n and folded"),
            ("\n first line empty", "\n first line empty"),
            ("one line with a space behind ", "one line with a space behind "),
            ("two \n lines ", "two\n lines"),
            ("two  \n lines", "two  \n lines"),
            ("a\n \n b", "a\n b"),
            ("NUL\0gone", "NULgone"),
            (x(80), "\n " + x(80)),
            ("a " + x(80), "a\n " + x(80)),
            ("a;b, c; d, " + x(70), "a;b, c;\n d, " + x(70)),
            ("a, b " + x(72), "a,\n b " + x(72)),
            ("a\t" + x(75), "a\n\t" + x(75)),
            (x(75), x(75)),
            (x(76), "\n " + x(76)),
            ("a\n " + x(77), "a\n " + x(77)),
            ("a\n b " + x(76), "a\n b\n " + x(76)),
        ]
    )
    func folds(raw: String, expected: String) {
        for ending in LineEnding.allCases {
            let headers = ending.mail("X: \(raw)\n\n").headers
            #expect(headers.storedText == "X: " + expected)
        }
    }

    @Test("keeps order and duplicates, leaves out what is unreadable")
    func keepsOrder() {
        let headers = MailMessage.headers("B: 1\nA: =?utf-8?b?Y?=\nb: 2\nC:\nB: 3")
        #expect(headers.storedText == "B: 1\nb: 2\nC: \nB: 3")
    }

    @Test("never writes a value that looks like another field")
    func leavesOutInjectedFields() {
        #expect(MailMessage.headers("A: x\u{1C}B:evil\nC: 1").storedText == "C: 1")
    }

    @Test("parses what it wrote")
    func parsesBlock() {
        let pairs = StoredHeaders.parse(
            "To: a,\n\tb\nReturn-Path: \n <x@e.example>\nE: \nto:\t c\n\nBody: x"
        )
        #expect(pairs.map(\.name) == ["To", "Return-Path", "E", "to"])
        #expect(pairs.map(\.value) == ["a,\n\tb", "\n <x@e.example>", "", "c"])
        #expect(StoredHeaders.parse("").isEmpty)
    }
}

private func x(_ count: Int) -> String { String(repeating: "x", count: count) }
