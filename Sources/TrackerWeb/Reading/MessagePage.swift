import PatchParsing
import TrackerHTTP
import TrackerModel
import TrackerStore

/// The page of one patch or cover letter: message, diff and replies, as they were sent.
struct MessagePage: Sendable {
    let record: MessageRecord
    let discussion: Discussion
    let diff: DiffLayout?
    /// What was said about earlier versions; `nil` where there are none.
    let talk: CarriedTalk?
    let carried: CarriedRemarks
    /// The trailers that the message does not have itself: from replies, and those that the patch has
    /// by its cover letter.
    let given: [RepliedTrailer]
    private let showsBlanks: Bool

    init(_ record: MessageRecord, showsBlanks: Bool = false) {
        self.record = record
        self.showsBlanks = showsBlanks
        diff = record.body.diff.map(DiffLayout.init)
        discussion = Discussion(
            record.comments,
            diff: diff,
            message: record.body.content ?? ""
        )
        talk = record.earlier.map { CarriedTalk($0) }
        carried = CarriedRemarks(talk?.remarks(onPatch: record.id) ?? [])
        given = RepliedTrailer.all(
            in: discussion,
            besides: record.body.content ?? "",
            inherited: Self.inherited(by: record),
            cover: record.series?.coverMessageID.map {
                Link.message(.cover, $0, of: record.project.linkName)
            }
        )
    }

    var marking: CommentMarking {
        CommentMarking(offer: record.offer, action: link, project: record.project.linkName)
    }

    var link: Link { .message(record.kind, record.messageID, of: record.project.linkName) }

    var page: Page {
        let thread = ThreadSection(discussion: discussion, marking: marking).pieces
        var pieces: [Page.Piece] = [{ begin(&$0) }]
        var isSmall = record.comments.count <= 200
        if let diff {
            let section = DiffSection(
                layout: diff,
                discussion: discussion,
                carried: carried,
                raw: form(.raw),
                showsBlanks: showsBlanks,
                here: link,
                marking: marking
            )
            pieces += section.pieces
            isSmall = isSmall && section.isSmall
        }
        pieces += thread
        pieces.append { end(&$0) }
        if isSmall {
            let all = pieces
            pieces = [{ html in for piece in all { piece(&html) } }]
        }
        let name = ListPages.shown(record.name)
        var page = Page(
            title: "\(name) · \(record.project.name)",
            project: record.project,
            place: .patches,
            pieces: pieces
        )
        page.isSameUntilWrite = true
        page.json = { writeJSON(&$0) }
        return page
    }

    func form(_ form: MessageForm) -> Link {
        .message(record.kind, record.messageID, of: record.project.linkName, form: form)
    }

    private static func inherited(by record: MessageRecord) -> [InheritedTrailer] {
        guard let cover = record.cover, let series = record.series else { return [] }
        let number = series.patches.first { $0.id == record.id }?.number
        return InheritedTrailer.all(of: cover, total: Int(clamping: series.total))
            .filter { $0.isGiven(to: number) }
    }

    /// How often each trailer was given, those of the cover letter included.
    var tags: [TagCount] {
        let counts = record.patch?.tags ?? []
        guard record.project.usesTags else { return counts }
        let inherited = given.filter { $0.isInherited }.map(\.trailer)
        return InheritedCounts.add(inherited, to: counts)
    }

    private func begin(_ html: inout HTMLWriter) {
        MessageHead(page: self).write(&html)
        html.begin(.div, .class("cols"))
        html.begin(.div, .class("stack"))
        writeMessage(&html)
        CommentList(
            discussion: discussion,
            diff: diff,
            carried: carried,
            onCovers: record.earlierCovers?.open ?? [],
            marking: marking
        ).write(&html)
    }

    private func end(_ html: inout HTMLWriter) {
        MessageHead(page: self).writeWay(&html)
        html.end(.div)
        html.element(.div, .class("side stack-s")) { html in
            MessageSide(page: self).write(&html)
        }
        html.end(.div)
    }

