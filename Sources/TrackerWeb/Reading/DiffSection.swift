import PatchParsing
import TrackerStore

/// The diff of a patch as a part of its page: the files with their lines, and what was said about
/// them. It is written in pieces, so that the largest diff takes little memory.
struct DiffSection: Sendable {
    let layout: DiffLayout
    let discussion: Discussion
    /// What was said about earlier versions.
    let carried: CarriedRemarks
    /// The diff alone, to be saved.
    let raw: Link
    let showsBlanks: Bool
    /// The page itself, for the link that shows blanks.
    let here: Link
    /// The forms with which comments are marked.
    let marking: CommentMarking

    /// Lines of one piece.
    private static let chunk = 2_000
    /// A file with more lines is folded.
    static let longestOpenFile = 1_500
    /// More files are listed folded.
    private static let mostListed = 100

    var pieces: [Page.Piece] {
        var pieces: [Page.Piece] = [{ writeHead(&$0) }]
        if layout.files.isEmpty { pieces.append { writeUnknown(&$0) } }
        for index in layout.files.indices {
            pieces.append { begin(index, &$0) }
            for lines in chunks(of: layout.files[index].lines) {
                pieces.append { write(lines, of: index, &$0) }
            }
            pieces.append { end(index, &$0) }
        }
        pieces.append { $0.end(.section) }
        return pieces
    }

    /// Whether the page is small enough to be written at once.
    var isSmall: Bool { layout.size < 262_144 }

    private func writeHead(_ html: inout HTMLWriter) {
        html.begin(.section, .labelled(by: "h-d"))
        html.element(.div, .class("headrow")) { html in
            html.element(.h2, .id("h-d"), text: "Diff")
            html.element(.p, .class("end")) { html in
                let link = showsBlanks ? here : here.with(query: "ws=show")
                html.element(
                    .a,
                    .href(link.at("h-d")),
                    text: showsBlanks ? "hide white space" : "show white space"
                )
            }
        }
        guard !layout.files.isEmpty else { return }
        if layout.files.count > Self.mostListed {
            html.element(.details, .class("fold")) { html in
                html.element(.summary, text: "\(layout.files.count) files")
                writeStat(&html)
            }
        } else {
            writeStat(&html)
        }
        html.element(.p, .class("dim"), text: summary)
    }

    /// `3 files changed, 38 insertions(+), 17 deletions(−)`
    private var summary: String {
        let added = layout.files.reduce(0) { $0 + $1.facts.added }
        let deleted = layout.files.reduce(0) { $0 + $1.facts.deleted }
        let files = layout.files.count
        return "\(files) \(files == 1 ? "file" : "files") changed, "
            + "\(added) \(added == 1 ? "insertion" : "insertions")(+), "
            + "\(deleted) \(deleted == 1 ? "deletion" : "deletions")(−)"
    }

    private func writeStat(_ html: inout HTMLWriter) {
        let largest = layout.files.reduce(1) { max($0, $1.facts.added + $1.facts.deleted) }
        html.element(.table, .class("stat")) { html in
            html.element(.caption, .class("vh"), text: "Changed files")
            html.element(.tbody) { html in
                for (index, file) in layout.files.enumerated() {
                    html.element(.tr) { html in
                        html.element(.th, .scope("row")) { html in
                            html.element(.a, .href(.here("f\(index + 1)"))) {
                                $0.source(file.facts.shownPath)
                            }
                        }
                        writeNumbers(of: file.facts, largest: largest, &html)
                    }
                }
            }
        }
    }

    private func writeNumbers(
        of facts: DiffFile,
        largest: Int,
        _ html: inout HTMLWriter
    ) {
        let sum = facts.added + facts.deleted
        html.element(.td, .class("num"), text: facts.isBinary ? "binary" : "\(sum)")
        html.element(.td, .class("bar")) { html in
            // As git: 30 signs for the file that changes most, at least one for each kind.
            func signs(_ count: Int) -> Int {
                largest <= 30 || count == 0 ? count : max(1, count * 30 / largest)
            }
            if facts.added > 0 {
                html.element(.ins, text: String(repeating: "+", count: signs(facts.added)))
            }
            if facts.deleted > 0 {
                html.element(.del, text: String(repeating: "−", count: signs(facts.deleted)))
            }
        }
    }

    /// A diff of a kind that is not taken apart, such as a context diff.
    private func writeUnknown(_ html: inout HTMLWriter) {
        html.element(
            .pre,
            .class("mail"),
            .tabindex(0),
            .role("region"),
            .label("Diff")
        ) { html in
            for index in layout.lines.indices {
                html.source(layout.text(of: index))
                html.markup("\n")
            }
        }
    }
}

/// The files.
extension DiffSection {
    private func begin(_ index: Int, _ html: inout HTMLWriter) {
        let file = layout.files[index]
        let id = "f\(index + 1)"
        html.begin(.section, .class("file"), .id(id), .labelled(by: "fh\(index + 1)"))
        html.element(.header) { html in
            html.element(.h3, .id("fh\(index + 1)")) { $0.source(file.facts.shownPath) }
            writeFacts(of: file, &html)
            writeWay(from: index, &html)
        }
        if isFolded(file) {
            html.begin(.details, .class("fold"))
            html.element(.summary, text: "\(file.lines.count) lines")
        }
        html.begin(
            .div,
            .class("code"),
            .tabindex(0),
            .role("region"),
            .label("Diff of \(file.facts.shownPath)")
        )
        html.begin(.div, .class(showsBlanks ? "ws" : "nows"))
        html.markup("<pre class=\"diff\">")
    }

