import HTTPTypes
import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore

@testable import TrackerWeb

@Suite struct MboxTests {
    @Test("a patch is written as one mail, headers and all")
    func wholeMail() async throws {
        let site = try await Site()
        let maud = try await site.addAccount("maud")
        var patch = Sent(7, "<a@devs.example>")
        patch.delegate = maud.id
        patch.headers += "\nContent-Type: text/plain\nContent-type: text/x\nMIME-Version: 1.0"
        patch.content = "Add x.\n\nSigned-off-by: Ada <ada@devs.example>\n---\nv2: better\n"
        patch.hasRawMail = true
        try await site.add(patch)
        try await site.addComment(
            2,
            on: "patch",
            7,
            "Later.\nTested-by: Bo <bo@devs.example>",
            after: 9
        )
        try await site.addComment(
            3,
            on: "patch",
            7,
            "acked-by: Cy <cy@devs.example>\nCc: x",
            after: 1
        )
        let answer = await site.get("/project/widget/patch/a@devs.example/mbox/")
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
        #expect(answer.headers[.contentDisposition] == "attachment; filename=1-2-test-Add-x.patch")
        let text = try await answer.text()
        #expect(
            text == """
                From patchwork Sun Sep 11 22:22:03 2016
                Content-Type: text/plain; charset="utf-8"
                MIME-Version: 1.0
                Content-Transfer-Encoding: 7bit
                X-Patchwork-Submitter: Ada Lindqvist <ada@devs.example>
                X-Patchwork-Id: 7
                X-Patchwork-Delegate: maud@devs.example
                From: Ada Lindqvist <ada@devs.example>
                Subject: [PATCH 1/2] test: Add x
                Date: Sun, 11 Sep 2016 23:22:03 +0100
                Content-type: text/x
                MIME-Version: 1.0

                Add x.

                Signed-off-by: Ada <ada@devs.example>
                acked-by: Cy <cy@devs.example>
                Tested-by: Bo <bo@devs.example>
                ---
                v2: better

                diff --git a/x b/x
                --- a/x
                +++ b/x
                @@ -1 +1 @@
                -a
                +b

                """
        )
    }

    @Test(
        "the submitter is named as mail needs it",
        arguments: [
            ("Ada Lindqvist", "Ada Lindqvist <a@b.example>"),
            (nil, "a@b.example"),
            ("", "a@b.example"),
            ("Darrick J. Wong", "\"Darrick J. Wong\" <a@b.example>"),
            ("Ada \\\"Q\\\" L", "\"Ada \\\\\\\"Q\\\\\\\" L\" <a@b.example>"),
            ("Åda Líndqvist", "=?utf-8?b?w4VkYSBMw61uZHF2aXN0?= <a@b.example>"),
            ("Rafał Miłecki", "=?utf-8?b?UmFmYcWCIE1pxYJlY2tp?= <a@b.example>"),
            ("Ada\r\nBcc: x@y.example", "\"Ada Bcc: x@y.example\" <a@b.example>"),
            ("Ada\u{2028}Bcc: x\u{85}", "\"Ada Bcc: x\" <a@b.example>"), ("\n", "a@b.example"),
            ("=?utf-8?q?x?=", "=?utf-8?b?PT91dGYtOD9xP3g/PQ==?= <a@b.example>"),
        ]
    )
    func submitter(name: String?, expected: String) throws {
        var source = MboxSource(
            id: 1,
            name: "x",
            date: Site.date,
            submitterEmail: "a@b.example",
            listEmail: "l@b.example",
            body: MailBody(headers: "From: a@b.example", content: "x")
        )
        source.submitterName = name
        let lines = String(decoding: MboxMessage.compose(source), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.first { $0.hasPrefix("X-Patchwork-Submitter: ") })
        #expect(line == "X-Patchwork-Submitter: \(expected)")
        #expect(lines.allSatisfy { !$0.hasPrefix("Bcc") })
    }

    @Test(
        "the author stands in From again where the list put itself there",
        arguments: [
            ("Ada via Widget <widget@lists.example.org>", true),
            ("\"'Ada' via widget\"\n <widget@lists.example.org>", true),
            ("=?utf-8?q?=C3=85da?= via Widget <widget@lists.example.org>", true),
            ("Ada via Widget <WIDGET@lists.example.org>", false),
            ("Widget <other@lists.example.org>", false), ("widget", false), ("", false),
        ]
    )
    func rewrittenFrom(value: String, isList: Bool) {
        let source = MboxSource(
            id: 1,
            name: "x",
            date: Site.date,
            submitterEmail: "ada@devs.example",
            listEmail: "widget@lists.example.org",
            body: MailBody(headers: "To: x\nfrom: \(value)\nCc: y", content: "x")
        )
        let text = String(decoding: MboxMessage.compose(source), as: UTF8.self)
        #expect(text.contains("\nX-Patchwork-Original-From: ") == isList)
        #expect(text.contains("\nFrom: ada@devs.example\nCc: y\n") == isList)
    }

    @Test(
        "a date is added where the mail had none",
        arguments: [
            ("Subject: x", "Subject: x\nDate: Sun, 11 Sep 2016 22:22:03 -0000\n\n"),
            ("date: never", "date: never\n\n"), ("Date:", "Date: \n\n"),
        ]
    )
    func missingDate(headers: String, expected: String) {
        let text = compose(headers: headers, content: "x")
        #expect(text.contains("X-Patchwork-Id: 1\n" + expected))
    }

    @Test(
        "no stored value ends the head or begins a header",
        arguments: [
            "X: a\n\nbody", "X: a\r\n\r\nbody", "X: a\rBcc: b", "X: a\n\n\n b", "X: a\n \n\t\n b",
        ]
    )
    func injection(headers: String) {
        let text = compose(headers: headers, content: "the message")
        let head = text.split(separator: "\n\n", maxSplits: 1).first ?? ""
        #expect(text.hasSuffix("\n\nthe message\n"))
        #expect(!head.contains("\r"))
    }

    @Test("a message without text leaves an empty line", arguments: [nil, "", "\n\n"])
    func noContent(content: String?) {
        #expect(compose(headers: "Date: x", content: content).hasSuffix("Date: x\n\n\n"))
    }

    @Test("text beyond ASCII is announced as 8bit")
    func eightBit() {
        let text = compose(headers: "Date: x", content: "Å")
        #expect(text.contains("Content-Transfer-Encoding: 8bit\n"))
    }

    private func compose(headers: String, content: String?) -> String {
        let source = MboxSource(
            id: 1,
            name: "x",
            date: Site.date,
            submitterEmail: "ada@devs.example",
            listEmail: "widget@lists.example.org",
            body: MailBody(headers: headers, content: content)
        )
        return String(decoding: MboxMessage.compose(source), as: UTF8.self)
    }
}
