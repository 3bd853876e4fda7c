/// A value of XML-RPC.
indirect enum RPCValue: Hashable, Sendable {
    case int(Int64)
    case bool(Bool)
    case string(String)
    case double(Double)
    /// Microseconds since 1970; XML-RPC has no time zones, so UTC.
    case date(Int64)
    case base64([UInt8])
    case array([RPCValue])
    case structure([RPCMember])
    /// An extension that some clients send. It is never in an answer.
    case null
}

/// A member of a struct.
struct RPCMember: Hashable, Sendable {
    let name: String
    let value: RPCValue

    init(_ name: String, _ value: RPCValue) {
        self.name = name
        self.value = value
    }
}

extension RPCValue {
    static let emptyStructure = RPCValue.structure([])

    /// A text that a client applies or prints as it is, such as a patch. One with characters that XML
    /// cannot hold (form feeds are in many sources) goes as base64, so that nothing of it changes.
    static func exact(_ text: String) -> RPCValue {
        XMLText.canHold(text) ? .string(text) : .base64(Array(text.utf8))
    }
}

/// The answer to a call that was not done.
struct RPCFault: Error, Hashable, Sendable {
    /// The only code there is.
    static let code: Int64 = 1

    let message: String

    init(_ message: String) { self.message = message }
}
