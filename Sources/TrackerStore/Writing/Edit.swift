/// What a change does to one field.
package enum Edit<Value: Sendable>: Sendable {
    case keep
    case set(Value)

    /// The new value; `nil` where the field stays as it is.
    package var value: Value? {
        switch self {
        case .keep: nil
        case .set(let value): value
        }
    }

    /// Whether the field is in the change, be it with the value it has.
    package var isThere: Bool {
        switch self {
        case .keep: false
        case .set: true
        }
    }
}

extension Edit: Equatable where Value: Equatable {}

extension Edit {
    /// What is in a change because a client named it.
    package init(_ value: Value?) { self = value.map(Edit.set) ?? .keep }
}
