import PatchParsing
import TrackerModel
import TrackerStore

/// The patches of a series, one a row.
struct SeriesPatchTable {
    let page: SeriesPage

    /// What became of each patch of the version before.
    private let verdict: OwnVerdict
    private let column: (name: String, signs: [Int64: VerdictSign])?

    private var record: SeriesPageRecord { page.record }

    init(page: SeriesPage) {
        self.page = page
        verdict = OwnVerdict(page: page)
        column = verdict.column
    }

    func write(_ html: inout HTMLWriter) {
        html.element(.section, .labelled(by: "h-p")) { html in
            html.element(.div, .class("headrow")) { html in
                let count = record.patches.count
                html.element(.h2, .id("h-p"), text: "\(count) \(count == 1 ? "patch" : "patches")")
                html.element(.p, text: facts)
                if let first = record.patches.first {
                    html.element(.p, .class("end")) { html in
                        let link = Link.message(.patch, first.member.messageID, of: page.linkName)
                        html.element(
                            .a,
                            .href(link),
                            .key("]"),
                            text: "Read from patch \(first.member.shownNumber)"
                        )
                    }
                }
            }
            writeMissing(&html)
            guard !record.patches.isEmpty else { return }
            html.element(
                .div,
                .class("scroll"),
                .tabindex(0),
                .role("region"),
                .label("Table of patches")
            ) { writeTable(&$0) }
            SeriesTalk(page: page).writeDropped(&html)
        }
    }

    /// `+977 −181 in 14 files · all arrived`
    private var facts: String {
        var words: [String] = []
        let counted = record.patches.compactMap(\.files)
        if counted.count == record.patches.count, !counted.isEmpty {
            let files = counted.flatMap { $0 }
            let added = files.reduce(0) { $0 + $1.added }
            let deleted = files.reduce(0) { $0 + $1.deleted }
            let paths = Set(files.map { $0.newPath ?? $0.oldPath ?? "" }).count
            words.append("+\(added) −\(deleted) in \(paths) \(paths == 1 ? "file" : "files")")
        }
        let (received, total) = (record.outline.received, record.outline.total)
        words.append(received >= total ? "all arrived" : "\(received) of \(total) arrived")
        return words.joined(separator: " · ")
    }

    private func writeMissing(_ html: inout HTMLWriter) {
        let missing = record.missing
        guard !missing.isEmpty else { return }
        let shown = missing.prefix(50).map(String.init).joined(separator: ", ")
        let more = missing.count > 50 ? " and \(missing.count - 50) more" : ""
        html.element(.p, .class("notice")) { html in
            html.element(
                .span,
                text: "Not arrived: \(missing.count == 1 ? "patch" : "patches") \(shown)\(more)."
            )
            html.element(.a, .href(.mail), text: "Where is my mail?")
        }
    }

    private func writeTable(_ html: inout HTMLWriter) {
        html.element(.table, .class("grid")) { html in
            html.element(.thead) { html in
                html.element(.tr) { html in
                    html.element(.th, .scope("col"), .class("num")) { html in
                        html.element(.span, .class("vh"), text: "Number")
                    }
                    if let column { html.element(.th, .scope("col"), text: column.name) }
                    html.element(.th, .scope("col"), text: "Patch")
                    html.element(.th, .scope("col"), .class("num"), .columns(2), text: "Lines")
                    html.element(.th, .scope("col")) { html in
                        let names = record.tags.names.joined(separator: ", ")
                        html.element(
                            .abbr,
                            .title(names),
                            text: record.tags.heading.joined(separator: " · ")
                        )
                    }
                    html.element(.th, .scope("col"), text: "Checks")
                    html.element(.th, .scope("col"), text: "State")
                }
            }
            html.element(.tbody) { html in
                for (index, patch) in record.patches.enumerated() { write(patch, index, &html) }
            }
        }
    }

    private func write(
        _ patch: SeriesPageRecord.Patch,
        _ index: Int,
        _ html: inout HTMLWriter
    ) {
        let member = patch.member
        let link = Link.message(.patch, member.messageID, of: page.linkName)
        html.element(.tr) { html in
            html.element(.td, .class("num faint"), text: member.number.map(String.init) ?? "–")
            if let column { writeSign(column.signs[member.id], of: member.id, &html) }
            html.element(.th, .scope("row"), .class("wide"), .isolated) { html in
                html.element(.a, .class("t"), .href(link)) { html in
                    html.source(MessageTitle(member.name).rest)
                }
                writeTags(of: patch, link, &html)
            }
            writeLines(of: patch, &html)
            html.element(.td) { html in
                let inherited =
                    record.project.usesTags
                    ? page.inherited(by: member.number).map(\.trailer) : []
                let own = record.tags.counts(ofPatch: member.id)
                html.trailers(InheritedCounts.add(inherited, to: own))
            }
            html.element(.td, .class("nw")) { html in
                html.checks(
                    record.patchChecks.indices.contains(index)
                        ? record.patchChecks[index].checks.map(\.state) : []
                )
            }
            html.element(.td, .class("nw")) { html in
                if let state = record.choices.state(member.state) { html.badge(state) }
            }
        }
    }

    private func writeSign(_ sign: VerdictSign?, of patch: Int64, _ html: inout HTMLWriter) {
        html.element(.td, .class("nw")) { html in
            guard let sign else { return html.element(.span, .class("faint"), text: "–") }
            guard let link = verdict.link(patch, sign) else { return }
            html.element(.a, .class("plain"), .href(link), .title(sign.word)) { html in
                sign.write(&html)
                html.element(.span, .class("vh"), text: sign.word)
            }
        }
    }

