/// The entries of an address field such as `To`, as text (RFC 5322, section 3.4).
///
/// Commas in quotes, comments and angle brackets separate nothing. A field whose quotes or brackets
/// do not match is split at each comma.
struct AddressEntries {
    /// One entry, perhaps with a comma in its name that has lost its quotes: `Lindqvist, Ada <ada@…>`.
    /// Decoding of encoded words does that.
    struct Entry {
        let text: ArraySlice<UInt8>
        /// What stands behind the last such comma: `Ada <ada@…>`. Without one it is the whole.
        let last: ArraySlice<UInt8>
    }

    private(set) var entries: [Entry] = []

    init(_ field: String) {
        let field = Array(field.utf8)[...].trimmed
        // A group: `Team: ada@example.org, bo@example.org;`
        let isGroup = field.last == .semicolon
        let pieces =
            Self.split(field, isGroup: isGroup)
            ?? field.split(separator: .comma, maxSplits: MailLimits.addresses)
        var start: Int?
        for (index, piece) in pieces.enumerated() {
            let piece = (isGroup ? piece.withoutGroupName : piece).trimmed
            guard !piece.isEmpty else { continue }
            let first = start ?? piece.startIndex
            guard piece.hasAddressSign || index == pieces.count - 1 else {
                start = first
                continue
            }
            start = nil
            entries.append(Entry(text: field[first..<piece.endIndex], last: piece))
        }
    }

    /// The pieces between separators; nil if quotes or brackets do not match.
    private static func split(
        _ field: ArraySlice<UInt8>,
        isGroup: Bool
    ) -> [ArraySlice<UInt8>]? {
        var pieces: [ArraySlice<UInt8>] = []
        var start = field.startIndex
        var nesting = AddressNesting()
        for index in field.indices {
            let byte = field[index]
            nesting.read(byte)
            guard nesting.isOutside, byte == .comma || isGroup && byte == .semicolon else {
                continue
            }
            pieces.append(field[start..<index])
            start = index + 1
            if pieces.count == MailLimits.addresses { return pieces }
        }
        guard nesting.isOutside else { return nil }
        return pieces + [field[start...]]
    }
}

/// Whether a byte of an address field stands in quotes, in a comment or in angle brackets.
struct AddressNesting {
    private var isQuoted = false
    private var isEscaped = false
    private var comments = 0
    private var isInBrackets = false

    var isOutside: Bool { !isQuoted && comments == 0 && !isInBrackets }

    mutating func read(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == .backslash, isQuoted || comments > 0 {
            isEscaped = true
        } else if isQuoted {
            isQuoted = byte != .quote
        } else if byte == UInt8(ascii: "(") {
            comments += 1
        } else if byte == UInt8(ascii: ")") {
            comments = max(0, comments - 1)
        } else if comments == 0 {
            switch byte {
            case .quote: isQuoted = true
            case .less: isInBrackets = true
            case .greater: isInBrackets = false
            default: break
            }
        }
    }
}

extension ArraySlice<UInt8> {
    /// `@`, or the ` at ` of some archives.
    fileprivate var hasAddressSign: Bool {
        contains(UInt8(ascii: "@")) || firstAtWord != nil
    }

    /// `ada@example.org` of `Team: ada@example.org`.
    fileprivate var withoutGroupName: ArraySlice<UInt8> {
        var nesting = AddressNesting()
        for index in indices {
            nesting.read(self[index])
            guard nesting.isOutside else { continue }
            if self[index] == .colon { return self[(index + 1)...] }
            if self[index] == UInt8(ascii: "@") { break }
        }
        return self
    }

    /// Where the first ` at ` begins.
    var firstAtWord: Int? {
        var index = startIndex
        while index + 4 <= endIndex {
            if self[index..<index + 4].elementsEqual(" at ".utf8) { return index }
            index += 1
        }
        return nil
    }
}
