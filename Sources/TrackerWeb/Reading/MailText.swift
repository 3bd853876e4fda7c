import PatchParsing

/// The text of a mail: exact, with quotes and trailers told apart, and addresses as links.
enum MailText {
    /// A text as it was sent.
    static func write(_ text: String, _ html: inout HTMLWriter) {
        html.element(.pre, .class("mail")) { html in
            for (index, (line, text)) in ReplyLine.all(in: text.utf8).enumerated() {
                if index > 0 { html.markup("\n") }
                write(line, text, &html)
            }
        }
    }

    /// A text with what was said about its lines, each remark below its line.
    static func write(
        _ text: String,
        remarks: [Int: [Remark]],
        _ marking: CommentMarking,
        _ html: inout HTMLWriter
    ) {
        guard !remarks.isEmpty else { return write(text, &html) }
        let lines = ReplyLine.all(in: text.utf8)
        var start = 0
        html.element(.div, .class("said")) { html in
            for line in remarks.keys.sorted() where line < lines.count {
                write(Array(lines[start...line]), &html)
                for remark in remarks[line] ?? [] { marking.write(remark, &html) }
                start = line + 1
            }
            if start < lines.count { write(Array(lines[start...]), &html) }
        }
    }

    /// Some lines of a text.
    static func write(
        _ lines: some Sequence<(line: ReplyLine, text: ArraySlice<UInt8>)>,
        _ html: inout HTMLWriter
    ) {
        html.element(.pre, .class("mail")) { html in
            for (index, (line, text)) in lines.enumerated() {
                if index > 0 { html.markup("\n") }
                write(line, text, &html)
            }
        }
    }

    private static func write(
        _ line: ReplyLine,
        _ text: ArraySlice<UInt8>,
        _ html: inout HTMLWriter
    ) {
        let text = text.last == 0x0D ? text.dropLast() : text
        if line.depth > 0 {
            html.markup(line.depth == 1 ? "<span class=\"q\">" : "<span class=\"q2\">")
            linked(text, &html)
            html.markup("</span>")
        } else if let width = line.trailerKeyWidth {
            html.markup("<span class=\"tr-l\"><b>")
            html.source(text.prefix(width))
            html.markup("</b>")
            linked(text.dropFirst(width), &html)
            html.markup("</span>")
        } else {
            linked(text, &html)
        }
    }

    /// A line with its addresses as links.
    static func linked(_ text: ArraySlice<UInt8>, _ html: inout HTMLWriter) {
        var place = text.startIndex
        for found in TextLinks.all(in: text) {
            let start = text.startIndex + found.range.lowerBound
            let end = text.startIndex + found.range.upperBound
            html.source(text[place..<start])
            html.element(.a, .href(found.link)) { $0.source(text[start..<end]) }
            place = end
        }
        html.source(text[place...])
    }

    /// The headers of a mail, to be unfolded.
    static func writeHeaders(_ headers: String, _ html: inout HTMLWriter) {
        guard !headers.isEmpty else { return }
        let bytes = Array(headers.utf8)
        let count = bytes.split(separator: 0x0A).count { $0.first != 0x20 && $0.first != 0x09 }
        html.element(.details, .class("fold")) { html in
            html.element(.summary, text: "Headers (\(count))")
            html.element(.pre, .class("mail")) { $0.source(bytes[...]) }
        }
    }
}
