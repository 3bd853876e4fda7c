import Testing

@testable import TrackerLMTP

/// What stands behind `MAIL` and `RCPT`.
struct LMTPArgumentTests {
    @Test(
        "the argument of MAIL",
        arguments: [
            ("FROM:<ada@example.org>", "250 2.1.0 "), ("FROM:<>", "250 2.1.0 "),
            ("from: <ada@example.org> ", "250 2.1.0 "),
            ("FROM:<@a.test,@b.test:ada@example.org>", "250 2.1.0 "),
            ("FROM:<\"Ada <L> \\\" \"@example.org> SIZE=1", "250 2.1.0 "),
            ("FROM:<a@example.org> SIZE=1200 BODY=8BITMIME SMTPUTF8", "250 2.1.0 "),
            ("FROM:<a@example.org> body=7bit", "250 2.1.0 "),
            ("FROM:<a@example.org> SIZE=25165824", "250 2.1.0 "),
            ("FROM:<a@example.org> SIZE=25165825", "552 5.3.4 "),
            ("FROM:<a@example.org> SIZE=99999999999999999999", "552 5.3.4 "),
            ("FROM:<a@example.org> SIZE=999999999999999999999", "501 5.5.4 "),
            ("FROM:<a@example.org> SIZE=", "501 5.5.4 "), ("FROM:<> SIZE", "501 5.5.4 "),
            ("FROM:<a@example.org> SIZE=-1", "501 5.5.4 "), ("FROM:<> SIZE=1 SIZE=1", "501 5.5.4 "),
            ("FROM:<> BODY=BINARYMIME", "501 5.5.4 "), ("FROM:<> SMTPUTF8=1", "501 5.5.4 "),
            ("FROM:<> RET=HDRS", "555 5.5.4 "), ("FROM:<> =", "555 5.5.4 "),
            ("FROM:<prüfe@example.org> SMTPUTF8", "250 2.1.0 "),
            ("FROM:<prüfe@example.org>", "553 5.6.7 "),
            ("FROM:ada@example.org", "501 5.1.7 "), ("FROM:<ada@example.org", "501 5.1.7 "),
            ("FROM:<a b@example.org>", "501 5.1.7 "), ("FROM:<<a@example.org>>", "501 5.1.7 "),
            ("FROM:<a@example.org>SIZE=1", "501 5.1.7 "), ("TO:<a@example.org>", "501 5.1.7 "),
            ("", "501 5.1.7 "),
        ]
    )
    func sender(argument: String, expected: String) {
        var client = TestClient()
        client.say("LHLO mx.example.org")
        #expect(client.say("MAIL \(argument)").hasPrefix(expected))
        #expect(!client.isClosed)
    }

    @Test(
        "the argument of RCPT",
        arguments: [
            ("TO:<widget@lists.example.org>", "250 2.1.5 "), ("to: <Postmaster>", "250 2.1.5 "),
            ("TO:<prüfe@example.org>", "553 5.6.7 "), ("TO:<>", "501 5.1.3 "),
            ("TO:widget@lists.example.org", "501 5.1.3 "), ("", "501 5.1.3 "),
            ("TO:<a@example.org> NOTIFY=NEVER", "555 5.5.4 "),
        ]
    )
    func recipient(argument: String, expected: String) {
        var client = TestClient()
        client.say("LHLO mx.example.org", "MAIL FROM:<>")
        #expect(client.say("RCPT \(argument)").hasPrefix(expected))
    }

    @Test("with SMTPUTF8 all addresses may be beyond ASCII, if they are UTF-8")
    func unicodeRecipient() {
        var client = TestClient()
        client.say("LHLO mx.example.org", "MAIL FROM:<> SMTPUTF8")
        #expect(client.say("RCPT TO:<prüfe@example.org>").hasPrefix("250 2.1.5 "))
        #expect(
            client.send(Array("RCPT TO:<".utf8) + [0xff] + Array(">\r\n".utf8)).hasPrefix(
                "500 5.5.2 "
            )
        )
    }
}
