/// The argument of `MAIL`: `FROM:<ada@example.org> SIZE=1200 BODY=8BITMIME SMTPUTF8`.
///
/// The address itself says nothing to us: the author of a patch stands in its header.
struct LMTPSender: Hashable {
    /// How large the mail is going to be in bytes, with CR LF, if the client says so (RFC 1870).
    private(set) var size: Int?
    /// Whether addresses may have characters beyond ASCII (RFC 6531).
    private(set) var allowsUnicode = false

    /// Takes the argument apart; `<>`, the sender of bounces, is one like others.
    ///
    /// - Throws: The reply that says what is wrong with it.
    init(parsing argument: ArraySlice<UInt8>) throws(LMTPReply) {
        guard let path = LMTPPath(parsing: argument, after: "FROM:") else {
            throw LMTPReply(501, "5.1.7", "Say who sends it: MAIL FROM:<ada@example.org>")
        }
        var seen: Set<String> = []
        for parameter in path.parameters {
            let halves = parameter.split(
                separator: .equals,
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            let keyword = (halves.first ?? []).uppercasedASCII
            guard seen.insert(keyword).inserted else {
                throw LMTPReply(501, "5.5.4", "A parameter of MAIL stands there twice")
            }
            try obey(keyword, value: halves.dropFirst().first)
        }
        guard allowsUnicode || !path.isUnicode else {
            throw LMTPReply(553, "5.6.7", "An address beyond ASCII needs the parameter SMTPUTF8")
        }
    }

    private mutating func obey(_ keyword: String, value: ArraySlice<UInt8>?) throws(LMTPReply) {
        switch (keyword, value) {
        case ("SIZE", let value?):
            size = try Self.size(value)
        case ("BODY", let value?) where ["7BIT", "8BITMIME"].contains(value.uppercasedASCII):
            break
        case ("SMTPUTF8", nil):
            allowsUnicode = true
        case ("SIZE", nil), ("BODY", _), ("SMTPUTF8", _):
            throw LMTPReply(501, "5.5.4", "The value of a parameter of MAIL is wrong")
        default:
            throw LMTPReply(555, "5.5.4", "MAIL takes no such parameter here")
        }
    }

    /// Up to 20 digits (RFC 1870, 3); a number that is too large for a number is large.
    private static func size(_ digits: ArraySlice<UInt8>) throws(LMTPReply) -> Int {
        let isNumber = digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isNumber, (1...20).contains(digits.count) else {
            throw LMTPReply(501, "5.5.4", "SIZE is a number of bytes: SIZE=1200")
        }
        return Int(String(decoding: digits, as: UTF8.self)) ?? .max
    }
}
