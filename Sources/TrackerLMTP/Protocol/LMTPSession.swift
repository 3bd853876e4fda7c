/// One connection of an LMTP client (RFC 2033), without the connection: bytes in, actions out.
///
///     var session = LMTPSession(hostName: "patches.example.org")
///     session.receive(Array("LHLO mx.example.org\r\n".utf8))
///     while let action = session.next() { … }
///
/// Actions come one at a time, in the order in which they have to be carried out. After
/// ``Action/takeIn(_:)`` nothing follows until ``finishMail(_:)`` says how it went, whatever the
/// client has sent already; so its caller needs to read no further.
package struct LMTPSession: Sendable {
    /// What the caller has to do.
    package enum Action: Hashable, Sendable {
        case reply(LMTPReply)
        /// Store the mail, then call ``LMTPSession/finishMail(_:)``.
        case takeIn(LMTPMail)
        case close
    }

    enum Phase: Sendable {
        case command
        /// In a command that is too long, whose end is awaited.
        case longCommand
        case mail(MailDataReader)
        /// A mail of so many bytes is with the caller.
        case storing(Int)
        case closed
    }

    /// What `MAIL` began.
    struct Transaction: Sendable {
        let allowsUnicode: Bool
        var recipients = 0
        /// There was no memory for the mail, so it is read and thrown away.
        var isDropped = false
    }

    let hostName: String
    let limits: LMTPLimits
    var phase = Phase.command
    var hasGreeted = false
    var transaction: Transaction?
    var errors = 0
    /// The last words, once the mail under way is dealt with.
    var farewell: LMTPReply?
    private var pending: [Action] = []
    private var input: ArraySlice<UInt8> = []

    /// Counts what the client has got done. Time limits run from one step to the next, so that a
    /// client cannot gain time with a byte now and then.
    package internal(set) var steps = 0

    /// Begins with the greeting.
    ///
    /// - Parameters:
    ///   - hostName: What the server calls itself.
    ///   - limits: How much the client may ask for.
    ///   - refusal: What the client gets in place of the greeting, if it is turned away.
    package init(
        hostName: String,
        limits: LMTPLimits = LMTPLimits(),
        refusal: LMTPReply? = nil
    ) {
        self.hostName = hostName
        self.limits = limits
        if let refusal {
            close(after: refusal)
        } else {
            say(LMTPReply(220, nil, "\(hostName) LMTP Patchbay"))
        }
    }

    /// Whether a mail is on its way: it is being sent, or stored.
    package var hasMailUnderWay: Bool { isReceivingMail || isStoring }

    package var isReceivingMail: Bool {
        if case .mail = phase { true } else { false }
    }

    package var isStoring: Bool {
        if case .storing = phase { true } else { false }
    }

    package var isClosed: Bool {
        if case .closed = phase { true } else { false }
    }

    /// The bytes of the mail under way that are in memory.
    package var heldBytes: Int {
        switch phase {
        case .mail(let reader): reader.bytes.count
        case .storing(let size): size
        case .command, .longCommand, .closed: 0
        }
    }

    /// Takes what the client has sent.
    package mutating func receive(_ bytes: some Collection<UInt8>) {
        // Usually nothing is left of what came before.
        if input.isEmpty { input = ArraySlice(bytes) } else { input += bytes }
    }

    /// The next thing to do; `nil` if more bytes are needed, or the outcome of a mail.
    package mutating func next() -> Action? {
        while pending.isEmpty, step() {}
        return pending.isEmpty ? nil : pending.removeFirst()
    }

    /// Reads the next command, or what there is of the mail.
    ///
    /// - Returns: Whether something was finished.
    private mutating func step() -> Bool {
        switch phase {
        case .command:
            if let farewell { close(after: farewell) } else if !readCommand() { return false }
        case .longCommand: guard readLongCommand() else { return false }
        case .mail(let reader): guard readMail(reader) else { return false }
        case .storing, .closed: return false
        }
        steps += 1
        return true
    }

    private mutating func readCommand() -> Bool {
        guard let end = input.prefix(limits.lineBytes).firstIndex(of: .newline) else {
            guard input.count >= limits.lineBytes else { return false }
            phase = .longCommand
            return true
        }
        let line = input[..<end]
        input = input[(end + 1)...]
        if line.last == .carriageReturn {
            obey(line.dropLast())
        } else {
            // Where lines end is in doubt, so nothing that follows can be trusted to be a command.
            close(after: LMTPReply(500, "5.5.2", "Lines must end with CR LF; goodbye"))
        }
        return true
    }

    private mutating func readMail(_ reader: consuming MailDataReader) -> Bool {
        // Else the bytes would have two owners, and be copied when some are added.
        phase = .command
        let isComplete = reader.read(&input)
        phase = .mail(reader)
        if isComplete { finishReading(reader) }
        return isComplete
    }

    private mutating func readLongCommand() -> Bool {
        guard let end = input.firstIndex(of: .newline) else {
            input = []
            return false
        }
        input = input[(end + 1)...]
        phase = .command
        refuse(LMTPReply(500, "5.5.2", "The line is too long"))
        return true
    }

    mutating func say(_ reply: LMTPReply) { pending.append(.reply(reply)) }

    /// Says what was wrong, and that it was enough if it was.
    mutating func refuse(_ reply: LMTPReply) {
        say(reply)
        if reply.isError { errors += 1 }
        if errors >= limits.errors { close(after: .tooManyErrors) }
    }

    /// Says the last words; what else the client has sent is not looked at.
    mutating func close(after reply: LMTPReply) {
        pending += [.reply(reply), .close]
        phase = .closed
        input = []
    }

    mutating func takeIn(_ mail: LMTPMail) {
        pending.append(.takeIn(mail))
        phase = .storing(mail.bytes.count)
    }
}
