import HTTPTypes
import TrackerHTTP

/// One field that a client may write: what a form shows, what `OPTIONS` tells, and the limits that
/// a body is checked against (rest-api, sections 2 and 3).
struct WritableField: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case text
        /// More than one line of text.
        case longText
        case bool
        case number
        /// One of some words, with their order.
        case choice([String])
        /// The slug of one of the site's states.
        case state
        /// The id of an object, shown as that object: `delegate`.
        case id
        /// Ids of objects, shown as those objects: `related`.
        case ids
        /// An object of its own: `settings`.
        case object([WritableField])
    }

    let name: String
    let kind: Kind
    /// Whether POST, or PUT where there is no POST, must have it.
    var isRequired = false
    /// Whether `null` is a value of it.
    var isNullable = false
    /// In characters.
    var maxLength: Int?

    init(
        _ name: String,
        _ kind: Kind,
        isRequired: Bool = false,
        isNullable: Bool = false,
        maxLength: Int? = nil
    ) {
        self.name = name
        self.kind = kind
        self.isRequired = isRequired
        self.isNullable = isNullable
        self.maxLength = maxLength
    }

    /// `commit_ref` → `Commit ref`, as `OPTIONS` labels it.
    var label: String {
        let words = name.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}

extension Endpoint {
    /// What a body of PUT, PATCH or POST may hold, in the order of the forms; none where nothing can
    /// be written.
    var writableFields: [WritableField] {
        switch self {
        case .patch: Self.patchFields
        case .comment: [WritableField("addressed", .bool, isNullable: true)]
        case .checks: Self.checkFields
        case .bundles, .bundle: Self.bundleFields
        case .project: Self.projectFields
        case .user: Self.userFields
        default: []
        }
    }

    /// The method that makes something new, or replaces what there is: the key of `actions` in the
    /// answer to `OPTIONS`.
    var writingMethod: HTTPRequest.Method? {
        if methods.contains(.put) { return .put }
        return methods.contains(.post) ? .post : nil
    }

    private static let patchFields = [
        WritableField("state", .state, isRequired: true),
        WritableField("delegate", .id, isRequired: true, isNullable: true),
        WritableField("archived", .bool),
        WritableField("commit_ref", .text, isNullable: true, maxLength: 255),
        WritableField("pull_url", .text, isNullable: true, maxLength: 255),
        WritableField("related", .ids),
    ]

    private static let checkFields = [
        WritableField(
            "state",
            .choice(["pending", "success", "warning", "fail"]),
            isRequired: true
        ),
        WritableField("context", .text, maxLength: 255),
        WritableField("target_url", .text, isNullable: true, maxLength: 200),
        WritableField("description", .longText, isNullable: true),
    ]

    private static let bundleFields = [
        WritableField("name", .text, isRequired: true, maxLength: 50),
        WritableField("patches", .ids, isRequired: true),
        WritableField("public", .bool),
    ]

    private static let projectFields = [
        WritableField("web_url", .text, maxLength: 2000),
        WritableField("scm_url", .text, maxLength: 2000),
        WritableField("webscm_url", .text, maxLength: 2000),
        WritableField("list_archive_url", .text, maxLength: 2000),
        WritableField("list_archive_url_format", .text, maxLength: 2000),
        WritableField("commit_url_format", .text, maxLength: 2000),
        WritableField("show_dependencies", .bool),
    ]

    private static let userFields = [
        WritableField("first_name", .text, maxLength: 150),
        WritableField("last_name", .text, maxLength: 150),
        WritableField(
            "settings",
            .object([
                WritableField("send_email", .bool),
                WritableField("items_per_page", .number),
                WritableField("show_ids", .bool),
            ]),
            isRequired: true
        ),
    ]
}

/// The member `actions` of the answer to `OPTIONS`: `{"PUT":{"state":{…},…}}`.
struct ActionsRepresentation: FieldValue {
    let method: HTTPRequest.Method
    let fields: [WritableField]
    /// The slugs of the site's states, in their order.
    let states: [String]

    func write(to writer: inout FieldWriter) {
        writer.json.beginObject()
        writer.json.name(method.rawValue)
        write(fields, to: &writer)
        writer.json.endObject()
    }

    private func write(_ fields: [WritableField], to writer: inout FieldWriter) {
        writer.json.beginObject()
        for field in fields {
            writer.json.name(field.name)
            writer.json.beginObject()
            writer.write("type", field.kind.word)
            writer.write("required", field.isRequired)
            writer.write("read_only", false)
            writer.write("label", field.label)
            if let length = field.maxLength { writer.write("max_length", Int64(length)) }
            if let choices = choices(of: field.kind) { writer.write("choices", choices) }
            if case .object(let children) = field.kind {
                writer.json.name("children")
                write(children, to: &writer)
            }
            writer.json.endObject()
        }
        writer.json.endObject()
    }

    private func choices(of kind: WritableField.Kind) -> [Choice]? {
        switch kind {
        case .choice(let words): words.map(Choice.init)
        case .state: states.map(Choice.init)
        default: nil
        }
    }

    private struct Choice: Representation {
        let word: String

        func writeFields(to fields: inout FieldWriter) {
            fields.write("value", word)
            fields.write("display_name", word)
        }
    }
}

extension WritableField.Kind {
    /// The word that `OPTIONS` of Patchwork has for it.
    var word: String {
        switch self {
        case .text, .longText: "string"
        case .bool: "boolean"
        case .number: "integer"
        case .choice, .state: "choice"
        case .id: "field"
        case .ids: "list"
        case .object: "nested object"
        }
    }
}
