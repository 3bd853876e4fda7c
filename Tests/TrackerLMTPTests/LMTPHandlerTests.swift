import NIOCore
import NIOEmbedded
import Testing

@testable import TrackerLMTP

/// A connection without a socket, whose clock is turned by hand.
struct LMTPHandlerTests {
    private static let head = "LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@example.org>\r\nDATA\r\n"

    @Test("a mail is acknowledged when it is stored, and nothing is read until then")
    func backPressure() throws {
        let connection = try TestConnection()
        try connection.send("\(Self.head)Text\r\n.\r\nNOOP\r\n")
        #expect(connection.replies().last?.hasPrefix("354 ") == true)
        #expect(connection.mails.count == 1)
        #expect(!connection.isReading)
        connection.finish(.success(.stored("mail 1")))
        #expect(connection.replies() == ["250 2.0.0 Stored: mail 1", "250 2.0.0 Fine"])
        #expect(connection.isReading)
    }

    @Test("a mail that cannot be stored is to be sent again")
    func failure() throws {
        let connection = try TestConnection()
        try connection.send("\(Self.head).\r\n")
        _ = connection.replies()
        connection.finish(.failure(ChannelError.eof))
        #expect(connection.replies() == ["451 4.3.0 The mail is not stored; send it again later"])
    }

    @Test("a client has five minutes for a command, and gains none by single bytes")
    func slowCommand() throws {
        let connection = try TestConnection()
        connection.advance(.minutes(4))
        try connection.send("NOOP\r\n")
        connection.advance(.minutes(4))
        try connection.send("NO")
        #expect(connection.isOpen)
        connection.advance(.minutes(1))
        #expect(connection.replies().last == "421 4.4.2 That took too long; goodbye")
        #expect(!connection.isOpen)
    }

    @Test("a client has ten minutes for a mail, and gains none by single lines")
    func slowMail() throws {
        let connection = try TestConnection()
        try connection.send(Self.head)
        for _ in 0..<9 {
            connection.advance(.minutes(1))
            try connection.send("Text\r\n")
        }
        #expect(connection.isOpen)
        connection.advance(.minutes(1))
        #expect(connection.replies().last == "421 4.4.2 That took too long; goodbye")
        #expect(!connection.isOpen)
        #expect(connection.mails.isEmpty)
    }

    @Test("storing has no limit of time; afterwards the client has its own again")
    func slowStore() throws {
        let connection = try TestConnection()
        try connection.send("\(Self.head).\r\n")
        connection.advance(.hours(1))
        #expect(connection.isOpen)
        connection.finish(.success(.stored("mail 1")))
        connection.advance(.seconds(299))
        #expect(connection.isOpen)
        connection.advance(.seconds(1))
        #expect(!connection.isOpen)
    }

    @Test("a client that closes its side still gets its replies")
    func halfClosed() throws {
        let connection = try TestConnection()
        try connection.send("\(Self.head).\r\nNOOP\r\n")
        connection.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(connection.isOpen)
        _ = connection.replies()
        connection.finish(.success(.stored("mail 1")))
        #expect(connection.replies() == ["250 2.0.0 Stored: mail 1", "250 2.0.0 Fine"])
        #expect(!connection.isOpen)
    }

    @Test("the end of the server ends an idle connection")
    func endWhileIdle() throws {
        let connection = try TestConnection()
        connection.endServer()
        #expect(connection.replies().last?.hasPrefix("421 4.3.2 ") == true)
        #expect(!connection.isOpen)
    }

    @Test("the end of the server leaves half a minute to send a mail")
    func endWhileReceiving() throws {
        let connection = try TestConnection()
        try connection.send("\(Self.head)Text\r\n")
        connection.endServer()
        connection.advance(.seconds(29))
        #expect(connection.isOpen)
        connection.advance(.seconds(1))
        #expect(connection.replies().last?.hasPrefix("421 4.3.2 ") == true)
        #expect(!connection.isOpen)
    }

    @Test("the end of the server waits for a mail that is being stored")
    func endWhileStoring() throws {
        let connection = try TestConnection()
        try connection.send("\(Self.head).\r\nNOOP\r\n")
        connection.endServer()
        connection.advance(.minutes(1))
        #expect(connection.isOpen)
        _ = connection.replies()
        connection.finish(.success(.stored("mail 1")))
        #expect(connection.replies().map { $0.prefix(4) } == ["250 ", "421 "])
        #expect(!connection.isOpen)
    }

    @Test("mails share the memory; one that finds none is to be sent again")
    func memory() throws {
        var limits = LMTPLimits()
        limits.freeBytes = 10
        let memory = MailMemory(bytes: 100)
        let text = String(repeating: "x", count: 80)
        let first = try TestConnection(limits: limits, memory: memory)
        try first.send("\(Self.head)\(text)\r\n")
        let second = try TestConnection(limits: limits, memory: memory)
        try second.send("\(Self.head)\(text)\r\n")
        try second.send("more\r\n.\r\n")
        #expect(second.replies().last == "451 4.3.1 Too much mail at once; send it again later")
        #expect(second.mails.isEmpty)
        try second.send("MAIL FROM:<>\r\nRCPT TO:<a@example.org>\r\nDATA\r\nsmall\r\n.\r\n")
        #expect(second.mails.count == 1, "what is small needs no share")
        second.finish(.success(.stored("mail 1")))

        try first.send(".\r\n")
        first.finish(.success(.stored("mail 2")))
        _ = second.replies()
        try second.send("MAIL FROM:<>\r\nRCPT TO:<a@example.org>\r\nDATA\r\n\(text)")
        try second.send("\r\n.\r\n")
        #expect(second.mails.count == 2, "the first has given its share back")
    }

    @Test("a client that goes away in a mail gives its memory back")
    func goneInMail() throws {
        var limits = LMTPLimits()
        limits.freeBytes = 0
        let memory = MailMemory(bytes: 10)
        let first = try TestConnection(limits: limits, memory: memory)
        try first.send("\(Self.head)12345678\r\n")
        try first.channel.close().wait()
        let second = try TestConnection(limits: limits, memory: memory)
        try second.send("\(Self.head)12345678\r\n.\r\n")
        #expect(second.mails.count == 1)
    }
}
