/// Why a change was not made; nothing of it was.
package enum ChangeRefusal: Refusal, Hashable, Sendable {
    /// There is no such object; the word is the one of the API: `Patch`, `Bundle`, …
    case missing(String)
    /// The account has no right to it, or the token that was shown does not give the right.
    case notPermitted
    /// Relating patches takes a right to the projects of all of them (rest-api, section 8.7).
    case notPermittedToRelate
    /// The patches belong to several relations (rest-api, section 8.7).
    case relationConflict
    /// Values that cannot be.
    case invalid(FieldFaults)
    /// The key of a request was used for another one before.
    case keyReused
    /// What the first request with this key made has been deleted since.
    case keyOutlived
}

/// What is wrong with the values of a request, field by field, in the words of the API.
package struct FieldFaults: Error, Hashable, Sendable {
    package struct Fault: Hashable, Sendable {
        /// The name of the field, such as `state`; for one within another, all names:
        /// `["settings", "items_per_page"]`.
        package let path: [String]
        package let messages: [String]

        package init(path: [String], messages: [String]) {
            self.path = path
            self.messages = messages
        }
    }

    package private(set) var faults: [Fault] = []

    package init() {}

    /// One fault of one field.
    package init(_ field: String, _ message: String) { add(field, message) }

    package var isEmpty: Bool { faults.isEmpty }

    package mutating func add(_ field: String, _ message: String) {
        faults.append(Fault(path: [field], messages: [message]))
    }

    package mutating func add(_ path: [String], _ messages: [String]) {
        if !messages.isEmpty { faults.append(Fault(path: path, messages: messages)) }
    }

    /// Joins the faults of fields that have none yet.
    package mutating func add(_ others: FieldFaults) {
        faults += others.faults.filter { other in !faults.contains { $0.path == other.path } }
    }

    /// - Throws: ``ChangeRefusal/invalid(_:)`` if there is any fault.
    package func throwIfAny() throws {
        if !isEmpty { throw ChangeRefusal.invalid(self) }
    }
}

extension FieldFaults {
    /// All faults in one sentence, for a terminal.
    package var sentence: String {
        faults.map { fault in
            "\(fault.path.joined(separator: ".")): \(fault.messages.joined(separator: " "))"
        }.joined(separator: "; ")
    }

    /// What is wrong with a field; empty where nothing is.
    package func messages(for field: String) -> [String] {
        faults.filter { $0.path == [field] }.flatMap(\.messages)
    }

    /// The words for an id that nothing has (rest-api, section 0.1).
    package static func unknown(_ id: Int64) -> String {
        "Invalid pk \"\(id)\" - object does not exist."
    }
}
