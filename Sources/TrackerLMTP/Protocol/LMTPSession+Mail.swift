extension LMTPSession {
    /// Hands a mail over that has come completely; it came once, however many recipients it has.
    mutating func finishReading(_ reader: MailDataReader) {
        if transaction?.isDropped == true {
            answerRecipients(.noRoom)
        } else {
            takeIn(
                LMTPMail(
                    bytes: reader.bytes,
                    cutFrom: reader.size > reader.bytes.count ? Int64(reader.size) : nil
                )
            )
        }
    }

    /// Says what became of the mail of the last ``Action/takeIn(_:)``.
    package mutating func finishMail(_ verdict: LMTPVerdict) {
        guard isStoring else { return }
        steps += 1
        switch verdict {
        case .stored(let what): answerRecipients(LMTPReply(250, "2.0.0", "Stored: \(what)"))
        case .tryAgain: answerRecipients(.tryAgain)
        }
    }

    /// One reply for each recipient, as RFC 2033, 4.2 wants it; they are all the same.
    private mutating func answerRecipients(_ reply: LMTPReply) {
        for _ in 0..<(transaction?.recipients ?? 0) { say(reply) }
        transaction = nil
        phase = .command
    }

    /// Says that there is no memory for the mail under way: its bytes are let go, and its sender is
    /// asked to send it again.
    package mutating func dropMail() {
        guard case .mail(var reader) = phase else { return }
        reader.drop()
        phase = .mail(reader)
        transaction?.isDropped = true
    }

    /// Ends the session because the client is too slow.
    package mutating func timeOut() { end(.tooSlow) }

    /// Ends the session because the server ends: at once, or after the mail that is under way.
    package mutating func shutDown() {
        if hasMailUnderWay { farewell = .shutDown } else { end(.shutDown) }
    }

    /// Ends the session although the client has not sent all of its mail.
    package mutating func shutDownNow() {
        if isStoring { farewell = .shutDown } else { end(.shutDown) }
    }

    private mutating func end(_ reply: LMTPReply) {
        guard !isClosed, !isStoring else { return }
        close(after: reply)
    }
}
