/// The address of `MAIL` and `RCPT`, with what follows it: `FROM:<ada@example.org> SIZE=1200`.
struct LMTPPath {
    /// What stands in the angle brackets. It is not looked into: a list is found by its `List-Id`.
    let address: ArraySlice<UInt8>
    /// The words behind it.
    let parameters: [ArraySlice<UInt8>]

    /// Whether it has characters beyond ASCII, which need the parameter `SMTPUTF8` (RFC 6531, 3.4).
    var isUnicode: Bool { address.contains { $0 >= 0x80 } }

    /// Takes an argument apart; fails if there is no such keyword, or no address in angle brackets.
    ///
    /// - Parameters:
    ///   - argument: All behind the verb.
    ///   - keyword: `FROM:` or `TO:`. Blanks behind it are let pass, as most servers do.
    init?(parsing argument: ArraySlice<UInt8>, after keyword: String) {
        guard argument.prefix(keyword.utf8.count).uppercasedASCII == keyword else { return nil }
        let path = argument.dropFirst(keyword.utf8.count).trimmedBlanks
        guard path.first == .less, let end = Self.end(of: path) else { return nil }
        address = path[(path.startIndex + 1)..<end]
        let rest = path[(end + 1)...]
        guard rest.first?.isBlank ?? true else { return nil }
        parameters = rest.split(whereSeparator: \.isBlank)
    }

    /// The place of the closing bracket. A quoted local part may have brackets and blanks of its own:
    /// `<"Ada <L>"@example.org>` (RFC 5321, 4.1.2).
    private static func end(of path: ArraySlice<UInt8>) -> Int? {
        var (isQuoted, isEscaped) = (false, false)
        for place in path.indices.dropFirst() {
            let byte = path[place]
            if isEscaped {
                isEscaped = false
            } else if byte == .backslash {
                isEscaped = true
            } else if byte == .quote {
                isQuoted.toggle()
            } else if !isQuoted {
                if byte == .greater { return place }
                if byte == .less || byte.isBlank { return nil }
            }
        }
        return nil
    }
}

extension UInt8 {
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let dot = UInt8(ascii: ".")
    static let equals = UInt8(ascii: "=")
    static let less = UInt8(ascii: "<")
    static let greater = UInt8(ascii: ">")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")

    /// Space and tab, which stand between words.
    var isBlank: Bool { self == UInt8(ascii: " ") || self == .tab }
}

extension ArraySlice<UInt8> {
    var trimmedBlanks: ArraySlice<UInt8> {
        let end = lastIndex { !$0.isBlank }.map { $0 + 1 } ?? startIndex
        return self[..<end].drop(while: \.isBlank)
    }

    /// The text with `a` to `z` as `A` to `Z`; of bytes beyond ASCII nothing matches a keyword.
    var uppercasedASCII: String {
        let lowercase = UInt8(ascii: "a")...UInt8(ascii: "z")
        return String(decoding: map { lowercase.contains($0) ? $0 - 0x20 : $0 }, as: UTF8.self)
    }
}
