/// Our side of an SMTP connection (RFC 5321), without I/O: replies go in, commands come out.
struct SMTPDialogue {
    /// What is to be done next.
    enum Step: Hashable {
        case send(String)
        /// The mail was taken, or the server is ready; what is sent last needs no reply.
        case end(String)
    }

    private enum Stage {
        case greeting, hello, oldHello, sender, recipient, data, text
    }

    private let host: String
    private let sender: String
    private let recipient: String
    /// `nil` where only the server is tried.
    private let lines: [String]?
    private var stage = Stage.greeting

    /// - Parameters:
    ///   - lines: The mail; `nil` to find out whether the server is ready.
    ///   - sender: The address that failures are reported to.
    ///   - recipient: The address that the mail goes to.
    init(lines: [String]?, sender: String, recipient: String) {
        self.lines = lines
        self.sender = sender
        self.recipient = recipient
        host = sender.split(separator: "@").last.map(String.init) ?? "localhost"
    }

    /// What to do after a reply.
    ///
    /// - Parameter reply: The code and the text of the server's reply.
    /// - Returns: What to send, or that it is over.
    /// - Throws: ``MailFailure`` if the server does not want the mail.
    mutating func step(after reply: SMTPReply) throws -> Step {
        switch stage {
        case .greeting:
            try require(220, reply)
            return move(to: .hello, "EHLO \(host)")
        case .hello where reply.code / 100 == 5:
            return move(to: .oldHello, "HELO \(host)")
        case .hello, .oldHello:
            try require(250, reply)
            guard lines != nil else { return .end("QUIT\r\n") }
            return move(to: .sender, "MAIL FROM:<\(sender)>")
        case .sender:
            try require(250, reply)
            return move(to: .recipient, "RCPT TO:<\(recipient)>")
        case .recipient:
            guard reply.code == 250 || reply.code == 251 else { throw reply.refusal }
            return move(to: .data, "DATA")
        case .data:
            try require(354, reply)
            stage = .text
            return .send(Self.text(lines ?? []))
        case .text:
            try require(250, reply)
            return .end("QUIT\r\n")
        }
    }

    private mutating func move(to next: Stage, _ command: String) -> Step {
        stage = next
        return .send("\(command)\r\n")
    }

    private func require(_ code: Int, _ reply: SMTPReply) throws {
        guard reply.code == code else { throw reply.refusal }
    }

    /// A line that begins with a dot gets another one (RFC 5321 §4.5.2).
    private static func text(_ lines: [String]) -> String {
        lines.map { "\($0.hasPrefix(".") ? "." : "")\($0)\r\n" }.joined() + ".\r\n"
    }
}

/// A reply of an SMTP server (RFC 5321 §4.2).
struct SMTPReply: Hashable {
    let code: Int
    /// The text of its last line.
    let text: String

    /// Lines of a reply; beyond them the server is not understood.
    static let lineLimit = 100
    /// Bytes of a line.
    static let lengthLimit = 2_048

    var refusal: MailFailure { MailFailure("the mail server said: \(code) \(text)") }

    /// Reads one line.
    ///
    /// - Returns: The reply, and whether it is the last line of it; `nil` for what is no reply.
    static func line(_ line: String) -> (reply: SMTPReply, isLast: Bool)? {
        let digits = line.utf8.prefix(3)
        guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let code = Int(line.prefix(3))
        else { return nil }
        let rest = line.dropFirst(3)
        guard rest.isEmpty || rest.first == " " || rest.first == "-" else { return nil }
        let text = rest.dropFirst().unicodeScalars.map {
            $0.properties.generalCategory == .control ? "\u{FFFD}" : $0
        }
        let reply = SMTPReply(code: code, text: String(String.UnicodeScalarView(text)))
        return (reply, rest.first != "-")
    }
}
