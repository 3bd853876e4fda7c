import PatchParsing
import TrackerHTTP
import TrackerModel
import TrackerStore

/// What stands beside a series: what can be done with it, how to get it, what it needs, its history.
struct SeriesSide {
    let page: SeriesPage

    private var record: SeriesPageRecord { page.record }

    func write(_ html: inout HTMLWriter) {
        writePanel(&html)
        writeRegrouping(&html)
        writeDownloads(&html)
        StackSection(page: page).write(&html)
        html.history(record.history, HistoryText(record.choices))
    }

    private func writePanel(_ html: inout HTMLWriter) {
        guard let offer = record.offer, let first = record.patches.first else { return }
        let count = record.patches.count
        let same = record.patches.allSatisfy { $0.member.state == first.member.state }
        let flags = Set(record.patches.map(\.isArchived))
        ActionPanel(
            heading: "Whole series",
            button: count == 1 ? "Apply to 1 patch" : "Apply to \(count) patches",
            offer: offer,
            choices: record.choices,
            action: page.link,
            state: same ? first.member.state : nil,
            delegate: delegate,
            isArchived: flags.count == 1 ? flags.first : nil,
            note: "All patches are changed, or none. It stays on this site; nothing is mailed."
        ).write(&html)
    }

    /// The way to where patches are moved and series joined.
    private func writeRegrouping(_ html: inout HTMLWriter) {
        guard record.offer?.isMaintainer == true else { return }
        html.element(.p, .class("dim")) { html in
            html.text("Grouped wrongly? ")
            let link = Link.regroup(record.outline.id, of: page.linkName)
            html.element(.a, .href(link), text: "Put the series right")
        }
    }

    private var delegate: ActionPanel.Delegate {
        let delegates = Set(record.patches.map(\.delegate))
        guard delegates.count == 1, let only = delegates.first else { return .mixed }
        guard let id = only else { return .nobody }
        return record.choices.maintainers.first { $0.id == id }.map { .account($0) } ?? .mixed
    }

    private func writeDownloads(_ html: inout HTMLWriter) {
        guard let first = record.patches.first else { return }
        let messageID = record.cover?.messageID ?? first.member.messageID
        let mbox = Link.seriesMbox(record.outline.id)
        html.element(.section, .class("facts"), .labelled(by: "h-get")) { html in
            html.element(.h2, .id("h-get"), text: "Get it")
            html.commandToCopy("b4 shazam \(messageID.withoutAngleBrackets)")
            html.commandToCopy("b4 am \(messageID.withoutAngleBrackets)")
            if let origin = PageViewer.current?.origin {
                html.commandToCopy("curl -s \(origin)\(mbox.text) | git am")
            }
            html.element(.p, .class("dl")) { html in
                html.element(.a, .href(mbox), text: "mbox")
                if !record.stack.needs.isEmpty, record.stack.fitsOneMbox {
                    let stack = Link.stackMbox(record.outline.id)
                    html.element(.a, .href(stack), text: "with what it needs")
                }
                html.element(.a, .href(.threadMbox(messageID)), text: "thread")
            }
        }
    }
}

/// The page of a series for programs.
extension SeriesPage {
    func writeJSON(_ json: inout JSONWriter) {
        json.member("id", record.outline.id)
        json.member("url", Link.api("series", id: record.outline.id).text)
        json.member("web_url", link.text)
        json.member("mbox", Link.seriesMbox(record.outline.id).text)
        json.member("name", record.outline.name)
        json.member("project", linkName)
        json.member("version", record.outline.version)
        json.member("total", record.outline.total)
        json.member("received_total", record.outline.received)
        json.array("missing", of: record.missing) { json, number in json.write(number) }
        json.member("date", Timestamp.iso(record.date))
        json.member("submitter", record.submitter.shown)
        json.member("cover_msgid", record.cover?.messageID)
        json.array("patches", of: record.patches) { json, patch in
            json.object { write(patch, &$0) }
        }
        json.array("versions", of: record.versions) { json, version in json.write(version.id) }
        SeriesTurn(page: self).writeJSON(&json)
        json.array("needs", of: record.stack.direct) { json, series in json.write(series.id) }
        json.array("needed_by", of: record.stack.dependents) { json, entry in
            json.write(entry.series.id)
        }
        json.member("base_commit", record.stack.baseCommit)
        json.member("stack", "/api/patchbay/series/\(record.outline.id)/stack/")
    }

    private func write(_ patch: SeriesPageRecord.Patch, _ json: inout JSONWriter) {
        json.member("id", patch.member.id)
        json.member("number", patch.member.number)
        json.member("msgid", patch.member.messageID)
        json.member("name", patch.member.name)
        json.member("state", record.choices.state(patch.member.state)?.slug)
        json.member("archived", patch.isArchived)
        json.member("comments", Int64(patch.comments))
        json.member("open_comments", Int64(patch.openComments))
        json.member("added", patch.files.map { Int64($0.reduce(0) { $0 + $1.added }) })
        json.member("deleted", patch.files.map { Int64($0.reduce(0) { $0 + $1.deleted }) })
    }
}
