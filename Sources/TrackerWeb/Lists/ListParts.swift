import TrackerHTTP
import TrackerModel
import TrackerStore

/// The small parts of a list that those of series and of patches share.
///
/// A browser takes about as long for a list as it has elements, so a cell that says one thing is one
/// element ([0049](docs/decisions/0049-lean-rows.md)).
extension HTMLWriter {
    /// `2026-11-17`, with the exact time for programs.
    mutating func day(_ microseconds: Int64) {
        let exact = Timestamp.iso(microseconds) + "Z"
        element(.time, .datetime(exact), text: String(exact.prefix(10)))
    }

    /// A filter that is on: the link turns it off.
    mutating func chip(_ name: String, off link: Link) {
        element(.a, .class("chip on"), .href(link), .label("Remove filter: \(name)"), text: name)
        text(" ")
    }

    /// A filter that can be turned on.
    mutating func chip(_ name: String, on link: Link) {
        element(.a, .class("chip add"), .href(link), text: name)
        text(" ")
    }

    /// A state as a badge: a sign of its own, and its name.
    mutating func badge(_ state: PatchState) {
        element(.span, .class("st \(state.sign)"), text: state.name)
    }

    /// The name of a delegate, or that there is none.
    mutating func delegate(_ username: String?, others: Int64 = 0) {
        guard let username else {
            return element(.td, .class("c-delegate w-delegate faint"), text: "nobody")
        }
        guard others > 0 else {
            return element(.td, .class("c-delegate w-delegate"), .isolated, text: username)
        }
        element(.td, .class("c-delegate w-delegate")) { html in
            html.element(.span, .isolated, text: username)
            html.text(" +\(others)")
        }
    }

    /// How many gave which tag; bold where it is `full`.
    mutating func tagCounts(_ counts: TagCounts, _ tags: [ListTools.Tag], full: Int64? = nil) {
        guard tags.contains(where: { counts[$0.id] != 0 }) else {
            let dashes = tags.map { _ in "–" }.joined(separator: " ")
            return element(.td, .class("c-art z"), text: dashes)
        }
        element(.td, .class("c-art")) { html in
            html.element(.span, .class("art")) { html in
                for tag in tags {
                    let count = counts[tag.id]
                    if count == 0 {
                        html.element(.span, .class("z"), text: "–")
                    } else if count == full {
                        html.element(.b, .class("full"), text: "\(count)")
                    } else {
                        html.element(.span, text: "\(count)")
                    }
                    html.text(" ")
                }
            }
        }
    }

    /// The worst checks first; those that passed only if there is nothing else to say.
    mutating func checks(_ checks: CheckCounts) {
        let bad = [
            (checks.failed, "bad", "✕", "fail"), (checks.warned, "warn", "!", "warn"),
        ].filter { $0.0 > 0 }
        let good = [
            (checks.pending, "dim", "…", "pending"), (checks.passed, "ok", "✓", "pass"),
        ].filter { $0.0 > 0 }
        let shown = bad.isEmpty ? Array(good.prefix(1)) : bad
        guard !shown.isEmpty else {
            return element(.td, .class("c-ck faint"), text: "none")
        }
        element(.td, .class("c-ck")) { html in
            for (count, kind, sign, word) in shown {
                html.element(.span, .class("ck \(kind)")) { html in
                    html.element(.b, .hidden, text: sign)
                    html.text("\(count) \(word)")
                }
                html.text(" ")
            }
        }
    }

    /// The heading of a column that orders the list.
    ///
    /// - Parameters:
    ///   - name: What stands there.
    ///   - classes: Of the cell.
    ///   - isDescending: The direction of the list now; `nil` if it has another order.
    ///   - link: Orders the list by this column, or turns it round.
    mutating func column(
        _ name: String,
        class classes: String,
        isDescending: Bool?,
        _ link: Link
    ) {
        var attributes: [HTMLAttribute] = [.scope("col")]
        if !classes.isEmpty { attributes.append(.class(classes)) }
        if let isDescending {
            attributes.append(.sorted(isDescending ? "descending" : "ascending"))
        }
        element(.th, attributes) { html in
            html.element(.a, .href(link)) { html in
                html.text(name)
                guard let isDescending else { return }
                html.element(.span, .hidden, text: isDescending ? " ↓" : " ↑")
            }
        }
    }

    /// The heading over ``tagCounts(_:_:full:)``.
    mutating func tagColumn(_ tags: [ListTools.Tag], of things: String) {
        element(.th, .scope("col")) { html in
            guard !tags.isEmpty else { return }
            let names = tags.map(\.name).joined(separator: ", ")
            html.element(
                .abbr,
                .title("\(things): \(names)"),
                text: tags.map(\.abbreviation).joined(separator: " · ")
            )
        }
    }

