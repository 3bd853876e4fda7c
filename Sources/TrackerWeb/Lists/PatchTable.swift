import TrackerHTTP
import TrackerModel
import TrackerStore

/// The rows of a list of patches: of a project, of a bundle, of what is to do.
struct PatchTable {
    let rows: [PatchListRow]
    let tools: ListTools
    let caption: String
    /// The list with its order; `nil` where rows have an order of their own.
    var address: PatchListAddress?
    /// Whether rows can be selected.
    var isSelectable = false
    /// Whether rows can be moved up and down.
    var isMovable = false

    private var showsIDs: Bool { isSelectable && tools.settings?.showsIDs == true }

    func write(_ html: inout HTMLWriter) {
        html.element(.table, .class("list")) { html in
            html.element(.caption, .class("vh"), text: caption)
            html.element(.thead) { html in html.element(.tr) { writeColumns(&$0) } }
            html.element(.tbody) { html in
                for row in rows { write(row, &html) }
            }
        }
    }

    private func writeColumns(_ html: inout HTMLWriter) {
        if isSelectable {
            html.element(.th, .scope("col"), .class("c-sel")) { html in
                html.void(
                    .input,
                    .id("select-all"),
                    .type("checkbox"),
                    .label("Select every patch on this page")
                )
            }
        }
        if showsIDs { html.element(.th, .scope("col"), text: "ID") }
        column("Patch", .name, class: "", &html)
        html.element(.th, .scope("col"), text: "Series")
        html.tagColumn(tools.tags, of: "People who gave a tag")
        html.element(.th, .scope("col"), text: "Checks")
        column("Date", .date, class: "num", &html)
        column("Submitter", .submitter, class: "", &html)
        column("Delegate", .delegate, class: "w-delegate", &html)
        column("State", .state, class: "", &html)
        if isMovable { html.element(.th, .scope("col"), text: "Move") }
    }

    private func column(
        _ name: String,
        _ key: PatchListOrder.Key,
        class classes: String,
        _ html: inout HTMLWriter
    ) {
        guard let address else {
            let all: [HTMLAttribute] = [.scope("col"), .class(classes)]
            return html.element(.th, classes.isEmpty ? [.scope("col")] : all, text: name)
        }
        let isOwn = address.order.key == key
        let sign = isOwn ? !address.order.isDescending : key == .date
        html.column(
            name,
            class: classes,
            isDescending: isOwn ? address.order.isDescending : nil,
            address.changing {
                $0.order = PatchListOrder(text: (sign ? "-" : "") + key.rawValue)
            }
        )
    }

    private func write(_ row: PatchListRow, _ html: inout HTMLWriter) {
        let link = Link.message(.patch, row.messageID, of: row.project)
        let state = tools.state(row.state)
        var attributes: [HTMLAttribute] = [.id("patch-row:\(row.id)"), .row(link)]
        if row.isArchived || state?.meaning == .closed { attributes.append(.class("closed")) }
        html.element(.tr, attributes) { html in
            if isSelectable { writeBox(row, &html) }
            if showsIDs {
                html.element(.td) { html in
                    html.element(
                        .button,
                        .type("button"),
                        .class("copy"),
                        .copied("\(row.id)"),
                        .label("Copy the number \(row.id)"),
                        text: "\(row.id)"
                    )
                }
            }
            writeTitle(row, link, &html)
            html.element(.td, .class("c-series")) { html in
                guard let series = row.series, let name = row.seriesName else { return }
                let title = ListedSubject(name, number: 0, version: 1, total: 1).title
                html.element(
                    .a,
                    .isolated,
                    .href(.seriesPage(series, of: row.project)),
                    text: title.cut(to: 100)
                )
            }
            html.tagCounts(row.tags, tools.tags)
            html.checks(row.checks)
            html.element(.td, .class("num")) { $0.day(row.date) }
            writeSubmitter(of: row, &html)
            html.delegate(row.delegate)
            html.element(.td) { html in if let state { html.badge(state) } }
            if isMovable { writeMoves(row, &html) }
        }
    }

    private func writeMoves(_ row: PatchListRow, _ html: inout HTMLWriter) {
        html.element(.td, .class("c-move")) { html in
            for (way, sign) in [("up", "↑"), ("down", "↓")] {
                html.element(
                    .button,
                    .class("quiet"),
                    .name("move"),
                    .value("\(way):\(row.id)"),
                    .label("Move \(row.name) \(way)"),
                    text: sign
                )
            }
        }
    }

    private func writeBox(_ row: PatchListRow, _ html: inout HTMLWriter) {
        html.element(.td, .class("c-sel")) { html in
            html.void(
                .input,
                .class("sel"),
                .type("checkbox"),
                .name("patch_id:\(row.id)"),
                .value("1"),
                .label("Select \(row.name)")
            )
        }
    }

    private func writeTitle(_ row: PatchListRow, _ link: Link, _ html: inout HTMLWriter) {
        html.element(.th, .scope("row"), .class("c-title")) { html in
            if row.hasPull { html.tag("pull request", class: "tag accent") }
            if row.isArchived { html.tag("archived", class: "tag") }
            html.element(
                .a,
                .class("t"),
                .isolated,
                .href(link),
                text: row.name.isEmpty ? "[no subject]" : row.name
            )
        }
    }

    private func writeSubmitter(of row: PatchListRow, _ html: inout HTMLWriter) {
        guard let address else {
            return html.element(.td, .class("c-author"), .isolated, text: row.author)
        }
        html.element(.td, .class("c-author")) { html in
            html.element(
                .a,
                .isolated,
                .href(address.changing { $0.filter.submitter = .person(row.submitter) }),
                text: row.author
            )
        }
    }
}

extension String {
    /// Not longer than so many characters; an ellipsis says that there was more.
    func cut(to length: Int) -> String {
        count > length ? prefix(length - 1) + "…" : self
    }
}

/// Patches as JSON, wherever a page lists some.
enum PatchRowJSON {
    static func write(
        _ row: PatchListRow,
        _ tools: ListTools,
        _ origin: String,
        _ json: inout JSONWriter
    ) {
        json.member("id", row.id)
        json.member("url", origin + Link.api("patches", id: row.id).text)
        let place = Link.message(.patch, row.messageID, of: row.project)
        json.member("web_url", origin + place.text)
        json.member("msgid", row.messageID)
        json.member("name", row.name)
        json.member("series", row.series)
        json.member("date", Timestamp.iso(row.date))
        json.member("submitter", row.author)
        json.member("submitter_id", row.submitter)
        json.member("delegate", row.delegate)
        json.member("state", tools.state(row.state)?.slug)
        json.member("archived", row.isArchived)
        json.member("pull_request", row.hasPull)
        json.object("checks") { json in
            json.member("fail", row.checks.failed)
            json.member("warning", row.checks.warned)
            json.member("pending", row.checks.pending)
            json.member("success", row.checks.passed)
        }
        json.object("tags") { json in
            for tag in tools.tags {
                json.name(tag.name)
                json.write(row.tags[tag.id])
            }
        }
    }
}
