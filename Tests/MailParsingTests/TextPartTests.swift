import MailParsing
import Testing

@Suite struct TextPartTests {
    @Test("finds the texts of a multipart", arguments: LineEnding.allCases)
    func findsParts(ending: LineEnding) {
        let mail = ending.mail(
            """
            Content-Type: multipart/mixed; boundary="b 1"

            preamble
            --b 1

            first

            --b 1\u{20}
            Content-Type: TEXT/X-Patch; name="a.diff"

            second
            --b 1--
            epilogue
            --b 1

            """
        )
        let end = ending.rawValue
        #expect(mail.textParts.map(\.text) == ["first" + end, "second"])
        #expect(mail.textParts.map(\.subtype) == ["plain", "x-patch"])
        #expect(mail.textParts.map(\.fileName) == [nil, "a.diff"])
        #expect(mail.problems.isEmpty)
    }

    @Test("walks into attached mails and nested multiparts", arguments: LineEnding.allCases)
    func walks(ending: LineEnding) {
        let mail = ending.mail(
            """
            Content-Type: multipart/mixed; boundary=out

            --out
            Content-Type: message/rfc822

            Subject: inner
            Content-Type: multipart/alternative; boundary=in

            --in

            one
            --in
            Content-Type: text/html

            two
            --in--
            --out
            Content-Type: application/pdf

            no text
            --out
            Content-Type: multipart/digest; boundary=dig

            --dig

            Subject: digested

            three
            --dig--
            --out--

            """
        )
        #expect(mail.textParts.map(\.text) == ["one", "two", "three"])
        #expect(mail.root.parts.first?.parts.first?.headers.first("subject")?.decoded == "inner")
    }

    @Test("an outer boundary ends inner parts", arguments: LineEnding.allCases)
    func endsInnerParts(ending: LineEnding) {
        let mail = ending.mail(
            """
            Content-Type: multipart/mixed; boundary=out

            --out
            Content-Type: multipart/mixed; boundary=in

            --in

            one
            --out

            two
            """
        )
        #expect(mail.textParts.map(\.text) == ["one", "two"])
        #expect(mail.problems == [.endBoundaryNotFound])
    }

    @Test(
        "has no text where a multipart has no usable boundary",
        arguments: [
            ("", MailProblem.missingBoundary),
            ("; boundary=other", MailProblem.startBoundaryNotFound),
        ]
    )
    func needsBoundary(parameter: String, problem: MailProblem) {
        for ending in LineEnding.allCases {
            let mail = ending.mail("Content-Type: multipart/mixed\(parameter)\n\n--b\n\nx\n--b--\n")
            #expect(mail.textParts.isEmpty)
            #expect(mail.problems == [problem])
            #expect(Array(mail.root.rawBody) == ending.bytes("--b\n\nx\n--b--\n"))
        }
    }

    @Test("several boundary lines make one part")
    func mergesBoundaries() {
        let mail = LineEnding.lf.mail(
            "Content-Type: multipart/x; boundary=b\n\n--b\n--b\n\nx\n--b--\n"
        )
        #expect(mail.textParts.map(\.text) == ["x"])
    }

    @Test("a delivery status has a text for each block")
    func readsDeliveryStatus() {
        let mail = LineEnding.lf.mail(
            "Content-Type: message/delivery-status\n\nA: 1\n\nB: 2\nC: 3\n"
        )
        #expect(mail.root.parts.map { $0.headers.map(\.name) } == [["A"], ["B", "C"]])
        #expect(mail.textParts.map(\.text) == ["", ""])
    }

