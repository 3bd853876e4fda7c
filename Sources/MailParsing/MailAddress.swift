/// A person as a mail names him: `Ada Lovelace <ada@example.org>`.
public struct MailAddress: Hashable, Sendable {
    /// The name without quotes and outer spaces; nil if there is none.
    public let name: String?
    /// The address, such as `ada@example.org`, with the case as written.
    public let address: String

    /// An address with another name, such as the true one of a sender whom a list renamed.
    public init(name: String?, address: String) {
        self.name = name
        self.address = address
    }

    /// Reads the first address of a decoded `From` field.
    ///
    /// Four shapes are known, compatible with Patchwork: `Name <address>` with quotes or without,
    /// `local at domain (Name)`, `address (Name)`, and a bare address. Name and address are cut to
    /// ``MailLimits/nameLength`` characters. The result is nil if there is no address that
    /// ``isValid(_:)`` accepts.
    ///
    /// - Parameter text: The field, already decoded (RFC 2047) and unfolded.
    public init?(parsing text: String) {
        let (name, address) = Self.split(text)
        guard Self.isValid(address) else { return nil }
        let cutName = name?.cut().trimmed
        self.name = cutName?.isEmpty == false ? cutName : nil
        self.address = address.cut()
    }

    /// Whether mail can be sent to an address, by its look: `dotted.atoms@host.example`.
    ///
    /// The part before the `@` consists of letters of any language, digits, and the signs of RFC 5322,
    /// section 3.2.3, also the apostrophe, which Patchwork refuses. The host has two labels at least.
    /// So quoted local parts, literal addresses in brackets and `root@localhost` are not valid.
    public static func isValid(_ address: String) -> Bool {
        let scalars = address.unicodeScalars
        guard let at = scalars.lastIndex(of: "@") else { return false }
        let labels = scalars[scalars.index(after: at)...]
            .split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy(isLabel)
            && scalars[..<at].split(separator: ".", omittingEmptySubsequences: false)
                .allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomScalar) }
    }

    /// Splits a decoded field at each comma, also at those in quotes, and reads every entry.
    ///
    /// Patchwork looks for the true sender of a mail that a list rewrote for DMARC in such a list.
    /// Addresses are not checked; entries without text are left out.
    public static func looseList(_ text: String) -> [(name: String?, address: String)] {
        text.split(separator: ",").compactMap { entry in
            let entry = entry.trimmed
            return entry.isEmpty ? nil : split(entry)
        }
    }

    /// Finds name and address by the first shape that matches.
    private static func split(_ text: String) -> (name: String?, address: String) {
        let bytes = Array(text.utf8)[...]
        if let pair = bytes.pair(open: .less, close: .greater) {
            return (named(bytes[..<pair.open].withoutQuotes), pair.inside.text.trimmed)
        }
        if let pair = bytes.pair(open: UInt8(ascii: "("), close: UInt8(ascii: ")")) {
            let before = bytes[..<pair.open]
            if let at = before.firstAtWord {
                let address = before[..<at].text.trimmed + "@" + before[(at + 4)...].text.trimmed
                return (named(pair.inside), address)
            }
            return (named(pair.inside), before.text.trimmed)
        }
        return (nil, text.trimmed)
    }

    private static func named(_ bytes: ArraySlice<UInt8>) -> String? {
        let name = bytes.text.trimmed
        return name.isEmpty ? nil : name
    }

    private static func isLabel(_ label: Substring.UnicodeScalarView) -> Bool {
        label.first != "-" && label.last != "-" && !label.isEmpty
            && label.allSatisfy { scalar in
                UInt8(exactly: scalar.value).map { $0.isLetter || $0.isDigit || $0 == .hyphen }
                    ?? false
            }
    }

    private static func isAtomScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            return byte.isLetter || byte.isDigit || "_!#$%&\"*+/=?^`{|}~-'".utf8.contains(byte)
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}

extension ArraySlice<UInt8> {
    /// The first pair of brackets with something between them.
    fileprivate func pair(open: UInt8, close: UInt8) -> (open: Int, inside: ArraySlice<UInt8>)? {
        // The first closing bracket behind an opening one, unless nothing stands between.
        var opening: Int?
        for index in indices {
            if self[index] == close, let start = opening {
                if index > start + 1 { return (start, self[(start + 1)..<index]) }
                opening = nil
            } else if self[index] == open, opening == nil {
                opening = index
            }
        }
        return nil
    }

    /// Where the first ` at ` begins.
    fileprivate var firstAtWord: Int? {
        var index = startIndex
        while index + 4 <= endIndex {
            if self[index..<index + 4].elementsEqual(" at ".utf8) { return index }
            index += 1
        }
        return nil
    }

    /// A name without one pair of quotes around it; either may be missing.
    fileprivate var withoutQuotes: ArraySlice<UInt8> {
        var name = trimmed
        if name.first == .quote { name.removeFirst() }
        if name.last == .quote { name.removeLast() }
        return name
    }
}