    private func writeMessage(_ html: inout HTMLWriter) {
        html.element(.section, .labelled(by: "h-m")) { html in
            html.element(
                .h2,
                .id("h-m"),
                text: record.kind == .cover ? "Cover letter" : "Message"
            )
            MailText.write(
                record.body.content ?? "",
                remarks: discussion.remarksOnMessage,
                marking,
                &html
            )
            if !given.isEmpty { RepliedTrailer.write(given, &html) }
            if let talk,
                let carry = talk.trailers(ofPatch: record.id, besides: given.map(\.trailer))
            {
                TrailerNews(carry: carry, version: "v\(talk.previousVersion)").write(&html)
            }
            MailText.writeHeaders(record.body.headers, &html)
        }
    }
}

/// A trailer that somebody gave in a reply, or that a patch has by its cover letter.
struct RepliedTrailer: Sendable {
    let trailer: Trailer
    /// `from a reply, 2026-11-02`
    let words: String
    let link: Link?
    let isInherited: Bool

    init(_ trailer: Trailer, in comment: CommentLine) {
        self.trailer = trailer
        words = "from a reply, \(Timestamp.iso(comment.date).prefix(10))"
        link = .here("\(comment.id)")
        isInherited = false
    }

    init(_ inherited: InheritedTrailer, cover: Link?) {
        trailer = inherited.trailer
        let reply = inherited.reply
        let day = reply.map { ", reply of \(Timestamp.iso($0.date).prefix(10))" } ?? ""
        words = "from the cover letter\(day)"
        link = reply.map { reply in cover?.at("\(reply.id)") } ?? cover
        isInherited = true
    }

    /// Those of people, each once, without those that the message has.
    static func all(
        in discussion: Discussion,
        besides message: String,
        inherited: [InheritedTrailer] = [],
        cover: Link? = nil
    ) -> [RepliedTrailer] {
        var known = Set(Trailer.all(in: message).map(\.identity))
        var found: [RepliedTrailer] = []
        let comments = discussion.people.map(\.comment).sorted {
            ($0.date, $0.id) < ($1.date, $1.id)
        }
        for comment in comments {
            for trailer in Trailer.all(in: comment.body.content ?? "")
            where trailer.key.lowercased().hasSuffix("-by") {
                guard known.insert(trailer.identity).inserted else { continue }
                found.append(RepliedTrailer(trailer, in: comment))
            }
        }
        for given in inherited where known.insert(given.trailer.identity).inserted {
            found.append(RepliedTrailer(given, cover: cover))
        }
        return found
    }

    static func write(_ trailers: [RepliedTrailer], _ html: inout HTMLWriter) {
        html.element(
            .pre,
            .class("mail given"),
            .role("group"),
            .label("Trailers from replies")
        ) { html in
            for (index, given) in trailers.enumerated() {
                if index > 0 { html.markup("\n") }
                html.element(.span, .class("tr-l")) { html in
                    html.element(.b) { $0.source(given.trailer.key + ":") }
                    html.source(" " + given.trailer.value + " ")
                    if let link = given.link {
                        html.element(.a, .class("from"), .href(link), text: given.words)
                    } else {
                        html.element(.span, .class("from"), text: given.words)
                    }
                }
            }
        }
    }
}

extension Trailer {
    fileprivate var identity: String { "\(key.lowercased()): \(value.lowercased())" }
}

/// The comments that ask for something or stand at a line of the diff, with the way to each.
struct CommentList {
    let discussion: Discussion
    let diff: DiffLayout?
    let carried: CarriedRemarks
    /// Of a cover letter: what is open of earlier versions of it.
    let onCovers: [EarlierCovers.Remark]
    let marking: CommentMarking

