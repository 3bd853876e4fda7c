import TrackerModel
import TrackerStore

/// The whole thread of a series at a glance: its messages under what they answer.
struct SeriesTree {
    let page: SeriesPage

    /// Lines of the overview.
    private static let longest = 1_000

    private var record: SeriesPageRecord { page.record }

    private struct Line {
        let date: Int64
        let text: String
        let link: Link?
        let depth: Int
        let author: String?
    }

    func write(_ html: inout HTMLWriter) {
        let lines = lines
        guard !lines.isEmpty else { return }
        html.element(.section, .labelled(by: "h-tree")) { html in
            html.element(.div, .class("headrow")) { html in
                html.element(.h2, .id("h-tree"), text: "Thread")
                let count =
                    record.patches.count + record.comments.count + record.coverComments.count
                    + (record.cover == nil ? 0 : 1)
                html.element(.p, text: "\(count) \(count == 1 ? "message" : "messages")")
                if let first = record.cover?.messageID ?? record.patches.first?.member.messageID {
                    html.element(.p, .class("end")) { html in
                        html.element(.a, .href(.threadMbox(first)), text: "mbox.gz")
                    }
                }
            }
            html.element(
                .div,
                .class("tree"),
                .tabindex(0),
                .role("region"),
                .label("Overview of the thread")
            ) { html in
                html.element(.ul) { html in
                    for line in lines.prefix(Self.longest) { write(line, &html) }
                    if lines.count > Self.longest {
                        html.element(.li, text: "and \(lines.count - Self.longest) more")
                    }
                }
            }
        }
    }

    private func write(_ line: Line, _ html: inout HTMLWriter) {
        html.element(.li) { html in
            html.element(.span, .class("d")) { html in
                html.text(Timestamp.minute(ofISO: Timestamp.iso(line.date)) + " ")
                if line.depth > 0 {
                    html.text(String(repeating: "   ", count: min(line.depth, 12) - 1) + "└─ ")
                }
            }
            if let link = line.link {
                html.element(.a, .href(link)) { $0.source(line.text) }
            } else {
                html.element(.span, .class("d"), text: line.text)
            }
            if let author = line.author {
                html.element(.span, .class("d")) { $0.source("  " + author) }
            }
        }
    }

    private var lines: [Line] {
        var lines: [Line] = []
        let base = record.cover == nil ? 0 : 1
        if let cover = record.cover {
            lines.append(
                Line(
                    date: cover.date,
                    text: ListPages.shown(cover.name),
                    link: .message(.cover, cover.messageID, of: page.linkName),
                    depth: 0,
                    author: record.submitter.shown
                )
            )
        }
        let talk = Dictionary(grouping: record.comments, by: \.parent)
        var silent: [SeriesPageRecord.Patch] = []
        func endSilence() {
            // One without replies is shown; of several only how many there are.
            guard let first = silent.first else { return }
            lines.append(
                silent.count == 1
                    ? line(of: first, base)
                    : Line(
                        date: first.date,
                        text: "… \(silent.count) patches without replies",
                        link: nil,
                        depth: base,
                        author: nil
                    )
            )
            silent = []
        }
        for patch in record.patches {
            guard let comments = talk[patch.member.id], !comments.isEmpty else {
                silent.append(patch)
                continue
            }
            endSilence()
            lines.append(line(of: patch, base))
            let link = Link.message(.patch, patch.member.messageID, of: page.linkName)
            add(comments, depth: base + 1, &lines) { link.at(comment: $0) }
        }
        endSilence()
        add(record.coverComments, depth: 1, &lines) { .here("\($0)") }
        return lines
    }

    private func line(of patch: SeriesPageRecord.Patch, _ depth: Int) -> Line {
        Line(
            date: patch.date,
            text: ListPages.shown(patch.member.name),
            link: .message(.patch, patch.member.messageID, of: page.linkName),
            depth: depth,
            author: nil
        )
    }

    private func add(
        _ comments: [CommentLine],
        depth: Int,
        _ lines: inout [Line],
        _ link: (Int64) -> Link
    ) {
        let heads = comments.map { CommentHead($0) }
        for (index, below) in ThreadOrder.of(comments, heads) {
            let comment = comments[index]
            lines.append(
                Line(
                    date: comment.date,
                    text: comment.author,
                    link: link(comment.id),
                    depth: depth + below,
                    author: heads[index].isRobot ? "robot" : nil
                )
            )
        }
    }
}
