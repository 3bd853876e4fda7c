/// A line that a client sends, taken apart.
enum LMTPCommand: Hashable {
    case lhlo
    case mail(LMTPSender)
    case recipient(isUnicode: Bool)
    case data
    case reset
    case nothing
    case verify
    case help
    case quit
    /// `EHLO` or `HELO`: somebody takes this for an SMTP server.
    case smtpGreeting
    /// A known command of an extension that was not announced.
    case notOffered
    /// `BDAT`, whose mail follows at once: after it, nobody knows what is a command.
    case chunk

    /// Takes a line apart.
    ///
    /// - Parameter line: What stands before CR LF: `MAIL FROM:<ada@example.org> SIZE=1200`.
    /// - Throws: The reply that says what is wrong with it.
    init(parsing line: ArraySlice<UInt8>) throws(LMTPReply) {
        // A CR, an LF or a NUL inside of a line is how one server is made to see a command where
        // another one sees none.
        guard !line.contains(where: { $0 < 0x20 && $0 != .tab || $0 == 0x7f }),
            String(validating: line, as: UTF8.self) != nil
        else { throw .syntax }
        let end = line.firstIndex(where: \.isBlank) ?? line.endIndex
        let verb = line[..<end].uppercasedASCII
        let argument = line[end...].trimmedBlanks
        switch verb {
        case "MAIL": self = .mail(try LMTPSender(parsing: argument))
        case "RCPT": self = try Self.recipient(parsing: argument)
        default: self = try Self.plain(verb, hasArgument: !argument.isEmpty)
        }
    }

    private static func plain(_ verb: String, hasArgument: Bool) throws(LMTPReply) -> LMTPCommand {
        switch (verb, hasArgument) {
        case ("LHLO", true): return .lhlo
        case ("LHLO", false): throw LMTPReply(501, "5.5.4", "Say who you are: LHLO mx.example.org")
        case ("DATA", false): return .data
        case ("RSET", false): return .reset
        case ("QUIT", false): return .quit
        case ("DATA", true), ("RSET", true), ("QUIT", true): throw .noArgument
        case ("NOOP", _): return .nothing
        case ("HELP", _): return .help
        case ("VRFY", true): return .verify
        case ("VRFY", false): throw LMTPReply(501, "5.5.4", "Say whom: VRFY widget")
        case ("EHLO", _), ("HELO", _): return .smtpGreeting
        case ("BDAT", _): return .chunk
        case ("STARTTLS", _), ("AUTH", _), ("EXPN", _), ("ETRN", _), ("BURL", _): return .notOffered
        default: throw LMTPReply(500, "5.5.1", "There is no such command")
        }
    }

    private static func recipient(
        parsing argument: ArraySlice<UInt8>
    ) throws(LMTPReply) -> LMTPCommand {
        guard let path = LMTPPath(parsing: argument, after: "TO:"), !path.address.isEmpty else {
            throw LMTPReply(501, "5.1.3", "Say to whom: RCPT TO:<widget@example.org>")
        }
        guard path.parameters.isEmpty else {
            throw LMTPReply(555, "5.5.4", "RCPT takes no parameter here")
        }
        return .recipient(isUnicode: path.isUnicode)
    }
}
