import TrackerHTTP
import TrackerModel
import TrackerStore

/// Whose turn it is with a series and why, and which comments block it: at the top of its page.
struct SeriesTurn {
    let page: SeriesPage

    private var record: SeriesPageRecord { page.record }

    /// Where the comments are listed that block the series.
    static let blocks = "blocked"

    /// `your turn: the author has answered`; nothing for a series that is closed.
    func writeTurn(_ html: inout HTMLWriter) {
        let turn = record.turn
        guard turn.reason != .closed else { return }
        let isViewer = turn.isOf(
            PageViewer.current?.session?.account.id,
            isMaintainer: record.offer?.isMaintainer == true
        )
        if isViewer {
            html.element(.strong, .class("turn"), text: "your turn: \(turn.reason.words)")
        } else if let who = turn.who {
            html.element(.span, .isolated) { html in
                html.text("turn: ")
                html.element(.strong) { $0.source(who) }
                html.text(", \(turn.reason.words)")
            }
        } else {
            html.element(.span, text: "nobody's turn: \(turn.reason.words)")
        }
    }

    /// `blocked by 2`, which leads to the list.
    func writeTag(_ html: inout HTMLWriter) {
        guard !record.blocks.isEmpty else { return }
        html.element(
            .a,
            .class("tag warn"),
            .href(.here(Self.blocks)),
            text: "blocked by \(record.blocks.count)"
        )
    }

    /// What blocks the series, and objections to the version before it.
    func writeList(_ html: inout HTMLWriter) {
        if !record.blocks.isEmpty {
            html.element(.section, .class("said"), .id(Self.blocks), .label("What blocks it")) {
                html in
                let count = record.blocks.count
                let noun = count == 1 ? "1 comment" : "\(count) comments"
                html.element(.p, text: "Blocked by \(noun):")
                html.element(.ol, .class("clist")) { html in
                    for block in record.blocks { write(block, "", &html) }
                }
            }
        }
        guard let earlier = record.earlierNacks else { return }
        html.element(.ul, .class("clist"), .label("Objections to the version before")) { html in
            for block in earlier.blocks { write(block, " in v\(earlier.version)", &html) }
        }
    }

    private func write(_ block: SeriesBlock, _ version: String, _ html: inout HTMLWriter) {
        html.element(.li) { html in
            let word = block.kind == .nack ? "nacked" : "open"
            html.element(.span, .class("badge b-open"), text: word + version)
            let link = Link.message(block.about, block.messageID, of: page.linkName)
                .at(comment: block.comment)
            html.element(.a, .href(link)) { html in
                html.source("\(block.author) on \(place(of: block))")
            }
            html.element(.span, .class("dim")) { $0.time(block.date) }
        }
    }

    private func place(of block: SeriesBlock) -> String {
        guard block.about == .patch else { return "the cover letter" }
        return block.number.map { "patch \($0)" } ?? "the patch"
    }

    func writeJSON(_ json: inout JSONWriter) {
        record.turn.write(&json)
        json.array("blocked_by", of: record.blocks) { json, block in
            json.object { json in
                json.member("kind", block.kind.rawValue)
                json.member("comment", block.comment)
                json.member("author", block.author)
                json.member("msgid", block.messageID)
                json.member("number", block.number)
            }
        }
    }
}

extension ShownTurn {
    /// The member `turn` of an object.
    func write(_ json: inout JSONWriter) {
        json.object("turn") { json in
            json.member("side", side.word)
            json.member("name", name)
            json.member("reason", reason.word)
            json.member("words", reason.words)
        }
    }
}
