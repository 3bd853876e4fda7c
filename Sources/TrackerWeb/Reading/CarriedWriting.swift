import PatchParsing
import TrackerModel
import TrackerStore

/// Remarks about earlier versions on the page of a patch.
struct CarriedRemarks: Sendable {
    /// By the line of the diff at which they stand now.
    let byLine: [Int: [CarriedRemark]]
    /// All that are shown, those at lines first, in their order.
    let shown: [CarriedRemark]

    /// - Parameter remarks: Those of the patch; what nobody has to look at is left out.
    init(_ remarks: [CarriedRemark]) {
        let shown = remarks.filter(\.isShown)
        byLine = Dictionary(
            grouping: shown.filter { $0.line != nil },
            by: { $0.line ?? 0 }
        )
        self.shown = shown.enumerated().sorted {
            ($0.element.line ?? .max, $0.offset) < ($1.element.line ?? .max, $1.offset)
        }.map(\.element)
    }

    var isEmpty: Bool { shown.isEmpty }

    /// Those that somebody has yet to deal with, or that nobody has done anything about.
    var open: [CarriedRemark] { shown.filter { $0.need == .open || $0.need == .untouched } }
}

extension CarriedRemark {
    var elementID: String { RemarkID.of(comment.id, ordinal) }

    var lines: [(line: ReplyLine, text: ArraySlice<UInt8>)] { comment.lines(said) }

    /// What became of its line: `from v2`, `outdated: from v2, its line was changed`.
    fileprivate var fate: String {
        let version = "v\(origin.version)"
        return switch (status, said == nil) {
        case (_, true): "on \(version)"
        case (.kept, _): isTouched ? "from \(version), lines around it changed" : "from \(version)"
        case (.moved, _): "from \(version), moved"
        case (.outdated, _): "outdated: from \(version), its line was changed"
        case (.gone, _): "outdated: from \(version), its line is gone"
        }
    }

    /// The first words that are said.
    var beginning: String { comment.beginning(of: said) }

    /// `writeback.c, line 149`, or what became of it.
    var whereabouts: String {
        guard let shown = place ?? oldPlace else { return "the patch as a whole" }
        let name = shown.path?.split(separator: "/").last.map(String.init) ?? "the diff"
        guard place != nil else { return "\(name) of v\(origin.version)" }
        return shown.number.map { "\(name), line \($0)" } ?? name
    }
}

extension CommentMarking {
    /// A remark about an earlier version, below the line where it stands now.
    func write(_ remark: CarriedRemark, _ html: inout HTMLWriter) {
        let kind = remark.need == .open ? "cmt is-old is-open" : "cmt is-old"
        html.element(.div, .class(kind), .id(remark.elementID)) { html in
            if remark.need == .done {
                html.element(.details) { html in
                    html.element(.summary) { writeHead(of: remark, &$0) }
                    writeBody(of: remark, &html)
                }
            } else {
                html.element(.div) { html in
                    html.element(.header) { writeHead(of: remark, &$0) }
                    writeBody(of: remark, &html)
                }
            }
        }
    }

    private func writeHead(of remark: CarriedRemark, _ html: inout HTMLWriter) {
        html.element(.strong) { $0.source(remark.comment.author) }
        html.text(" ")
        html.time(remark.comment.date)
        html.text(" ")
        html.element(.span, .class("badge b-old"), text: remark.fate)
        html.text(" ")
        if remark.need == .untouched {
            html.element(.span, .class("badge"), text: "untouched")
        } else {
            Self.writeBadge(remark.comment, &html)
        }
    }

    private func writeBody(of remark: CarriedRemark, _ html: inout HTMLWriter) {
        // Where the line is as it was, it stands right above.
        let isElsewhere = remark.status == .outdated || remark.status == .gone
        if isElsewhere, let oldLine = remark.oldLine {
            html.element(.pre, .class("mail")) { html in
                html.element(.span, .class("q")) { $0.source("> " + oldLine) }
            }
        }
        MailText.write(remark.lines, &html)
        let id = remark.comment.id
        html.element(.div, .class("acts")) { html in
            writeButtons(for: remark.comment, on: remark.origin.patch, &html)
            let thread = Link.message(.patch, remark.origin.messageID, of: project).at("\(id)")
            let origin = (link: thread, version: remark.origin.version)
            Self.writeLinks(to: id, at: remark.elementID, from: origin, &html)
        }
    }
}
