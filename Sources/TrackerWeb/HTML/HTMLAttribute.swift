/// One attribute. Names are chosen here, values are escaped by ``HTMLWriter``.
package struct HTMLAttribute: Sendable {
    let name: String
    let value: String

    private init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    package static func `class`(_ names: String) -> HTMLAttribute { .init("class", names) }

    /// Whether it is a class of elements that have others in one line, which the style sheet keeps
    /// apart.
    var standsInLine: Bool { name == "class" && Self.lines.contains(value) }

    private static let lines: Set<String> = [
        "acts", "art", "clist", "cmd", "crumbs", "dl", "hint", "menu", "meta", "nav", "toc",
    ]

    package static func id(_ id: String) -> HTMLAttribute { .init("id", id) }
    package static func title(_ text: String) -> HTMLAttribute { .init("title", text) }
    package static func lang(_ language: String) -> HTMLAttribute { .init("lang", language) }
    package static func charset(_ name: String) -> HTMLAttribute { .init("charset", name) }
    package static func content(_ text: String) -> HTMLAttribute { .init("content", text) }
    package static func datetime(_ time: String) -> HTMLAttribute { .init("datetime", time) }
    package static func scope(_ scope: String) -> HTMLAttribute { .init("scope", scope) }
    package static func columns(_ count: Int) -> HTMLAttribute { .init("colspan", "\(count)") }
    package static func tabindex(_ index: Int) -> HTMLAttribute { .init("tabindex", "\(index)") }
    /// Whether `details` stands open.
    package static let open = HTMLAttribute("open", "")
    /// Text in another direction than the page's does not reach out of the element.
    package static let isolated = HTMLAttribute("dir", "auto")

    // MARK: For people who listen

    package static func label(_ text: String) -> HTMLAttribute { .init("aria-label", text) }
    package static func labelled(by id: String) -> HTMLAttribute { .init("aria-labelledby", id) }
    package static func described(by id: String) -> HTMLAttribute { .init("aria-describedby", id) }
    package static func role(_ role: String) -> HTMLAttribute { .init("role", role) }
    package static let alert = HTMLAttribute("role", "alert")
    package static let status = HTMLAttribute("role", "status")
    package static let hidden = HTMLAttribute("aria-hidden", "true")
    /// Neither seen nor read out, and not reached by keys.
    package static let unseen = HTMLAttribute("hidden", "")
    /// Marks the entry of a menu that is the current page.
    package static let current = HTMLAttribute("aria-current", "page")
    /// Marks the current one of a row of things.
    package static let currentItem = HTMLAttribute("aria-current", "true")
    package static func sorted(_ order: String) -> HTMLAttribute { .init("aria-sort", order) }
    package static func pressed(_ isPressed: Bool) -> HTMLAttribute {
        .init("aria-pressed", isPressed ? "true" : "false")
    }
    package static let invalid = HTMLAttribute("aria-invalid", "true")

    // MARK: Links and forms

    package static func href(_ link: Link) -> HTMLAttribute { .init("href", link.text) }
    package static func src(_ link: Link) -> HTMLAttribute { .init("src", link.text) }
    package static func rel(_ relation: String) -> HTMLAttribute { .init("rel", relation) }
    package static let deferred = HTMLAttribute("defer", "")
    /// Where a form goes to.
    package static func action(_ link: Link) -> HTMLAttribute { .init("action", link.text) }
    /// Where a button sends its form to instead.
    package static func formAction(_ link: Link) -> HTMLAttribute { .init("formaction", link.text) }
    /// How a form is sent; without it by GET.
    package static let post = HTMLAttribute("method", "post")
    /// A form that closes its dialog.
    package static let dialogMethod = HTMLAttribute("method", "dialog")
    package static func name(_ name: String) -> HTMLAttribute { .init("name", name) }
    package static func type(_ type: String) -> HTMLAttribute { .init("type", type) }
    package static func value(_ text: String) -> HTMLAttribute { .init("value", text) }
    /// The id of the field that a label is about.
    package static func `for`(_ id: String) -> HTMLAttribute { .init("for", id) }
    /// The id of the form that a field outside of it belongs to.
    package static func form(_ id: String) -> HTMLAttribute { .init("form", id) }
    package static func placeholder(_ text: String) -> HTMLAttribute { .init("placeholder", text) }
    /// What a browser may fill in, such as `current-password`.
    package static func autocomplete(_ word: String) -> HTMLAttribute {
        .init("autocomplete", word)
    }
    /// Keeps a telephone from writing a name with a capital letter.
    package static let uncapitalised = HTMLAttribute("autocapitalize", "off")
    package static let unchecked = HTMLAttribute("spellcheck", "false")
    package static let required = HTMLAttribute("required", "")
    package static let checked = HTMLAttribute("checked", "")
    package static let selected = HTMLAttribute("selected", "")
    package static let disabled = HTMLAttribute("disabled", "")
    package static func rows(_ count: Int) -> HTMLAttribute { .init("rows", "\(count)") }
    package static func longest(_ count: Int) -> HTMLAttribute { .init("maxlength", "\(count)") }
    package static func least(_ number: Int) -> HTMLAttribute { .init("min", "\(number)") }
    package static func most(_ number: Int) -> HTMLAttribute { .init("max", "\(number)") }

    // MARK: What the script and the style sheet read

    /// What a cell is about, for the narrow form of a table.
    package static func column(_ name: String) -> HTMLAttribute { .init("data-label", name) }
    /// The key that stands for a link or button.
    package static func key(_ key: String) -> HTMLAttribute { .init("data-key", key) }
    /// What a button puts on the clipboard.
    package static func copied(_ text: String) -> HTMLAttribute { .init("data-copy", text) }
    /// Where a row of a list leads.
    package static func row(_ link: Link) -> HTMLAttribute { .init("data-href", link.text) }
    package static func theme(_ name: String) -> HTMLAttribute { .init("data-theme", name) }
    /// Single keys do nothing on this page (WCAG 2.1.4).
    package static let withoutKeys = HTMLAttribute("data-keys", "off")
    /// The number of a line in the old file.
    package static func oldLine(_ number: Int) -> HTMLAttribute { .init("data-o", "\(number)") }
    /// The number of a line in the new file.
    package static func newLine(_ number: Int) -> HTMLAttribute { .init("data-n", "\(number)") }

    // MARK: Pictures

    /// Geometry and the like of SVG: `.svg("cx", "12")`. The name stands in the program.
    package static func svg(_ name: StaticString, _ value: String) -> HTMLAttribute {
        .init("\(name)", value)
    }
}
