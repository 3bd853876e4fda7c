import RangeDiff
import TrackerHTTP
import TrackerModel
import TrackerStore

/// The rows of ``SeriesListPage``.
struct SeriesListTable {
    private let list: SeriesList
    private let address: SeriesListAddress
    /// `nil` for strangers.
    private let viewer: Account.ID?
    private let tools: ListTools
    private let states: [PatchState.ID: PatchState]
    /// What became of each unfolded patch since the version before.
    private let signs: [Int64: VerdictSign]

    init(page: SeriesListPage) {
        list = page.list
        address = page.address
        viewer = page.session?.account.id
        tools = page.list.tools
        states = Dictionary(tools.states.map { ($0.id, $0) }) { first, _ in first }
        signs = page.list.step?.step.signs ?? [:]
    }

    private var linkName: String { list.project.linkName }
    private var isSignedIn: Bool { viewer != nil }
    private var columns: Int { isSignedIn ? 11 : 9 }

    func write(_ html: inout HTMLWriter) {
        html.element(.table, .class("list")) { html in
            html.element(.caption, .class("vh"), text: "Series of \(list.project.name)")
            html.element(.thead) { html in html.element(.tr) { writeColumns(&$0) } }
            html.element(.tbody) { html in
                for row in list.rows { write(row, &html) }
            }
            if !list.closed.isEmpty { writeClosed(&html) }
        }
    }

    /// What was closed lately, below what is open.
    private func writeClosed(_ html: inout HTMLWriter) {
        html.element(.tbody) { html in
            html.element(.tr, .class("group")) { html in
                html.element(.th, .scope("rowgroup"), .columns(columns)) { html in
                    html.text("Closed since ")
                    html.day(list.closed.compactMap(\.closed).min() ?? 0)
                }
            }
            for row in list.closed { write(row, &html) }
        }
    }

    private func writeColumns(_ html: inout HTMLWriter) {
        if isSignedIn {
            html.element(.th, .scope("col"), .class("c-sel")) { html in
                html.void(
                    .input,
                    .id("select-all"),
                    .type("checkbox"),
                    .label("Select every series on this page")
                )
            }
            html.element(.td, .class("c-un")) { _ in }
        }
        html.element(.th, .scope("col"), text: "Version")
        column("Series", .name, class: "", &html)
        column("Author", .author, class: "", &html)
        column("Date", .date, class: "num", &html)
        html.tagColumn(tools.tags, of: "Patches with a tag, bold: all of them")
        html.element(.th, .scope("col"), text: "Checks")
        column("State", .state, class: "", &html)
        column("Delegate", .delegate, class: "w-delegate", &html)
        html.element(.th, .scope("col")) { html in
            html.element(
                .abbr,
                .title("Whose turn it is; the page of the series says why"),
                text: "Turn"
            )
        }
    }

    private func column(
        _ name: String,
        _ key: SeriesListOrder.Key,
        class classes: String,
        _ html: inout HTMLWriter
    ) {
        let isOwn = address.order.key == key
        let isDescending = isOwn ? !address.order.isDescending : key == .date
        html.column(
            name,
            class: classes,
            isDescending: isOwn ? address.order.isDescending : nil,
            address.changing { $0.order = SeriesListOrder(key, descending: isDescending) }
        )
    }

    // MARK: Rows

    private func write(_ row: SeriesListRow, _ html: inout HTMLWriter) {
        let isOpen = address.expanded == row.id && row.patches > 1
        let subject = ListedSubject(
            row.name,
            number: 0,
            version: row.version,
            total: row.total,
            hasPull: row.hasPull
        )
        let link = Link.seriesPage(row.id, of: linkName)
        var classes: [String] = []
        if row.isUnread { classes.append("unread") }
        if row.openPatches == 0 { classes.append("closed") }
        if isOpen { classes.append("open") }
        var attributes: [HTMLAttribute] = [.id("s\(row.id)"), .row(link)]
        if !classes.isEmpty { attributes.append(.class(classes.joined(separator: " "))) }
        html.element(.tr, attributes) { html in
            if isSignedIn { writeMarks(row, subject, &html) }
            html.element(.td, .class("c-pfx pfx"), text: subject.prefix)
            writeTitle(row, subject, link, isOpen: isOpen, &html)
            html.element(.td, .class("c-author"), .isolated, text: row.author)
            html.element(.td, .class("num")) { $0.day(row.date) }
            html.tagCounts(row.tags, tools.tags, full: row.patches > 1 ? row.patches : nil)
            html.checks(row.checks)
            html.element(.td) { writeState(of: row, &$0) }
            html.delegate(row.delegate, others: row.delegates - 1)
            writeTurn(of: row, &html)
        }
        if isOpen { writePatches(of: row, &html) }
    }

