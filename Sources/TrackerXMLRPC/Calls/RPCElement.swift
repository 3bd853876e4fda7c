import Foundation

/// The elements of a call.
enum RPCElement: Hashable {
    case methodCall, methodName, params, param, value, array, data, structure, member, name
    case scalar(ScalarType)

    init?(_ tag: String) {
        if let type = ScalarType(rawValue: tag) {
            self = .scalar(type)
            return
        }
        guard let element = Self.named.first(where: { $0.tag == tag }) else { return nil }
        self = element
    }

    private static let named: [RPCElement] = [
        .value, .member, .name, .array, .data, .structure, .param, .params, .methodCall,
        .methodName,
    ]

    var tag: String {
        switch self {
        case .methodCall: "methodCall"
        case .methodName: "methodName"
        case .params: "params"
        case .param: "param"
        case .value: "value"
        case .array: "array"
        case .data: "data"
        case .structure: "struct"
        case .member: "member"
        case .name: "name"
        case .scalar(let type): type.rawValue
        }
    }

    /// Whether it can stand right inside the other one; `nil` is the document.
    func mayStand(in outer: RPCElement?) -> Bool {
        switch self {
        case .methodCall: outer == nil
        case .methodName, .params: outer == .methodCall
        case .param: outer == .params
        case .value: outer == .param || outer == .data || outer == .member
        case .array, .structure, .scalar: outer == .value
        case .data: outer == .array
        case .member: outer == .structure
        case .name: outer == .member
        }
    }

    var holdsText: Bool {
        switch self {
        case .methodName, .value, .name, .scalar: true
        default: false
        }
    }

    /// Whether a second value inside is a mistake.
    var holdsOneValue: Bool { self == .value || self == .param || self == .member }
}

/// The types of values that are one text.
enum ScalarType: String, Hashable {
    case int, i4, i8, boolean, string, double, base64
    case date = "dateTime.iso8601"
    case null = "nil"

    /// - Throws: ``RPCFault`` if the text is no value of the type.
    func value(_ text: String) throws(RPCFault) -> RPCValue {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let value: RPCValue? =
            switch self {
            case .string: .string(text)
            case .int, .i4, .i8: Int64(trimmed).map { .int($0) }
            case .boolean: ["0": .bool(false), "1": .bool(true)][trimmed]
            case .double: Double(trimmed).map { .double($0) }
            case .date: RPCDate.microseconds(parsing: trimmed).map { .date($0) }
            case .base64:
                Data(base64Encoded: text.filter { !$0.isWhitespace }).map { .base64(Array($0)) }
            case .null: trimmed.isEmpty ? .null : nil
            }
        guard let value else {
            throw RPCFault("'\(trimmed.prefix(40))' is no \(rawValue)")
        }
        return value
    }
}
