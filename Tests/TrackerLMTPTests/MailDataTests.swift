import Testing

@testable import TrackerLMTP

/// The mail between `DATA` and the dot.
struct MailDataTests {
    @Test(
        "what is kept of what is sent",
        arguments: [
            ("", ""), ("\r\n", "\n"), ("a\r\nb\r\n", "a\nb\n"),
            // Dots in front of dots go, others stay.
            ("..\r\n", ".\n"), ("...\r\n", "..\n"), ("..a\r\n.b\r\na.\r\n", ".a\nb\na.\n"),
            // Only CR LF ends a line; other CRs and LFs are bytes like others.
            ("a\nb\r\n", "a\nb\n"), ("a\rb\r\n", "a\rb\n"), ("a\r\r\n", "a\r\n"),
            ("\r\r\r\nb\r\n", "\r\r\nb\n"), ("\n\r\n", "\n\n"), (".\rx\r\n", "\rx\n"),
            (".\r\r\nx\r\n", "\r\nx\n"),
            // None of these is the end: each would be one for some server (SMTP smuggling).
            ("a\n.\nb\r\n", "a\n.\nb\n"), ("a\n.\r\nb\r\n", "a\n.\nb\n"),
            ("a\r\n.\nb\r\n", "a\n\nb\n"), ("a\r.\rb\r\n", "a\r.\rb\n"),
            ("a\r\n.\rb\r\n", "a\n\rb\n"), ("a\r.\r\nb\r\n", "a\r.\nb\n"),
            ("a\0\r\n\0.\r\nb\r\n", "a\0\n\0.\nb\n"),
            ("a\r\n. \r\n", "a\n \n"),
        ]
    )
    func kept(data: String, expected: String) {
        var client = TestClient()
        #expect(client.deliver(data) == "250 2.0.0 Stored: mail 1\r\n")
        #expect(client.mails == [expected])
        #expect(client.say("NOOP") == "250 2.0.0 Fine\r\n")
    }

    @Test("all bytes but line ends are kept as they are, in lines of any length")
    func everyByte() {
        var reader = MailDataReader(limit: .max)
        let every = (0...255).map { UInt8($0) }.filter { $0 != .carriageReturn }
        let text = (0..<1_000).flatMap { _ in every }
        var input = ArraySlice(text + Array("\r\n.\r\nQUIT\r\n".utf8))
        let isComplete = reader.read(&input)
        #expect(isComplete)
        #expect(reader.bytes == text + [.newline])
        #expect(Array(input) == Array("QUIT\r\n".utf8), "what follows is left alone")
    }

    @Test("a mail beyond the limit is read to its end, and its beginning kept")
    func oversize() {
        var limits = LMTPLimits()
        limits.mailBytes = 10
        var client = TestClient(limits: limits)
        #expect(client.deliver("123456789\r\n").hasPrefix("250 "), "as large as the limit")
        #expect(client.cut.isEmpty)
        #expect(client.deliver("123456789\r\nx\r\n..y\r\n").hasPrefix("250 "))
        #expect(client.mails == ["123456789\n", "123456789\n"])
        #expect(client.cut == [15])
    }

    @Test("a pipelined session may come in any two pieces, and gives the same")
    func everyPlaceToCut() {
        let bytes = Array(Self.pipelined.utf8)
        let (replies, mails) = Self.run([bytes])
        #expect(mails == ["Subject: a\n\n.dot\n", "\r\n"])
        #expect(replies.split(separator: "\r\n").count == 18)
        for place in 0...bytes.count {
            let cut = Self.run([Array(bytes[..<place]), Array(bytes[place...])])
            #expect(cut == (replies, mails), "cut at \(place)")
        }
        #expect(Self.run(bytes.map { [$0] }) == (replies, mails), "byte by byte")
    }

    private static let pipelined = """
        LHLO mx.example.org\r
        MAIL FROM:<ada@example.org> SIZE=100\r
        RCPT TO:<a@example.org>\r
        RCPT TO:<b@example.org>\r
        DATA\r
        Subject: a\r
        \r
        ..dot\r
        .\r
        MAIL FROM:<>\r
        RCPT TO:<c@example.org>\r
        DATA\r
        \r\r
        .\r
        WHAT\r
        QUIT\r

        """

    private static func run(_ pieces: [[UInt8]]) -> (replies: String, mails: [String]) {
        var client = TestClient()
        let replies = pieces.map { client.send($0) }.joined()
        return (replies, client.mails)
    }
}