    private func writeMarks(
        _ row: SeriesListRow,
        _ subject: ListedSubject,
        _ html: inout HTMLWriter
    ) {
        html.element(.td, .class("c-sel")) { html in
            html.void(
                .input,
                .class("sel"),
                .type("checkbox"),
                .name("series"),
                .value("\(row.id)"),
                .label("Select \(subject.prefix) \(subject.title)")
            )
        }
        html.element(.td, .class("c-un")) { html in
            guard row.isUnread else { return }
            html.markup("<span class=\"dot\"></span><span class=\"vh\">unread</span>")
        }
    }

    private func writeTitle(
        _ row: SeriesListRow,
        _ subject: ListedSubject,
        _ link: Link,
        isOpen: Bool,
        _ html: inout HTMLWriter
    ) {
        html.element(.th, .scope("row"), .class("c-title")) { html in
            if row.hasPull { html.tag("pull request", class: "tag accent") }
            if row.archivedPatches > 0, row.archivedPatches == row.patches {
                html.tag("archived", class: "tag")
            }
            for word in subject.words { html.tag(word, class: "tag") }
            if row.received < row.total {
                html.tag("\(row.received) of \(row.total) arrived", class: "tag warn")
            }
            html.element(.a, .class("t"), .isolated, .href(link), text: subject.title)
            if row.patches > 1 { writeTwisty(row, isOpen: isOpen, &html) }
            if let next = row.next { writeNext(next, of: row, &html) }
            if row.newComments > 0 { html.more("\(row.newComments) new") }
            if row.blocks > 0 {
                html.text(" ")
                let blocks = link.at(SeriesTurn.blocks)
                let words = "blocked by \(row.blocks)"
                html.element(.a, .class("tag warn"), .href(blocks), text: words)
            } else if row.openComments > 0 {
                html.more(
                    row.openComments == 1 ? "1 open comment" : "\(row.openComments) open comments"
                )
            }
            if let most = row.states.first, let state = states[most.state] {
                html.more("\(most.count) of \(row.patches) \(state.name.lowercased())")
            }
        }
    }

    /// Subjects do not always count: of one that was sent again, or named as the one before, the number
    /// would say nothing.
    private func writeNext(
        _ next: NextVersion,
        of row: SeriesListRow,
        _ html: inout HTMLWriter
    ) {
        let isCounted = next.version > row.version
        let (label, text) =
            if isCounted {
                ("Its next version, \(next.version)", "→ v\(next.version)")
            } else if next.isResend {
                ("It was sent again", "→ resent")
            } else {
                ("Its next version", "→ newer")
            }
        html.text(" ")
        let link = Link.seriesPage(next.id, of: linkName)
        html.element(.a, .class("tag"), .href(link), .label(label), text: text)
    }

    private func writeTwisty(_ row: SeriesListRow, isOpen: Bool, _ html: inout HTMLWriter) {
        html.text(" ")
        html.element(
            .a,
            .class("twisty"),
            .href(address.expanding(isOpen ? nil : row.id).at(row: "s\(row.id)")),
            .label(isOpen ? "Fold the patches" : "Unfold \(row.patches) patches"),
            text: isOpen ? "▾" : "▸"
        )
    }

    private func writeState(of row: SeriesListRow, _ html: inout HTMLWriter) {
        if let state = row.state.flatMap({ states[$0] }) {
            html.badge(state)
        } else if row.patches > 0 {
            html.element(.span, .class("st st-mixed"), text: "Mixed")
        } else {
            html.element(.span, .class("faint"), text: "no patch yet")
        }
    }

