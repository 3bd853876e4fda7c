/// The elements that pages are made of.
package enum HTMLTag: String, Sendable {
    case a, abbr, article, aside, b, body, button, caption, code, dd, del, details, dialog, div, dl,
        dt
    case fieldset, figcaption, figure, footer, form, h1, h2, h3, h4, head, header, html, i, ins, kbd
    case label, legend, li, main, mark, nav, ol, option, p, pre, script, section, select, span,
        strong
    case summary, table, tbody, td, textarea, tfoot, th, thead, time, title, tr, ul
    // Pictures.
    case svg, g, text, circle, rect, path, line, polyline, desc

    /// Whether a line ends behind the element, for those who read the source.
    var isBlock: Bool {
        switch self {
        case .a, .abbr, .b, .button, .code, .del, .i, .ins, .kbd, .label, .mark, .span, .strong,
            .time,
            .text:
            false
        default: true
        }
    }

    /// Whether a parser drops a line feed at its beginning; the next one may belong to the data.
    var dropsFirstLine: Bool { self == .pre || self == .textarea }
}

/// The elements without content.
package enum HTMLVoidTag: String, Sendable {
    case br, input, link, meta
}
