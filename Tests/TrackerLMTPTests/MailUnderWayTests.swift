import Testing

@testable import TrackerLMTP

/// What happens around a mail that is being sent or stored.
struct MailUnderWayTests {
    private static let mail =
        "LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@example.org>\r\nDATA\r\nText\r\n"

    /// A session up to the point where it hands its mail over.
    private func storing(_ more: String = "") -> LMTPSession {
        var session = LMTPSession(hostName: "patches.test")
        session.receive(Array("\(Self.mail).\r\n\(more)".utf8))
        while let action = session.next() {
            if case .takeIn = action { break }
        }
        return session
    }

    private func replies(_ session: inout LMTPSession) -> [Int] {
        var codes: [Int] = []
        while let action = session.next() {
            if case .reply(let reply) = action { codes.append(reply.code) }
            if case .close = action { codes.append(0) }
        }
        return codes
    }

    @Test("commands behind a mail wait until it is stored")
    func pipelinedCommandsWait() {
        var session = storing("NOOP\r\nQUIT\r\n")
        #expect(session.isStoring)
        #expect(session.heldBytes == 5)
        #expect(session.next() == nil)
        session.receive(Array("NOOP\r\n".utf8))
        #expect(session.next() == nil)
        session.finishMail(.stored("mail 1"))
        #expect(replies(&session) == [250, 250, 221, 0])
        #expect(session.heldBytes == 0)
    }

    @Test("the end of the server waits for a mail that is being stored")
    func shutDownWhileStoring() {
        var session = storing("NOOP\r\n")
        session.shutDown()
        session.shutDownNow()
        #expect(session.next() == nil)
        session.finishMail(.stored("mail 1"))
        #expect(replies(&session) == [250, 421, 0])
    }

    @Test("the end of the server waits for a mail that is being sent, for some time")
    func shutDownWhileReceiving() {
        var client = TestClient()
        _ = client.send(Array(Self.mail.utf8))
        #expect(client.meanwhile { $0.shutDown() }.isEmpty)
        var slow = client
        #expect(client.say(".") == "250 2.0.0 Stored: mail 1\r\n\(LMTPReply.shutDown.text)")
        #expect(slow.meanwhile { $0.shutDownNow() } == LMTPReply.shutDown.text)
        #expect(slow.isClosed && slow.mails.isEmpty)
    }

    @Test("the end of the server ends an idle session at once")
    func shutDownWhileIdle() {
        var client = TestClient()
        #expect(client.meanwhile { $0.shutDown() } == LMTPReply.shutDown.text)
        #expect(client.isClosed)
    }

    @Test("a mail that there is no memory for is read, and to be sent again")
    func noMemory() {
        var client = TestClient()
        _ = client.send(Array(Self.mail.utf8))
        #expect(client.session.heldBytes == 5)
        #expect(client.meanwhile { $0.dropMail() }.isEmpty)
        #expect(client.session.heldBytes == 0)
        #expect(client.say("more", ".", "NOOP") == "\(LMTPReply.noRoom.text)250 2.0.0 Fine\r\n")
        #expect(client.mails.isEmpty)
        #expect(client.deliver("x\r\n").hasPrefix("250 "), "the next one is kept")
        #expect(client.mails == ["x\n"])
    }

    @Test("bytes of a command or a mail are no steps; what is finished is one")
    func steps() {
        var client = TestClient()
        var last = client.session.steps
        for (text, isStep) in [
            ("NO", false), ("OP", false), ("\r\n", true), ("x", false), ("\r\n", true),
            ("LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@example.org>\r\n", true), ("DATA\r\n", true),
            ("Text\r\n", false), ("more\r\n.", false), ("\r\n", true),
        ] {
            _ = client.send(Array(text.utf8))
            #expect((client.session.steps > last) == isStep, "\(text)")
            last = client.session.steps
        }
    }
}
