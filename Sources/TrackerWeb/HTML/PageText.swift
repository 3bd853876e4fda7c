import TrackerHTTP

/// A page as text: for terminals, scripts, and people who listen.
struct PageText {
    private(set) var text = ""

    init(of page: Page) {
        for block in PageOutline(html: page.content).blocks { write(block) }
    }

    private mutating func write(_ block: PageOutline.Block) {
        switch block {
        case .heading(let level, let line):
            if !text.isEmpty { text += "\n" }
            text += line + "\n"
            if level < 3 {
                text += String(repeating: level == 1 ? "=" : "-", count: line.count) + "\n\n"
            }
        case .paragraph(let line): text += line + "\n"
        case .item(let line): text += "- " + line + "\n"
        case .verbatim(let lines): text += lines.hasSuffix("\n") ? lines : lines + "\n"
        case .table(let table): write(table)
        }
    }

    /// Columns under each other. A column is as wide as its longest cell, within reason.
    private mutating func write(_ table: PageOutline.Table) {
        let rows = (table.columns.isEmpty ? [] : [table.columns]) + table.rows
        var widths: [Int] = []
        // One cell over all columns begins a group of rows.
        func isGroup(_ row: [String]) -> Bool { row.count == 1 && table.columns.count > 1 }
        for row in rows where !isGroup(row) {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], min(cell.count, Self.widest))
            }
        }
        for row in rows {
            if isGroup(row) {
                text += "\n" + row.joined() + "\n"
                continue
            }
            var line = ""
            for (column, cell) in row.enumerated() where widths[column] > 0 {
                let gap = max(0, widths[column] - cell.count)
                line += cell + String(repeating: " ", count: gap + 2)
            }
            while line.last == " " { line.removeLast() }
            text += line + "\n"
        }
        text += "\n"
    }

    private static let widest = 72
}

/// A page as JSON: what it says itself, or its headings, texts and tables.
enum PageJSON {
    static func bytes(of page: Page) -> [UInt8] {
        var json = JSONWriter(indentation: 2)
        if let write = page.json {
            json.object(write)
        } else {
            json.object { json in
                json.member("title", page.title)
                json.array("blocks", of: PageOutline(html: page.content).blocks) { json, block in
                    json.object { write(block, &$0) }
                }
            }
        }
        return json.bytes + [0x0A]
    }

    private static func write(_ block: PageOutline.Block, _ json: inout JSONWriter) {
        switch block {
        case .heading(let level, let line):
            json.member("heading", line)
            json.member("level", Int64(level))
        case .paragraph(let line): json.member("text", line)
        case .item(let line): json.member("item", line)
        case .verbatim(let lines): json.member("verbatim", lines)
        case .table(let table):
            json.array("columns", of: table.columns) { $0.write($1) }
            json.array("rows", of: table.rows) { json, row in
                json.beginArray()
                for cell in row {
                    json.next()
                    json.write(cell)
                }
                json.endArray()
            }
        }
    }
}
