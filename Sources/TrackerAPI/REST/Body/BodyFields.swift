import HTTPTypes
import TrackerHTTP
import TrackerStore

/// Reads the fields of a body by their description, with the coercions of rest-api, section 0, and
/// collects what is wrong with them.
///
/// What an endpoint cannot write is ignored, be it read-only or unknown (Q38).
struct BodyFields {
    private let declared: [WritableField]
    private let source: Source
    /// With PATCH nothing is required, and what is absent from a form stays as it is.
    private let isPartial: Bool
    /// The names of the fields that these are within.
    private let path: [String]
    private(set) var faults = FieldFaults()

    private enum Source {
        case object([String: JSONValue])
        /// The names of fields within another begin with its name: `settings.show_ids`.
        case form([String: [String]], prefix: String)
    }

    /// - Throws: ``ChangeRefusal/invalid(_:)`` for a body without fields, such as a list.
    init(_ body: RequestBody, _ declared: [WritableField], _ method: HTTPRequest.Method) throws {
        self.declared = declared
        isPartial = method == .patch
        path = []
        switch body {
        case .form(let fields): source = .form(fields, prefix: "")
        case .json(.object(let members)): source = .object(members)
        case .json(.null):
            throw ChangeRefusal.invalid(FieldFaults("detail", Message.null))
        case .json(let other):
            throw ChangeRefusal.invalid(FieldFaults("detail", Message.noObject(other)))
        }
    }

    private init(
        _ source: Source,
        _ declared: [WritableField],
        isPartial: Bool,
        path: [String]
    ) {
        self.source = source
        self.declared = declared
        self.isPartial = isPartial
        self.path = path
    }

    /// The words of failures (rest-api, section 0.1).
    enum Message {
        static let required = "This field is required."
        static let null = "This field may not be null."
        static let blank = "This field may not be blank."
        static let noBool = "Must be a valid boolean."
        static let noText = "Not a valid string."
        static let noNumber = "A valid integer is required."
        static let nullCharacter = "Null characters are not allowed."

        static func noObject(_ value: JSONValue) -> String {
            "Invalid data. Expected a dictionary, but got \(value.typeWord)."
        }
        static func tooLong(_ limit: Int) -> String {
            "Ensure this field has no more than \(limit) characters."
        }
        static func noList(_ value: JSONValue) -> String {
            "Expected a list of items but got type \"\(value.typeWord)\"."
        }
        static func noID(_ value: JSONValue) -> String {
            "Incorrect type. Expected pk value, received \(value.typeWord)."
        }
        static func noChoice(_ written: String) -> String {
            "\"\(written.prefix(100))\" is not a valid choice."
        }
    }

    mutating func add(_ name: String, _ messages: [String]) {
        faults.add(path + [name], messages)
    }

    /// The value of a field, and what is said of the field.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - allowsBlank: Whether an empty text is a value of it; in a form it stands for absence
    ///     where it is none.
    /// - Returns: `nil` if the field is absent, or `null` where that is a fault.
    mutating func value(
        _ name: String,
        allowsBlank: Bool = false
    ) -> (value: JSONValue, field: WritableField)? {
        guard let field = declared.first(where: { $0.name == name }) else { return nil }
        guard let value = written(field, allowsBlank: allowsBlank) else {
            if !isPartial, field.isRequired { add(name, [Message.required]) }
            return nil
        }
        guard value != .null || field.isNullable else {
            add(name, [Message.null])
            return nil
        }
        return (value, field)
    }

    private func written(_ field: WritableField, allowsBlank: Bool) -> JSONValue? {
        switch source {
        case .object(let members): return members[field.name]
        case .form(let fields, let prefix):
            guard let values = fields[prefix + field.name] else {
                // A checkbox that is not ticked is not sent.
                let isUnticked = field.kind == .bool && !field.isNullable && !isPartial
                return isUnticked ? .bool(false) : nil
            }
            if field.kind == .ids { return .list(values.map(JSONValue.text)) }
            let text = values.last ?? ""
            guard text.isEmpty, !allowsBlank else { return .text(text) }
            if field.isNullable { return .null }
            return field.isRequired ? .text(text) : nil
        }
    }

    /// The fields within a field: `settings`.
    ///
    /// - Returns: `nil` if the field is absent or wrong. Faults are to be joined by ``join(_:)``.
    mutating func object(_ name: String) -> BodyFields? {
        guard let field = declared.first(where: { $0.name == name }),
            case .object(let children) = field.kind
        else { return nil }
        let inner = path + [name]
        if case .form(let fields, let prefix) = source {
            let prefix = "\(prefix)\(name)."
            if fields.keys.contains(where: { $0.hasPrefix(prefix) }) {
                let source = Source.form(fields, prefix: prefix)
                return BodyFields(source, children, isPartial: isPartial, path: inner)
            }
        }
        guard let (value, _) = value(name) else { return nil }
        guard case .object(let members) = value else {
            faults.add(inner + ["detail"], [Message.noObject(value)])
            return nil
        }
        return BodyFields(.object(members), children, isPartial: isPartial, path: inner)
    }

    mutating func join(_ inner: BodyFields) { faults.add(inner.faults) }
}
