/// What a tag means for the lines of a text.
enum HTMLElement {
    /// Ends the line: `<br>`.
    case lineBreak
    /// Stands on lines of its own: `<div>`.
    case block
    /// The same, with an empty line around it: `<p>`.
    case paragraph
    case item
    /// `<td>`, apart from its neighbour by a space.
    case cell
    /// `<pre>`, in which white space counts.
    case preformatted
    /// `<blockquote>`
    case quotation

    /// Elements whose content nobody sees, and where they end.
    static let hidden: [String: StaticString] = [
        "style": "</style", "script": "</script", "title": "</title",
    ]

    private static let elements: [String: HTMLElement] = [
        "br": .lineBreak, "hr": .block, "div": .block, "tr": .block, "table": .block,
        "section": .block, "header": .block, "footer": .block, "dt": .block, "dd": .block,
        "p": .paragraph, "ul": .block, "ol": .block, "dl": .paragraph,
        "h1": .paragraph, "h2": .paragraph, "h3": .paragraph, "h4": .paragraph,
        "li": .item, "td": .cell, "th": .cell, "pre": .preformatted, "blockquote": .quotation,
    ]

    init?(name: String) {
        guard let element = Self.elements[name] else { return nil }
        self = element
    }
}

/// The lines of a page as they come.
struct HTMLLines {
    /// How deep quoted text is marked. Without a bound, a line could be as long as the page.
    private static let quoteLimit = 5

    private var text: [UInt8] = []
    private var line: [UInt8] = []
    private var isSpacePending = false
    private var isEmptyLinePending = false
    private var preformatted = 0
    private var quotations = 0

    mutating func take(_ element: HTMLElement, isEnd: Bool) {
        switch element {
        case .lineBreak: if !isEnd { endLine() }
        case .block: endBlock()
        case .paragraph: endParagraph()
        case .item:
            endBlock()
            if !isEnd { appendVisible([.hyphen]) }
            isSpacePending = true
        case .cell: isSpacePending = true
        case .preformatted:
            endParagraph()
            preformatted = max(0, preformatted + (isEnd ? -1 : 1))
        case .quotation:
            endParagraph()
            quotations = max(0, quotations + (isEnd ? -1 : 1))
        }
    }

    mutating func append(_ byte: UInt8) {
        if preformatted > 0, byte.isSpace {
            switch byte {
            case .newline: endPreformattedLine()
            case .carriageReturn: break
            default: line.append(byte)
            }
        } else if byte.isSpace {
            isSpacePending = true
        } else {
            appendVisible([byte])
        }
    }

    mutating func append(_ scalar: Unicode.Scalar) {
        if scalar == "\u{A0}" {
            appendVisible([.space])
        } else if scalar.isASCII {
            append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
            appendVisible(Array(String(scalar).utf8))
        }
    }

    mutating func finish() -> String {
        endBlock()
        return text[...].text
    }

    private mutating func appendVisible(_ bytes: [UInt8]) {
        if isSpacePending, !line.isEmpty { line.append(.space) }
        isSpacePending = false
        line += bytes
    }

    private mutating func endBlock() {
        isSpacePending = false
        if !line.isEmpty { endLine() }
    }

    private mutating func endParagraph() {
        endBlock()
        isEmptyLinePending = true
    }

    /// A line feed directly behind `<pre>` is none of the text.
    private mutating func endPreformattedLine() {
        if line.isEmpty, isEmptyLinePending { return }
        endLine()
    }

    private mutating func endLine() {
        if isEmptyLinePending, !text.isEmpty { writeLine([]) }
        isEmptyLinePending = false
        isSpacePending = false
        writeLine(line)
        line.removeAll(keepingCapacity: true)
    }

    private mutating func writeLine(_ line: [UInt8]) {
        let marks = min(quotations, Self.quoteLimit)
        if marks > 0 {
            text += repeatElement(.greater, count: marks)
            if !line.isEmpty { text.append(.space) }
        }
        text += line
        text.append(.newline)
    }
}
