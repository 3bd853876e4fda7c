import PatchParsing

/// Writes the lines of a file of a diff, each with its numbers and an element id of its own.
struct DiffLineWriter {
    let layout: DiffLayout
    /// In `DiffLayout.files`.
    let file: Int
    let changed: [Int: [Range<Int>]]
    /// The last numbers that became part of an id: in a diff that counts backwards, an id would be
    /// there twice.
    private var lastOld = 0
    private var lastNew = 0

    init(layout: DiffLayout, file: Int, changed: [Int: [Range<Int>]]) {
        self.layout = layout
        self.file = file
        self.changed = changed
    }

    mutating func write(_ index: Int, _ html: inout HTMLWriter) {
        let line = layout.lines[index]
        let text = layout.text(of: index)
        switch line.kind {
        // The heading of the file says what these do.
        case .header, .binary: return
        case .hunk, .between, .noNewline:
            html.markup(line.kind == .hunk ? "<span class=\"h\">" : "<span class=\"g\">")
            html.source(text.last == 0x0D ? text.dropLast() : text)
        case .context:
            html.markup("<span")
            writeNumbers(of: line, &html)
            html.markup(">")
            DiffCode(text, changed: [], isNew: false).write(&html)
        case .added, .deleted:
            html.markup(line.kind == .added ? "<span class=\"a\"" : "<span class=\"d\"")
            writeNumbers(of: line, &html)
            html.markup("><b>")
            html.source(text.prefix(1))
            html.markup("</b>")
            DiffCode(
                text.dropFirst(),
                changed: changed[index] ?? [],
                isNew: line.kind == .added
            ).write(&html)
        }
        html.markup("\n</span>")
    }

    private mutating func writeNumbers(of line: DiffLayout.Line, _ html: inout HTMLWriter) {
        let (old, new) = (line.oldNumber, line.newNumber)
        if let new, new > lastNew {
            writeID("R", new, &html)
            lastNew = new
        } else if new == nil, let old, old > lastOld {
            writeID("L", old, &html)
            lastOld = old
        }
        if let old {
            html.markup(" data-o=\"")
            html.number(old)
            html.markup("\"")
        }
        if let new {
            html.markup(" data-n=\"")
            html.number(new)
            html.markup("\"")
        }
    }

    /// `id="f3R149"`
    private func writeID(_ side: StaticString, _ number: Int, _ html: inout HTMLWriter) {
        html.markup(" id=\"f")
        html.number(file + 1)
        html.markup(side)
        html.number(number)
        html.markup("\"")
    }
}
