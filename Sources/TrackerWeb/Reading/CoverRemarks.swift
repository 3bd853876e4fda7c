import PatchParsing
import TrackerModel
import TrackerStore

extension EarlierCovers.Remark {
    var elementID: String { RemarkID.of(comment.id, 0) }

    /// Where it was made.
    func origin(in project: String) -> Link {
        .message(.cover, messageID, of: project).at("\(comment.id)")
    }

    /// The first words that are said.
    var beginning: String { comment.beginning(of: nil) }
}

extension CommentLine {
    /// The first words of some of its lines; of all that are not quoted where none are named.
    func beginning(of said: Range<Int>?) -> String {
        let text =
            lines(said).lazy.filter { $0.line.trailerKeyWidth == nil }
            .map { String(decoding: $0.text.prefix(200), as: UTF8.self) }
            .first { !$0.allSatisfy(\.isWhitespace) } ?? ""
        return String(text.prefix(70))
    }
}

extension CommentMarking {
    /// An open comment on the cover letter of an earlier version, as a whole.
    func write(_ remark: EarlierCovers.Remark, _ html: inout HTMLWriter) {
        html.element(.div, .class("cmt is-old is-open"), .id(remark.elementID)) { html in
            html.element(.div) { html in
                html.element(.header) { html in
                    html.element(.strong) { $0.source(remark.comment.author) }
                    html.text(" ")
                    html.time(remark.comment.date)
                    html.text(" ")
                    html.element(.span, .class("badge b-old"), text: "on v\(remark.version)")
                    html.text(" ")
                    Self.writeBadge(remark.comment, &html)
                }
                MailText.write(remark.comment.lines(nil), &html)
                writeActions(of: remark, &html)
            }
        }
    }

    private func writeActions(of remark: EarlierCovers.Remark, _ html: inout HTMLWriter) {
        html.element(.div, .class("acts")) { html in
            writeButtons(for: remark.comment, on: remark.cover, &html)
            let origin = (link: remark.origin(in: project), version: remark.version)
            Self.writeLinks(to: remark.comment.id, at: remark.elementID, from: origin, &html)
        }
    }
}
