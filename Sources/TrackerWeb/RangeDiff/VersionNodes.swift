import RangeDiff
import TrackerModel
import TrackerStore

/// All versions of a series in a row, with what became of the patches from one to the next.
struct VersionNodes {
    let page: SeriesPage

    /// More versions are folded, the oldest first.
    private static let shown = 6

    private var record: SeriesPageRecord { page.record }
    private var versions: [SeriesVersion] { record.versions }

    func write(_ html: inout HTMLWriter) {
        guard versions.count > 1 else { return }
        // The own one is among them, whatever its age.
        let own = versions.firstIndex { $0.id == record.outline.id } ?? 0
        let start = min(max(0, versions.count - Self.shown), own)
        let end = min(versions.count, start + Self.shown)
        let folded = versions[..<start] + versions[end...]
        if !folded.isEmpty {
            html.element(.details, .class("fold")) { html in
                html.element(.summary, text: "\(folded.count) other versions")
                html.element(.ol, .class("deps")) { html in
                    for version in folded {
                        html.element(.li) { html in writeNode(version, &html) }
                    }
                }
            }
        }
        html.element(.ol, .class("versions"), .label("Versions of this series")) { html in
            for place in start..<end {
                let isOwn = versions[place].id == record.outline.id
                html.element(.li, isOwn ? [.currentItem] : []) { html in
                    writeNode(versions[place], &html)
                    guard place + 1 < end else { return }
                    writeStep(from: versions[place], versions[place + 1], &html)
                }
            }
        }
    }

    private func writeNode(_ version: SeriesVersion, _ html: inout HTMLWriter) {
        let isOwn = version.id == record.outline.id
        html.element(.b) { html in
            let name = "v\(version.version)"
            if isOwn { return html.text(name) }
            let link = Link.seriesPage(version.id, of: page.linkName)
            html.element(.a, .href(link), .label("Version \(version.version)"), text: name)
        }
        html.text(version.patches == 1 ? " · 1 patch · " : " · \(version.patches) patches · ")
        html.time(version.date)
        if isOwn { html.text(" · this one") }
        html.element(.span, .class("why")) { html in
            var words: [String] = []
            if version.comments > 0 {
                words.append(version.comments == 1 ? "1 reply" : "\(version.comments) replies")
            }
            if !isOwn {
                let state = version.state.flatMap { record.choices.state($0) }
                words.append(state?.name ?? (version.patches > 0 ? "several states" : "no patches"))
            }
            if let link = version.link { words.append(SeriesVersions(page: page).words(link)) }
            html.source(words.joined(separator: " · "))
            if isOwn, SeriesVersions(page: page).mayChange {
                html.text(" · ")
                html.element(.a, .href(.here(SeriesVersions.place)), text: "change")
            }
        }
    }

    /// What became of the patches between two that stand beside each other.
    private func writeStep(
        from old: SeriesVersion,
        _ new: SeriesVersion,
        _ html: inout HTMLWriter
    ) {
        guard new.link?.earlier == old.id else { return }
        html.text(" ")
        html.element(.span, .class("step")) { html in
            let link = Link.rangeDiff(from: old.id, to: new.id, of: page.linkName)
            let verdicts = record.steps[new.id]?.entries.map { VerdictSign($0.verdict) } ?? []
            let counts = VerdictRow.counts(verdicts).joined(separator: " · ")
            html.element(
                .a,
                .href(link),
                .title("From v\(old.version) to v\(new.version)"),
                text: counts.isEmpty ? "range-diff" : counts
            )
        }
    }
}

/// What became of the patches of the version before this one, a cell for each.
struct OwnVerdict {
    let page: SeriesPage

    private var record: SeriesPageRecord { page.record }

    /// The version before this one.
    var earlier: SeriesVersion? {
        let own = record.versions.first { $0.id == record.outline.id }
        return record.versions.first { $0.id == own?.link?.earlier }
    }

    /// Name of the column, such as `v2`, and what became of each patch; `nil` if it is not known.
    var column: (name: String, signs: [Int64: VerdictSign])? {
        guard let earlier, let step = record.steps[record.outline.id] else { return nil }
        return ("v\(earlier.version)", step.signs)
    }

    /// Where what became of a patch is shown.
    func link(_ patch: Int64, _ sign: VerdictSign) -> Link? {
        guard let earlier else { return nil }
        let id = sign.verdict == .unchanged ? "v\(patch)" : ComparedEntry.place(ofPatch: patch)
        return .rangeDiff(from: earlier.id, to: record.outline.id, of: page.linkName).at(id)
    }

    func write(_ html: inout HTMLWriter) {
        guard let earlier else { return }
        let step = record.steps[record.outline.id]
        html.element(.div, .class("verdict")) { html in
            if let step { writeCells(step, earlier, &html) }
            html.element(.p) { html in
                if let step {
                    let counts = VerdictRow.counts(step.entries.map { VerdictSign($0.verdict) })
                    html.element(.strong, text: counts.first ?? "No patches")
                    html.text(counts.dropFirst().map { " · " + $0 }.joined() + " · ")
                }
                let own = record.outline
                html.element(
                    .a,
                    .href(.rangeDiff(from: earlier.id, to: own.id, of: page.linkName)),
                    .key("d"),
                    text: "range-diff v\(earlier.version)…v\(own.version)"
                )
            }
        }
    }

    private func writeCells(
        _ step: VersionStep,
        _ earlier: SeriesVersion,
        _ html: inout HTMLWriter
    ) {
        let members = Dictionary(
            record.patches.enumerated().map { ($1.member.id, (place: $0, member: $1.member)) },
            uniquingKeysWith: { first, _ in first }
        )
        let cells = step.entries.compactMap { entry -> VerdictCell? in
            let sign = VerdictSign(entry.verdict)
            guard let id = entry.new ?? entry.old, let link = link(id, sign) else { return nil }
            let found = entry.new.flatMap { members[$0] }
            // One that was dropped has no number here.
            let number = found.map { $0.member.number ?? Int64($0.place) + 1 }
            let title = found.map { MessageTitle($0.member.name).rest }
            return VerdictCell(
                verdict: sign,
                number: number.map { "\($0)" } ?? "–",
                title: title ?? "a patch of the version before",
                link: link
            )
        }
        guard !cells.isEmpty else { return }
        let label = "Verdict for each patch against v\(earlier.version)"
        VerdictRow(cells: cells, label: label).write(&html)
    }
}
