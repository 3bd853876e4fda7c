import Foundation
import TrackerHTTP

/// The JSON of an answer, read back so that a form can begin with what there is.
enum ShownValue: Decodable, Sendable {
    case null
    case bool(Bool)
    case number(Int64)
    case text(String)
    case list([ShownValue])
    case object([String: ShownValue])

    init?(parsing json: [UInt8]) {
        guard let value = try? JSONDecoder().decode(ShownValue.self, from: Data(json)) else {
            return nil
        }
        self = value
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([ShownValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: ShownValue].self))
        }
    }

    subscript(_ name: String) -> ShownValue? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    /// As a field of a form has it: an object by its id, a list of objects by theirs.
    var formText: String {
        switch self {
        case .null: ""
        case .bool(let value): value ? "true" : "false"
        case .number(let value): String(value)
        case .text(let value): value
        case .list(let values): values.map(\.formText).joined(separator: ", ")
        case .object: self["id"]?.formText ?? ""
        }
    }

    /// As a body that changes it has it.
    func write(as kind: WritableField.Kind, to writer: inout JSONWriter) {
        switch (self, kind) {
        case (.object(let members), .object(let fields)):
            writer.beginObject()
            for field in fields {
                guard let member = members[field.name] else { continue }
                writer.name(field.name)
                member.write(as: field.kind, to: &writer)
            }
            writer.endObject()
        case (.object, _): (self["id"] ?? .null).write(as: kind, to: &writer)
        case (.list(let values), _):
            writer.beginArray()
            for value in values {
                writer.next()
                value.write(as: kind, to: &writer)
            }
            writer.endArray()
        case (.null, _): writer.writeNull()
        case (.bool(let value), _): writer.write(value)
        case (.number(let value), _): writer.write(value)
        case (.text(let value), _): writer.write(value)
        }
    }
}
