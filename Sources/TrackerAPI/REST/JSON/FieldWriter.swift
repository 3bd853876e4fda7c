import TrackerHTTP

/// Writes the fields of API objects for one version of the API.
///
/// A field is one line: its name, its value, and the first version that has it. What a version
/// does not have is not computed.
struct FieldWriter {
    var json: JSONWriter
    let version: APIVersion
    let links: Links
    /// Projects as they were written before: on a page of patches most are the same.
    var projects: [Int64: [UInt8]] = [:]

    init(indentation: Int? = nil, version: APIVersion, links: Links) {
        json = JSONWriter(indentation: indentation)
        self.version = version
        self.links = links
    }

    mutating func write(
        _ name: StaticString,
        _ value: @autoclosure () -> some FieldValue,
        since first: APIVersion = .v1_0
    ) {
        guard version >= first else { return }
        json.name(name)
        value().write(to: &self)
    }

    /// A field that is always `null`.
    mutating func writeNull(_ name: StaticString) {
        json.name(name)
        json.writeNull()
    }
}

/// What a field can have as its value.
protocol FieldValue {
    func write(to writer: inout FieldWriter)
}

/// An object of the API. The lines of `writeFields(to:)` are its fields, in the order of the
/// answer.
protocol Representation: FieldValue {
    func writeFields(to fields: inout FieldWriter)
}

extension Representation {
    func write(to writer: inout FieldWriter) {
        writer.json.beginObject()
        writeFields(to: &writer)
        writer.json.endObject()
    }
}

extension Int64: FieldValue {
    func write(to writer: inout FieldWriter) { writer.json.write(self) }
}

extension Bool: FieldValue {
    func write(to writer: inout FieldWriter) { writer.json.write(self) }
}

extension String: FieldValue {
    func write(to writer: inout FieldWriter) { writer.json.write(self) }
}

extension Optional: FieldValue where Wrapped: FieldValue {
    func write(to writer: inout FieldWriter) {
        if let self { self.write(to: &writer) } else { writer.json.writeNull() }
    }
}

extension Array: FieldValue where Element: FieldValue {
    func write(to writer: inout FieldWriter) {
        writer.json.beginArray()
        for element in self {
            writer.json.next()
            element.write(to: &writer)
        }
        writer.json.endArray()
    }
}

/// `{}`
struct EmptyObject: Representation {
    func writeFields(to fields: inout FieldWriter) {}
}

/// `{"detail":"Invalid page."}`: how most failures look.
struct Detail: Representation {
    let text: String

    func writeFields(to fields: inout FieldWriter) { fields.write("detail", text) }
}