    @Test(
        "undoes the transfer encoding",
        arguments: [
            ("base64", "Y2Fm\nw6k=\n", "café"),
            ("BASE64 ", "Y2Fmw6k", "café"),
            ("base64", "Y2!F m\u{7F}w6k=trailing", "café"),
            ("base64", "Y2Fmw6kx\nY\n", "Y2Fmw6kxY"),
            ("base64", "", ""),
            ("quoted-printable", "caf=C3=a9 =\nsoft=20\n=3D =ZZ =", "café soft \n= =ZZ "),
            ("quoted-printable", "a==b =", "a=b "),
            ("7bit", "caf=C3=A9", "caf=C3=A9"),
            ("x-rot13", "Y2Fm", "Y2Fm"),
        ]
    )
    func undoesTransferEncoding(encoding: String, body: String, expected: String) {
        let head = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
        let mail = LineEnding.lf.mail(head + encoding + "\n\n" + body)
        #expect(mail.textParts.map(\.text) == [expected])
        let crlf = LineEnding.crlf.mail(head + encoding + "\n\n" + body).textParts.first?.text
        #expect(crlf?.replacing("\r\n", with: "\n") == expected)
    }

    @Test(
        "reads the declared charset, and copes with wrong ones",
        arguments: [
            ("", [0xC3, 0xA9], "é", false),
            ("", [0xE9], "é", false),
            ("", [0x93], "\u{201C}", false),
            ("", [0x81], "\u{81}", false),
            ("; charset=utf-8", [0xC3, 0xA9], "é", false),
            ("; charset=UTF8", [0xC3, 0xA9], "é", false),
            ("; charset=\"Latin-1\"", [0xE9], "é", false),
            ("; charset=iso-8859-15", [0xA4], "€", false),
            ("; charset=windows-1252", [0x80], "€", false),
            ("; charset=koi8-r", [0xC1], "а", false),
            ("; charset=gb2312", [0xD6, 0xD0], "中", false),
            ("; charset=utf-16le", [0x61, 0x00], "a", false),
            (
                "; charset=iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日",
                false
            ),
            ("; charset*=us-ascii'en'utf-8", [0xC3, 0xA9], "é", false),
            ("; charset=us-ascii", [0xC3, 0xA9], "é", true),
            ("; charset=us-ascii", [0xE9], "é", true),
            ("; charset=utf-8", [0xE9], "é", true),
            ("; charset=gb2312", [0xFF], "ÿ", true),
            ("; charset=none", [0xC3, 0xA9], "é", false),
            ("; charset=unknown-8bit", [0xE9], "é", false),
            ("; charset=rot13", [0x61], "a", false),
            ("; charset=hex", [0x61], "a", false),
            ("; charset=\"\"", [0x61], "a", false),
            ("; charset=../../etc", [0x61], "a", false),
            ("; charset=utf-8//IGNORE", [0xE9], "é", false),
        ] as [(String, [UInt8], String, Bool)]
    )
    func decodes(parameter: String, body: [UInt8], text: String, isWrong: Bool) {
        let mail = MailMessage(
            parsing: Array("Content-Type: text/plain\(parameter)\n\n".utf8) + body
        )
        #expect(mail.textParts.map(\.text) == [text])
        #expect(mail.textParts.map(\.charsetProblem) == [isWrong])
    }

    @Test(
        "reads the name of the file",
        arguments: [
            ("Content-Disposition: attachment; filename=a.diff", "a.diff"),
            ("Content-Disposition: inline; filename=\"a \\\"b;c.diff\"", "a \"b;c.diff"),
            ("Content-Disposition: attachment; filename*=utf-8''caf%C3%A9.diff", "café.diff"),
            ("Content-Disposition: x; filename*1=\"b.diff\"; filename*0=a", "ab.diff"),
            ("Content-Disposition: x; filename*0*=utf-8'en'%C3; filename*1*=%A9", "é"),
            ("Content-Disposition: x; filename=\"=?utf-8?q?=C3=A9?=\"", "é"),
            ("Content-Disposition: x\nContent-Type: text/plain; name=b", "b"),
            ("Content-Type: text/plain; name*9999999999999=x", nil),
            ("X: y", nil),
        ]
    )
    func readsFileName(header: String, expected: String?) {
        #expect(LineEnding.lf.mail(header + "\n\nx").textParts.first?.fileName == expected)
    }

    @Test(
        "a type that is none counts as plain text",
        arguments: ["text", "", "a/b/c", "; charset=x"]
    )
    func toleratesTypes(type: String) {
        let mail = LineEnding.lf.mail("Content-Type: \(type)\n\nx")
        #expect(mail.textParts.map(\.subtype) == ["plain"])
    }
}
