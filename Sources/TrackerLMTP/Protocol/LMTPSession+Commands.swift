extension LMTPSession {
    /// Does what a line asks for.
    mutating func obey(_ line: ArraySlice<UInt8>) {
        do throws(LMTPReply) {
            try obey(LMTPCommand(parsing: line))
        } catch {
            refuse(error)
        }
    }

    private mutating func obey(_ command: LMTPCommand) throws(LMTPReply) {
        switch command {
        case .lhlo: greet()
        case .mail(let sender): try begin(sender)
        case .recipient(let isUnicode): try add(isUnicode: isUnicode)
        case .data: try beginMail()
        case .reset:
            transaction = nil
            say(.fine)
        case .nothing: say(.fine)
        case .verify: say(LMTPReply(252, "2.0.0", "Any recipient will do"))
        case .help: say(LMTPReply(214, "2.0.0", "This is LMTP, RFC 2033: LHLO, MAIL, RCPT, DATA"))
        case .quit: close(after: LMTPReply(221, "2.0.0", "Goodbye"))
        case .smtpGreeting: throw LMTPReply(500, "5.5.1", "This is LMTP, not SMTP: say LHLO")
        case .notOffered: throw LMTPReply(502, "5.5.1", "This command is not offered")
        case .chunk: close(after: LMTPReply(502, "5.5.1", "BDAT is not offered; goodbye"))
        }
    }

    private mutating func greet() {
        hasGreeted = true
        transaction = nil
        say(
            LMTPReply(
                250,
                nil,
                hostName,
                "PIPELINING",
                "8BITMIME",
                "SMTPUTF8",
                "ENHANCEDSTATUSCODES",
                "SIZE \(limits.mailBytes)"
            )
        )
    }

    private mutating func begin(_ sender: LMTPSender) throws(LMTPReply) {
        guard hasGreeted else { throw LMTPReply(503, "5.5.1", "Say LHLO first") }
        guard transaction == nil else { throw LMTPReply(503, "5.5.1", "There is a sender already") }
        if let size = sender.size, size > limits.mailBytes {
            throw LMTPReply(552, "5.3.4", "At most \(limits.mailBytes) bytes are taken")
        }
        transaction = Transaction(allowsUnicode: sender.allowsUnicode)
        say(LMTPReply(250, "2.1.0", "The sender is fine"))
    }

    /// Any recipient will do: which project a mail belongs to is said by its header.
    private mutating func add(isUnicode: Bool) throws(LMTPReply) {
        guard var transaction else { throw LMTPReply(503, "5.5.1", "Say MAIL first") }
        guard transaction.allowsUnicode || !isUnicode else {
            throw LMTPReply(553, "5.6.7", "An address beyond ASCII needs SMTPUTF8 in MAIL")
        }
        guard transaction.recipients < limits.recipients else {
            throw LMTPReply(452, "4.5.3", "At most \(limits.recipients) recipients at a time")
        }
        transaction.recipients += 1
        self.transaction = transaction
        say(LMTPReply(250, "2.1.5", "The recipient is fine"))
    }

    private mutating func beginMail() throws(LMTPReply) {
        guard let transaction else { throw LMTPReply(503, "5.5.1", "Say MAIL first") }
        guard transaction.recipients > 0 else { throw LMTPReply(503, "5.5.1", "Say RCPT first") }
        say(LMTPReply(354, nil, "Send the mail, and end it with a dot on a line of its own"))
        phase = .mail(MailDataReader(limit: limits.mailBytes))
    }
}
