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
    /// Four shapes are known: `Name <address>` with quotes or without, `local at domain (Name)`,
    /// `address (Name)`, and a bare address. The field may have several, and may be a group
    /// (`Team: ada@example.org;`). Name and address are cut to ``MailLimits/nameLength`` characters.
    /// The result is nil if there is no address that ``isValid(_:)`` accepts.
    ///
    /// - Parameter text: The field, already decoded (RFC 2047) and unfolded.
    public init?(parsing text: String) {
        let first = Self.looseList(text).first { Self.isValid($0.address) }
        let (name, address) = first ?? Self.split(text)
        guard first != nil || Self.isValid(address) else { return nil }
        let cutName = name?.cut().trimmed
        self.name = cutName?.isEmpty == false ? cutName : nil
        self.address = address.cut()
    }

    /// Whether mail can be sent to an address, by its look: `dotted.atoms@host.example`.
    ///
    /// The part before the `@` is in quotes, or consists of letters of any language, digits, and the
    /// signs of RFC 5322, section 3.2.3, also the apostrophe, which Patchwork refuses. The host has
    /// two labels at least, of letters of any language (RFC 6531). So literal addresses in brackets
    /// and `root@localhost` are not valid.
    public static func isValid(_ address: String) -> Bool {
        if isPlain(address.utf8) { return true }
        let scalars = address.unicodeScalars
        guard let at = scalars.lastIndex(of: "@") else { return false }
        let labels = scalars[scalars.index(after: at)...]
            .split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy(isLabel) && isLocalPart(scalars[..<at])
    }

    /// Whether an address is valid, and as almost all are: letters, digits, and `-`, `_` or `+` inside of
    /// words between single dots.
    private static func isPlain(_ address: String.UTF8View) -> Bool {
        var isInHost = false
        var dots = 0
        var previous = UInt8(ascii: ".")
        for byte in address {
            switch byte {
            case UInt8(ascii: "."):
                guard previous.isLetter || previous.isDigit else { return false }
                dots += 1
            case UInt8(ascii: "@"):
                guard !isInHost, previous.isLetter || previous.isDigit else { return false }
                (isInHost, dots) = (true, 0)
            case .hyphen:
                guard previous.isLetter || previous.isDigit else { return false }
            case .underscore, UInt8(ascii: "+"):
                guard !isInHost, previous.isLetter || previous.isDigit else { return false }
            default:
                guard byte.isLetter || byte.isDigit else { return false }
            }
            previous = byte
        }
        return isInHost && dots > 0 && (previous.isLetter || previous.isDigit)
    }

    /// Splits a decoded field into its entries, and reads each of them.
    ///
    /// In such a list the true sender is sought of a mail that a list rewrote for DMARC. An entry
    /// with a comma in its name that has lost its quotes (`Lindqvist, Ada <ada@example.org>`) is
    /// read as a whole, and then once more from behind the comma. Addresses are not checked.
    public static func looseList(_ text: String) -> [(name: String?, address: String)] {
        AddressEntries(text).entries.flatMap { entry in
            let whole = split(entry.text)
            return entry.last.count == entry.text.count ? [whole] : [whole, split(entry.last)]
        }
    }

    private static func split(_ text: String) -> (name: String?, address: String) {
        split(Array(text.utf8)[...])
    }

    /// Finds name and address by the first shape that matches.
    private static func split(_ bytes: ArraySlice<UInt8>) -> (name: String?, address: String) {
        if let pair = bytes.anglePair {
            return (named(bytes[..<pair.open].unquoted), pair.inside.text.trimmed)
        }
        if let pair = bytes.pair(open: UInt8(ascii: "("), close: UInt8(ascii: ")")) {
            let before = bytes[..<pair.open]
            if let at = before.firstAtWord {
                let address = before[..<at].text.trimmed + "@" + before[(at + 4)...].text.trimmed
                return (named(pair.inside), address)
            }
            // A comment may also stand inside of the address: `ada(Ada L.)@example.org`.
            let isWhole = before.contains(UInt8(ascii: "@"))
            let after = isWhole ? "" : bytes[(pair.inside.endIndex + 1)...].text.trimmed
            return (named(pair.inside), before.text.trimmed + after)
        }
        return (nil, bytes.text.trimmed)
    }

    private static func named(_ bytes: ArraySlice<UInt8>) -> String? {
        let name = bytes.text.trimmed
        return name.isEmpty ? nil : name
    }

    private static func isLabel(_ label: Substring.UnicodeScalarView) -> Bool {
        label.first != "-" && label.last != "-" && !label.isEmpty
            && label.allSatisfy { scalar in
                scalar == "-" || isLetterOrDigit(scalar)
            }
    }

    private static func isLocalPart(_ part: Substring.UnicodeScalarView) -> Bool {
        if part.count > 2, part.first == "\"", part.last == "\"" {
            return isQuotedText(part.dropFirst().dropLast())
        }
        return part.split(separator: ".", omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomScalar) }
    }

    /// Printable, and a quote only behind a backslash (RFC 5322, section 3.2.4).
    private static func isQuotedText(_ text: Substring.UnicodeScalarView) -> Bool {
        var isEscaped = false
        for scalar in text {
            guard scalar.value >= 0x20, scalar.value != 0x7F, isEscaped || scalar != "\"" else {
                return false
            }
            isEscaped = !isEscaped && scalar == "\\"
        }
        return !isEscaped
    }

    private static func isAtomScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            if "_!#$%&\"*+/=?^`{|}~-'".utf8.contains(byte) { return true }
        }
        return isLetterOrDigit(scalar)
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            return byte.isLetter || byte.isDigit
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

    /// The first pair of angle brackets outside of quotes; else the first one, as quotes often lack
    /// their match.
    fileprivate var anglePair: (open: Int, inside: ArraySlice<UInt8>)? {
        var nesting = AddressNesting()
        var opening: Int?
        for index in indices {
            let byte = self[index]
            if byte == .less, nesting.isOutside { opening = index }
            nesting.read(byte)
            guard byte == .greater, nesting.isOutside, let start = opening else { continue }
            if index > start + 1 { return (start, self[(start + 1)..<index]) }
            opening = nil
        }
        return pair(open: .less, close: .greater)
    }

    /// A name without one pair of quotes around it, of which either may be missing. Between two of
    /// them, `\"` is a quote.
    fileprivate var unquoted: ArraySlice<UInt8> {
        var name = trimmed
        let isQuoted = name.count > 1 && name.first == .quote && name.last == .quote
        if name.first == .quote { name.removeFirst() }
        if name.last == .quote { name.removeLast() }
        guard isQuoted, name.contains(.backslash) else { return name }
        var result: [UInt8] = []
        var isEscaped = false
        for byte in name {
            isEscaped = !isEscaped && byte == .backslash
            if !isEscaped { result.append(byte) }
        }
        return result[...]
    }
}
