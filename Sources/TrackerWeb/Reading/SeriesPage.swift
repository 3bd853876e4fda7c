import PatchParsing
import TrackerHTTP
import TrackerModel
import TrackerStore

/// The page of a series: cover letter, patches, checks, thread, and what can be done with all of it.
struct SeriesPage: Sendable {
    let record: SeriesPageRecord
    let discussion: Discussion
    /// What was said about earlier versions; `nil` where there are none.
    let talk: CarriedTalk?
    private let inheritedTrailers: [InheritedTrailer]

    init(_ record: SeriesPageRecord) {
        self.record = record
        talk = record.earlier.map { CarriedTalk($0) }
        inheritedTrailers =
            record.cover.map { cover in
                InheritedTrailer.all(
                    of: CoverTalk(content: cover.body.content, replies: record.coverComments),
                    total: Int(clamping: record.outline.total)
                )
            } ?? []
        discussion = Discussion(record.coverComments, diff: nil)
    }

    /// What the patch with a number has by the cover letter and the answers to it.
    func inherited(by number: Int64?) -> [InheritedTrailer] {
        inheritedTrailers.filter { $0.isGiven(to: number) }
    }

    var linkName: String { record.project.linkName }
    var link: Link { .seriesPage(record.outline.id, of: linkName) }

    var title: String {
        record.cover?.name ?? SeriesTitle.shown(record.outline.name, id: record.outline.id)
    }

    var page: Page {
        let cover = record.cover.map { Link.message(.cover, $0.messageID, of: linkName) }
        let marking = CommentMarking(
            offer: record.offer,
            action: cover ?? link,
            project: linkName
        )
        var pieces: [Page.Piece] = [{ begin(&$0) }]
        pieces +=
            ThreadSection(
                heading: "Replies to the cover letter",
                discussion: discussion,
                marking: marking
            ).pieces
        pieces.append { end(&$0) }
        if record.patches.count <= 100, record.coverComments.count <= 200 {
            let all = pieces
            pieces = [{ html in for piece in all { piece(&html) } }]
        }
        var page = Page(
            title: "\(title) · \(record.project.name)",
            project: record.project,
            place: .series,
            pieces: pieces
        )
        page.isSameUntilWrite = true
        page.json = { writeJSON(&$0) }
        page.feed = { SeriesFeed(page: self).feed }
        return page
    }

    private func begin(_ html: inout HTMLWriter) {
        SeriesHead(page: self).write(&html)
        html.begin(.div, .class("cols"))
        html.begin(.div, .class("stack"))
        html.element(.div, .class("duo")) { html in
            writeCover(&html)
            SeriesPatchTable(page: self).write(&html)
        }
        SeriesCheckTable(record: record).write(&html)
        SeriesTimeline(record).write(&html)
        SeriesTree(page: self).write(&html)
    }

    private func end(_ html: inout HTMLWriter) {
        html.end(.div)
        html.element(.div, .class("side stack-s")) { html in
            SeriesSide(page: self).write(&html)
        }
        html.end(.div)
    }

    private func writeCover(_ html: inout HTMLWriter) {
        guard let cover = record.cover else { return }
        html.element(.section, .labelled(by: "h-cover")) { html in
            html.element(.div, .class("headrow")) { html in
                html.element(.h2, .id("h-cover"), text: "Cover letter")
                html.element(.p) { html in
                    let link = Link.message(.cover, cover.messageID, of: linkName)
                    html.element(.a, .href(link), text: "its own page")
                }
            }
            MailText.write(cover.body.content ?? "", &html)
            let given = RepliedTrailer.all(in: discussion, besides: cover.body.content ?? "")
            if !given.isEmpty { RepliedTrailer.write(given, &html) }
            MailText.writeHeaders(cover.body.headers, &html)
        }
    }
}

/// The top of the page of a series.
struct SeriesHead {
    let page: SeriesPage

    private var record: SeriesPageRecord { page.record }

