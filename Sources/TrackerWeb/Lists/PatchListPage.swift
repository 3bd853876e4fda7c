import TrackerHTTP
import TrackerModel
import TrackerStore

/// `/project/P/list/`, and `/user/todo/P/`: patches by filter and order, page by page.
struct PatchListPage {
    let list: PatchList
    let address: PatchListAddress
    let session: WebSession?
    /// Whether it shows what waits for the viewer: then the delegate cannot be chosen.
    var isToDo = false

    private var filter: PatchListFilter { address.filter }
    private var project: Project { list.project }

    var page: Page {
        let title = isToDo ? "To do" : "Patches"
        var page = Page(title: "\(title) · \(project.name)", project: project, place: .patches) {
            write(&$0)
        }
        page.json = { writeJSON(&$0) }
        page.feed = { feed }
        page.isSameUntilWrite = true
        return page
    }

    private func write(_ html: inout HTMLWriter) {
        html.element(.div, .class("headrow")) { html in
            html.element(
                .h1,
                .isolated,
                text: isToDo ? "To do in \(project.name)" : "\(project.name) patches"
            )
            html.element(.p) { html in
                html.element(.a, .href(.mail(to: project.listEmail)), text: project.listEmail)
            }
        }
        if isToDo {
            let states = list.tools.states.filter(\.needsAction).map(\.name)
            html.element(
                .p,
                .class("dim"),
                text: "Patches that are delegated to you, in the states "
                    + states.joined(separator: ", ") + "."
            )
        }
        writeChips(&html)
        writeFilters(&html)
        writeHint(&html)
        if list.listing.items.isEmpty {
            writeEmpty(&html)
        } else {
            writePager("Pages", &html)
            writeTable(&html)
            writePager("Pages, below the list", &html)
        }
        ListKeys.write("patches", isSignedIn: session != nil, hasTabs: false, &html)
    }

    private func writeTable(_ html: inout HTMLWriter) {
        let table = PatchTable(
            rows: list.listing.items,
            tools: list.tools,
            caption: "Patches of \(project.name)",
            address: address,
            isSelectable: session != nil
        )
        guard let session else { return table.write(&html) }
        html.element(.form, .post, .action(address.link)) { html in
            html.csrf(session.csrf)
            html.void(.input, .type("hidden"), .name("form"), .value("patch-list-form"))
            table.write(&html)
            BulkBar(things: "patches", tools: list.tools).write(&html)
        }
    }

    // MARK: Filters

    /// The filters that are on, each with the list without it.
    private var chips: [(name: String, link: Link)] {
        var chips: [(name: String, link: Link)] = []
        func add(_ name: String, _ change: (inout PatchListAddress) -> Void) {
            chips.append((name, address.changing(change)))
        }
        if filter.series != nil {
            add("series: \((list.seriesName ?? "").cut(to: 60))") { $0.filter.series = nil }
        }
        if filter.submitter != nil {
            add("submitter: \(list.submitterName ?? "")") { $0.filter.submitter = nil }
        }
        switch filter.state {
        case .actionRequired: add("action required") { $0.filter.state = .any }
        case .any: break
        case .named(let names):
            for name in names {
                add("state: \(stateName(name))") { address in
                    let others = names.filter { $0 != name }
                    address.filter.state = others.isEmpty ? .any : .named(others)
                }
            }
        }
        if !filter.text.isEmpty { add("name: \(filter.text)") { $0.filter.text = "" } }
        switch filter.archive {
        case .live: add("not archived") { $0.filter.archive = .both }
        case .archived: add("archived") { $0.filter.archive = .both }
        case .both: break
        }
        if filter.delegate != nil, !isToDo {
            add("delegate: \(list.delegateName ?? "")") { $0.filter.delegate = nil }
        }
        return chips
    }

    private func stateName(_ name: String) -> String {
        list.tools.states.first { $0.slug == name || String($0.id) == name }?.name ?? name
    }

    private func writeChips(_ html: inout HTMLWriter) {
        html.element(.div, .class("chips")) { html in
            if isToDo {
                html.element(.span, .class("tag"), text: "delegate: \(list.delegateName ?? "")")
                html.text(" ")
            }
            for chip in chips { html.chip(chip.name, off: chip.link) }
        }
    }

    private func writeFilters(_ html: inout HTMLWriter) {
        html.element(.details, .class("filters")) { html in
            html.element(.summary, text: "Show patches with …")
            html.element(.form, .role("search"), .label("This list"), .action(address.place)) {
                html in
                let items = address.items
                html.hidden(items.filter { $0.key == "order" })
                writeField("q", "Name", &html) { html, id in
                    html.void(.input, [.id("q"), .name("q"), .value(filter.text), .type("search")])
                }
                writeField("series", "Series (number)", &html) { html, id in
                    let value = filter.series.map { "\($0)" } ?? ""
                    html.void(.input, [.id(id), .name("series"), .value(value)])
                }
                writeField("submitter", "Submitter", &html) { html, id in
                    let value = items.first { $0.key == "submitter" }?.value ?? ""
                    html.void(.input, [.id(id), .name("submitter"), .value(value)])
                }
                writeMenus(items, &html)
                html.element(.button, .class("primary"), text: "Show")
            }
        }
    }

