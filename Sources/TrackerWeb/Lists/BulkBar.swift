import TrackerHTTP
import TrackerModel
import TrackerStore

/// The bar below a list that changes what is selected. It stands in the form with the boxes, and
/// appears by the style sheet when one of them is checked.
struct BulkBar {
    /// What is selected: `series` or `patches`.
    let things: String
    let tools: ListTools
    /// Whether there is something that can be marked as read.
    var marksRead = false
    /// The bundle that patches can be taken out of.
    var bundle: Int64?

    static let keep = "*"

    func write(_ html: inout HTMLWriter) {
        html.element(
            .div,
            .class("bulk"),
            .role("group"),
            .label("Change the selected \(things)")
        ) { html in
            html.element(.strong, .id("selected"), text: "Selected \(things)")
            writeChange(&html)
            writeBundles(&html)
            if marksRead {
                button("read", "Read / unread", key: "u", &html)
            }
            html.element(.span, .class("end faint"), text: "Nothing is mailed.")
        }
    }

    private func writeChange(_ html: inout HTMLWriter) {
        let keep = (value: Self.keep, name: "no change")
        html.element(.label) { html in
            html.text("State ")
            let states = tools.states.map { (value: "\($0.id)", name: $0.name) }
            html.menu("state", [.key("s")], chosen: nil, [keep] + states)
        }
        html.element(.label) { html in
            html.text("Delegate ")
            let people = tools.maintainers.map { (value: "\($0.id)", name: $0.username) }
            html.menu("delegate", [.key("w")], chosen: nil, [keep, ("", "nobody")] + people)
        }
        html.element(.label) { html in
            html.text("Archive ")
            html.menu(
                "archived",
                [.key("a")],
                chosen: nil,
                [keep, ("True", "archived"), ("False", "not archived")]
            )
        }
        html.element(
            .button,
            .class("primary"),
            .name("action"),
            .value("update"),
            text: things == "series" ? "Apply to whole series" : "Apply"
        )
    }

    private func writeBundles(_ html: inout HTMLWriter) {
        if let bundle {
            html.void(.input, .type("hidden"), .name("removed_bundle_id"), .value("\(bundle)"))
            button("remove", "Remove from bundle", key: nil, &html)
            return
        }
        if !tools.bundles.isEmpty {
            html.element(.label) { html in
                html.text("Bundle ")
                let bundles = tools.bundles.map { (value: "\($0.id)", name: $0.name) }
                html.menu("bundle_id", [.key("b")], chosen: nil, [("", "choose")] + bundles)
            }
            button("add", "Add", key: nil, &html)
        }
        html.element(.label) { html in
            html.text("New bundle ")
            var attributes: [HTMLAttribute] = [.name("name"), .longest(50), .class("short")]
            if tools.bundles.isEmpty { attributes.append(.key("b")) }
            html.void(.input, attributes)
        }
        button("create", "Create", key: nil, &html)
    }

    private func button(
        _ action: String,
        _ name: String,
        key: String?,
        _ html: inout HTMLWriter
    ) {
        var attributes: [HTMLAttribute] = [.name("action"), .value(action)]
        if let key { attributes.append(.key(key)) }
        html.element(.button, attributes, text: name)
    }
}

/// The key lists of the pages of lists.
enum ListKeys {
    static func write(_ things: String, isSignedIn: Bool, hasTabs: Bool, _ html: inout HTMLWriter) {
        var move: [(keys: [String], name: String)] = [
            (["j"], "next"), (["k"], "previous"), (["Enter", "o"], "open"),
        ]
        if things == "series" { move.append((["e"], "unfold patches")) }
        var groups = [(name: "Move", keys: move)]
        if isSignedIn {
            if things == "series" { groups[0].keys.append((["n"], "next unread")) }
            var change: [(keys: [String], name: String)] = [
                (["x"], "select"), (["X"], "select to here"), (["s"], "state"),
                (["w"], "delegate (who)"), (["a"], "archive"), (["b"], "to a bundle"),
                (["z"], "undo"),
            ]
            if things == "series" { change.append((["u"], "read, unread")) }
            groups.append((name: "Select and change", keys: change))
        }
        var elsewhere: [(keys: [String], name: String)] = [
            (["l", "/"], "limit (search)"), (["?"], "these keys"), (["Esc"], "close"),
        ]
        if hasTabs { elsewhere.append((["1–\(isSignedIn ? 4 : 2)"], "the tabs")) }
        groups.append((name: "Elsewhere", keys: elsewhere))
        html.keyList(groups)
    }
}
