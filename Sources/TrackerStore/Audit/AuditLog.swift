import TrackerModel

/// Writes down who changed what, in the transaction of the change.
struct AuditLog {
    let db: any SQLConnection
    let now: Int64
    let author: ChangeAuthor

    /// Adds one line to the trail.
    ///
    /// - Parameters:
    ///   - action: A word such as `update`, `create`, `delete`.
    ///   - target: What kind of thing was changed, and which: `patch`, 12.
    ///   - project: The project of the thing, if it has one.
    ///   - before: The fields that changed with their old values; empty for what is new.
    ///   - after: The same fields with their new values; empty for what was deleted.
    ///   - rest: Where the line waits for others; `nil` to write it now.
    /// - Throws: What the database says.
    func add(
        _ action: String,
        _ target: (kind: String, id: Int64),
        project: Project.ID?,
        before: AuditFields = [],
        after: AuditFields = [],
        waitingIn rest: ChangeRest? = nil
    ) throws {
        let line: [SQLValue] = [
            (author.account?.id).sqlValue, (author.account?.username ?? "").sqlValue,
            (author.grant?.tokenID).sqlValue, (author.grant?.tokenName ?? "").sqlValue,
            author.way.rawValue.sqlValue, action.sqlValue, target.kind.sqlValue,
            project.sqlValue, before.json.sqlValue, now.sqlValue, target.id.sqlValue,
            after.json.sqlValue,
        ]
        if let rest { rest.add(line: line) } else { try Self.write([line], in: db) }
    }

    /// Writes lines, in their order.
    static func write(_ lines: [[SQLValue]], in db: any SQLConnection) throws {
        try db.add(
            lines,
            to: """
                audit (account_id, username, token_id, token_name, way, action, target, project_id,
                    before, date, target_id, after)
                """,
            sharing: 9
        )
    }
}

/// Fields of an object with their values, in an order: `["state": "new", "delegate": nil]`.
package struct AuditFields: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, Sendable {
    package enum Value: Hashable, Sendable {
        case null
        case bool(Bool)
        case number(Int64)
        case text(String)
        case numbers([Int64])
    }

    package private(set) var fields: [(name: String, value: Value)]

    package init(dictionaryLiteral elements: (String, Value)...) {
        fields = elements.map { (name: $0.0, value: $0.1) }
    }

    package init(arrayLiteral elements: Never...) { fields = [] }

    package var isEmpty: Bool { fields.isEmpty }

    package mutating func append(_ name: String, _ value: Value) { fields.append((name, value)) }

    /// `{"state":"new","delegate":null}`
    var json: String {
        var json = "{"
        for field in fields {
            if json.utf8.count > 1 { json += "," }
            json += Self.quoted(field.name)
            json += ":"
            json += field.value.json
        }
        return json + "}"
    }

    fileprivate static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        if isPlain { return "\"\(text)\"" }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case let control where control.value < 0x20:
                let digits = String(control.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension AuditFields.Value {
    package static func optional(_ text: String?) -> Self { text.map { .text($0) } ?? .null }
    package static func optional(_ number: Int64?) -> Self {
        number.map { .number($0) } ?? .null
    }

    fileprivate var json: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let value): String(value)
        case .text(let value): AuditFields.quoted(value)
        case .numbers(let values): "[\(values.map(String.init).joined(separator: ","))]"
        }
    }
}
