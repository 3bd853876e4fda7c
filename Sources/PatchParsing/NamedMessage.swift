/// A message that a text names by its id: `<20240304.1@example.org>`, or by its page in an archive or
/// tracker: `https://lore.kernel.org/r/20240304.1@example.org`.
struct NamedMessage {
    /// Without angle brackets.
    let id: String

    /// Bytes of a line that are looked at.
    static let lineLimit = 2_000
    /// Bytes of an id.
    static let idLimit = 255

    /// Reads one word of a text.
    ///
    /// - Parameters:
    ///   - word: Without white space; punctuation around it is no harm.
    ///   - allowsBare: Whether an id without brackets counts, which may as well be a mail address.
    init?(word: ArraySlice<UInt8>, allowsBare: Bool) {
        var word = word.withoutPunctuationAround
        if let start = word.webAddressStart {
            guard let id = Self.id(inWebAddress: word[start...]) else { return nil }
            self.id = id
        } else if let open = word.firstIndex(of: UInt8(ascii: "<")),
            let close = word[open...].firstIndex(of: UInt8(ascii: ">"))
        {
            guard let id = Self.id(word[open..<close].dropFirst()) else { return nil }
            self.id = id
        } else {
            if word.hasPrefix(anyCase: "id:".utf8) { word = word.dropFirst(3) }
            guard allowsBare, let id = Self.id(word) else { return nil }
            self.id = id
        }
    }

    /// The id in the path of an address: the last part with an `@`, whoever runs the archive.
    private static func id(inWebAddress address: ArraySlice<UInt8>) -> String? {
        let path = address.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
            .drop { $0 != .slash }.dropFirst(2).drop { $0 != .slash }
        let part = path.split(separator: .slash).map(\.percentDecoded)
            .last { $0.contains(UInt8(ascii: "@")) }
        return part.flatMap { id($0[...].withoutSentenceEnd) }
    }

    private static func id(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.count <= idLimit, let at = bytes.firstIndex(of: UInt8(ascii: "@")),
            at > bytes.startIndex, at < bytes.endIndex - 1,
            bytes.allSatisfy({ $0 > .space && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") })
        else { return nil }
        return bytes.text
    }
}

extension ArraySlice<UInt8> {
    /// `v1` of `(v1):`, `https://a.test/x@y` of `[https://a.test/x@y],`.
    var withoutPunctuationAround: ArraySlice<UInt8> {
        var rest = self
        while let first = rest.first, first.mayStandAround { rest = rest.dropFirst() }
        while let last = rest.last, last.mayStandAround { rest = rest.dropLast() }
        return rest
    }

    /// `a@b` of `a@b).`
    fileprivate var withoutSentenceEnd: ArraySlice<UInt8> {
        var rest = self
        while let last = rest.last, last.mayEndSentence { rest = rest.dropLast() }
        return rest
    }

    /// Where `https://` begins, perhaps behind `v1:` or `<`.
    var webAddressStart: Int? {
        guard let colon = firstIndex(of: UInt8(ascii: ":")) else { return nil }
        var index: Int? = colon
        while let found = index {
            if self[found...].hasPrefix("://") {
                for scheme in ["https", "http"] as [StaticString]
                where self[..<found].suffix(scheme.utf8CodeUnitCount).hasPrefix(scheme) {
                    return found - scheme.utf8CodeUnitCount
                }
                return nil
            }
            index = self[found...].dropFirst().firstIndex(of: UInt8(ascii: ":"))
        }
        return nil
    }

    /// `a@b` of `a%40b`.
    fileprivate var percentDecoded: [UInt8] {
        var result: [UInt8] = []
        var rest = self
        while let byte = rest.first {
            rest = rest.dropFirst()
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2, let high = digits.first?.hexadecimal,
                let low = digits.last?.hexadecimal
            {
                result.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return result
    }
}

extension UInt8 {
    fileprivate var mayEndSentence: Bool {
        switch self {
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: ";"),
            UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "|"), UInt8(ascii: "'"):
            true
        default: false
        }
    }

    fileprivate var mayStandAround: Bool {
        switch self {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "."),
            UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "\""), UInt8(ascii: "'"),
            UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "+"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// The value of a hexadecimal digit.
    fileprivate var hexadecimal: UInt8? {
        switch lowercase {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): lowercase - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
