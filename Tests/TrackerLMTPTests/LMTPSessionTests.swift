import Testing

@testable import TrackerLMTP

/// What a client says, and what the server does: no socket, no time.
struct LMTPSessionTests {
    @Test("a mail for two recipients is taken in once, and answered twice")
    func wholeSession() {
        var client = TestClient()
        #expect(client.greeting == "220 patches.test LMTP Patchbay\r\n")
        #expect(
            client.say("LHLO mx.example.org") == """
                250-patches.test\r
                250-PIPELINING\r
                250-8BITMIME\r
                250-SMTPUTF8\r
                250-ENHANCEDSTATUSCODES\r
                250 SIZE 25165824\r

                """
        )
        #expect(client.say("MAIL FROM:<ada@example.org>").hasPrefix("250 2.1.0 "))
        #expect(client.say("RCPT TO:<widget@lists.example.org>").hasPrefix("250 2.1.5 "))
        #expect(client.say("RCPT TO:<gadget@lists.example.org>").hasPrefix("250 2.1.5 "))
        #expect(client.say("DATA").hasPrefix("354 "))
        #expect(client.say("Subject: x", "", "Text").isEmpty)
        #expect(
            client.say(".") == "250 2.0.0 Stored: mail 1\r\n250 2.0.0 Stored: mail 1\r\n"
        )
        #expect(client.mails == ["Subject: x\n\nText\n"])
        #expect(client.say("MAIL FROM:<>").hasPrefix("250 2.1.0 "), "the next mail may follow")
        #expect(client.say("QUIT").hasPrefix("221 2.0.0 "))
        #expect(client.isClosed)
        #expect(client.say("NOOP").isEmpty)
    }

    @Test(
        "each command has its reply",
        arguments: [
            ("NOOP", "250 2.0.0 "), ("noop whatever", "250 2.0.0 "), ("RSET", "250 2.0.0 "),
            ("rSeT ", "250 2.0.0 "), ("VRFY widget", "252 2.0.0 "), ("VRFY", "501 5.5.4 "),
            ("HELP", "214 2.0.0 "), ("QUIT", "221 2.0.0 "), ("RSET x", "501 5.5.4 "),
            ("QUIT x", "501 5.5.4 "), ("LHLO", "501 5.5.4 "), ("LHLO  ", "501 5.5.4 "),
            // RFC 2033, 4.1
            ("EHLO mx.example.org", "500 5.5.1 "), ("HELO mx.example.org", "500 5.5.1 "),
            ("STARTTLS", "502 5.5.1 "), ("AUTH PLAIN", "502 5.5.1 "), ("EXPN x", "502 5.5.1 "),
            ("BDAT 10 LAST", "502 5.5.1 "), ("TURN", "500 5.5.1 "), ("", "500 5.5.1 "),
            ("MAILFROM:<>", "500 5.5.1 "), ("NO\0OP", "500 5.5.2 "), ("NOOP \r", "500 5.5.2 "),
            ("NOOP \u{1b}[2J", "500 5.5.2 "),
        ]
    )
    func reply(command: String, expected: String) {
        var client = TestClient()
        client.say("LHLO mx.example.org")
        #expect(client.say(command).hasPrefix(expected))
        #expect(client.isClosed == ["QUIT", "BDAT 10 LAST"].contains(command))
    }

    @Test("commands out of order are refused, and change nothing")
    func order() {
        var client = TestClient()
        for command in ["MAIL FROM:<>", "RCPT TO:<a@example.org>", "DATA"] {
            #expect(client.say(command).hasPrefix("503 5.5.1 "), "\(command) before LHLO")
        }
        client.say("LHLO mx.example.org")
        for command in ["RCPT TO:<a@example.org>", "DATA"] {
            #expect(client.say(command).hasPrefix("503 5.5.1 "), "\(command) before MAIL")
        }
        client.say("MAIL FROM:<>")
        for command in ["DATA", "MAIL FROM:<>"] {
            #expect(client.say(command).hasPrefix("503 5.5.1 "), "\(command) before RCPT")
        }
        client.say("RCPT TO:<a@example.org>")
        #expect(client.say("MAIL FROM:<>").hasPrefix("503 5.5.1 "))
        #expect(client.say("DATA x").hasPrefix("501 5.5.4 "))
        #expect(client.say("DATA").hasPrefix("354 "))
    }

    @Test("RSET and LHLO begin anew", arguments: ["RSET", "LHLO mx.example.org"])
    func beginAnew(command: String) {
        var client = TestClient()
        client.say("LHLO mx.example.org", "MAIL FROM:<>", "RCPT TO:<a@example.org>")
        #expect(client.say(command).hasPrefix("250"))
        #expect(client.say("DATA").hasPrefix("503 5.5.1 "))
        #expect(client.say("MAIL FROM:<>").hasPrefix("250 2.1.0 "))
    }

    @Test("a mail that is not stored is to be sent again, for each recipient")
    func tryAgain() {
        var client = TestClient()
        client.verdict = .tryAgain
        let replies = client.deliver("Subject: x\r\n", recipients: 3)
        #expect(
            replies
                == String(
                    repeating: "451 4.3.0 The mail is not stored; send it again later\r\n",
                    count: 3
                )
        )
        #expect(client.say("MAIL FROM:<>").hasPrefix("250 2.1.0 "), "the session goes on")
    }

    @Test("recipients beyond the limit are for later; the others get the mail")
    func manyRecipients() {
        var client = TestClient()
        client.say("LHLO mx.example.org", "MAIL FROM:<>")
        for _ in 0..<100 { #expect(client.say("RCPT TO:<a@example.org>").hasPrefix("250 2.1.5 ")) }
        for _ in 0..<50 { #expect(client.say("RCPT TO:<a@example.org>").hasPrefix("452 4.5.3 ")) }
        client.say("DATA")
        let replies = client.say("x", ".")
        #expect(replies.split(separator: "\r\n").count == 100)
        #expect(client.mails.count == 1)
    }

    @Test("the twentieth error is the last")
    func tooManyErrors() {
        var client = TestClient()
        for _ in 0..<19 { #expect(client.say("WHAT") == "500 5.5.1 There is no such command\r\n") }
        #expect(!client.isClosed)
        #expect(client.say("WHAT", "NOOP").hasSuffix("\r\n421 4.7.0 Too many errors; goodbye\r\n"))
        #expect(client.isClosed)
    }

    @Test("a line has at most 2,048 bytes, and a longer one is one error")
    func longLine() {
        var client = TestClient()
        let text = { (count: Int) in "NOOP \(String(repeating: "x", count: count - 7))" }
        #expect(client.say(text(2_048)).hasPrefix("250 "))
        #expect(client.say(text(2_049)) == "500 5.5.2 The line is too long\r\n")
        #expect(client.say(text(100_000)) == "500 5.5.2 The line is too long\r\n")
        for _ in 0..<10 { #expect(client.send([UInt8](repeating: 120, count: 10_000)).isEmpty) }
        #expect(client.say("", "NOOP").hasSuffix(" too long\r\n250 2.0.0 Fine\r\n"))
    }

    @Test("a command that ends with a bare LF is not obeyed, nor what follows")
    func bareLineFeed() {
        var client = TestClient()
        let replies = client.send(Array("LHLO mx.example.org\r\nMAIL FROM:<>\nNOOP\r\n".utf8))
        #expect(replies.hasSuffix("\r\n500 5.5.2 Lines must end with CR LF; goodbye\r\n"))
        #expect(client.isClosed)
    }

    @Test("a client that is turned away gets the reason as the greeting")
    func turnedAway() {
        var session = LMTPSession(hostName: "patches.test", refusal: .tooManyConnections)
        session.receive(Array("LHLO mx.example.org\r\n".utf8))
        #expect(session.next() == .reply(.tooManyConnections))
        #expect(session.next() == .close)
        #expect(session.next() == nil)
    }
}
