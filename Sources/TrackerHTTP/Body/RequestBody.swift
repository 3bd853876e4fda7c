import HTTPTypes

/// What is wrong with the body of a request as a whole.
package enum BodyFault: Error, Hashable, Sendable {
    /// 400, with these words.
    case malformed(String)
    /// 413
    case tooLarge
    /// 415: a media type that nobody reads here.
    case unsupported(String)
}

/// The body of a request, taken apart: JSON, or the fields of a form in either encoding.
package enum RequestBody: Hashable, Sendable {
    case json(JSONValue)
    /// The values of each field in their order.
    case form([String: [String]])

    /// Bytes of a body.
    package static let largest = 1 << 20
    /// Fields of a form, repeated ones counted.
    package static let mostFields = 10_000

    /// Reads the body of a request by its `Content-Type`.
    ///
    /// No body at all is an object without members, whatever its type.
    ///
    /// - Parameter request: Its body may be anything.
    /// - Throws: ``BodyFault``.
    package init(_ request: Request) throws(BodyFault) {
        let bytes = request.body
        guard bytes.count <= Self.largest else { throw .tooLarge }
        let header = request.headers.value(.contentType) ?? ""
        let type = MediaType(header)
        if bytes.isEmpty {
            let isForm = type.name != "application/json" && type.isKnown
            self = isForm ? .form([:]) : .json(.object([:]))
            return
        }
        switch type.name {
        case "application/json": self = .json(try JSONReader.value(parsing: bytes))
        case "application/x-www-form-urlencoded": self = .form(try FormReader.fields(of: bytes))
        case "multipart/form-data":
            let boundary = type.parameter("boundary")
            self = .form(try MultipartReader.fields(of: bytes, boundary: boundary))
        default: throw .unsupported(header)
        }
    }
}

/// A media type with its parameters: `multipart/form-data; boundary=x`.
struct MediaType: Hashable {
    /// In lower case.
    let name: String
    private let parameters: [(name: String, value: String)]

    init(_ header: String) {
        // Programs say `application/json`, and no more.
        guard header.utf8.contains(where: { !Self.isPlain($0) }) else {
            (name, parameters) = (header, [])
            return
        }
        let parts = HeaderParameters.split(header)
        name = parts.first.map { $0.name } ?? ""
        parameters = Array(parts.dropFirst())
    }

    var isKnown: Bool {
        name == "application/json" || name == "application/x-www-form-urlencoded"
            || name == "multipart/form-data"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || byte == UInt8(ascii: "/")
            || byte == UInt8(ascii: "-")
    }

    func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    static func == (one: Self, other: Self) -> Bool {
        one.name == other.name && one.parameters.elementsEqual(other.parameters, by: ==)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// `form-data; name="a \"b\""; filename=x`, cut at its semicolons.
enum HeaderParameters {
    /// Parameters beyond these are ignored.
    private static let limit = 20

    /// The parts in their order; names in lower case, values without quotes.
    static func split(_ text: String) -> [(name: String, value: String)] {
        var parts: [(name: String, value: String)] = []
        var rest = text[...]
        while !rest.isEmpty, parts.count < limit {
            let name = rest.prefix { $0 != ";" && $0 != "=" }
            rest = rest.dropFirst(name.count)
            var value = ""
            if rest.first == "=" {
                rest = rest.dropFirst()
                value = takeValue(from: &rest)
            }
            rest = rest.drop { $0 != ";" }.dropFirst()
            parts.append((trimmed(name).lowercased(), value))
        }
        return parts
    }

    private static func takeValue(from rest: inout Substring) -> String {
        rest = rest.drop { $0 == " " || $0 == "\t" }
        guard rest.first == "\"" else {
            let value = rest.prefix { $0 != ";" }
            rest = rest.dropFirst(value.count)
            return trimmed(value)
        }
        rest = rest.dropFirst()
        var value = ""
        while let character = rest.popFirst(), character != "\"" {
            // Browsers write a quote as %22, curl as \".
            if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
                value.append(next)
                rest = rest.dropFirst()
            } else {
                value.append(character)
            }
        }
        return value
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }
}