    private func writeTags(
        of patch: SeriesPageRecord.Patch,
        _ link: Link,
        _ html: inout HTMLWriter
    ) {
        if patch.pullURL != nil { html.tag("pull request") }
        if patch.isArchived { html.tag("archived") }
        let carried = page.talk?.remarks(onPatch: patch.member.id).filter { $0.need == .open } ?? []
        let open = patch.openComments + Set(carried.map(\.comment.id)).count
        if open > 0 {
            html.text(" ")
            html.element(
                .a,
                .class("tag warn"),
                .href(link.at("comments")),
                text: "\(open) open"
            )
        } else if patch.comments > 0 {
            html.text(" ")
            html.element(
                .a,
                .class("tag"),
                .href(link.at("thread")),
                text: patch.comments == 1 ? "1 reply" : "\(patch.comments) replies"
            )
        }
    }

    private func writeLines(of patch: SeriesPageRecord.Patch, _ html: inout HTMLWriter) {
        guard let files = patch.files else {
            html.element(.td, .class("num faint"), .columns(2), text: "not counted")
            return
        }
        let added = files.reduce(0) { $0 + $1.added }
        let deleted = files.reduce(0) { $0 + $1.deleted }
        html.element(.td, .class("num pm")) { $0.element(.ins, text: "+\(added)") }
        html.element(.td, .class("num pm")) { $0.element(.del, text: "−\(deleted)") }
    }
}

extension HTMLWriter {
    fileprivate mutating func tag(_ word: String) {
        text(" ")
        element(.span, .class("tag"), text: word)
    }
}

/// The checks of a series: each context once, with how many patches passed it.
struct SeriesCheckTable {
    let record: SeriesPageRecord

    /// All results of a context.
    private struct Row {
        var worst: CheckState
        var passed = 0
        var count = 0
        var newest: Int64 = 0
        var words: [(text: String, target: String?)] = []
        var users: Set<String> = []
        let context: String
    }

    /// Sentences of one context that are shown.
    private static let mostWords = 5

    func write(_ html: inout HTMLWriter) {
        guard record.hasChecks else { return }
        html.element(.section, .labelled(by: "h-c")) { html in
            html.element(.div, .class("headrow")) { html in
                html.element(.h2, .id("h-c"), text: "Checks")
                html.element(.p, text: "newest result of each")
            }
            html.element(
                .div,
                .class("scroll"),
                .tabindex(0),
                .role("region"),
                .label("Table of checks")
            ) { html in
                html.element(.table, .class("grid")) { html in
                    html.columns(
                        ["Result", "Check", "Passed", "Says", "From", "Updated"],
                        numbers: ["Passed", "Updated"]
                    )
                    html.element(.tbody) { html in
                        for row in rows { write(row, &html) }
                    }
                }
            }
        }
    }

    /// The worst first, then by name.
    private var rows: [Row] {
        var rows: [String: Row] = [:]
        func add(
            _ context: String,
            _ state: CheckState,
            _ date: Int64,
            _ user: String,
            _ words: String?,
            _ target: String?
        ) {
            var row = rows[context] ?? Row(worst: state, context: context)
            row.worst = CheckState.combined([row.worst, state])
            row.count += 1
            if state == .success { row.passed += 1 }
            row.newest = max(row.newest, date)
            row.users.insert(user)
            if let words, !words.isEmpty, state != .success || row.words.isEmpty {
                row.words.append((words, target))
            }
            rows[context] = row
        }
        for check in record.checks {
            add(
                check.context,
                check.state,
                check.date,
                check.account.username,
                check.description,
                check.targetURL
            )
        }
        for (patch, checks) in zip(record.patches, record.patchChecks) {
            for check in checks.checks {
                let words = check.description.map {
                    check.state == .success ? $0 : "patch \(patch.member.shownNumber): \($0)"
                }
                add(
                    check.context,
                    check.state,
                    check.date,
                    check.account.username,
                    words,
                    check.targetURL
                )
            }
        }
        return rows.values.sorted {
            ($0.worst.rank, $0.context) < ($1.worst.rank, $1.context)
        }
    }

    private func write(_ row: Row, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.td, .class("nw")) { $0.check(row.worst) }
            html.element(.th, .scope("row"), .class("mono nw")) { $0.source(row.context) }
            html.element(.td, .class("num"), text: "\(row.passed) of \(row.count)")
            html.element(.td, .class("wide")) { html in
                // What failed says more than what passed.
                for (index, word) in row.words.suffix(Self.mostWords).enumerated() {
                    if index > 0 { html.text("; ") }
                    if let link = Link.web(word.target) {
                        html.element(.a, .href(link)) { $0.source(word.text) }
                    } else {
                        html.source(word.text)
                    }
                }
                if row.words.count > Self.mostWords {
                    html.text(" and \(row.words.count - Self.mostWords) more")
                }
            }
            html.element(.td, .class("nw dim hide-s")) { html in
                html.source(row.users.sorted().prefix(3).joined(separator: ", "))
            }
            html.element(.td, .class("num dim hide-s")) { $0.time(row.newest) }
        }
    }
}

extension CheckState {
    /// 0 for the worst.
    fileprivate var rank: Int {
        switch self {
        case .fail: 0
        case .warning: 1
        case .pending: 2
        case .success: 3
        }
    }
}