    /// Fields that a form sends on as they are.
    mutating func hidden(_ items: [(key: String, value: String)], except keys: Set<String> = []) {
        for item in items where !keys.contains(item.key) {
            void(.input, .type("hidden"), .name(item.key), .value(item.value))
        }
    }

    /// A menu of values.
    mutating func menu(
        _ name: String,
        _ attributes: [HTMLAttribute] = [],
        chosen: String?,
        _ options: [(value: String, name: String)]
    ) {
        element(.select, [.name(name)] + attributes) { html in
            for option in options {
                let isChosen = option.value == chosen
                html.element(
                    .option,
                    isChosen ? [.value(option.value), .selected] : [.value(option.value)],
                    text: option.name
                )
            }
        }
    }

    /// What single keys do, shown by the key `?`.
    mutating func keyList(_ groups: [(name: String, keys: [(keys: [String], name: String)])]) {
        element(.dialog, .id("keys"), .class("keys"), .labelled(by: "keys-h")) { html in
            html.element(.form, .dialogMethod, .class("headrow")) { html in
                html.element(.h2, .id("keys-h"), text: "Keys")
                html.element(
                    .button,
                    .class("quiet end"),
                    .label("Close the list of keys"),
                    text: "Close"
                )
            }
            for group in groups {
                html.element(.h3, text: group.name)
                html.element(.dl) { html in
                    for entry in group.keys {
                        html.element(.div) { html in
                            html.element(.dt) { html in
                                for key in entry.keys {
                                    html.element(.kbd, text: key)
                                    html.text(" ")
                                }
                            }
                            html.element(.dd, text: entry.name)
                        }
                    }
                }
            }
            html.element(.p, text: "Keys keep working while this is open.")
        }
    }
}

extension PatchState {
    /// The class of its badge.
    var sign: String {
        switch slug {
        case "new": "st-new"
        case "under-review": "st-review"
        case "changes-requested": "st-changes"
        case "accepted": "st-accepted"
        case "awaiting-upstream", "queued": "st-queued"
        case "rfc": "st-rfc"
        default: meaning == .closed ? "st-closed" : "st-new"
        }
    }
}

/// The subject of a mail, taken apart for a list.
struct ListedSubject {
    /// `[v3 0/13]`
    let prefix: String
    /// Without the bracket.
    let title: String
    /// Words of the bracket that say what the patches are: `RFC`, `net-next`.
    let words: [String]

    private static let mostWords = 4

    /// - Parameters:
    ///   - name: As it is stored: `[RFC,v3,0/13] widget: turn it`.
    ///   - number: The place in the series; 0 for the series itself.
    ///   - version: Of the series.
    ///   - total: Patches of the series.
    ///   - hasPull: Whether it asks to pull.
    init(_ name: String, number: Int64, version: Int64, total: Int64, hasPull: Bool = false) {
        let bracket = name.hasPrefix("[") ? name.dropFirst().prefix { $0 != "]" } : ""
        let isWhole = bracket.utf8.count + 2 <= name.utf8.count
        let tags = isWhole ? bracket.split(separator: ",").map(String.init) : []
        let rest = isWhole && !bracket.isEmpty ? name.dropFirst(bracket.count + 2) : name[...]
        let title = rest.drop { $0 == " " }
        self.title = title.isEmpty ? "[no subject]" : String(title)
        words = Array(tags.filter { !Self.isCount($0) && !Self.isPull($0) }.prefix(Self.mostWords))
        if hasPull {
            prefix = "[GIT PULL]"
        } else if total > 1 {
            prefix = "[v\(version) \(number)/\(total)]"
        } else {
            prefix = version > 1 ? "[v\(version)]" : "[PATCH]"
        }
    }

    /// `v3` or `02/13`, which the prefix has.
    private static func isCount(_ word: String) -> Bool {
        let digits = word.utf8.filter { (0x30...0x39).contains($0) }.count
        let isMarked = ["v", "V"].contains(word.prefix(1)) || word.contains("/")
        return digits > 0 && isMarked && digits == word.utf8.count - 1
    }

    private static func isPull(_ word: String) -> Bool {
        ["pull", "git", "git pull", "patch"].contains(word.lowercased())
    }
}

enum ListPages {
    /// A name as it is shown where there may be none.
    static func shown(_ name: String) -> String { name.isEmpty ? "[no subject]" : name }
}
