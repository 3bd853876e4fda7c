import MailParsing
import Testing

/// Mails made to cost much. They must be parsed in time that is linear in their size.
@Suite struct HostileMailTests {
    private func mail(_ parts: String...) -> MailMessage {
        MailMessage(parsing: Array(parts.joined().utf8))
    }

    /// Looks at everything a mail offers, and returns how many texts it has.
    @discardableResult
    private func useAll(_ mail: MailMessage) -> Int {
        for field in mail.headers {
            guard let text = field.decoded else { continue }
            _ = MailAddress(parsing: text)
            _ = MailAddress.looseList(text).count
            _ = MailDate.seconds(parsing: text)
            _ = MessageID.own(text)
            _ = ListID.parse(text)
        }
        _ = MessageID.references(in: mail.headers)
        _ = StoredHeaders.parse(mail.headers.storedText)
        return mail.textParts.count
    }

    @Test(
        "long values",
        arguments: [
            "x", " ", "x ", "\t", "x at ", "<", ">", "<>", "<x", "(", "(x", "\"", ",", ";", "=?",
            "?=",
            "=?a?q?", "=?utf-8?q?a?= ", "=?utf-8?q?=C3=A9?=", "=?utf-8?b?w6k=?= x ",
            "=?iso-2022-jp?b?",
            "=?utf-8?q?a?==?us-ascii?q?b?=", "=?gb2312?b?1tDOxA==?=", "=?shift_jis?b?k/qWew==?=",
            "é",
            "é ", ":", "-", "0", "1:", "May ", "a\n ", "a\n\t", "\n é",
            "=?iso-2022-jp?q?=1B$BF|?= ",
        ]
    )
    func longValue(unit: String) {
        let value = String(repeating: unit, count: 300_000 / unit.utf8.count)
        useAll(
            mail("X: ", value, "\nSubject: =?utf-8?q?", value, "?=\nReferences: ", value, "\n\nx")
        )
        useAll(mail("Content-Type: text/plain; ", value, "\n\nx"))
        useAll(mail("Content-Type: multipart/mixed; boundary=\"", value, "\"\n\n--", value, "\n"))
    }

    @Test("a line of one megabyte is left out, the others stay")
    func hugeHeader() {
        let mail = mail("A: 1\nB: ", String(repeating: "x ", count: 600_000), "\nC: 2\n\nx")
        #expect(mail.headers.map(\.name) == ["A", "C"])
        #expect(mail.problems == [.headerBlockTooLong])
        #expect(useAll(mail) == 1)
        let folded = self.mail(
            "A: 1\nB: x",
            String(repeating: "\n x", count: 400_000),
            "\nC: 2\n\nx"
        )
        #expect(folded.headers.map(\.name) == ["A", "C"])
    }

    @Test("one hundred thousand encoded words")
    func manyEncodedWords() {
        let words = String(repeating: "=?a?q?b?= ", count: 100_000)
        let mail = mail("Subject: ", words, "\n\n")
        #expect(mail.headers.first("Subject")?.decoded?.count == 100_000)
        useAll(mail)
    }

    @Test("fields beyond the limit are left out")
    func manyFields() {
        let mail = mail(String(repeating: "A: b\n", count: 10_000), "\nx")
        #expect(mail.headers.count == MailLimits.headerFields)
        #expect(mail.problems == [.tooManyHeaderFields])
    }

    @Test("parts beyond the limit are left out")
    func manyParts() {
        let head = "Content-Type: multipart/mixed; boundary=b\n\n"
        let mail = mail(head, String(repeating: "--b\n\nx\n", count: 10_000), "--b--\n")
        #expect(mail.problems == [.tooManyParts])
        #expect(useAll(mail) == MailLimits.parts - 1)
        let status = String(repeating: "A: b\n\n", count: 10_000)
        useAll(self.mail("Content-Type: message/delivery-status\n\n", status))
    }

    @Test("nesting beyond the limit is not taken apart")
    func deepNesting() {
        var text = ""
        for depth in 0..<2_000 {
            text += "Content-Type: multipart/mixed; boundary=b\(depth)\n\n--b\(depth)\n"
        }
        let multiparts = mail(text, "\nx\n")
        #expect(multiparts.problems.contains(.tooDeep))
        #expect(useAll(multiparts) == 0)
        let mails = mail(String(repeating: "Content-Type: message/rfc822\n\n", count: 2_000), "x")
        #expect(mails.problems == [.tooDeep])
        useAll(mails)
    }

    @Test("random bytes")
    func randomBytes() {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("\n\n\n\r  :;=?-\"<>()bqBQ,/aX\0\u{7F}é".utf8) + [0xFF, 0x80]
        let starts = [
            "", "Content-Type: multipart/mixed; boundary=a\n\n--a\n", "Subject: =?utf-8?b?",
        ]
        for round in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...200)).map { _ in
                alphabet[Int.random(in: alphabet.indices, using: &random)]
            }
            useAll(MailMessage(parsing: Array(starts[round % starts.count].utf8) + bytes))
        }
    }
}
