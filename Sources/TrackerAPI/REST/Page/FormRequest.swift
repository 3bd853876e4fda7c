import HTTPTypes
import TrackerHTTP
import TrackerModel

/// A form of the browsable page, and the request that it stands for.
///
/// HTML can only send GET and POST, so the real method stands in the field `_method`. With `_content`
/// the body is that text, of the type `_content_type`; else the fields become a JSON object, so that
/// whoever makes the change need not know of forms. Only what the session's own page sends is read
/// this way: the token against forgery has been checked before.
enum FormRequest {
    private static let methods: [String: HTTPRequest.Method] = [
        "POST": .post, "PUT": .put, "PATCH": .patch, "DELETE": .delete,
    ]

    /// The request that is meant.
    ///
    /// - Parameters:
    ///   - request: As it was sent.
    ///   - visitor: Who sent it.
    ///   - endpoint: Where it goes to.
    /// - Returns: The same request if it is no such form.
    static func unwrapped(
        _ request: Request,
        from visitor: Visitor,
        for endpoint: Endpoint
    ) -> Request {
        if let request = asOptions(request) { return request }
        guard visitor.session != nil, request.method == .post, let form = request.form,
            let method = form.last("_method").flatMap({ methods[$0.uppercased()] })
        else { return request }
        var meant = request
        meant.method = method
        if let content = form.last("_content") {
            meant.headers[.contentType] = form.last("_content_type") ?? "application/json"
            meant.body = Array(content.utf8)
        } else {
            let body = FormBody(form: form, isPartial: method == .patch)
            meant.headers[.contentType] = "application/json"
            meant.body = method == .delete ? [] : body.json(endpoint.writableFields)
        }
        meant.headers[.contentLength] = String(meant.body.count)
        return meant
    }

    /// A link of the page asks for OPTIONS, which changes nothing, by `?_method=OPTIONS`.
    private static func asOptions(_ request: Request) -> Request? {
        guard request.method == .get, request.query.last("_method") == "OPTIONS" else { return nil }
        var meant = request
        meant.method = .options
        return meant
    }
}

/// The fields of a form as JSON: `{"state":"new","delegate":null,"related":[1,2]}`.
struct FormBody {
    let form: Query
    /// Whether only what was changed in the form is sent.
    let isPartial: Bool

    /// The beginning of the name of a field that holds what stood in another one at first.
    static let formerPrefix = "_was:"
    /// More numbers of a list are left to the raw form.
    private static let listLimit = 1_000

    func json(_ fields: [WritableField]) -> [UInt8] {
        var writer = JSONWriter(indentation: nil)
        write(fields, prefix: "", to: &writer)
        return writer.bytes
    }

    private func write(_ fields: [WritableField], prefix: String, to writer: inout JSONWriter) {
        writer.beginObject()
        for field in fields {
            let name = prefix + field.name
            if case .object(let members) = field.kind {
                guard members.contains(where: { isSent(name + "." + $0.name, $0) }) else {
                    continue
                }
                writer.name(field.name)
                write(members, prefix: name + ".", to: &writer)
            } else if isSent(name, field) {
                writer.name(field.name)
                write(field, form.last(name) ?? "", to: &writer)
            }
        }
        writer.endObject()
    }

    private func isSent(_ name: String, _ field: WritableField) -> Bool {
        guard let value = form.last(name) else { return false }
        if isPartial, let former = form.last(Self.formerPrefix + name) {
            return value.withPlainLineEnds != former.withPlainLineEnds
        }
        return isPartial || field.isRequired || !value.isEmpty
    }

    private func write(_ field: WritableField, _ value: String, to writer: inout JSONWriter) {
        switch field.kind {
        case .bool where value == "true": writer.write(true)
        case .bool where value == "false": writer.write(false)
        case .ids: writeList(value, to: &writer)
        case .id, .number: write(number: value, isNullable: field.isNullable, to: &writer)
        default:
            if value.isEmpty, field.isNullable {
                writer.writeNull()
            } else {
                writer.write(value.withPlainLineEnds)
            }
        }
    }

    private func writeList(_ value: String, to writer: inout JSONWriter) {
        writer.beginArray()
        let words = value.split(maxSplits: Self.listLimit) { $0 == "," || $0.isWhitespace }
        for word in words {
            writer.next()
            write(number: String(word), isNullable: false, to: &writer)
        }
        writer.endArray()
    }

    /// What is no number goes on as it is: whoever reads the body says what is wrong.
    private func write(number text: String, isNullable: Bool, to writer: inout JSONWriter) {
        if let number = Int64(text) {
            writer.write(number)
        } else if text.isEmpty, isNullable {
            writer.writeNull()
        } else {
            writer.write(text)
        }
    }
}

extension String {
    /// Browsers send the lines of a form with CR LF.
    fileprivate var withPlainLineEnds: String { replacing("\r\n", with: "\n") }
}
