/// How a body was made fit for 7-bit transport (RFC 2045, section 6).
enum TransferEncoding {
    case quotedPrintable
    case base64
    /// `7bit`, `8bit`, `binary`, and whatever else a mail may claim.
    case none

    init(_ field: ArraySlice<UInt8>) {
        let name = field.trimmed
        if name.equalsIgnoringCase("quoted-printable".utf8) {
            self = .quotedPrintable
        } else if name.equalsIgnoringCase("base64".utf8) {
            self = .base64
        } else {
            self = .none
        }
    }

    /// Undoes the encoding as well as the text allows.
    ///
    /// Base64 whose length no encoder makes is left as it is but for the line ends, as in Python.
    func decode(_ body: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        switch self {
        case .none: body
        case .quotedPrintable: QuotedPrintable.decode(body)[...]
        case .base64: (Base64.decode(body, padding: 2) ?? body.filter { !$0.isLineEnd })[...]
        }
    }
}

/// Quoted-printable (RFC 2045, section 6.7), read leniently: what is no escape stands for itself.
enum QuotedPrintable {
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: text.count) { output, count in
            text.withUnsafeBufferPointer { input in
                var position = 0
                while position < input.count {
                    let byte = input[position]
                    position += 1
                    if byte != .equals {
                        output[count] = byte
                        count += 1
                    } else if let escaped = escape(in: input, at: &position) {
                        output[count] = escaped
                        count += 1
                    }
                }
            }
        }
    }

    /// Reads what follows an equals sign; nil for a soft line break.
    private static func escape(in input: UnsafeBufferPointer<UInt8>, at position: inout Int)
        -> UInt8?
    {
        guard position < input.count else { return nil }
        let byte = input[position]
        if byte.isLineEnd {
            while position < input.count, input[position] != .newline { position += 1 }
            position = min(position + 1, input.count)
            return nil
        }
        if byte == .equals {
            // `==` was written by an old Python; it means one equals sign.
            position += 1
        } else if position + 1 < input.count,
            let high = byte.hexValue, let low = input[position + 1].hexValue
        {
            position += 2
            return high << 4 | low
        }
        return .equals
    }

    /// Decodes the `Q` encoding of an encoded word (RFC 2047, section 4.2).
    static func decodeWord(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            index += 1
            if byte == .equals, index + 1 < text.endIndex,
                let high = text[index].hexValue, let low = text[index + 1].hexValue
            {
                result.append(high << 4 | low)
                index += 2
            } else {
                result.append(byte == .underscore ? .space : byte)
            }
        }
        return result
    }

    /// How a byte looks in the `Q` encoding of an encoded word: itself, `_`, or `=C3`.
    static func appendWordByte(_ byte: UInt8, to result: inout [UInt8]) {
        if isPlainInWord(byte) {
            result.append(byte)
        } else if byte == .space {
            result.append(.underscore)
        } else {
            let digits: StaticString = "0123456789ABCDEF"
            result.append(.equals)
            result.append(digits.utf8Start[Int(byte >> 4)])
            result.append(digits.utf8Start[Int(byte & 15)])
        }
    }

    /// How long bytes become in the `Q` encoding of an encoded word.
    static func wordLength(_ bytes: some Sequence<UInt8>) -> Int {
        bytes.reduce(0) { $0 + (isPlainInWord($1) || $1 == .space ? 1 : 3) }
    }

    private static func isPlainInWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "/"):
            true
        default: byte.isDigit || byte.isLetter
        }
    }
}

/// Base64 (RFC 2045, section 6.8), read as leniently as Python does: other characters are skipped.
enum Base64 {
    /// Decodes up to the first complete padding.
    ///
    /// - Parameters:
    ///   - text: The encoded text, perhaps with line ends and rubbish in it.
    ///   - padding: How many `=` to add at the end, for text that lacks them.
    /// - Returns: nil if the number of characters is one that no encoder makes.
    static func decode(_ text: ArraySlice<UInt8>, padding: Int) -> [UInt8]? {
        var group: UInt32 = 0
        var groupSize = 0
        var padSize = 0
        var isPadded = false
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 3) { output, count in
            text.withUnsafeBufferPointer { input in
                for byte in input {
                    let value = values[Int(byte)]
                    if value == 64 {
                        padSize += 1
                        isPadded = groupSize >= 2 && groupSize + padSize >= 4
                        if isPadded { break }
                    }
                    guard value < 64 else { continue }
                    padSize = 0
                    group = group << 6 | UInt32(value)
                    groupSize += 1
                    if groupSize == 4 {
                        output[count] = UInt8(truncatingIfNeeded: group >> 16)
                        output[count + 1] = UInt8(truncatingIfNeeded: group >> 8)
                        output[count + 2] = UInt8(truncatingIfNeeded: group)
                        count += 3
                        groupSize = 0
                    }
                }
            }
            if groupSize == 2 {
                output[count] = UInt8(truncatingIfNeeded: group >> 4)
                count += 1
            } else if groupSize == 3 {
                output[count] = UInt8(truncatingIfNeeded: group >> 10)
                output[count + 1] = UInt8(truncatingIfNeeded: group >> 2)
                count += 2
            }
        }
        let isComplete =
            isPadded || groupSize == 0
            || (groupSize >= 2 && groupSize + padSize + padding >= 4)
        return isComplete ? bytes : nil
    }

    static func encode(_ bytes: some Collection<UInt8>, to result: inout [UInt8]) {
        var group: UInt32 = 0
        var groupSize = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            groupSize += 1
            if groupSize == 3 {
                append(group, characters: 4, to: &result)
                (group, groupSize) = (0, 0)
            }
        }
        guard groupSize > 0 else { return }
        append(group << UInt32(8 * (3 - groupSize)), characters: groupSize + 1, to: &result)
        for _ in groupSize..<3 { result.append(.equals) }
    }

    private static func append(_ group: UInt32, characters: Int, to result: inout [UInt8]) {
        for index in 0..<characters {
            result.append(alphabet.utf8Start[Int(group >> UInt32(18 - 6 * index)) & 63])
        }
    }

    private static let alphabet: StaticString =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    /// The value of each byte: 0 to 63, 64 for the padding, 255 for what is skipped.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for index in 0..<64 { values[Int(alphabet.utf8Start[index])] = UInt8(index) }
        values[Int(UInt8.equals)] = 64
        return values
    }()
}
