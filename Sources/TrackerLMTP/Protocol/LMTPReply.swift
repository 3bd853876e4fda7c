/// What the server says to a command: `250 2.1.0 The sender is fine`.
///
/// It is an `Error` because taking a command apart fails with the reply that says why.
package struct LMTPReply: Error, Hashable, Sendable {
    /// The three digits of RFC 5321, 4.2.
    package let code: Int
    /// The enhanced status code of RFC 3463, which only the greeting, the answer to `LHLO` and 354
    /// do without (RFC 2034, 4).
    package let status: String?
    /// The text, a line each: ASCII, and nothing that the client has sent.
    package let lines: [String]

    init(_ code: Int, _ status: String? = nil, _ lines: String...) {
        self.init(code, status, lines: lines)
    }

    init(_ code: Int, _ status: String?, lines: [String]) {
        self.code = code
        self.status = status
        self.lines = lines
    }

    /// Whether the client did something wrong that it should not repeat.
    var isError: Bool { code >= 500 }

    /// The reply as it is sent, all lines but the last with a hyphen behind the code.
    package var text: String {
        var text = ""
        for (number, line) in lines.enumerated() {
            text += "\(code)\(number == lines.count - 1 ? " " : "-")"
            if let status { text += "\(status) " }
            text += "\(line)\r\n"
        }
        return text
    }
}

/// The replies that more than one place gives.
extension LMTPReply {
    static let syntax = LMTPReply(500, "5.5.2", "I do not understand this line")
    static let noArgument = LMTPReply(501, "5.5.4", "This command takes no argument")
    static let fine = LMTPReply(250, "2.0.0", "Fine")
    /// Nothing is wrong with the mail: its sender keeps it and sends it again.
    static let tryAgain = LMTPReply(451, "4.3.0", "The mail is not stored; send it again later")
    static let noRoom = LMTPReply(451, "4.3.1", "Too much mail at once; send it again later")
    static let tooManyErrors = LMTPReply(421, "4.7.0", "Too many errors; goodbye")
    static let tooManyConnections = LMTPReply(421, "4.3.2", "Too many connections; come back later")
    static let tooSlow = LMTPReply(421, "4.4.2", "That took too long; goodbye")
    static let shutDown = LMTPReply(421, "4.3.2", "Patchbay is shutting down; come back later")
}
