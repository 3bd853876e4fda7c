/// The parameters of a header field: `charset` and `format` in
/// `text/plain; charset="utf-8"; format=flowed`.
///
/// Splitting follows Python's `email`, also where the quotes do not match. Long values may come in
/// pieces and in another charset (RFC 2231): `name*0*=utf-8'en'caf%C3; name*1*=%A9`.
struct FieldParameters {
    /// A value, and what its bytes mean if the sender said so.
    struct Value {
        var bytes: [UInt8]
        var charset: String?

        /// The value as text; encoded words (RFC 2047) are decoded, though they have no place here.
        var text: String {
            if let charset, let text = Charset(named: charset)?.decode(bytes[...]) { return text }
            if let chunks = HeaderChunk.parse(bytes[...]) {
                return HeaderChunk.joinedText(of: chunks)
            }
            return bytes.text
        }
    }

    /// A piece of a value as RFC 2231 splits it.
    fileprivate struct Piece {
        let number: Int
        let bytes: ArraySlice<UInt8>
        let isEncoded: Bool
    }

    private var values: [String: Value] = [:]

    init(_ field: ArraySlice<UInt8>) {
        var pieces: [String: [Piece]] = [:]
        for parameter in Self.split(field) {
            guard let equals = parameter.firstIndex(of: .equals) else { continue }
            let name = parameter[..<equals].trimmed.map(\.lowercased)[...]
            let value = Self.unquoted(parameter[(equals + 1)...].trimmed)
            if let star = name.firstIndex(of: UInt8(ascii: "*")) {
                let piece = Piece(
                    value,
                    marks: name[(star + 1)...],
                    isEncoded: name.last == name[star]
                )
                if let piece { pieces[name[..<star].text, default: []].append(piece) }
            } else if values[name.text] == nil {
                values[name.text] = Value(bytes: Array(value))
            }
        }
        for (name, pieces) in pieces where values[name] == nil {
            values[name] = Self.joined(pieces.sorted { $0.number < $1.number })
        }
    }

    subscript(name: String) -> Value? { values[name] }

    /// Splits at each semicolon that has an even number of quotes before it.
    private static func split(_ field: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var parameters: [ArraySlice<UInt8>] = []
        var (start, isQuoted, previous) = (field.startIndex, false, UInt8(0))
        for index in field.indices {
            let byte = field[index]
            if byte == .quote, previous != .backslash { isQuoted.toggle() }
            if byte == .semicolon, !isQuoted || index == start {
                parameters.append(field[start..<index])
                guard parameters.count < MailLimits.fieldParameters else { return parameters }
                (start, isQuoted) = (index + 1, false)
            }
            previous = byte
        }
        parameters.append(field[start...])
        return parameters
    }

    private static func unquoted(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard value.count > 1, value.first == .quote, value.last == .quote else { return value }
        var result: [UInt8] = []
        var isEscaped = false
        for byte in value.dropFirst().dropLast() {
            if byte == .backslash, !isEscaped {
                isEscaped = true
                continue
            }
            // A backslash before anything but a quote or a backslash stands for itself.
            if isEscaped, byte != .quote, byte != .backslash { result.append(.backslash) }
            isEscaped = false
            result.append(byte)
        }
        if isEscaped { result.append(.backslash) }
        return result[...]
    }

    private static func joined(_ pieces: [Piece]) -> Value {
        var bytes = pieces.flatMap { $0.isEncoded ? percentDecoded($0.bytes) : Array($0.bytes) }
        guard pieces.contains(where: \.isEncoded) else { return Value(bytes: bytes) }
        let apostrophe = UInt8(ascii: "'")
        let words = bytes.split(
            separator: apostrophe,
            maxSplits: 2,
            omittingEmptySubsequences: false
        )
        guard words.count == 3 else { return Value(bytes: bytes) }
        let charset = words[0].text
        bytes = Array(words[2])
        return Value(bytes: bytes, charset: charset)
    }

    private static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), rest.count >= 2,
                let high = rest[rest.startIndex].hexValue,
                let low = rest[rest.startIndex + 1].hexValue
            else {
                result.append(byte)
                continue
            }
            result.append(high << 4 | low)
            rest = rest.dropFirst(2)
        }
        return result
    }
}

extension FieldParameters.Piece {
    /// Reads what stands behind the first star of a name: nothing, `0`, or `0*`.
    fileprivate init?(_ bytes: ArraySlice<UInt8>, marks: ArraySlice<UInt8>, isEncoded: Bool) {
        let digits = marks.prefix(while: \.isDigit)
        let rest = marks.dropFirst(digits.count)
        guard
            rest.isEmpty || (rest.count == 1 && rest.first == UInt8(ascii: "*") && !digits.isEmpty)
        else { return nil }
        guard digits.isEmpty || digits.count < 6 else { return nil }
        self.init(number: Int(digits.text) ?? 0, bytes: bytes, isEncoded: isEncoded)
    }
}
