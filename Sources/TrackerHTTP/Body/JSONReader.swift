/// Reads one JSON text (RFC 8259), within the limits of a request.
///
/// Stricter than Foundation's: a name that stands twice in an object, and half of a surrogate pair,
/// are faults, since two readers would take them for different things. Written by hand for that, and
/// for its limits: see docs/decisions/0017.
struct JSONReader {
    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0
    private var values = 0

    /// Objects and arrays within each other.
    static let deepest = 32
    /// Values in all.
    static let mostValues = 10_000
    /// Characters of a number.
    static let longestNumber = 300

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// - Throws: ``BodyFault/malformed(_:)`` with the place of the fault.
    static func value(parsing bytes: [UInt8]) throws(BodyFault) -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw .malformed("JSON parse error - it is not UTF-8")
        }
        var reader = JSONReader(bytes)
        reader.skipByteOrderMark()
        reader.skipBlanks()
        let value = try reader.value()
        reader.skipBlanks()
        guard reader.place == bytes.count else { throw reader.fault("Extra data") }
        return value
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func value() throws(BodyFault) -> JSONValue {
        values += 1
        guard values <= Self.mostValues else {
            throw fault("More than \(Self.mostValues) values")
        }
        switch next ?? 0 {
        case UInt8(ascii: "{"):
            return try nested { (reader) throws(BodyFault) in try reader.object() }
        case UInt8(ascii: "["):
            return try nested { (reader) throws(BodyFault) in try reader.list() }
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: return try word()
        }
    }

    private mutating func nested(
        _ read: (inout JSONReader) throws(BodyFault) -> JSONValue
    ) throws(BodyFault) -> JSONValue {
        depth += 1
        guard depth <= Self.deepest else { throw fault("More than \(Self.deepest) levels") }
        place += 1
        skipBlanks()
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(BodyFault) -> JSONValue {
        var members: [String: JSONValue] = [:]
        if skip("}") { return .object(members) }
        while true {
            guard next == UInt8(ascii: "\"") else {
                throw fault("Expecting property name enclosed in double quotes")
            }
            let start = place
            let name = try text()
            skipBlanks()
            guard skip(":") else { throw fault("Expecting ':' delimiter") }
            skipBlanks()
            let value = try value()
            guard members.updateValue(value, forKey: name) == nil else {
                place = start
                throw fault("The same property name a second time")
            }
            skipBlanks()
            if skip("}") { return .object(members) }
            guard skip(",") else { throw fault("Expecting ',' delimiter") }
            skipBlanks()
        }
    }

    private mutating func list() throws(BodyFault) -> JSONValue {
        var elements: [JSONValue] = []
        if skip("]") { return .list(elements) }
        while true {
            elements.append(try value())
            skipBlanks()
            if skip("]") { return .list(elements) }
            guard skip(",") else { throw fault("Expecting ',' delimiter") }
            skipBlanks()
        }
    }

    private mutating func word() throws(BodyFault) -> JSONValue {
        for (word, value) in [
            ("null", JSONValue.null), ("true", .bool(true)), ("false", .bool(false)),
        ] where bytes[place...].starts(with: word.utf8) {
            place += word.utf8.count
            return value
        }
        throw fault("Expecting value")
    }

    // MARK: Numbers

    private mutating func number() throws(BodyFault) -> String {
        let start = place
        _ = skip("-")
        // No digit may follow a leading zero.
        if !skip("0") { try skipDigits() }
        if skip(".") { try skipDigits() }
        if skip("e") || skip("E") {
            _ = skip("+") || skip("-")
            try skipDigits()
        }
        guard place - start <= Self.longestNumber else {
            throw fault("A number of more than \(Self.longestNumber) characters")
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func skipDigits() throws(BodyFault) {
        let start = place
        while let byte = next, 0x30...0x39 ~= byte { place += 1 }
        guard place > start else { throw fault("Expecting value") }
    }

    // MARK: Between values

    private mutating func skipByteOrderMark() {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    private mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let byte = next, byte == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    /// Says what is wrong where, in the manner of Python, which clients have in their logs.
    private func fault(_ what: String) -> BodyFault {
        let before = bytes.prefix(place)
        let line = before.lazy.filter { $0 == 0x0A }.count + 1
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let column = Self.characters(in: before[lineStart...]) + 1
        return .malformed(
            "JSON parse error - \(what): line \(line) column \(column) "
                + "(char \(Self.characters(in: before)))"
        )
    }

    private static func characters(in bytes: ArraySlice<UInt8>) -> Int {
        bytes.lazy.filter { $0 & 0xC0 != 0x80 }.count
    }
}

// MARK: - Texts

extension JSONReader {
    private mutating func text() throws(BodyFault) -> String {
        let start = place
        place += 1
        var text = ""
        var runStart = place
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                text += String(decoding: bytes[runStart..<place], as: UTF8.self)
                place += 1
                return text
            case UInt8(ascii: "\\"):
                text += String(decoding: bytes[runStart..<place], as: UTF8.self)
                place += 1
                text.unicodeScalars.append(try escaped())
                runStart = place
            case 0..<0x20: throw fault("Invalid control character at")
            default: place += 1
            }
        }
        place = start
        throw fault("Unterminated string starting at")
    }

    private mutating func escaped() throws(BodyFault) -> Unicode.Scalar {
        guard let letter = next else { throw fault("Unterminated string") }
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try codePoint()
        default:
            place -= 1
            throw fault("Invalid \\escape")
        }
    }

    private mutating func codePoint() throws(BodyFault) -> Unicode.Scalar {
        let unit = try fourDigits()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, skip("\\"), skip("u") else {
            throw fault("Half of a surrogate pair")
        }
        let second = try fourDigits()
        guard 0xDC00...0xDFFF ~= second,
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00))
        else { throw fault("Half of a surrogate pair") }
        return scalar
    }

    private mutating func fourDigits() throws(BodyFault) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next,
                let digit = Character(Unicode.Scalar(byte)).hexDigitValue
            else { throw fault("Invalid \\uXXXX escape") }
            number = number << 4 | UInt32(digit)
            place += 1
        }
        return number
    }
}
