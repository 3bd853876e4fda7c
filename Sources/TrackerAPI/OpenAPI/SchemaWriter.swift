import TrackerHTTP

/// Writes schemas as JSON Schema, without what a version of the API does not have.
struct SchemaWriter {
    var json = JSONWriter()
    let version: APIVersion
    /// The schemas that a name stands for, for examples.
    let named: [String: ValueSchema]

    /// Writes a member of the object under way.
    mutating func member(_ name: StaticString, _ text: String) {
        json.name(name)
        json.write(text)
    }

    mutating func member(_ name: StaticString, _ schema: ValueSchema) {
        json.name(name)
        write(schema)
    }

    /// Writes an object whose members the closure writes.
    mutating func object(_ members: (inout SchemaWriter) -> Void) {
        json.beginObject()
        members(&self)
        json.endObject()
    }

    /// Writes a schema.
    ///
    /// - Parameters:
    ///   - schema: What to write.
    ///   - note: Its description; none if empty.
    ///   - example: A value as JSON.
    mutating func write(_ schema: ValueSchema, note: String = "", example: String? = nil) {
        object { writer in
            writer.writeMembers(of: schema)
            if !note.isEmpty { writer.member("description", note) }
            if let example {
                writer.json.name("examples" as StaticString)
                writer.json.beginArray()
                writer.json.next()
                writer.json.write(json: example)
                writer.json.endArray()
            }
        }
    }

    private mutating func writeMembers(of schema: ValueSchema) {
        switch schema {
        case .nullable(let inner):
            json.name("anyOf" as StaticString)
            list([inner]) { writer in
                writer.json.next()
                writer.object { $0.member("type", "null") }
            }
        case .either(let choices):
            json.name("anyOf" as StaticString)
            list(choices.filter(isPresent))
        case .named(let name): member("$ref", "#/components/schemas/\(name)")
        case .list(let element):
            member("type", "array")
            member("items", element)
        case .shortList(let element, let limit):
            member("type", "array")
            member("items", element)
            number("maxItems", limit)
        case .map(let value):
            member("type", "object")
            member("additionalProperties", value)
        case .object(let fields): write(fields, isOpen: false)
        case .openObject(let fields): write(fields, isOpen: true)
        case .anything: break
        default: writePlain(schema)
        }
    }

    /// Whether this version has it.
    private func isPresent(_ schema: ValueSchema) -> Bool {
        guard case .named(let name) = schema else { return true }
        return named[name] != nil
    }

    private mutating func writePlain(_ schema: ValueSchema) {
        switch schema {
        case .id:
            member("type", "integer")
            number("minimum", 1)
        case .count:
            member("type", "integer")
            number("minimum", 0)
        case .integer: member("type", "integer")
        case .bool: member("type", "boolean")
        case .null: member("type", "null")
        case .shortText(let limit):
            member("type", "string")
            number("maxLength", limit)
        case .pattern(let pattern, _):
            member("type", "string")
            member("pattern", pattern)
        case .url:
            member("type", "string")
            member("format", "uri")
        case .date:
            member("type", "string")
            member("pattern", APIDate.pattern)
        case .word(let words):
            member("type", "string")
            json.name("enum" as StaticString)
            words.write(to: &json)
        default: member("type", "string")
        }
    }

    private mutating func number(_ name: StaticString, _ value: Int) {
        json.name(name)
        json.write(Int64(value))
    }

    private mutating func list(
        _ schemas: [ValueSchema],
        _ more: (inout SchemaWriter) -> Void = { _ in }
    ) {
        json.beginArray()
        for schema in schemas {
            json.next()
            write(schema)
        }
        more(&self)
        json.endArray()
    }

    private mutating func write(_ fields: [Field], isOpen: Bool) {
        let present = fields.filter { $0.since <= version }
        member("type", "object")
        json.name("properties" as StaticString)
        object { writer in
            for field in present {
                writer.json.name(field.name)
                writer.write(field.schema, note: field.note, example: field.example)
            }
        }
        let required = present.filter { !$0.isOptional }.map(\.name)
        if !required.isEmpty {
            json.name("required" as StaticString)
            required.write(to: &json)
        }
        json.name("additionalProperties" as StaticString)
        json.write(isOpen)
    }
}

extension APIDate {
    static let pattern = #"^\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$"#
}

extension [String] {
    func write(to json: inout JSONWriter) {
        json.beginArray()
        for text in self {
            json.next()
            json.write(text)
        }
        json.endArray()
    }
}
