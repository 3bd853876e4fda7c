import TrackerHTTP
import TrackerModel
import TrackerStore

/// Fields by their kind. Each returns `.keep` for a field that is absent or wrong.
extension BodyFields {
    /// A text that is never null.
    mutating func text(_ name: String, allowsBlank: Bool = true) -> Edit<String> {
        switch optionalText(name, allowsBlank: allowsBlank) {
        case .keep, .set(nil): .keep
        case .set(let text?): .set(text)
        }
    }

    /// A text, trimmed; numbers count as texts.
    mutating func optionalText(_ name: String, allowsBlank: Bool = true) -> Edit<String?> {
        guard let (value, field) = value(name, allowsBlank: allowsBlank) else { return .keep }
        let written: String
        switch value {
        case .null: return .set(nil)
        case .text(let text): written = text.trimmed
        case .number(let digits): written = digits
        case .bool, .list, .object:
            add(name, [Message.noText])
            return .keep
        }
        let messages = Self.faults(of: written, limit: field.maxLength, allowsBlank: allowsBlank)
        add(name, messages)
        return messages.isEmpty ? .set(written) : .keep
    }

    private static func faults(of text: String, limit: Int?, allowsBlank: Bool) -> [String] {
        if text.isEmpty { return allowsBlank ? [] : [Message.blank] }
        var messages: [String] = []
        if let limit, text.unicodeScalars.count > limit { messages.append(Message.tooLong(limit)) }
        if text.utf8.contains(0) { messages.append(Message.nullCharacter) }
        return messages
    }

    /// A truth value that is never null.
    mutating func flag(_ name: String) -> Edit<Bool> {
        switch optionalFlag(name) {
        case .keep, .set(nil): .keep
        case .set(let flag?): .set(flag)
        }
    }

    /// A truth value, also as one of the words that people write for it.
    mutating func optionalFlag(_ name: String) -> Edit<Bool?> {
        guard let (value, field) = value(name) else { return .keep }
        let word: String
        switch value {
        case .null: return .set(nil)
        case .bool(let flag): return .set(flag)
        case .number(let digits): word = digits
        case .text(let text): word = text.lowercased()
        case .list, .object: word = "?"
        }
        if ["t", "y", "yes", "true", "on", "1"].contains(word) { return .set(true) }
        if ["f", "n", "no", "false", "off", "0"].contains(word) { return .set(false) }
        if field.isNullable, word.isEmpty || word == "null" { return .set(nil) }
        add(name, [Message.noBool])
        return .keep
    }

    /// A whole number from 0 to 2,147,483,647.
    mutating func count(_ name: String) -> Edit<Int> {
        guard let (value, _) = value(name) else { return .keep }
        let number: Int64? =
            switch value {
            case .number(let digits): Int64(digits)
            case .text(let text): Int64(text.trimmed)
            default: nil
            }
        guard let number else {
            add(name, [Message.noNumber])
            return .keep
        }
        guard number >= 0 else {
            add(name, ["Ensure this value is greater than or equal to 0."])
            return .keep
        }
        guard number <= Int64(Int32.max) else {
            add(name, ["Ensure this value is less than or equal to \(Int32.max)."])
            return .keep
        }
        return .set(Int(number))
    }

    /// The id of an object; an empty text stands for null.
    mutating func id(_ name: String) -> Edit<Int64?> {
        guard let (value, field) = value(name) else { return .keep }
        if value == .null { return .set(nil) }
        if value == .text("") {
            if field.isNullable { return .set(nil) }
            add(name, [Message.null])
            return .keep
        }
        switch Self.id(value) {
        case .success(let id): return .set(id)
        case .failure(let fault):
            add(name, [fault.message])
            return .keep
        }
    }

    /// Ids of objects in their order.
    mutating func ids(_ name: String) -> Edit<[Int64]> {
        guard let (value, _) = value(name) else { return .keep }
        guard case .list(let elements) = value else {
            add(name, [Message.noList(value)])
            return .keep
        }
        var ids: [Int64] = []
        for element in elements {
            switch Self.id(element) {
            case .success(let id): ids.append(id)
            case .failure(let fault):
                add(name, [fault.message])
                return .keep
            }
        }
        return .set(ids)
    }

    private struct IDFault: Error {
        let message: String
    }

    private static func id(_ value: JSONValue) -> Result<Int64, IDFault> {
        let digits: String
        switch value {
        case .number(let literal) where value.typeWord == "int": digits = literal
        case .text(let text): digits = text.trimmed
        case .null: return .failure(IDFault(message: Message.null))
        default: return .failure(IDFault(message: Message.noID(value)))
        }
        if let id = Int64(digits) { return .success(id) }
        // A number of more than 64 bits is an id that nothing has.
        let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { 0x30...0x39 ~= $0 }
        let message =
            isNumber
            ? "Invalid pk \"\(digits.prefix(100))\" - object does not exist." : Message.noID(value)
        return .failure(IDFault(message: message))
    }
}

/// Fields of one kind only.
extension BodyFields {
    /// The state of a patch, by a text that becomes a slug (rest-api, section 8.1).
    mutating func patchState(_ name: String) -> Edit<PatchChange.StateName> {
        guard let (value, _) = value(name) else { return .keep }
        switch value {
        case .text(""): add(name, [Message.null])
        case .text(let text): return .set(.text(String(text.prefix(100))))
        default:
            add(name, ["Incorrect type. Expected string value, received \(value.typeWord)."])
        }
        return .keep
    }

    /// The state of a check, by its word or its number (rest-api, section 7.2).
    mutating func checkState(_ name: String) -> Edit<CheckState> {
        guard let (value, _) = value(name) else { return .keep }
        let written: String =
            switch value {
            case .text(let text): text
            case .number(let digits): digits
            case .bool(let flag): flag ? "True" : "False"
            default: value.typeWord
            }
        let state =
            CheckState(word: written) ?? Int64(written).flatMap(CheckState.init(rawValue:))
        if let state { return .set(state) }
        add(name, [Message.noChoice(written)])
        return .keep
    }

    /// A context: letters, digits, hyphens and underscores.
    mutating func slug(_ name: String) -> Edit<String> {
        let edit = text(name, allowsBlank: false)
        guard let text = edit.value, !text.utf8.allSatisfy(Self.isOfSlug) else { return edit }
        add(
            name,
            ["Enter a valid \"slug\" consisting of letters, numbers, underscores or hyphens."]
        )
        return .keep
    }

    private static func isOfSlug(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// The address of a page, such as that of a test's results.
    mutating func url(_ name: String) -> Edit<String?> {
        let edit = optionalText(name)
        guard case .set(let text?) = edit, !text.isEmpty, !WebAddress.isValid(text) else {
            return edit
        }
        add(name, ["Enter a valid URL."])
        return .keep
    }
}

extension String {
    /// Without white space at both ends.
    fileprivate var trimmed: String {
        // Nobody need be asked what Unicode says of plain ASCII.
        if let first = utf8.first, let last = utf8.last, 0x21...0x7E ~= first, 0x21...0x7E ~= last {
            return self
        }
        var rest = self[...]
        while let first = rest.unicodeScalars.first, first.properties.isWhitespace {
            rest.unicodeScalars.removeFirst()
        }
        while let last = rest.unicodeScalars.last, last.properties.isWhitespace {
            rest.unicodeScalars.removeLast()
        }
        return String(rest)
    }
}
