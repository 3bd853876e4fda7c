/// Writes JSON as Patchwork does: compact or indented, members in the order of the calls, text
/// raw where JSON allows it (rest-api, section 0).
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Blanks per level; `nil` writes everything on one line.
    private let indentation: Int?
    private var depth = 0
    /// Whether the next member or element has one before it.
    private var needsComma = false

    package init(indentation: Int? = nil) {
        self.indentation = indentation
        bytes.reserveCapacity(4_096)
    }

    /// Whether all is on one line: then equal values are equal bytes, wherever they stand.
    package var isCompact: Bool { indentation == nil }

    package mutating func beginObject() { open(UInt8(ascii: "{")) }
    package mutating func endObject() { close(UInt8(ascii: "}")) }
    package mutating func beginArray() { open(UInt8(ascii: "[")) }
    package mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Goes to the place of the next member or element.
    package mutating func next() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        breakLine()
        needsComma = true
    }

    /// Begins a member of an object whose name needs no escapes.
    package mutating func name(_ name: StaticString) {
        next()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        endName()
    }

    /// Begins a member of an object.
    package mutating func name(_ name: String) {
        next()
        write(name)
        endName()
    }

    /// The same for one that lies in memory as UTF-8.
    package mutating func name(utf8 name: UnsafeBufferPointer<UInt8>) {
        next()
        write(utf8: name)
        endName()
    }

    /// Appends a value that is JSON already.
    package mutating func write(json text: String) { bytes.append(contentsOf: text.utf8) }

    package mutating func writeNull() { bytes.append(contentsOf: "null".utf8) }

    /// Writes a value that is JSON already.
    package mutating func write(json: [UInt8]) { bytes.append(contentsOf: json) }

    package mutating func write(_ value: Bool) {
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    package mutating func write(_ value: Int64) {
        guard value != 0 else { return bytes.append(UInt8(ascii: "0")) }
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = value.magnitude
        while rest > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        bytes[start...].reverse()
    }

    package mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { write(utf8: $0) }
    }

    /// Writes text that lies in memory as UTF-8.
    package mutating func write(utf8 text: UnsafeBufferPointer<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        append(escaping: text)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func open(_ bracket: UInt8) {
        bytes.append(bracket)
        depth += 1
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        depth -= 1
        if needsComma { breakLine() }
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func endName() {
        bytes.append(UInt8(ascii: ":"))
        if indentation != nil { bytes.append(UInt8(ascii: " ")) }
    }

    private mutating func breakLine() {
        guard let indentation, depth > 0 || needsComma else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * indentation))
    }
}

extension JSONWriter {
    /// Appends text in runs: most of it needs no escape.
    private mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var place = PlainText.endForJSON(in: text, from: 0)
        while place < text.count {
            if let (escape, length) = Self.escape(of: text[place], at: place, in: text) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<place]))
                bytes.append(contentsOf: escape.utf8)
                start = place + length
            }
            place = PlainText.endForJSON(in: text, from: max(start, place + 1))
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }

    private static func escape(
        of byte: UInt8,
        at place: Int,
        in text: UnsafeBufferPointer<UInt8>
    ) -> (escape: String, length: Int)? {
        switch byte {
        case UInt8(ascii: "\""): return ("\\\"", 1)
        case UInt8(ascii: "\\"): return ("\\\\", 1)
        case 0x0A: return ("\\n", 1)
        case 0x0D: return ("\\r", 1)
        case 0x09: return ("\\t", 1)
        case 0x08: return ("\\b", 1)
        case 0x0C: return ("\\f", 1)
        case 0..<0x10: return ("\\u000\(String(byte, radix: 16))", 1)
        case 0x10..<0x20: return ("\\u00\(String(byte, radix: 16))", 1)
        case 0xE2:
            // U+2028 and U+2029 end a line in JavaScript: E2 80 A8 and E2 80 A9.
            guard place + 2 < text.count, text[place + 1] == 0x80 else { return nil }
            switch text[place + 2] {
            case 0xA8: return ("\\u2028", 3)
            case 0xA9: return ("\\u2029", 3)
            default: return nil
            }
        default: return nil
        }
    }
}

extension JSONWriter {
    /// A member of an object: a text, or `null` where there is none.
    package mutating func member(_ name: StaticString, _ text: String?) {
        self.name(name)
        if let text { write(text) } else { writeNull() }
    }

    /// A member of an object: a number, or `null` where there is none.
    package mutating func member(_ name: StaticString, _ number: Int64?) {
        self.name(name)
        if let number { write(number) } else { writeNull() }
    }

    package mutating func member(_ name: StaticString, _ value: Bool) {
        self.name(name)
        write(value)
    }

    /// A member of an object that is an object itself.
    package mutating func object(_ name: StaticString, _ members: (inout JSONWriter) -> Void) {
        self.name(name)
        object(members)
    }

    /// An object with the members that the closure writes.
    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        beginObject()
        members(&self)
        endObject()
    }

    /// A member of an object that is an array, with one element for each item.
    package mutating func array<Item>(
        _ name: StaticString,
        of items: some Sequence<Item>,
        _ element: (inout JSONWriter, Item) -> Void
    ) {
        self.name(name)
        beginArray()
        for item in items {
            next()
            element(&self, item)
        }
        endArray()
    }
}
