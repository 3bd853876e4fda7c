import MailParsing
import Testing

@Suite struct MessageIDTests {
    @Test(
        "finds the own id",
        arguments: [
            ("<a@b>", "<a@b>"), ("(comment) <a@b> <c@d>", "<a@b>"), ("  bare@id ", "bare@id"),
            ("<> <a@b>", "<a@b>"), ("<<a@b>", "<<a@b>"), ("<open", "<open"), ("", nil),
            ("  ", nil),
        ]
    )
    func findsOwn(field: String, id: String?) {
        #expect(MessageID.own(field) == id)
    }

    @Test("cuts long ids")
    func cuts() {
        let id = MessageID.own("<" + String(repeating: "é", count: 300) + ">")
        #expect(id?.unicodeScalars.count == 255)
    }

    @Test("lists references from the nearest on")
    func listsReferences() {
        let headers = MailMessage.headers(
            """
            References: <1@x> <2@x>\n <3@x> no brackets
            In-Reply-To: Your mail <3@x> <ignored@x>
            In-Reply-To: bare@x
            References: <4@x> <2@x>
            In-Reply-To: <3@x>
            References: none
            In-Reply-To:
            """
        )
        let expected = ["<3@x>", "bare@x", "<3@x>", "<2@x>", "<1@x>", "<4@x>"]
        #expect(MessageID.references(in: headers) == expected)
    }

    @Test("has no references without the fields")
    func listsNothing() { #expect(MessageID.references(in: MailMessage.headers("A: b")).isEmpty) }

    @Test("keeps a bounded number of references, the nearest")
    func bounds() {
        let ids = (0..<5000).map { "<\($0)@x>" }.joined(separator: "\n ")
        let references = MessageID.references(in: MailMessage.headers("References: " + ids))
        #expect(references.count == MailLimits.references)
        #expect(references.first == "<4999@x>")
    }
}

@Suite struct ListIDTests {
    @Test(
        "finds the id",
        arguments: [
            ("<widgets.example.org>", "widgets.example.org"),
            ("Widgets <widgets.example.org>", "widgets.example.org"),
            ("<first.example.org> <second.example.org> text", "second.example.org"),
            ("<first.example.org> <open", "first.example.org"),
            ("<a<b>", "b"), ("<a> <>", "a"), ("bare.example.org", "bare.example.org"),
            ("two words", nil), ("", nil), ("<>", "<>"), ("<open", "<open"),
        ]
    )
    func finds(field: String, id: String?) { #expect(ListID.parse(field) == id) }
}