    private func writeTurn(of row: SeriesListRow, _ html: inout HTMLWriter) {
        let turn = row.turn
        guard let who = turn.who else {
            return html.element(.td, .class("c-turn none"), text: "–")
        }
        let isOwn = list.isTurn(row, of: viewer)
        html.element(
            .td,
            .class(isOwn ? "c-turn you" : "c-turn"),
            .isolated,
            .title(turn.reason.words),
            text: isOwn ? "you" : who
        )
    }

    // MARK: Patches of a series

    private func writePatches(of row: SeriesListRow, _ html: inout HTMLWriter) {
        let hidden = row.patches - Int64(list.patches.count)
        for (index, patch) in list.patches.enumerated() {
            let isLast = index == list.patches.count - 1 && hidden <= 0
            html.element(.tr, .class(isLast ? "sub last" : "sub")) { html in
                write(patch, of: row, &html)
            }
        }
        guard hidden > 0 else { return }
        html.element(.tr, .class("sub last")) { html in
            if isSignedIn { for _ in 0..<2 { html.element(.td) { _ in } } }
            html.element(.td) { _ in }
            html.element(.td, .class("c-title"), .columns(columns - (isSignedIn ? 3 : 1))) { html in
                html.element(
                    .a,
                    .href(.seriesPage(row.id, of: linkName)),
                    text: "\(hidden.grouped) more patches"
                )
            }
        }
    }

    private func write(
        _ patch: PatchListRow,
        of row: SeriesListRow,
        _ html: inout HTMLWriter
    ) {
        let subject = ListedSubject(patch.name, number: 0, version: 1, total: 1)
        if isSignedIn { for _ in 0..<2 { html.element(.td) { _ in } } }
        let number = patch.number.map { "\($0)/\(row.total)" } ?? ""
        html.element(.td, .class("c-pfx pfx"), text: number)
        html.element(.td, .class("c-title")) { html in
            let link = Link.message(.patch, patch.messageID, of: linkName)
            let sign = signs[patch.id]
            if let sign {
                sign.write(&html)
                html.text(" ")
            }
            html.element(.a, .isolated, .href(link), text: subject.title)
            if let sign { write(sign, of: patch.id, &html) }
            if patch.isArchived { html.more("archived") }
        }
        html.element(.td) { _ in }
        html.element(.td) { _ in }
        html.tagCounts(patch.tags, tools.tags)
        html.checks(patch.checks)
        html.element(.td) { html in
            // Only where it is not the one that the row of the series says.
            if row.state == nil, let state = states[patch.state] { html.badge(state) }
        }
        if row.delegates > 1 || patch.delegate != row.delegate {
            html.delegate(patch.delegate)
        } else {
            html.element(.td, .class("c-delegate w-delegate")) { _ in }
        }
        html.element(.td) { _ in }
    }
}

extension SeriesListTable {
    /// What the sign of a patch says, and the way to what has changed.
    private func write(_ sign: VerdictSign, of patch: Int64, _ html: inout HTMLWriter) {
        guard let unfolded = list.step else { return }
        let since = "since v\(unfolded.version)"
        html.text(" ")
        guard sign.verdict != .unchanged else {
            return html.element(.span, .class("vh"), text: "\(sign.word) \(since)")
        }
        let step = unfolded.step
        let place = ComparedEntry.place(ofPatch: patch)
        html.element(
            .a,
            .class("more"),
            .href(.rangeDiff(from: step.against, to: step.series, of: linkName).at(place))
        ) { html in
            html.text(sign.word)
            html.element(.span, .class("vh"), text: " \(since)")
        }
    }
}

extension VersionStep {
    /// By the patches of the later version.
    var signs: [Int64: VerdictSign] {
        var signs: [Int64: VerdictSign] = [:]
        for entry in entries {
            if let new = entry.new { signs[new] = VerdictSign(entry.verdict) }
        }
        return signs
    }
}

extension HTMLWriter {
    /// A word about what something is.
    mutating func tag(_ word: String, class classes: String) {
        element(.span, .class(classes), .isolated, text: word)
        text(" ")
    }

    /// A small remark behind a title.
    mutating func more(_ words: String) {
        text(" ")
        element(.span, .class("more"), text: words)
    }
}
