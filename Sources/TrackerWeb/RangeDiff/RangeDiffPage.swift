import RangeDiff
import TrackerHTTP
import TrackerModel
import TrackerStore

/// The page that shows what became of the patches of one version in another one.
struct RangeDiffPage: Sendable {
    let chain: SeriesChain
    let address: RangeDiffAddress
    let found: ComparisonLookup
    let entries: [ComparedEntry]

    init(chain: SeriesChain, address: RangeDiffAddress, found: ComparisonLookup) {
        (self.chain, self.address, self.found) = (chain, address, found)
        guard case .found(let comparison) = found else {
            entries = []
            return
        }
        entries = comparison.diff.entries.enumerated().map { place, entry in
            ComparedEntry(
                entry,
                at: place,
                in: comparison,
                countsContext: address.countsContext
            )
        }
    }

    var comparison: SeriesComparison? {
        if case .found(let comparison) = found { comparison } else { nil }
    }

    /// What the versions are called, such as `v2`; with the number of the series where both say the same.
    var names: (old: String, new: String) {
        let old = address.from.flatMap(chain.version)
        let new = chain.version(address.to)
        let numbers = (old?.version ?? 1, new?.version ?? 1)
        guard numbers.0 == numbers.1, let old, let new else {
            return ("v\(numbers.0)", "v\(numbers.1)")
        }
        return ("v\(numbers.0) (series \(old.id))", "v\(numbers.1) (series \(new.id))")
    }

    private var seriesTitle: String {
        let version = chain.version(address.to)
        return MessageTitle(SeriesTitle.shown(version?.name, id: address.to)).rest
    }

    var page: Page {
        var pieces: [Page.Piece] = [{ begin(&$0) }]
        if let comparison {
            pieces.append { html in
                html.begin(.div, .class("stack rdpage"))
                VerdictTable(page: self).write(&html)
            }
            pieces += ChangeSections(page: self, comparison: comparison).pieces
            pieces.append { $0.end(.div) }
        }
        let lines = entries.reduce(0) { $0 + $1.inner.hunks.reduce(0) { $0 + $1.lines.count } }
        if lines < 4_000 {
            let all = pieces
            pieces = [{ html in for piece in all { piece(&html) } }]
        }
        let name = address.from == nil ? "" : " \(names.old)…\(names.new)"
        var page = Page(
            title: "Range-diff\(name): \(seriesTitle) · \(chain.project.name)",
            project: chain.project,
            place: .series,
            pieces: pieces
        )
        page.isSameUntilWrite = true
        if let comparison {
            page.plainText = {
                let note = comparison.left.isEmpty ? "" : "\n# Some texts are too long.\n"
                return comparison.diff.text + note
            }
            page.json = { writeJSON(comparison, &$0) }
        }
        return page
    }

    private func begin(_ html: inout HTMLWriter) {
        html.element(.nav, .class("crumbs"), .label("Breadcrumb")) { html in
            html.element(.a, .href(.project(address.project)), text: chain.project.name)
            html.text(" / ")
            html.element(.a, .href(.seriesPage(address.to, of: address.project))) {
                $0.source(seriesTitle)
            }
            html.text(" / ")
            html.element(.span, text: "range-diff")
        }
        html.element(.header, .class("head")) { html in
            let isPair = address.from != nil && address.from != address.to
            let title = isPair ? "\(names.old) against \(names.new)" : "Range-diff"
            html.element(.h1, text: isPair ? "\(title): what to read again" : title)
            writeFacts(&html)
            if chain.versions.count > 1 { writeForm(&html) }
            if comparison == nil { writeEmpty(&html) } else { writeVerdict(&html) }
        }
    }

    private func writeFacts(_ html: inout HTMLWriter) {
        html.element(.p, .class("meta")) { html in
            html.element(.span, .isolated) { $0.element(.strong) { $0.source(seriesTitle) } }
            let old = address.from.flatMap(chain.version)
            if let old, let new = chain.version(address.to), old.id != new.id {
                html.element(.span) { html in
                    html.time(old.date)
                    html.text(" to ")
                    html.time(new.date)
                }
            }
        }
    }

    private func writeForm(_ html: inout HTMLWriter) {
        html.element(
            .form,
            .class("cmp"),
            .action(.rangeDiff(address.series, of: address.project))
        ) { html in
            writeMenu("from", "From", address.from, &html)
            writeMenu("to", "to", address.to, &html)
            html.element(.label, .class("check")) { html in
                html.void(
                    .input,
                    [.type("checkbox"), .name("context"), .value("1")]
                        + (address.countsContext ? [.checked] : [])
                )
                html.text(" count moved context as a change")
            }
            if address.isSplit {
                html.void(.input, .type("hidden"), .name("view"), .value("split"))
            }
            html.element(.button, .type("submit"), text: "Compare")
        }
    }

    private func writeMenu(
        _ name: String,
        _ label: String,
        _ chosen: Int64?,
        _ html: inout HTMLWriter
    ) {
        html.element(.label) { html in
            html.text(label + " ")
            html.element(.select, .name(name)) { html in
                for version in chain.versions {
                    let count = version.patches == 1 ? "1 patch" : "\(version.patches) patches"
                    let isTwin = chain.versions.count { $0.version == version.version } > 1
                    let twin = isTwin ? ", series \(version.id)" : ""
                    html.element(
                        .option,
                        [.value("\(version.id)")] + (version.id == chosen ? [.selected] : []),
                        text: "v\(version.version), \(count)\(twin)"
                    )
                }
            }
        }
    }

    private func writeVerdict(_ html: inout HTMLWriter) {
        html.element(.div, .class("verdict")) { html in
            let label = "Verdict for each patch against \(names.old)"
            let cells = entries.map { entry in
                VerdictCell(
                    verdict: entry.sign,
                    number: entry.number,
                    title: entry.title,
                    link: .here(entry.sign.verdict == .unchanged ? entry.row : entry.place)
                )
            }
            if !cells.isEmpty { VerdictRow(cells: cells, label: label).write(&html) }
            html.element(.p) { html in
                let counts = VerdictRow.counts(entries.map(\.sign))
                html.element(.strong, text: counts.first ?? "No patches")
                html.text(counts.dropFirst().map { " · " + $0 }.joined())
                html.void(.br)
                html.element(
                    .span,
                    .class("dim"),
                    text: "Made from the mails alone; no tree was needed."
                )
            }
        }
        if comparison?.diff.isEstimate == true {
            html.element(
                .p,
                .class("notice"),
                text: "The patches are too many or too large: there may be better pairs."
            )
        }
    }

    /// Why there is nothing to compare, and what can be done.
    private func writeEmpty(_ html: inout HTMLWriter) {
        html.element(.p, .class("notice")) { html in
            switch found {
            case .tooLarge:
                let limit = Store.comparedBytes >> 20
                html.text("The mails of both versions have more than \(limit) MiB together. ")
                html.text("They are not compared.")
            case _ where address.from == address.to:
                html.text("This is the same version twice: choose two.")
            case _ where chain.versions.count > 1:
                html.text("This version is linked to no earlier one: choose two of them above.")
            default:
                html.text("There is only one version of this series, as far as the mails say. ")
                html.text("Whoever maintains the project can link it to an earlier one ")
                html.element(
                    .a,
                    .href(.seriesPage(address.to, of: address.project)),
                    text: "on its page"
                )
                html.text(".")
            }
        }
    }
}