    func write(_ html: inout HTMLWriter) {
        let listed = discussion.people.filter { entry in
            entry.comment.isAddressed != nil
                || discussion.remarkOfComment[entry.comment.id] != nil
        }
        guard !listed.isEmpty || !carried.isEmpty || !onCovers.isEmpty else { return }
        html.element(.section, .labelled(by: "comments")) { html in
            html.element(.div, .class("headrow")) { html in
                html.element(.h2, .id("comments"), text: "Comments")
                html.element(.p) { writeCounts(&$0) }
            }
            let atLines = carried.shown.filter { $0.line != nil }
            if !listed.isEmpty || !atLines.isEmpty {
                html.element(.ol, .class("clist")) { html in
                    for entry in listed { write(entry.comment, &html) }
                    for remark in atLines { write(remark, &html) }
                }
            }
            // They stand at no line of this version.
            let rest = carried.shown.filter { $0.line == nil }
            guard !rest.isEmpty || !onCovers.isEmpty else { return }
            html.element(.div, .class("said")) { html in
                for remark in onCovers { marking.write(remark, &html) }
                for remark in rest { marking.write(remark, &html) }
            }
        }
    }

    /// `2 open · 1 addressed · 1 from robots`, as far as there are any.
    private func writeCounts(_ html: inout HTMLWriter) {
        let open = discussion.open
        let earlier = Set(carried.shown.filter { $0.need == .open }.map(\.comment.id))
            .union(onCovers.map(\.comment.id))
        let first =
            open.first.map(place) ?? carried.shown.first { $0.need == .open }?.elementID
            ?? onCovers.first?.elementID
        if let first {
            html.element(
                .a,
                .href(.here(first)),
                .key("c"),
                text: "\(open.count + earlier.count) open"
            )
        }
        let done = Set(carried.shown.filter { $0.need == .done }.map(\.comment.id))
        let rest = [
            (discussion.addressed.count + done.count, "addressed"),
            (carried.shown.count { $0.need == .untouched }, "untouched since earlier versions"),
            (discussion.robots.count, "from robots"),
        ]
        let words = rest.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " · ")
        if first != nil, !words.isEmpty { html.text(" · ") }
        html.text(words)
    }

    private func write(_ comment: CommentLine, _ html: inout HTMLWriter) {
        html.element(.li) { html in
            CommentMarking.writeBadge(comment, &html)
            html.element(.a, .href(.here(place(of: comment)))) { $0.source(where: comment, self) }
            html.element(.span, .class("dim")) { html in
                html.source("\(comment.author): \(beginning(of: comment)) …")
            }
        }
    }

    private func write(_ remark: CarriedRemark, _ html: inout HTMLWriter) {
        html.element(.li) { html in
            if remark.need == .untouched {
                html.element(.span, .class("badge"), text: "untouched")
            } else {
                CommentMarking.writeBadge(remark.comment, &html)
            }
            html.element(.a, .href(.here(remark.elementID))) { html in
                html.source("\(remark.whereabouts), from v\(remark.origin.version)")
            }
            html.element(.span, .class("dim")) { html in
                html.source("\(remark.comment.author): \(remark.beginning) …")
            }
        }
    }

    private func place(of comment: CommentLine) -> String {
        discussion.remarkOfComment[comment.id]?.elementID ?? "\(comment.id)"
    }

    /// `writeback.c, line 149`
    fileprivate func name(of comment: CommentLine) -> String {
        guard let remark = discussion.remarkOfComment[comment.id] else { return "in the thread" }
        guard remark.part == .diff, let diff else { return "in the message" }
        guard let file = diff.file(ofLine: remark.line)
        else { return "in the thread" }
        let path = diff.files[file].facts.newPath ?? diff.files[file].facts.oldPath ?? ""
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let line = diff.lines[remark.line]
        guard let number = line.newNumber ?? line.oldNumber else { return name }
        return "\(name), line \(number)"
    }

    /// The first words that are said and not quoted.
    private func beginning(of comment: CommentLine) -> String {
        let lines: [ArraySlice<UInt8>] =
            discussion.remarkOfComment[comment.id]?.lines.map(\.text)
            ?? ReplyLine.all(in: (comment.body.content ?? "").utf8)
            .filter { $0.line.depth == 0 && $0.line.trailerKeyWidth == nil }.map(\.text)
        let text =
            lines.lazy.map { String(decoding: $0.prefix(200), as: UTF8.self) }
            .first { !$0.allSatisfy(\.isWhitespace) } ?? ""
        return String(text.prefix(70))
    }
}

extension HTMLWriter {
    fileprivate mutating func source(where comment: CommentLine, _ list: CommentList) {
        source(list.name(of: comment))
    }
}
