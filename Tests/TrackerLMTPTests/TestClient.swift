@testable import TrackerLMTP

/// Talks to a session as a client does, and stores its mails as the server does.
struct TestClient {
    let greeting: String
    /// What becomes of the next mails; without it they are numbered.
    var verdict: LMTPVerdict?
    private(set) var session: LMTPSession
    private(set) var mails: [String] = []
    /// The sizes of the mails that were cut.
    private(set) var cut: [Int64] = []
    private(set) var isClosed = false

    init(limits: LMTPLimits = LMTPLimits()) {
        session = LMTPSession(hostName: "patches.test", limits: limits)
        guard case .reply(let reply) = session.next() else {
            greeting = ""
            return
        }
        greeting = reply.text
    }

    /// Sends lines, each with CR LF, and returns what the server says to all of them.
    @discardableResult
    mutating func say(_ lines: String...) -> String {
        send(lines.flatMap { Array("\($0)\r\n".utf8) })
    }

    mutating func send(_ bytes: [UInt8]) -> String {
        session.receive(bytes)
        var said = ""
        while let action = session.next() {
            switch action {
            case .reply(let reply): said += reply.text
            case .close: isClosed = true
            case .takeIn(let mail):
                mails.append(String(decoding: mail.bytes, as: UTF8.self))
                if let size = mail.cutFrom { cut.append(size) }
                session.finishMail(verdict ?? .stored("mail \(mails.count)"))
            }
        }
        return said
    }

    /// Sends a whole mail, and returns what the server says to its end.
    mutating func deliver(_ data: String, recipients: Int = 1) -> String {
        say("LHLO mx.example.org", "MAIL FROM:<>")
        for number in 0..<recipients { say("RCPT TO:<r\(number)@example.org>") }
        say("DATA")
        return send(Array("\(data).\r\n".utf8))
    }

    /// Does something else to the session, and returns what the server says to it.
    mutating func meanwhile(_ change: (inout LMTPSession) -> Void) -> String {
        change(&session)
        return send([])
    }
}
