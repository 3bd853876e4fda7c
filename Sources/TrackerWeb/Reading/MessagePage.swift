import PatchParsing
import TrackerHTTP
import TrackerModel
import TrackerStore

/// The page of one patch or cover letter: message, diff and replies, as they were sent.
struct MessagePage: Sendable {
    let record: MessageRecord
    let discussion: Discussion
    let diff: DiffLayout?
    private let showsBlanks: Bool

    init(_ record: MessageRecord, showsBlanks: Bool = false) {
        self.record = record
        self.showsBlanks = showsBlanks
        diff = record.body.diff.map(DiffLayout.init)
        discussion = Discussion(record.comments, diff: diff)
    }

    var link: Link { .message(record.kind, record.messageID, of: record.project.linkName) }

    var page: Page {
        let marking = CommentMarking(offer: record.offer, action: link)
        let thread = ThreadSection(discussion: discussion, marking: marking).pieces
        var pieces: [Page.Piece] = [{ begin(&$0) }]
        var isSmall = record.comments.count <= 200
        if let diff {
            let section = DiffSection(
                layout: diff,
                discussion: discussion,
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

    private func begin(_ html: inout HTMLWriter) {
        MessageHead(page: self).write(&html)
        html.begin(.div, .class("cols"))
        html.begin(.div, .class("stack"))
        writeMessage(&html)
        CommentList(discussion: discussion, diff: diff).write(&html)
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
            MailText.write(record.body.content ?? "", &html)
            let given = RepliedTrailer.all(in: discussion, besides: record.body.content ?? "")
            if !given.isEmpty { RepliedTrailer.write(given, &html) }
            MailText.writeHeaders(record.body.headers, &html)
        }
    }
}

/// A trailer that somebody gave in a reply.
struct RepliedTrailer {
    let trailer: Trailer
    let comment: CommentLine

    /// Those of people, each once, without those that the message has.
    static func all(in discussion: Discussion, besides message: String) -> [RepliedTrailer] {
        var known = Set(Trailer.all(in: message).map(\.identity))
        var found: [RepliedTrailer] = []
        let comments = discussion.people.map(\.comment).sorted {
            ($0.date, $0.id) < ($1.date, $1.id)
        }
        for comment in comments {
            for trailer in Trailer.all(in: comment.body.content ?? "")
            where trailer.key.lowercased().hasSuffix("-by") {
                guard known.insert(trailer.identity).inserted else { continue }
                found.append(RepliedTrailer(trailer: trailer, comment: comment))
            }
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
                    html.element(.a, .class("from"), .href(.here("\(given.comment.id)"))) { html in
                        html.text("from a reply, \(Timestamp.iso(given.comment.date).prefix(10))")
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

    func write(_ html: inout HTMLWriter) {
        let listed = discussion.people.filter { entry in
            entry.comment.isAddressed != nil
                || discussion.remarkOfComment[entry.comment.id] != nil
        }
        guard !listed.isEmpty else { return }
        html.element(.section, .labelled(by: "comments")) { html in
            html.element(.div, .class("headrow")) { html in
                html.element(.h2, .id("comments"), text: "Comments")
                html.element(.p) { writeCounts(&$0) }
            }
            html.element(.ol, .class("clist")) { html in
                for entry in listed { write(entry.comment, &html) }
            }
        }
    }

    /// `2 open · 1 addressed · 1 from robots`, as far as there are any.
    private func writeCounts(_ html: inout HTMLWriter) {
        let open = discussion.open
        if let first = open.first {
            html.element(
                .a,
                .href(.here(place(of: first))),
                .key("c"),
                text: "\(open.count) open"
            )
        }
        let rest = [
            (discussion.addressed.count, "addressed"), (discussion.robots.count, "from robots"),
        ]
        let words = rest.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " · ")
        if !open.isEmpty, !words.isEmpty { html.text(" · ") }
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

    private func place(of comment: CommentLine) -> String {
        discussion.remarkOfComment[comment.id]?.elementID ?? "\(comment.id)"
    }

    /// `writeback.c, line 149`
    fileprivate func name(of comment: CommentLine) -> String {
        guard let remark = discussion.remarkOfComment[comment.id], let diff,
            let file = diff.file(ofLine: remark.line)
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
