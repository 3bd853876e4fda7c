import RangeDiff
import TrackerModel
import TrackerStore

/// The top of the page of a patch or cover letter, and the way to its neighbours in the series.
struct MessageHead {
    let page: MessagePage

    private var record: MessageRecord { page.record }
    private var linkName: String { record.project.linkName }

    func write(_ html: inout HTMLWriter) {
        writeCrumbs(&html)
        html.element(.header, .class("head")) { html in
            html.element(.h1, .isolated) { $0.title(record.name) }
            writeFacts(&html)
            writeLinks(&html)
            writeSteps(&html)
            writeReferences(&html)
        }
    }

    /// Where the patch stands in its series.
    private var place: Int? {
        record.series?.patches.firstIndex { $0.id == record.id && record.kind == .patch }
    }

    private var previous: SeriesOutline.Member? {
        guard let series = record.series, let place, place > 0 else { return nil }
        return series.patches[place - 1]
    }

    private var next: SeriesOutline.Member? {
        guard let series = record.series else { return nil }
        guard record.kind == .patch else { return series.patches.first }
        guard let place, place + 1 < series.patches.count else { return nil }
        return series.patches[place + 1]
    }

    private func link(to member: SeriesOutline.Member) -> Link {
        .message(.patch, member.messageID, of: linkName)
    }

    private func writeCrumbs(_ html: inout HTMLWriter) {
        html.element(.nav, .class("crumbs"), .label("Breadcrumb")) { html in
            html.element(.a, .href(.project(linkName)), text: record.project.name)
            if let series = record.series {
                html.text(" / ")
                html.element(.a, .href(.seriesPage(series.id, of: linkName)), .key("t")) { html in
                    html.source(MessageTitle(SeriesTitle.shown(series.name, id: series.id)).rest)
                }
                html.text(" / ")
                html.element(.span, text: position(in: series))
            }
            guard previous != nil || next != nil else { return }
            html.element(.span, .class("end")) { html in
                if let previous {
                    html.element(
                        .a,
                        .href(link(to: previous)),
                        .rel("prev"),
                        .key("["),
                        text: "← \(previous.shownNumber)"
                    )
                }
                if let next {
                    html.element(
                        .a,
                        .href(link(to: next)),
                        .rel("next"),
                        .key("]"),
                        text: "\(next.shownNumber) →"
                    )
                }
            }
        }
    }

    private func position(in series: SeriesOutline) -> String {
        guard let place, let number = series.patches[place].number else {
            return record.kind == .cover ? "cover letter" : "patch"
        }
        return "\(number) of \(series.total)"
    }

    private func writeFacts(_ html: inout HTMLWriter) {
        html.element(.p, .class("meta")) { html in
            if let patch = record.patch?.record {
                let state = record.choices.states.first { $0.slug == patch.stateSlug }
                if let state { html.badge(state, isLarge: true) }
                if patch.isArchived { html.element(.span, .class("tag"), text: "archived") }
            }
            html.element(.span, .isolated) { html in
                html.element(.strong) { $0.source(record.submitter.shown) }
                if record.submitter.name?.isEmpty == false {
                    html.source(" <\(record.submitter.email)>")
                }
            }
            html.element(.span) { html in
                html.time(record.date)
                html.text(" UTC")
            }
            guard let patch = record.patch else { return }
            let tags = page.tags
            if !tags.isEmpty {
                html.element(.span) { html in
                    html.text(tags.map(\.abbreviation).joined(separator: " · ") + " ")
                    html.trailers(tags)
                }
            }
            if !patch.checks.isEmpty {
                html.element(.a, .href(.here("h-ck"))) { $0.checks(patch.checks.map(\.state)) }
            }
            if let delegate = patch.record.delegate {
                html.element(.span) { html in
                    html.text("delegate ")
                    html.element(.strong) { $0.source(delegate.username) }
                }
            }
        }
    }

    /// `v2: changed`, of the version before and of those that came after.
    private func writeSteps(_ html: inout HTMLWriter) {
        guard !record.steps.isEmpty else { return }
        html.element(.p, .class("meta")) { html in
            for step in record.steps {
                let sign = VerdictSign(step.verdict)
                let place = sign.verdict == .unchanged ? "v\(step.shown)" : "p\(step.shown)"
                html.element(.span) { html in
                    html.text(step.isLater ? "in v\(step.version): " : "against v\(step.version): ")
                    sign.write(&html)
                    html.text(" ")
                    let link = Link.rangeDiff(from: step.old, to: step.new, of: linkName)
                    html.element(.a, .href(link.at(place)), text: sign.word)
                }
            }
        }
    }

    private func writeLinks(_ html: inout HTMLWriter) {
        html.element(.p, .class("meta")) { html in
            html.element(.span, .class("mid")) { $0.source(record.messageID.withoutAngleBrackets) }
            html.element(.a, .href(.rawMail(record.messageID)), text: "raw")
            html.element(.a, .href(page.form(.mbox)), text: "mbox")
            if record.body.diff != nil {
                html.element(.a, .href(page.form(.raw)), text: "diff")
            }
            let list = record.kind == .patch ? "patches" : "covers"
            html.element(.a, .href(.api(list, id: record.id)), text: "API")
            if let link = Link.web(record.project.archiveURL(messageID: record.messageID)) {
                html.element(.a, .href(link), text: "list archive")
            }
        }
    }

    /// A pull request, and the commit as which the patch was applied.
    private func writeReferences(_ html: inout HTMLWriter) {
        guard let patch = record.patch?.record else { return }
        if let pull = patch.pullURL {
            html.element(.p, .class("meta"), text: "Pull request:")
            html.command("git pull \(pull)")
        }
        guard let commit = patch.commitRef, !commit.isEmpty else { return }
        html.element(.p, .class("meta")) { html in
            html.element(.span, text: "Commit")
            let format = record.project.commitURLFormat ?? ""
            let address =
                format.isEmpty ? nil : format.replacing("{}", with: commit, maxReplacements: 1)
            if let link = Link.web(address) {
                html.element(.a, .class("mid"), .href(link)) { $0.source(commit) }
            } else {
                html.element(.span, .class("mid")) { $0.source(commit) }
            }
        }
    }

    /// The way to the neighbours, below the last reply.
    func writeWay(_ html: inout HTMLWriter) {
        guard let series = record.series else { return }
        html.element(.nav, .class("pnav"), .label("Patches of this series")) { html in
            if let previous {
                html.element(.a, .href(link(to: previous)), .rel("prev")) { html in
                    html.element(.span, .hidden, text: "← ")
                    html.source("\(previous.shownNumber): \(MessageTitle(previous.name).rest)")
                }
            }
            html.element(.a, .href(.seriesPage(series.id, of: linkName)), text: "series")
            if let next {
                html.element(.a, .href(link(to: next)), .rel("next")) { html in
                    html.source("\(next.shownNumber): \(MessageTitle(next.name).rest)")
                    html.element(.span, .hidden, text: " →")
                }
            }
        }
    }
}

extension SeriesOutline.Member {
    var shownNumber: String { number.map(String.init) ?? "patch" }
}