    func write(_ html: inout HTMLWriter) {
        html.element(.nav, .class("crumbs"), .label("Breadcrumb")) { html in
            html.element(.a, .href(.project(page.linkName)), text: record.project.name)
            html.text(" / ")
            html.element(.span, text: "series \(record.outline.id)")
        }
        html.element(.header, .class("head")) { html in
            html.element(.h1, .isolated) { $0.title(page.title) }
            writeFacts(&html)
            writeLinks(&html)
            VersionNodes(page: page).write(&html)
            SeriesVersions(page: page).write(&html)
            OwnVerdict(page: page).write(&html)
            SeriesTurn(page: page).writeList(&html)
            SeriesTalk(page: page).write(&html)
            writeContents(&html)
        }
    }

    private func writeFacts(_ html: inout HTMLWriter) {
        html.element(.p, .class("meta")) { html in
            SeriesStateText(record.patches.map(\.member.state), record.choices).write(&html)
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
            html.element(.span, text: "version \(record.outline.version)")
            let turn = SeriesTurn(page: page)
            turn.writeTurn(&html)
            turn.writeTag(&html)
            let open =
                record.patches.reduce(0) { $0 + $1.openComments }
                + page.discussion.open.count
            if open > 0, record.blocks.isEmpty {
                html.element(
                    .span,
                    .class("tag warn"),
                    text: open == 1 ? "1 open comment" : "\(open) open comments"
                )
            }
        }
    }

    private func writeLinks(_ html: inout HTMLWriter) {
        html.element(.p, .class("meta")) { html in
            let messageID = record.cover?.messageID ?? record.patches.first?.member.messageID
            if let messageID {
                html.element(.span, .class("mid")) { $0.source(messageID.withoutAngleBrackets) }
                html.element(.a, .href(.rawMail(messageID)), text: "raw")
                if let link = Link.web(record.project.archiveURL(messageID: messageID)) {
                    html.element(.a, .href(link), text: "list archive")
                }
            }
            html.element(
                .a,
                .href(.series(record.outline.id, of: page.linkName)),
                text: "as a list"
            )
            html.element(.a, .href(.api("series", id: record.outline.id)), text: "API")
        }
    }

    private func writeContents(_ html: inout HTMLWriter) {
        html.element(.nav, .class("toc"), .label("On this page")) { html in
            var places: [(String, String)] = []
            if record.cover != nil { places.append(("h-cover", "Cover letter")) }
            places.append(("h-p", "Patches"))
            if record.hasChecks { places.append(("h-c", "Checks")) }
            places.append(("h-tl", "Timeline"))
            places.append(("h-tree", "Thread"))
            if record.offer != nil { places.append(("act-h", "Change")) }
            for (id, name) in places {
                html.element(.a, .href(.here(id)), text: name)
                html.text(" ")
            }
        }
    }
}

extension SeriesPageRecord {
    var hasChecks: Bool {
        !checks.isEmpty || patchChecks.contains { !$0.checks.isEmpty }
    }

    /// Numbers of patches that have not arrived.
    var missing: [Int64] {
        let there = Set(patches.compactMap(\.member.number))
        let total = min(max(outline.total, 0), 2_000)
        guard total > 0, outline.received < outline.total else { return [] }
        return (1...total).filter { !there.contains($0) }
    }
}

/// The state that all patches have, or that they have several: `Mixed 2 of 3 Accepted`.
struct SeriesStateText {
    private let states: [PatchState.ID]
    private let choices: ProjectChoices

    init(_ states: [PatchState.ID], _ choices: ProjectChoices) {
        self.states = states
        self.choices = choices
    }

    func write(_ html: inout HTMLWriter, isLarge: Bool = true) {
        let counts = Dictionary(grouping: states) { $0 }.mapValues(\.count)
        if counts.count == 1, let id = states.first, let state = choices.state(id) {
            return html.badge(state, isLarge: isLarge)
        }
        guard counts.count > 1 else { return }
        html.element(.span, .class(isLarge ? "st st-mixed big" : "st st-mixed"), text: "Mixed")
        let words = choices.states.compactMap { state in
            counts[state.id].map { "\($0) of \(states.count) \(state.name)" }
        }
        html.element(.span, .class("dim"), text: " " + words.joined(separator: ", "))
    }
}
