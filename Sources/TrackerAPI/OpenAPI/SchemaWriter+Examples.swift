import TrackerHTTP

extension SchemaWriter {
    /// An object or list made of the examples of its fields, as JSON.
    ///
    /// Named schemas are followed, so that the example of a patch has one of its project. None of
    /// them holds itself.
    func example(of schema: ValueSchema) -> String {
        var writer = SchemaWriter(version: version, named: named)
        writer.writeExample(of: schema)
        return String(decoding: writer.json.bytes, as: UTF8.self)
    }

    private mutating func writeExample(of schema: ValueSchema) {
        switch schema {
        case .id: json.write(12 as Int64)
        case .count, .integer: json.write(3 as Int64)
        case .bool: json.write(false)
        case .text, .shortText: json.write("text")
        case .pattern(_, let example): json.write(example)
        case .url: json.write("https://patches.example.org/")
        case .date: json.write("2026-03-04T10:02:00")
        case .word(let words): json.write(words.first ?? "")
        case .anything, .null: json.writeNull()
        case .named(let name): writeExample(of: named[name] ?? .anything)
        case .nullable(let inner): writeExample(of: inner)
        case .either(let choices): writeExample(of: choices.first ?? .anything)
        case .list(let element), .shortList(let element, _):
            json.beginArray()
            json.next()
            writeExample(of: element)
            json.endArray()
        case .map(let value):
            json.beginObject()
            json.name("name" as StaticString)
            writeExample(of: value)
            json.endObject()
        case .object(let fields), .openObject(let fields): writeExample(of: fields)
        }
    }

    private mutating func writeExample(of fields: [Field]) {
        json.beginObject()
        for field in fields where field.since <= version {
            json.name(field.name)
            if let example = field.example {
                json.write(json: example)
            } else {
                writeExample(of: field.schema)
            }
        }
        json.endObject()
    }
}
