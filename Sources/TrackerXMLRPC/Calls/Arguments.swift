import TrackerModel

/// The values of a call, as the method reads them.
struct Arguments {
    private let values: [RPCValue]

    init(_ values: [RPCValue]) { self.values = values }

    /// A number, also written as text, as Patchwork takes it.
    func id(_ index: Int) throws -> Int64 {
        guard let value = value(index) else { throw RPCFault("an id is missing") }
        return try Self.number(value)
    }

    /// A text; empty where it is left out.
    func text(_ index: Int) throws -> String {
        guard let value = value(index) else { return "" }
        return try Self.text(value)
    }

    /// How many rows a list may have (`max_count`); 0, which is all, where it is left out.
    func count(_ index: Int) throws -> Int64 {
        guard let value = value(index) else { return 0 }
        return try Self.number(value)
    }

    /// A struct; an empty one where it is left out.
    func members(_ index: Int) throws -> [RPCMember] {
        guard let value = value(index) else { return [] }
        guard case .structure(let members) = value else {
            throw RPCFault("argument \(index + 1) is no struct")
        }
        return members
    }

    /// The value; `nil` where it is left out or nil.
    private func value(_ index: Int) -> RPCValue? {
        guard values.indices.contains(index), values[index] != .null else { return nil }
        return values[index]
    }

    static func number(_ value: RPCValue) throws(RPCFault) -> Int64 {
        switch value {
        case .int(let number): return number
        case .bool(let flag): return flag ? 1 : 0
        case .string(let text):
            guard let number = Int64(text) else {
                throw RPCFault("'\(text.prefix(40))' is no number")
            }
            return number
        default: throw RPCFault("a number is wanted")
        }
    }

    /// A text. Clients of servers that send texts as base64 may send them back as they came.
    static func text(_ value: RPCValue) throws(RPCFault) -> String {
        switch value {
        case .string(let text): return text
        case .base64(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .int(let number): return String(number)
        default: throw RPCFault("a text is wanted")
        }
    }

    static func flag(_ value: RPCValue) throws(RPCFault) -> Bool {
        switch value {
        case .bool(let flag): return flag
        case .int(0): return false
        case .int(1): return true
        case .string(let text):
            switch text.lowercased() {
            case "true", "t", "1", "yes": return true
            case "false", "f", "0", "no": return false
            default: throw RPCFault("'\(text.prefix(40))' is neither true nor false")
            }
        default: throw RPCFault("true or false is wanted")
        }
    }
}