    private func end(_ index: Int, _ html: inout HTMLWriter) {
        html.markup("</pre>")
        let facts = layout.files[index].facts
        if facts.isBinary {
            html.element(.p, .class("emptynote")) { html in
                html.text("Not a text: its bytes are in the ")
                html.element(.a, .href(raw), text: "raw diff")
                html.text(".")
            }
        } else if facts.added + facts.deleted == 0 {
            html.element(.p, .class("emptynote"), text: "No line changes.")
        }
        html.end(.div)
        html.end(.div)
        if isFolded(layout.files[index]) { html.end(.details) }
        html.end(.section)
    }

    private func isFolded(_ file: DiffLayout.File) -> Bool {
        file.lines.count > Self.longestOpenFile
    }

    private func writeFacts(of file: DiffLayout.File, _ html: inout HTMLWriter) {
        html.element(.span, .class("pm")) { html in
            html.element(.ins, text: "+\(file.facts.added)")
            html.text(" ")
            html.element(.del, text: "−\(file.facts.deleted)")
        }
        for word in words(about: file) { html.element(.span, .class("tag")) { $0.source(word) } }
        let open = file.lines.isEmpty ? [] : openRemarks(in: file.lines)
        if let first = open.first {
            html.element(.a, .class("tag warn"), .href(.here(first)), text: "\(open.count) open")
        }
    }

    /// The places of open remarks, in the order of their lines.
    private func openRemarks(in lines: Range<Int>) -> [String] {
        let own = discussion.remarks.filter { lines.contains($0.key) }.flatMap { line, remarks in
            remarks.filter { $0.comment.isAddressed == false }.map { (line, $0.elementID) }
        }
        let old = carried.byLine.filter { lines.contains($0.key) }.flatMap { line, remarks in
            remarks.filter { $0.need == .open }.map { (line, $0.elementID) }
        }
        return (old + own).sorted { $0.0 < $1.0 }.map(\.1)
    }

    private func words(about file: DiffLayout.File) -> [String] {
        var words: [String] =
            switch file.facts.kind {
            case .added: ["new"]
            case .deleted: ["deleted"]
            case .renamed: ["renamed"]
            case .copied: ["copied"]
            default: []
            }
        if file.facts.isBinary { words.append("binary") }
        if let mode = modes(of: file) { words.append(mode) }
        return words
    }

    /// `mode 100644 → 100755`
    private func modes(of file: DiffLayout.File) -> String? {
        var (old, new): (String?, String?)
        for index in file.lines.prefix(8) where layout.lines[index].kind == .header {
            let line = String(decoding: layout.text(of: index).prefix(40), as: UTF8.self)
            if line.hasPrefix("old mode ") { old = String(line.dropFirst(9)) }
            if line.hasPrefix("new mode ") { new = String(line.dropFirst(9)) }
        }
        guard let old, let new else { return nil }
        return "mode \(old) → \(new)"
    }

    private func writeWay(from index: Int, _ html: inout HTMLWriter) {
        guard layout.files.count > 1 else { return }
        let isLast = index == layout.files.count - 1
        html.element(.span, .class("end")) { html in
            html.element(
                .a,
                .href(.here(isLast ? "f1" : "f\(index + 2)")),
                text: isLast ? "first file ↑" : "next file ↓"
            )
        }
    }

    /// Ranges that do not part deleted lines from the added ones that take their place.
    private func chunks(of lines: Range<Int>) -> [Range<Int>] {
        var chunks: [Range<Int>] = []
        var start = lines.lowerBound
        while start < lines.upperBound {
            var end = min(start + Self.chunk, lines.upperBound)
            let latest = min(end + 200, lines.upperBound)
            while end < latest, [.deleted, .added].contains(layout.lines[end].kind) { end += 1 }
            chunks.append(start..<end)
            start = end
        }
        return chunks
    }

    private func write(_ lines: Range<Int>, of index: Int, _ html: inout HTMLWriter) {
        var words = WordChanges(budget: 200_000)
        let changed = layout.changedWords(in: lines, by: &words)
        var writer = DiffLineWriter(layout: layout, file: index, changed: changed)
        for line in lines {
            writer.write(line, &html)
            let (remarks, old) = (discussion.remarks[line], carried.byLine[line])
            guard remarks != nil || old != nil else { continue }
            html.markup("</pre>")
            for remark in old ?? [] { marking.write(remark, &html) }
            for remark in remarks ?? [] { marking.write(remark, &html) }
            html.markup("<pre class=\"diff\">")
        }
    }
}

extension DiffFile {
    /// `old → new` where the name changes.
    var shownPath: String {
        switch (oldPath, newPath) {
        case (let old?, let new?): old == new ? new : "\(old) → \(new)"
        case (let path?, nil), (nil, let path?): path
        case (nil, nil): "a file without a name"
        }
    }
}
