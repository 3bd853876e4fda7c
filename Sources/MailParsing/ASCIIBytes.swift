/// The bytes that the syntax of mail is made of.
extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    static let comma = UInt8(ascii: ",")
    static let equals = UInt8(ascii: "=")
    static let questionMark = UInt8(ascii: "?")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let hyphen = UInt8(ascii: "-")
    static let underscore = UInt8(ascii: "_")
    static let less = UInt8(ascii: "<")
    static let greater = UInt8(ascii: ">")

    /// Space and tab: what may fold a header line.
    var isBlank: Bool { self == .space || self == .tab }

    /// CR and LF.
    var isLineEnd: Bool { self == .newline || self == .carriageReturn }

    /// White space as Python sees it, which counts the separators 0x1C to 0x1F.
    var isSpace: Bool { self == .space || (9...13).contains(self) || (28...31).contains(self) }

    /// The breaks that end a line for Python's `splitlines`, apart from those beyond ASCII.
    var isLineBreak: Bool { (10...13).contains(self) || (28...30).contains(self) }

    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

    var lowercased: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }

    /// The value of a hexadecimal digit.
    var hexValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension Sequence<UInt8> {
    /// The bytes as text; what is no UTF-8 becomes U+FFFD.
    var text: String { String(decoding: Array(self), as: UTF8.self) }
}

extension ArraySlice<UInt8> {
    var text: String { String(decoding: self, as: UTF8.self) }

    var isASCII: Bool {
        withUnsafeBufferPointer { bytes in
            var all: UInt8 = 0
            for byte in bytes { all |= byte }
            return all < 0x80
        }
    }

    /// Without white space at both ends.
    var trimmed: ArraySlice<UInt8> {
        var slice = drop(while: \.isSpace)
        while let last = slice.last, last.isSpace { slice.removeLast() }
        return slice
    }

    func hasPrefix(_ prefix: StaticString) -> Bool {
        guard count >= prefix.utf8CodeUnitCount else { return false }
        return zip(
            self,
            UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
        )
        .allSatisfy { $0 == $1 }
    }

    /// Compares ignoring the case of ASCII letters.
    func equalsIgnoringCase(_ other: some Collection<UInt8>) -> Bool {
        count == other.count && zip(self, other).allSatisfy { $0.lowercased == $1.lowercased }
    }
}

extension String {
    /// At most so many Unicode scalars, the unit in which Patchwork's database counts.
    func cut(to length: Int = MailLimits.nameLength) -> String {
        // A scalar has at least one byte, so most text needs no counting.
        utf8.count <= length
            ? self : String(String.UnicodeScalarView(unicodeScalars.prefix(length)))
    }

    /// Without white space at both ends.
    var trimmed: String { self[...].trimmed }
}

extension Substring {
    /// Without white space at both ends.
    var trimmed: String {
        var scalars = unicodeScalars.drop(while: \.properties.isWhitespace)
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}
