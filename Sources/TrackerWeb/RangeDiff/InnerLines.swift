import PatchParsing
import RangeDiff

/// Writes how the text of a patch has changed.
struct InnerLines {
    let hunk: InnerDiff.Hunk
    /// What the two versions are called.
    let oldName: String
    let newName: String
    /// The words that changed in the lines, by the places of these.
    private let marks: [Int: [Range<Int>]]
    /// Removed lines beside the added ones that take their place, and lines of both.
    private var rows: [(old: Int?, new: Int?)] = []

    init(
        _ hunk: InnerDiff.Hunk,
        oldName: String,
        newName: String,
        words: inout WordChanges
    ) {
        self.hunk = hunk
        (self.oldName, self.newName) = (oldName, newName)
        var marks: [Int: [Range<Int>]] = [:]
        let lines = hunk.lines
        var place = 0
        while place < lines.count {
            let removed = Self.run(of: .removed, from: place, in: lines)
            let added = Self.run(of: .added, from: removed.upperBound, in: lines)
            for offset in 0..<max(removed.count, added.count) {
                let old = offset < removed.count ? removed.lowerBound + offset : nil
                let new = offset < added.count ? added.lowerBound + offset : nil
                rows.append((old, new))
                guard let old, let new else { continue }
                let found = words.marks(
                    deleted: Self.code(lines[old]).code[...],
                    added: Self.code(lines[new]).code[...]
                )
                if !found.deleted.isEmpty { marks[old] = found.deleted }
                if !found.added.isEmpty { marks[new] = found.added }
            }
            place = added.upperBound
            guard place < lines.count, lines[place].sign == .both else { continue }
            rows.append((place, place))
            place += 1
        }
        self.marks = marks
    }

    private static func run(
        of sign: InnerDiff.Sign,
        from start: Int,
        in lines: [InnerDiff.Line]
    ) -> Range<Int> {
        var end = start
        while end < lines.count, lines[end].sign == sign { end += 1 }
        return start..<end
    }

    /// The sign that a line has in the patch itself, and what stands behind it.
    private static func code(_ line: InnerDiff.Line) -> (sign: String, code: [UInt8]) {
        let bytes = Array(line.text.utf8)
        switch line.part {
        case .added, .deleted, .context:
            return (String(decoding: bytes.prefix(1), as: UTF8.self), Array(bytes.dropFirst()))
        // Behind four blanks, unless it is empty.
        case .message: return (" ", Array(bytes.dropFirst(4)))
        default: return ("", bytes)
        }
    }

    /// One below the other, within a `pre`.
    func writeUnified(_ html: inout HTMLWriter) {
        html.markup("<span class=\"h\">@@ ")
        html.source(hunk.heading)
        html.markup("\n</span>")
        for (place, line) in hunk.lines.enumerated() {
            switch line.sign {
            case .both:
                let isHeading = line.part == .section || line.part == .hunk
                html.markup(isHeading ? "<span class=\"g\"><b> </b>" : "<span><b> </b>")
            case .added: html.markup("<span class=\"pp\"><b>+</b>")
            case .removed: html.markup("<span class=\"mm\"><b>-</b>")
            }
            write(place, &html)
            html.markup("\n</span>")
        }
    }

    /// Side by side, within the body of a table.
    func writeSplit(_ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.td, .class("h"), .columns(2)) { $0.source("@@ " + hunk.heading) }
        }
        for row in rows {
            html.element(.tr) { html in
                writeCell(row.old, isAlone: row.old != row.new, "mm", oldName, &html)
                writeCell(row.new, isAlone: row.old != row.new, "pp", newName, &html)
            }
        }
    }

    private func writeCell(
        _ place: Int?,
        isAlone: Bool,
        _ style: String,
        _ version: String,
        _ html: inout HTMLWriter
    ) {
        guard let place else { return html.element(.td, .class("e"), text: "") }
        html.element(.td, isAlone ? [.class(style)] : []) { html in
            if isAlone { html.element(.span, .class("vh"), text: "only in \(version): ") }
            write(place, &html)
        }
    }

    /// A line without the sign of the comparison.
    private func write(_ place: Int, _ html: inout HTMLWriter) {
        let (sign, code) = Self.code(hunk.lines[place])
        if !sign.isEmpty {
            html.markup("<i>")
            html.source(sign)
            html.markup("</i>")
        }
        var start = 0
        for range in marks[place] ?? []
        where range.lowerBound >= start && range.upperBound <= code.count {
            html.source(code[start..<range.lowerBound])
            html.markup("<mark>")
            html.source(code[range])
            html.markup("</mark>")
            start = range.upperBound
        }
        html.source(code[start...])
    }
}
