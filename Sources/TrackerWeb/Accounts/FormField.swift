import TrackerHTTP

/// What is wrong with the fields of a form, by their names; what concerns all of it under no name.
struct FormFaults: Sendable, ExpressibleByDictionaryLiteral {
    private var sentences: [String: String]

    init(dictionaryLiteral elements: (String, String)...) {
        sentences = Dictionary(elements) { first, _ in first }
    }

    var isEmpty: Bool { sentences.isEmpty }
    /// What concerns the form as a whole.
    var whole: String? { sentences[""] }

    subscript(field: String) -> String? {
        get { sentences[field] }
        set { sentences[field] = newValue }
    }
}

/// One line of a form: a label, what is typed, and what is to be said about it.
struct FormField: Sendable {
    var name: String
    var label: String
    var type = "text"
    var value = ""
    /// One sentence below the field.
    var hint: String?
    /// What a browser may fill in.
    var autocomplete: String?
    var isRequired = true
    var longest: Int?
    /// Names and addresses have no spelling and no capital letters.
    var isName = false
}

extension HTMLWriter {
    /// A field with its label above it; a fault stands below it, and is read out with it.
    mutating func field(_ field: FormField, _ faults: FormFaults) {
        let fault = faults[field.name]
        element(.div, .class("field")) { html in
            html.element(.label, .for(field.name), text: field.label)
            html.void(.input, field.attributes(isWrong: fault != nil))
            if let hint = field.hint {
                html.element(.p, .class("tip"), .id("\(field.name)-hint"), text: hint)
            }
            if let fault {
                html.element(.p, .class("fault"), .id("\(field.name)-fault"), text: fault)
            }
        }
    }

    /// What is wrong with a form as a whole.
    mutating func trouble(_ faults: FormFaults) {
        if let whole = faults.whole {
            element(.p, .class("wrong"), .alert, text: whole)
        } else if !faults.isEmpty {
            element(
                .p,
                .class("wrong"),
                .alert,
                text: "Nothing was changed. What is wrong stands below the fields."
            )
        }
    }

    /// A box to tick.
    mutating func check(_ name: String, _ label: String, isOn: Bool, value: String = "on") {
        element(.label, .class("check")) { html in
            var attributes: [HTMLAttribute] = [.type("checkbox"), .name(name), .value(value)]
            if isOn { attributes.append(.checked) }
            html.void(.input, attributes)
            html.element(.span, text: label)
        }
    }
}

extension FormField {
    fileprivate func attributes(isWrong: Bool) -> [HTMLAttribute] {
        var attributes: [HTMLAttribute] = [.id(name), .name(name), .type(type)]
        // A password never comes back to the page.
        if type != "password" { attributes.append(.value(value)) }
        if let autocomplete { attributes.append(.autocomplete(autocomplete)) }
        if isRequired { attributes.append(.required) }
        if let longest { attributes.append(.longest(longest)) }
        if isName { attributes += [.uncapitalised, .unchecked] }
        let said = [hint != nil ? "\(name)-hint" : nil, isWrong ? "\(name)-fault" : nil]
            .compactMap { $0 }
        if !said.isEmpty { attributes.append(.described(by: said.joined(separator: " "))) }
        if isWrong { attributes.append(.invalid) }
        return attributes
    }
}
