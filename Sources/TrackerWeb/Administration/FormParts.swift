import TrackerModel
import TrackerStore

/// One form of a page: writes its fields with what was refused beside them.
struct FormParts {
    let call: AdministrationCall
    /// The name of the form among those of the page.
    let name: String

    private func id(_ field: String) -> String { "\(name)-\(field)" }

    /// The element around it; what decides which form it is, and that it is ours, stands inside.
    func write(
        _ html: inout HTMLWriter,
        class: String = "form panel",
        content: (inout HTMLWriter) -> Void
    ) {
        html.element(.form, .class(`class`), .post, .id("f-\(name)")) { html in
            writeMark(&html)
            content(&html)
        }
    }

    func writeMark(_ html: inout HTMLWriter) {
        html.csrf()
        html.void(.input, .type("hidden"), .name("form"), .value(name))
    }

    /// A labelled line of text.
    func field(
        _ label: String,
        _ field: String,
        _ stored: String,
        hint: String? = nil,
        _ more: [HTMLAttribute] = [],
        in html: inout HTMLWriter
    ) {
        html.element(.div, .class("field")) { html in
            html.element(.label, .for(id(field)), text: label)
            html.void(
                .input,
                [
                    .id(id(field)), .name(field), .type("text"),
                    .value(call.value(field, of: name, or: stored)),
                ] + more + marks(field, hasHint: hint != nil)
            )
            notes(field, hint: hint, in: &html)
        }
    }

    /// A box to tick.
    func check(
        _ label: String,
        _ field: String,
        _ stored: Bool,
        in html: inout HTMLWriter
    ) {
        html.element(.div, .class("tick")) { html in
            let attributes: [HTMLAttribute] = [
                .id(id(field)), .name(field), .type("checkbox"), .value("on"),
            ]
            let isOn = call.isOn(field, of: name, or: stored)
            html.void(.input, attributes + (isOn ? [.checked] : []))
            html.element(.label, .for(id(field)), text: label)
        }
    }

    /// One of several values.
    func choice(
        _ label: String,
        _ field: String,
        _ options: [(value: String, name: String)],
        chosen: String = "",
        hint: String? = nil,
        in html: inout HTMLWriter
    ) {
        let chosen = call.value(field, of: name, or: chosen)
        html.element(.div, .class("field")) { html in
            html.element(.label, .for(id(field)), text: label)
            html.element(
                .select,
                [.id(id(field)), .name(field)] + marks(field, hasHint: hint != nil)
            ) { html in
                for option in options {
                    let value = HTMLAttribute.value(option.value)
                    html.element(
                        .option,
                        option.value == chosen ? [value, .selected] : [value],
                        text: option.name
                    )
                }
            }
            notes(field, hint: hint, in: &html)
        }
    }

    /// A line of text in a table, whose column says what it is to those who see.
    func cell(
        _ label: String,
        _ field: String,
        _ stored: String,
        _ more: [HTMLAttribute] = [],
        in html: inout HTMLWriter
    ) {
        html.void(
            .input,
            [
                .id(id(field)), .name(field), .type("text"), .form("f-\(name)"), .label(label),
                .value(call.value(field, of: name, or: stored)),
            ] + more + marks(field, hasHint: false)
        )
        notes(field, hint: nil, in: &html)
    }

    /// A box to tick in a table.
    func cellCheck(
        _ label: String,
        _ field: String,
        _ stored: Bool,
        in html: inout HTMLWriter
    ) {
        let attributes: [HTMLAttribute] = [
            .name(field), .type("checkbox"), .value("on"), .form("f-\(name)"), .label(label),
        ]
        let isOn = call.isOn(field, of: name, or: stored)
        html.void(.input, attributes + (isOn ? [.checked] : []))
    }

    /// One of several values in a table.
    func cellChoice(
        _ label: String,
        _ field: String,
        _ options: [(value: String, name: String)],
        chosen: String,
        in html: inout HTMLWriter
    ) {
        html.menu(
            field,
            [.form("f-\(name)"), .label(label)],
            chosen: call.value(field, of: name, or: chosen),
            options
        )
    }

    /// A button that sends the form.
    func button(
        _ text: String,
        does action: String = "save",
        isMain: Bool = false,
        label: String? = nil,
        in html: inout HTMLWriter
    ) {
        var attributes: [HTMLAttribute] = [.type("submit"), .name("do"), .value(action)]
        if isMain { attributes.append(.class("primary")) }
        if let label { attributes.append(.label(label)) }
        html.element(.button, attributes, text: text)
    }

    private func marks(_ field: String, hasHint: Bool) -> [HTMLAttribute] {
        var ids: [String] = []
        if hasHint { ids.append("\(id(field))-hint") }
        let isWrong = !call.faults(field, of: name).isEmpty
        if isWrong { ids.append("\(id(field))-wrong") }
        var marks: [HTMLAttribute] = []
        if !ids.isEmpty { marks.append(.described(by: ids.joined(separator: " "))) }
        if isWrong { marks.append(.invalid) }
        return marks
    }

    private func notes(_ field: String, hint: String?, in html: inout HTMLWriter) {
        let faults = call.faults(field, of: name)
        if !faults.isEmpty {
            html.element(
                .p,
                .class("wrong"),
                .id("\(id(field))-wrong"),
                text: faults.joined(separator: " ")
            )
        }
        if let hint {
            html.element(.p, .class("note"), .id("\(id(field))-hint"), text: hint)
        }
    }
}

extension HTMLWriter {
    /// What was refused, at the top of the page; a link leads to the field where there is one.
    mutating func refusals(_ call: AdministrationCall) {
        guard !call.faults.isEmpty else { return }
        element(.div, .class("wrong refused"), .alert) { html in
            html.element(.p, text: "Nothing was changed:")
            html.element(.ul, .class("bul")) { html in
                for fault in call.faults.faults {
                    html.element(.li, text: fault.messages.joined(separator: " "))
                }
            }
        }
    }

    /// A form that searches a list by GET.
    mutating func search(_ label: String, _ value: String, action link: Link) {
        element(.form, .class("ask"), .role("search"), .action(link)) { html in
            html.element(.label, .for("q"), text: label)
            html.void(.input, .id("q"), .name("q"), .type("search"), .value(value))
            html.element(.button, .type("submit"), text: "Search")
        }
    }

    /// The link to the next page of a list.
    mutating func next(_ link: Link?, _ words: String) {
        guard let link else { return }
        element(.p, .class("pager")) { html in
            html.element(.a, .href(link), .rel("next"), text: words)
        }
    }
}
