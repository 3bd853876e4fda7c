import TrackerHTTP
import TrackerModel
import TrackerStore

/// `/project/P/`: the series of a project, one row each.
struct SeriesListPage {
    let list: SeriesList
    let address: SeriesListAddress
    /// `nil` for strangers.
    let session: WebSession?

    private var filter: SeriesListFilter { address.filter }
    private var linkName: String { list.project.linkName }

    var page: Page {
        let heading = Self.heading(filter.view)
        var page = Page(
            title: "\(heading) series · \(list.project.name)",
            project: list.project,
            place: .series
        ) { write(&$0) }
        page.json = { SeriesListJSON(list: list, address: address).write(&$0) }
        page.feed = { SeriesListJSON(list: list, address: address).feed }
        page.isSameUntilWrite = true
        return page
    }

    private static func heading(_ view: SeriesListFilter.View) -> String {
        switch view {
        case .open: "Open"
        case .mine: "My"
        case .waiting: "Waiting"
        case .all: "All"
        }
    }

    private func write(_ html: inout HTMLWriter) {
        html.element(.div, .class("headrow")) { html in
            html.element(.h1, .isolated, text: "\(list.project.name) series")
            html.element(.p) { html in
                let email = list.project.listEmail
                html.element(.a, .href(.mail(to: email)), text: email)
            }
        }
        writeTabs(&html)
        writeSearch(&html)
        writeChips(&html)
        writeFilters(&html)
        writeHint(&html)
        if list.rows.isEmpty { writeEmpty(&html) }
        if list.rows.isEmpty, list.closed.isEmpty {
            // The search has said so.
        } else if let session {
            html.element(.form, .post, .action(address.link)) { html in
                html.csrf(session.csrf)
                html.void(.input, .type("hidden"), .name("form"), .value("patch-list-form"))
                SeriesListTable(page: self).write(&html)
                BulkBar(things: "series", tools: list.tools, marksRead: true).write(&html)
            }
        } else {
            SeriesListTable(page: self).write(&html)
        }
        writePager(&html)
        ListKeys.write("series", isSignedIn: session != nil, hasTabs: true, &html)
    }

    // MARK: Which series

    private func writeTabs(_ html: inout HTMLWriter) {
        var tabs: [(SeriesListFilter.View, String, String)] = [
            (.open, "Open", Self.upTo(list.counts.open))
        ]
        if session != nil {
            tabs.append((.mine, "Mine", Self.upTo(list.counts.mine)))
            tabs.append((.waiting, "Waiting on me", Self.upTo(list.counts.waiting)))
        }
        tabs.append((.all, "All", list.counts.all.grouped))
        html.element(.nav, .class("tabs"), .label("Views")) { html in
            for (index, (view, name, count)) in tabs.enumerated() {
                var tab = SeriesListAddress(linkName, Query(parsing: ""))
                tab.filter.view = view
                var attributes: [HTMLAttribute] = [.href(tab.link), .key("\(index + 1)")]
                if view == filter.view { attributes.append(.current) }
                html.element(.a, attributes) { html in
                    html.text(name + " ")
                    html.element(.b, text: count)
                }
                html.text(" ")
            }
            SavedViews(list.tools.views, of: linkName).write(&html)
        }
    }

    private static func upTo(_ count: Int) -> String {
        count > SeriesList.Counts.most
            ? "\(Int64(SeriesList.Counts.most).grouped)+" : Int64(count).grouped
    }

    private func writeSearch(_ html: inout HTMLWriter) {
        html.element(
            .form,
            .class("query"),
            .role("search"),
            .label("This list"),
            .action(.project(linkName))
        ) { html in
            html.hidden(address.items, except: ["q"])
            html.void(
                .input,
                .id("q"),
                .name("q"),
                .type("search"),
                .label("Words in the name of the series"),
                .placeholder("Words in the name"),
                .value(filter.words.joined(separator: " ")),
                .unchecked,
                .uncapitalised
            )
            html.element(.button, text: "Search")
        }
    }

