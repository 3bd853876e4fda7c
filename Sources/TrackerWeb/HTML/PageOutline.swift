/// The content of a page as headings, texts and tables, read back from its HTML.
///
/// Pages are written by ``HTMLWriter``, so that every element ends and every special character is
/// escaped; this is no parser for the HTML of others. Forms and menus are left out: there is nothing
/// to be typed into a text.
struct PageOutline {
    enum Block: Equatable {
        case heading(level: Int, String)
        case paragraph(String)
        case item(String)
        /// Text to be kept as it is, line by line.
        case verbatim(String)
        case table(Table)
    }

    struct Table: Equatable {
        var columns: [String] = []
        var rows: [[String]] = []
    }

    private(set) var blocks: [Block] = []
    private var text = ""
    private var pre: Int?
    private var table: Table?
    private var row: [String]?
    private var isHead = false
    /// Elements within an element that is left out.
    private var skipped = 0

    init(html: [UInt8]) {
        var place = 0
        while place < html.count {
            if html[place] == UInt8(ascii: "<") {
                let end = html[place...].firstIndex(of: UInt8(ascii: ">")) ?? html.count - 1
                read(tag: html[(place + 1)..<max(end, place + 1)])
                place = end + 1
            } else {
                let end = html[place...].firstIndex(of: UInt8(ascii: "<")) ?? html.count
                if skipped == 0 { add(html[place..<end]) }
                place = end
            }
        }
        endBlock()
    }

    private static let leftOut: Set<Substring> = [
        "nav", "select", "button", "textarea", "label", "svg", "dialog", "option", "script", "kbd",
        "legend",
    ]
    private static let breaks: Set<Substring> = [
        "p", "div", "section", "header", "footer", "article", "aside", "dl", "ul", "ol", "details",
        "summary", "figure", "figcaption", "form", "fieldset", "caption", "dt", "h1", "h2", "h3",
        "h4",
        "li", "pre",
    ]

    private mutating func read(tag bytes: ArraySlice<UInt8>) {
        let words = String(decoding: bytes, as: UTF8.self)
        let isEnd = words.hasPrefix("/")
        let rest = isEnd ? words.dropFirst() : words[...]
        let name = rest.prefix { $0 != " " }
        if ["input", "link", "meta", "br", "!DOCTYPE"].contains(name) { return }
        if skipped > 0 {
            skipped += isEnd ? -1 : 1
            return
        }
        if !isEnd, Self.leftOut.contains(name) || words.contains("aria-hidden=\"true\"") {
            skipped = 1
            return
        }
        isEnd ? end(name) : begin(name)
    }

    private mutating func begin(_ name: Substring) {
        switch name {
        case "table":
            endBlock()
            table = Table()
        case "thead": isHead = true
        case "tr" where table != nil: row = []
        case "td" where row != nil, "th" where row != nil: text = ""
        default:
            guard row == nil else {
                if Self.breaks.contains(name), !text.isEmpty { text += " " }
                return
            }
            if Self.breaks.contains(name) { endBlock() }
            if name == "pre" { pre = 0 }
            if name == "dd", !text.isEmpty { text += ": " }
        }
    }

    private mutating func end(_ name: Substring) {
        switch name {
        case "table":
            if let table { blocks.append(.table(table)) }
            table = nil
            row = nil
            text = ""
        case "thead": isHead = false
        case "td" where row != nil, "th" where row != nil:
            row?.append(text.asOneLine)
            text = ""
        case "tr":
            if let row { isHead ? table?.columns = row : table?.rows.append(row) }
            row = nil
        case "h1" where row == nil: endHeading(1)
        case "h2" where row == nil: endHeading(2)
        case "h3" where row == nil, "h4" where row == nil: endHeading(3)
        case "li" where row == nil:
            let line = text.asOneLine
            if !line.isEmpty { blocks.append(.item(line)) }
            text = ""
        case "pre" where pre != nil:
            blocks.append(.verbatim(text.hasPrefix("\n") ? String(text.dropFirst()) : text))
            text = ""
            pre = nil
        case "dd": endBlock()
        case "dt": break
        default: if row == nil, pre == nil, Self.breaks.contains(name) { endBlock() }
        }
    }

    private mutating func endHeading(_ level: Int) {
        let line = text.asOneLine
        if !line.isEmpty { blocks.append(.heading(level: level, line)) }
        text = ""
    }

    private mutating func endBlock() {
        let line = text.asOneLine
        if !line.isEmpty { blocks.append(.paragraph(line)) }
        text = ""
    }

    private mutating func add(_ bytes: ArraySlice<UInt8>) {
        var rest = String(decoding: bytes, as: UTF8.self)
        if rest.utf8.contains(UInt8(ascii: "&")) {
            for (escape, character) in Self.escapes {
                rest = rest.replacing(escape, with: character)
            }
        }
        text += rest
    }

    /// The ampersand last: what was one is no escape.
    private static let escapes = [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#13;", "\r"),
        ("&amp;", "&"),
    ]
}

extension String {
    /// With one blank for each run of white space.
    fileprivate var asOneLine: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
