import TrackerModel
import TrackerStore

/// What stands beside a message: what can be done, the series, downloads, checks, history.
struct MessageSide {
    let page: MessagePage

    private var record: MessageRecord { page.record }
    private var linkName: String { record.project.linkName }

    func write(_ html: inout HTMLWriter) {
        writePanel(&html)
        if let series = record.series { SeriesCells(series, page: page).write(&html) }
        writeDownloads(&html)
        if let patch = record.patch {
            if !patch.checks.isEmpty { writeChecks(patch.checks, &html) }
            if !patch.record.related.isEmpty { writeRelated(patch.record.related, &html) }
            let others = patch.record.delegate.map { [$0] } ?? []
            html.history(patch.history, HistoryText(record.choices, others: others))
        }
    }

    private func writePanel(_ html: inout HTMLWriter) {
        guard let offer = record.offer, let patch = record.patch?.record else { return }
        let number = record.series?.patches.first { $0.id == record.id }?.number
        ActionPanel(
            heading: "This patch",
            button: "Apply to " + (number.map { "patch \($0)" } ?? "this patch"),
            offer: offer,
            choices: record.choices,
            action: page.link,
            state: record.choices.states.first { $0.slug == patch.stateSlug }?.id,
            delegate: patch.delegate.map { .account($0) } ?? .nobody,
            isArchived: patch.isArchived,
            note: "State, delegate and bundles stay on this site. Nothing is mailed."
        ).write(&html)
    }

    private func writeDownloads(_ html: inout HTMLWriter) {
        html.element(.section, .class("facts"), .labelled(by: "h-get")) { html in
            html.element(.h2, .id("h-get"), text: "Get it")
            let messageID = record.messageID.withoutAngleBrackets
            if record.body.diff != nil { html.commandToCopy("b4 am -P _ \(messageID)") }
            html.element(.p, .class("dl")) { html in
                html.element(
                    .a,
                    .href(page.form(.mbox)),
                    text: record.kind == .patch ? "patch" : "mbox"
                )
                if let series = record.series {
                    let number = record.series?.patches.first { $0.id == record.id }?.number ?? 0
                    if record.kind == .patch, number > 1 {
                        html.element(
                            .a,
                            .href(page.form(.mbox).with(query: "series=*")),
                            text: number == 2 ? "with 1" : "with 1 to \(number - 1)"
                        )
                    }
                    html.element(.a, .href(.seriesMbox(series.id)), text: "series")
                }
                html.element(.a, .href(.threadMbox(record.messageID)), text: "thread")
            }
        }
    }

    private func writeChecks(_ checks: [CheckRecord], _ html: inout HTMLWriter) {
        html.element(.section, .class("facts"), .labelled(by: "h-ck")) { html in
            html.element(.h2, .id("h-ck"), text: "Checks")
            html.element(.table, .class("grid")) { html in
                html.element(.caption, .class("vh"), text: "The newest result of each check")
                html.element(.tbody) { html in
                    for check in checks {
                        html.element(.tr) { html in
                            html.element(.td, .class("nw")) { $0.check(check.state) }
                            html.element(.td) { html in
                                html.checkText(
                                    context: check.context,
                                    description: check.description,
                                    target: check.targetURL,
                                    by: check.account.username,
                                    date: check.date
                                )
                            }
                        }
                    }
                }
            }
        }
    }

    private func writeRelated(_ related: [MailReference], _ html: inout HTMLWriter) {
        html.element(.section, .class("facts"), .labelled(by: "h-rel")) { html in
            html.element(.h2, .id("h-rel"), text: "Related patches")
            html.element(.ul, .class("bul")) { html in
                for other in related.prefix(100) {
                    let link = Link.message(.patch, other.messageID, of: other.project.linkName)
                    html.element(.li) { html in
                        html.element(.a, .href(link)) { $0.source(ListPages.shown(other.name)) }
                        if other.project.id != record.project.id {
                            html.source(" in \(other.project.name)")
                        }
                    }
                }
                if related.count > 100 {
                    html.element(.li, text: "and \(related.count - 100) more")
                }
            }
        }
    }
}

/// A cell for each patch of a series, with what its checks say.
struct SeriesCells {
    private let series: SeriesOutline
    private let page: MessagePage

    init(_ series: SeriesOutline, page: MessagePage) {
        self.series = series
        self.page = page
    }

    func write(_ html: inout HTMLWriter) {
        guard series.patches.count > 1 || series.coverMessageID != nil else { return }
        html.element(.section, .class("facts"), .labelled(by: "h-s")) { html in
            html.element(.h2, .id("h-s"), text: "In the series")
            html.element(.ol, .class("cells"), .label("Patches of this series")) { html in
                if let cover = series.coverMessageID { writeCover(cover, &html) }
                for member in series.patches { write(member, &html) }
            }
            let arrived =
                series.received >= series.total
                ? "All \(series.total) arrived."
                : "\(series.received) of \(series.total) arrived."
            html.element(.p, .class("note"), text: arrived)
        }
    }

    private var linkName: String { page.record.project.linkName }

    private func writeCover(_ messageID: String, _ html: inout HTMLWriter) {
        html.element(.li) { html in
            var attributes: [HTMLAttribute] = [
                .href(.message(.cover, messageID, of: linkName)), .title("Cover letter"),
            ]
            if page.record.kind == .cover { attributes.append(.current) }
            html.element(.a, attributes) { html in
                html.element(.b, .hidden, text: "✉")
                html.text("0")
                html.element(.span, .class("vh"), text: " cover letter")
            }
        }
    }

    private func write(_ member: SeriesOutline.Member, _ html: inout HTMLWriter) {
        let state = page.record.choices.state(member.state)?.name ?? ""
        html.element(.li) { html in
            var attributes: [HTMLAttribute] = [
                .href(.message(.patch, member.messageID, of: linkName)),
                .title("\(state): \(ListPages.shown(member.name))"),
            ]
            switch member.check {
            case .fail, .warning: attributes.append(.class("v-changed"))
            case .pending, .success: break
            }
            if member.id == page.record.id, page.record.kind == .patch {
                attributes.append(.current)
            }
            html.element(.a, attributes) { html in
                html.element(.b, .hidden, text: member.check == .pending ? "·" : member.check.sign)
                html.text(member.shownNumber)
                html.element(.span, .class("vh"), text: " \(state)")
            }
        }
    }
}

extension HTMLWriter {
    /// A command with a button that copies it.
    mutating func commandToCopy(_ line: String) {
        element(.div, .class("cmd")) { html in
            html.element(.code) { $0.source(line) }
            html.element(.button, .class("copy"), .type("button"), text: "copy")
        }
    }

    /// What a check says: its context, and its description as a link to the report.
    mutating func checkText(
        context: String,
        description: String?,
        target: String?,
        by username: String,
        date: Int64
    ) {
        element(.span, .class("mono")) { $0.source(context) }
        text(" ")
        let words = description.flatMap { $0.isEmpty ? nil : $0 } ?? "report"
        if let link = Link.web(target) {
            element(.a, .href(link)) { $0.source(words) }
        } else if description?.isEmpty == false {
            source(words)
        }
        element(.span, .class("dim")) { html in
            html.source(" \(username) ")
            html.time(date)
        }
    }
}