    private func writeChips(_ html: inout HTMLWriter) {
        html.element(.div, .class("chips")) { html in
            for chip in chipsOn { html.chip(chip.name, off: chip.link) }
            for chip in chipsToAdd { html.chip(chip.name, on: chip.link) }
        }
    }

    /// The filters that are on, each with the list without it.
    var chipsOn: [(name: String, link: Link)] {
        var chips: [(name: String, link: Link)] = []
        func add(_ name: String, _ change: (inout SeriesListAddress) -> Void) {
            chips.append((name, address.changing(change)))
        }
        for slug in filter.states {
            let state = list.tools.states.first { $0.slug == slug }
            add("state: \(state?.name ?? slug)") { $0.filter.states.removeAll { $0 == slug } }
        }
        switch filter.delegate {
        case .nobody: add("delegate: nobody") { $0.filter.delegate = nil }
        case .username(let name): add("delegate: \(name)") { $0.filter.delegate = nil }
        case nil: break
        }
        if let turn = filter.turn { add("turn: \(turn.word)") { $0.filter.turn = nil } }
        if filter.submitter != nil {
            add("author: \(list.submitterName ?? "unknown")") { $0.filter.submitter = nil }
        }
        if let archived = filter.isArchived {
            add(archived ? "archived" : "not archived") { $0.filter.isArchived = nil }
        }
        for word in filter.words {
            add("name: \(word)") { $0.filter.words.removeAll { $0 == word } }
        }
        if filter.isIncomplete { add("incomplete") { $0.filter.isIncomplete = false } }
        if filter.isUnread { add("unread") { $0.filter.isUnread = false } }
        switch filter.check {
        case .some(.none): add("no checks") { $0.filter.check = nil }
        case .worst(let state): add("check: \(state.word)") { $0.filter.check = nil }
        case nil: break
        }
        return chips
    }

    private var chipsToAdd: [(name: String, link: Link)] {
        var chips: [(name: String, link: Link)] = []
        func add(_ name: String, _ isMissing: Bool, _ change: (inout SeriesListAddress) -> Void) {
            if isMissing { chips.append((name, address.changing(change))) }
        }
        if session != nil {
            let isOff = filter.turn == nil && filter.view != .waiting
            add("turn: me", isOff) { $0.filter.turn = .viewer }
            add("unread", !filter.isUnread) { $0.filter.isUnread = true }
        }
        add("delegate: nobody", filter.delegate == nil) { $0.filter.delegate = .nobody }
        add("check: fail", filter.check == nil) { $0.filter.check = .worst(.fail) }
        add("incomplete", !filter.isIncomplete) { $0.filter.isIncomplete = true }
        if filter.view != .open {
            add("not archived", filter.isArchived == nil) { $0.filter.isArchived = false }
        }
        return chips
    }

    private func writeFilters(_ html: inout HTMLWriter) {
        html.element(.details, .class("filters")) { html in
            html.element(.summary, text: "More filters")
            html.element(.form, .action(.project(linkName))) { html in
                html.hidden(
                    address.items,
                    except: ["state", "delegate", "turn", "check", "archived"]
                )
                let states = list.tools.states.map { (value: $0.slug, name: $0.name) }
                field("State", &html) {
                    $0.menu("state", chosen: filter.states.first, [("", "any")] + states)
                }
                let people = list.tools.maintainers.map(\.username).map { ($0, $0) }
                field("Delegate", &html) {
                    let all = [("", "any"), ("nobody", "nobody")] + people
                    $0.menu("delegate", chosen: delegateName, all)
                }
                field("Turn", &html) {
                    let sides = Turn.Side.allCases.map { ($0.word, $0.word) }
                    let me = session == nil ? [] : [("me", "me")]
                    let all = [("", "any")] + me + sides + people
                    $0.menu("turn", chosen: filter.turn?.word, all)
                }
                field("Checks", &html) {
                    let states = ["none", "fail", "warning", "pending", "success"]
                    $0.menu(
                        "check",
                        chosen: address.items.first { $0.key == "check" }?.value,
                        [("", "any")] + states.map { ($0, $0) }
                    )
                }
                field("Archived", &html) {
                    let chosen = filter.isArchived.map { $0 ? "yes" : "no" }
                    $0.menu(
                        "archived",
                        chosen: chosen,
                        [("", "any"), ("no", "no"), ("yes", "yes")]
                    )
                }
                html.element(.button, text: "Show")
            }
        }
    }

