import MailParsing
import Testing

@Suite struct HeaderFieldTests {
    @Test(
        "decodes leniently",
        arguments: [
            ("=?utf-8?q?=C3=A9xample?= user <u@e.example>", "éxample user <u@e.example>"),
            ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
            ("=?utf-8?q?a?=\n =?utf-8?q?b?=", "ab"),
            ("=?utf-8?q?a?=\r\n\t=?utf-8?q?b?=", "ab"),
            ("x=?utf-8?q?b?=y", "x b y"),
            ("\"=?utf-8?q?J=C3=A9?= X\" <a@b.example>", "\" Jé X\" <a@b.example>"),
            ("=?utf-8?Q?a_b?=", "a b"),
            ("=?utf-8*en?Q?a_b?=", "a b"),
            ("=?bogus?q?abc?=", "abc"),
            ("=?bogus?q?a=E9?=", "a\u{FFFD}"),
            ("=?utf-8?q?bad=E9?=", "bad\u{FFFD}"),
            ("=?utf-8?b?YQ?=", "a"),
            ("=?utf-8?b?bad!!!?=", "m\u{FFFD}"),
            ("=?utf-8?q?a=00b?=", "ab"),
            ("", ""),
            ("  \t ", ""),
            ("a\u{A0}\u{2003} b\n\tc ", "a b c"),
            ("=?iso-8859-1?q?=E9?= =?utf-8?q?=C3=A9?=", "éé"),
            ("=?gb2312?b?1tDOxA==?=", "中文"),
            ("=?koi8-r?b?8NLJ18XU?=", "Привет"),
            ("=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=", "café"),
            ("=?utf-8?q?open", "=?utf-8?q?open"),
            ("=?utf-8?x?a?=", "=?utf-8?x?a?="),
            ("(=?utf-8?q?a?=)", "(a)"),
        ]
    )
    func decodes(raw: String, expected: String) {
        #expect(MailMessage.field(raw)?.decoded == expected)
    }

    @Test("is unreadable with base64 of an impossible length", arguments: ["YWJjZ", "Y", "ab!"])
    func isUnreadable(word: String) throws {
        let field = try #require(MailMessage.field("=?utf-8?b?\(word)?="))
        #expect(field.decoded == nil)
    }

    @Test("one bad word does not spoil the others")
    func keepsGoodWords() {
        let value = "=?utf-8?q?caf=C3=A9?= =?iso-2022-jp?b?GyRC/w==?= =?utf-8?q?=C3=A9?="
        #expect(MailMessage.field(value)?.decoded?.hasPrefix("café") == true)
        #expect(MailMessage.field(value)?.decoded?.hasSuffix("é") == true)
    }

    @Test("reads raw UTF-8, but not raw bytes of an unknown charset")
    func readsRawBytes() {
        #expect(MailMessage.field("Rafał")?.decoded == "Rafał")
        #expect(MailMessage.field("Rafał =?utf-8?q?=C3=A9?= x")?.decoded == "Rafał é x")
        let latin1 = Array("Gr".utf8) + [0xFC, 0xDF] + Array("e".utf8)
        #expect(MailMessage.field(latin1)?.decoded == "Gr\u{FFFD}\u{FFFD}e")
    }

    @Test("keeps the raw value with its folds", arguments: LineEnding.allCases)
    func keepsRawValue(ending: LineEnding) throws {
        let field = try #require(ending.mail("To:  a,\n\tb\nX: y\n\n").headers.first("to"))
        #expect(field.name == "To")
        #expect(Array(field.rawValue) == ending.bytes("a,\n\tb"))
        #expect(field.decoded == "a, b")
    }

    @Test("finds fields in any case, with duplicates", arguments: LineEnding.allCases)
    func findsFields(ending: LineEnding) {
        let headers = ending.mail("Cc: a\ncC: b\nSubject: s\nCC: c\n\nCc: body\n").headers
        #expect(headers.map(\.name) == ["Cc", "cC", "Subject", "CC"])
        #expect(headers.all("cc").map(\.decoded) == ["a", "b", "c"])
        #expect(headers.first("CC")?.decoded == "a")
        #expect(headers.first("C") == nil)
    }

    @Test("ignores lines that belong to no field", arguments: LineEnding.allCases)
    func ignoresStrayLines(ending: LineEnding) {
        let mail = ending.mail(" stray\nA: 1\nFrom somebody\n lost\n:nameless\n lost\nB: 2\n\nx\n")
        #expect(mail.headers.map(\.name) == ["A", "B"])
        #expect(mail.headers.map(\.decoded) == ["1", "2"])
        #expect(mail.problems == [.strayHeaderLine])
        #expect(mail.textParts.map(\.text) == ["x" + ending.rawValue])
    }

    @Test("the body may begin without an empty line", arguments: LineEnding.allCases)
    func startsBodyWithoutSeparator(ending: LineEnding) {
        let mail = ending.mail("A: 1\nno field: 2\n")
        #expect(mail.headers.map(\.name) == ["A"])
        #expect(mail.problems == [.missingBodySeparator])
        #expect(mail.textParts.map(\.text) == ["no field: 2" + ending.rawValue])
    }

    @Test(
        "a From line before the mail is no field",
        arguments: ["From ada Mon\n", ">From ada Mon\n"]
    )
    func skipsFromLine(line: String) {
        for ending in LineEnding.allCases {
            let mail = ending.mail(line + "A: 1\n\nx")
            #expect(mail.headers.map(\.name) == ["A"])
            #expect(mail.problems.isEmpty)
        }
    }

    @Test("an empty mail has one empty text")
    func parsesEmptyMail() {
        let mail = MailMessage(parsing: [])
        #expect(mail.headers.isEmpty)
        #expect(mail.textParts.map(\.text) == [""])
    }
}
