import PatchParsing
import TrackerModel
import TrackerStore

/// The replies as a part of a page: people in the order of their thread, machines apart.
struct ThreadSection: Sendable {
    var heading = "Thread"
    let discussion: Discussion
    let marking: CommentMarking

    /// Messages of one piece.
    private static let chunk = 50

    var pieces: [Page.Piece] {
        guard !discussion.isEmpty else { return [] }
        var pieces: [Page.Piece] = [{ begin(&$0) }]
        let people = discussion.people
        for start in stride(from: 0, to: people.count, by: Self.chunk) {
            let part = people[start..<min(start + Self.chunk, people.count)]
            pieces.append { html in
                for entry in part { write(entry, &html) }
            }
        }
        pieces.append { $0.end(.section) }
        return pieces
    }

    /// `2 replies · 1 robot`
    private func begin(_ html: inout HTMLWriter) {
        html.begin(.section, .labelled(by: "thread"))
        html.element(.div, .class("headrow")) { html in
            html.element(.h2, .id("thread"), text: heading)
            let count = discussion.people.count
            html.element(.p, text: "\(count) \(count == 1 ? "reply" : "replies")")
        }
        let robots = discussion.robots
        guard !robots.isEmpty else { return }
        html.element(.details, .class("bots")) { html in
            let names = Array(Set(robots.map(\.comment.author))).sorted().prefix(5)
            let word = robots.count == 1 ? "message" : "messages"
            html.element(.summary, .key("f")) { html in
                html.text("\(robots.count) \(word) from robots: ")
                html.source(names.joined(separator: ", "))
                html.text(" (not counted as review)")
            }
            for entry in robots { write(entry, &html) }
        }
    }

    private func write(_ entry: Discussion.Entry, _ html: inout HTMLWriter) {
        let comment = entry.comment
        let name = entry.depth == 0 || entry.isRobot ? "msg" : "msg d\(min(entry.depth, 3))"
        html.element(.article, .class(name), .id("\(comment.id)")) { html in
            html.element(.header) { html in
                html.element(.h3) { $0.source(comment.author) }
                html.time(comment.date)
                CommentMarking.writeBadge(comment, &html)
                html.element(.span, .class("end")) { writeLinks(of: comment, &$0) }
            }
            MailText.write(comment.body.content ?? "", &html)
            if marking.offer?.mayMark == true || comment.isOwn {
                html.element(.div, .class("acts")) { marking.writeButtons(for: comment, &$0) }
            }
        }
    }

    private func writeLinks(of comment: CommentLine, _ html: inout HTMLWriter) {
        let what = "the message of \(comment.author), comment \(comment.id)"
        if let remark = discussion.remarkOfComment[comment.id] {
            html.element(
                .a,
                .href(.here(remark.elementID)),
                .label("At the diff: \(what)"),
                text: "at the diff"
            )
        }
        html.element(.a, .href(.here("\(comment.id)")), .label("Link to \(what)"), text: "link")
        html.element(
            .a,
            .href(.rawMail(comment.messageID)),
            .label("Raw form of \(what)"),
            text: "raw"
        )
    }
}