    private var delegateName: String? {
        switch filter.delegate {
        case .nobody: "nobody"
        case .username(let name): name
        case nil: nil
        }
    }

    private func field(
        _ name: String,
        _ html: inout HTMLWriter,
        _ control: (inout HTMLWriter) -> Void
    ) {
        html.element(.label) { html in
            html.text(name + " ")
            control(&html)
        }
    }

    // MARK: Around the rows

    private func writeHint(_ html: inout HTMLWriter) {
        html.element(.div, .class("hint")) { html in
            let count = list.rows.count
            html.element(.span, text: count == 1 ? "1 series" : "\(count) series" + more)
            html.text(" ")
            html.element(.span, .class("opt"), text: orderInWords)
            html.element(.span, .class("end keys-hint")) { html in
                html.markup(
                    """
                    <kbd>j</kbd> <kbd>k</kbd> move · <kbd>e</kbd> unfold · <kbd>Enter</kbd> open · \
                    <kbd>?</kbd> all keys
                    """
                )
            }
            guard let session else { return }
            SavedViews.writeForm(.series, address.items, of: linkName, session, &html)
            html.element(.form, .post, .action(address.link)) { html in
                html.csrf(session.csrf)
                html.void(.input, .type("hidden"), .name("form"), .value("patch-list-form"))
                html.element(
                    .button,
                    .class("link"),
                    .name("action"),
                    .value("read-all"),
                    text: "Mark all as read"
                )
            }
        }
    }

    private var more: String { list.hasAfter || list.hasBefore ? " on this page" : "" }

    private var orderInWords: String {
        switch address.order.key {
        case .date: address.order.isDescending ? "newest first" : "oldest first"
        case let key: "by \(key.rawValue)" + (address.order.isDescending ? ", reversed" : "")
        }
    }

    private func writeEmpty(_ html: inout HTMLWriter) {
        html.element(.div, .class("empty")) { html in
            guard list.counts.all > 0 else {
                html.element(.p, text: "No series has come in yet.")
                html.element(
                    .p,
                    .class("dim"),
                    text: "It appears here when the list's mail reaches this site."
                )
                return
            }
            html.element(.p, text: "No series match.")
            let chips = chipsOn
            html.element(.p) { html in
                if chips.isEmpty {
                    html.element(.a, .href(address.changing { $0.filter.view = .all })) {
                        $0.text("Look among all \(list.counts.all.grouped) series")
                    }
                } else {
                    html.text("Drop a filter: ")
                    html.links(chips)
                }
            }
        }
    }

    private func writePager(_ html: inout HTMLWriter) {
        guard list.hasBefore || list.hasAfter, let first = list.rows.first,
            let last = list.rows.last
        else { return }
        let isByDate = address.order.key == .date && address.order.isDescending
        html.element(.nav, .class("pager"), .label("Pages")) { html in
            if list.hasBefore {
                html.element(.a, .href(address.changing { _ in }), text: "First page")
                html.element(
                    .a,
                    .rel("prev"),
                    .href(address.changing { $0.position = .before(first.id) }),
                    text: isByDate ? "← Newer series" : "← Previous page"
                )
            }
            if list.hasAfter {
                html.element(
                    .a,
                    .rel("next"),
                    .href(address.changing { $0.position = .after(last.id) }),
                    text: isByDate ? "Older series →" : "Next page →"
                )
            }
        }
    }
}