    private func writeMenus(
        _ items: [(key: String, value: String)],
        _ html: inout HTMLWriter
    ) {
        func chosen(_ key: String) -> String? { items.first { $0.key == key }?.value }
        writeField("state", "State", &html) { html, id in
            let states = list.tools.states.map { (value: "\($0.id)", name: $0.name) }
            let state = chosen("state").flatMap { name in
                list.tools.states.first { $0.slug == name }.map { "\($0.id)" } ?? name
            }
            html.menu(
                "state",
                [.id(id)],
                chosen: state,
                [("", "action required"), ("*", "any")] + states
            )
        }
        writeField("archive", "Archived", &html) { html, id in
            html.menu(
                "archive",
                [.id(id)],
                chosen: chosen("archive"),
                [("", "no"), ("true", "yes"), ("both", "both")]
            )
        }
        guard !isToDo else { return }
        writeField("delegate", "Delegate", &html) { html, id in
            let people = list.tools.maintainers.map { (value: "\($0.id)", name: $0.username) }
            html.menu(
                "delegate",
                [.id(id)],
                chosen: chosen("delegate"),
                [("", "any"), ("Nobody", "nobody")] + people
            )
        }
    }

    private func writeField(
        _ name: String,
        _ label: String,
        _ html: inout HTMLWriter,
        _ control: (inout HTMLWriter, _ id: String) -> Void
    ) {
        let id = name == "q" ? "q" : "filter-\(name)"
        html.element(.label, .for(id), text: label)
        control(&html, id)
    }

    // MARK: Around the rows

    private func writeHint(_ html: inout HTMLWriter) {
        let listing = list.listing
        let total = Int64(listing.total)
        html.element(.div, .class("hint")) { html in
            let first = (listing.page - 1) * listing.size + 1
            let last = first + listing.items.count - 1
            let words = total == 1 ? "1 patch" : "\(total.grouped) patches"
            html.element(
                .span,
                text: listing.lastPage > 1
                    ? "\(Int64(first).grouped)–\(Int64(last).grouped) of \(words)"
                    : total == 0 ? "No patches" : words
            )
            html.element(.span, .class("end keys-hint")) { html in
                html.markup(
                    "<kbd>j</kbd> <kbd>k</kbd> move · <kbd>Enter</kbd> open · <kbd>?</kbd> all keys"
                )
            }
            guard let session, !isToDo else { return }
            SavedViews(list.tools.views, of: project.linkName).write(&html)
            SavedViews.writeForm(.patches, address.items, of: project.linkName, session, &html)
        }
    }

    private func writeEmpty(_ html: inout HTMLWriter) {
        html.element(.div, .class("empty")) { html in
            let nothing = isToDo ? "Nothing is waiting for you here." : "No patches match."
            html.element(.p, text: nothing)
            let chips = chips
            guard !chips.isEmpty, !isToDo else { return }
            html.element(.p) { html in
                html.text("Drop a filter: ")
                html.links(chips)
            }
        }
    }

    private func writePager(_ label: String, _ html: inout HTMLWriter) {
        let listing = list.listing
        guard listing.lastPage > 1 else { return }
        html.element(.nav, .class("pager"), .label(label)) { html in
            if listing.page > 1 {
                html.element(.a, .rel("prev"), .href(address.page(listing.page - 1))) {
                    $0.text("← Previous")
                }
            }
            var last = 0
            for number in PageNumbers.shown(listing.page, of: listing.lastPage) {
                if number > last + 1 { html.element(.span, .class("faint"), text: "…") }
                last = number
                var attributes: [HTMLAttribute] = [.href(address.page(number))]
                if number == listing.page { attributes.append(.current) }
                html.element(.a, attributes, text: "\(number)")
            }
            if listing.page < listing.lastPage {
                html.element(.a, .rel("next"), .href(address.page(listing.page + 1))) {
                    $0.text("Next →")
                }
            }
        }
    }

    // MARK: Other forms

    private func writeJSON(_ json: inout JSONWriter) {
        let origin = PageViewer.current?.origin ?? ""
        let listing = list.listing
        json.member("project", project.linkName)
        json.member("total", Int64(listing.total))
        json.member("page", Int64(listing.page))
        json.member("pages", Int64(listing.lastPage))
        json.array("patches", of: listing.items) { json, row in
            json.object { PatchRowJSON.write(row, list.tools, origin, &$0) }
        }
    }

    private var feed: AtomFeed {
        AtomFeed(
            title: "Patches of \(project.name)",
            entries: list.listing.items.map { row in
                AtomFeed.Entry(
                    id: "urn:patchbay:patch:\(row.id)",
                    title: row.name,
                    link: .message(.patch, row.messageID, of: row.project),
                    updated: row.date,
                    author: row.author,
                    summary: list.tools.state(row.state)?.name ?? ""
                )
            }
        )
    }
}

/// Which pages a list links to (application, section 3.4): the first and last ones, and those around
/// the one that is shown.
enum PageNumbers {
    static func shown(_ page: Int, of last: Int) -> [Int] {
        guard last > 4 else { return Array(1...max(1, last)) }
        let around: ClosedRange<Int>
        if page < 4 {
            around = 1...4
        } else if page >= last - 2 {
            around = (last - 3)...last
        } else {
            around = (page - 1)...(page + 1)
        }
        let ends = [1, 2, last - 1, last]
        return Set(Array(around) + ends).filter { $0 >= 1 && $0 <= last }.sorted()
    }
}
