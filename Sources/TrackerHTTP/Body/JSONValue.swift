/// A value of a JSON text (RFC 8259).
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As it was written, such as `12` or `1e9`: no digit gets lost, and none is too large.
    case number(String)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// The number as a whole one; `nil` for what is none, or beyond 64 bits.
    package var integer: Int64? {
        guard case .number(let digits) = self else { return nil }
        return Int64(digits)
    }

    /// What Python calls the type: failures of the API name it.
    package var typeWord: String {
        switch self {
        case .null: "NoneType"
        case .bool: "bool"
        case .number(let digits): digits.utf8.allSatisfy(Self.isWhole) ? "int" : "float"
        case .text: "str"
        case .list: "list"
        case .object: "dict"
        }
    }

    private static func isWhole(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || byte == UInt8(ascii: "-")
    }
}

extension JSONValue {
    /// Reads a text that the program wrote itself; `nil` if it is no JSON.
    package init?(parsing text: String) {
        guard let value = try? JSONReader.value(parsing: Array(text.utf8)) else { return nil }
        self = value
    }
}
