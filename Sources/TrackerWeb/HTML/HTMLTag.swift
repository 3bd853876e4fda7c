/// The elements that pages are made of.
package enum HTMLTag: String, Sendable {
    case a, article, body, button, code, dd, div, dl, dt, footer, form, h1, h2, h3, head, header
    case html, label, li, main, nav, ol, p, pre, section, span, strong, table, tbody, td, th, thead,
        time, title, tr, ul

    /// Whether a line ends behind the element, for those who read the source.
    var isBlock: Bool {
        switch self {
        case .a, .button, .code, .label, .span, .strong, .time: false
        default: true
        }
    }
}

/// The elements without content.
package enum HTMLVoidTag: String, Sendable {
    case input, link, meta
}

/// One attribute. Names are chosen here, values are escaped by ``HTMLWriter``.
package struct HTMLAttribute: Sendable {
    let name: String
    let value: String

    private init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    package static func `class`(_ names: String) -> HTMLAttribute { .init("class", names) }
    package static func id(_ id: String) -> HTMLAttribute { .init("id", id) }
    package static func label(_ text: String) -> HTMLAttribute { .init("aria-label", text) }
    /// What a cell is about, for the narrow form of a table.
    package static func column(_ name: String) -> HTMLAttribute { .init("data-label", name) }
    package static func datetime(_ time: String) -> HTMLAttribute { .init("datetime", time) }
    package static func href(_ link: Link) -> HTMLAttribute { .init("href", link.text) }
    package static func rel(_ relation: String) -> HTMLAttribute { .init("rel", relation) }
    package static func lang(_ language: String) -> HTMLAttribute { .init("lang", language) }
    package static func charset(_ name: String) -> HTMLAttribute { .init("charset", name) }
    package static func name(_ name: String) -> HTMLAttribute { .init("name", name) }
    package static func content(_ text: String) -> HTMLAttribute { .init("content", text) }
    package static func scope(_ scope: String) -> HTMLAttribute { .init("scope", scope) }
    /// Where a form goes to.
    package static func action(_ link: Link) -> HTMLAttribute { .init("action", link.text) }
    package static func type(_ type: String) -> HTMLAttribute { .init("type", type) }
    /// How a form is sent; without it by GET.
    package static let post = HTMLAttribute("method", "post")
    /// What a browser may fill in, such as `current-password`.
    package static func autocomplete(_ word: String) -> HTMLAttribute {
        .init("autocomplete", word)
    }
    /// Keeps a telephone from writing a name with a capital letter.
    package static let uncapitalised = HTMLAttribute("autocapitalize", "off")
    package static let alert = HTMLAttribute("role", "alert")
    package static func value(_ text: String) -> HTMLAttribute { .init("value", text) }
    /// The id of the field that a label is about.
    package static func `for`(_ id: String) -> HTMLAttribute { .init("for", id) }
    package static let required = HTMLAttribute("required", "")
    /// Marks the entry of a menu that is the current page.
    package static let current = HTMLAttribute("aria-current", "page")
    package static func tabindex(_ index: Int) -> HTMLAttribute { .init("tabindex", "\(index)") }
}
