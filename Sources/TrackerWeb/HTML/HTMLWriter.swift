import TrackerHTTP

/// Writes HTML into bytes. What comes from data is escaped, always: there is no way around it.
///
/// ```swift
/// var html = HTMLWriter()
/// html.element(.p, .class("dim")) { $0.text("1 < 2") }
/// // <p class="dim">1 &lt; 2</p>
/// ```
package struct HTMLWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 1_024) { bytes.reserveCapacity(capacity) }

    /// Bytes written and not taken.
    var count: Int { bytes.count }

    /// Text between tags.
    package mutating func text(_ text: String) { Self.escape(text, into: &bytes) }

    /// Text that somebody else wrote, with all that hides in it made visible: see ``SourceText``.
    mutating func source(_ text: ArraySlice<UInt8>) { SourceText.write(text, into: &bytes) }

    /// The same for a text.
    mutating func source(_ text: String) { source(Array(text.utf8)[...]) }

    /// A number, without a text being made of it.
    mutating func number(_ number: Int) {
        guard number >= 10 else { return bytes.append(UInt8(ascii: "0") + UInt8(max(0, number))) }
        self.number(number / 10)
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// An element with what the closure writes inside.
    package mutating func element(
        _ tag: HTMLTag,
        _ attributes: HTMLAttribute...,
        content: (inout HTMLWriter) -> Void
    ) {
        element(tag, attributes, content: content)
    }

    /// An element that holds text only.
    package mutating func element(_ tag: HTMLTag, _ attributes: HTMLAttribute..., text: String) {
        open(tag.rawValue, attributes)
        if tag.dropsFirstLine { bytes.append(UInt8(ascii: "\n")) }
        self.text(text)
        end(tag)
    }

    /// The same for attributes that depend on something.
    package mutating func element(
        _ tag: HTMLTag,
        _ attributes: [HTMLAttribute],
        content: (inout HTMLWriter) -> Void
    ) {
        open(tag.rawValue, attributes)
        if tag.dropsFirstLine { bytes.append(UInt8(ascii: "\n")) }
        let start = bytes.count
        content(&self)
        if attributes.contains(where: \.standsInLine) { separate(from: start) }
        end(tag)
    }

    /// Puts a blank between elements that follow each other: the style sheet keeps them apart, but
    /// readers without one, such as terminals, do not.
    private mutating func separate(from start: Int) {
        guard start < bytes.count else { return }
        var separated: [UInt8] = []
        separated.reserveCapacity(bytes.count - start + 64)
        var isEnd = false
        for place in start..<bytes.count {
            let byte = bytes[place]
            separated.append(byte)
            let next = place + 1 < bytes.count ? bytes[place + 1] : 0
            if byte == UInt8(ascii: "<") {
                isEnd = next == UInt8(ascii: "/")
            } else if byte == UInt8(ascii: ">"), isEnd, next == UInt8(ascii: "<"),
                place + 2 < bytes.count, bytes[place + 2] != UInt8(ascii: "/")
            {
                separated.append(UInt8(ascii: " "))
            }
        }
        bytes.replaceSubrange(start..., with: separated)
    }

    /// The same for attributes that depend on something.
    package mutating func element(_ tag: HTMLTag, _ attributes: [HTMLAttribute], text: String) {
        element(tag, attributes) { $0.text(text) }
    }

    /// Begins an element that a later piece of the page ends.
    package mutating func begin(_ tag: HTMLTag, _ attributes: HTMLAttribute...) {
        open(tag.rawValue, attributes)
        if tag.dropsFirstLine { bytes.append(UInt8(ascii: "\n")) }
    }

    /// The same for attributes that depend on something.
    package mutating func begin(_ tag: HTMLTag, _ attributes: [HTMLAttribute]) {
        open(tag.rawValue, attributes)
        if tag.dropsFirstLine { bytes.append(UInt8(ascii: "\n")) }
    }

    /// Ends an element.
    package mutating func end(_ tag: HTMLTag) {
        bytes += "</".utf8
        bytes += tag.rawValue.utf8
        bytes.append(UInt8(ascii: ">"))
        if tag.isBlock { bytes.append(UInt8(ascii: "\n")) }
    }

    /// What was written since the last call; the writer goes on empty.
    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// An element that holds nothing and has no end tag.
    package mutating func void(_ tag: HTMLVoidTag, _ attributes: HTMLAttribute...) {
        void(tag, attributes)
    }

    /// The same for attributes that depend on something.
    package mutating func void(_ tag: HTMLVoidTag, _ attributes: [HTMLAttribute]) {
        open(tag.rawValue, attributes)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Markup that stands in the program. A `StaticString` cannot be made from data.
    package mutating func markup(_ markup: StaticString) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func open(_ name: String, _ attributes: [HTMLAttribute]) {
        bytes.append(UInt8(ascii: "<"))
        bytes += name.utf8
        for attribute in attributes {
            bytes.append(UInt8(ascii: " "))
            bytes += attribute.name.utf8
            bytes += "=\"".utf8
            Self.escape(attribute.value, into: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
    }

    /// Appends text in runs: most of it needs no escape.
    private static func escape(_ text: String, into bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { text in
            var start = 0
            var place = PlainText.endForHTML(in: text, from: 0)
            while place < text.count {
                if isSpecial[Int(text[place])] {
                    bytes.append(contentsOf: text[start..<place])
                    bytes += escape(of: text[place]).utf8
                    start = place + 1
                }
                place = PlainText.endForHTML(in: text, from: place + 1)
            }
            bytes.append(contentsOf: text[start...])
        }
    }

    /// By byte, whether it cannot stand for itself.
    private static let isSpecial: [Bool] = {
        var special = [Bool](repeating: false, count: 256)
        for byte in 0..<0x20 where byte != 0x09 && byte != 0x0A { special[byte] = true }
        for byte in "&<>\"'\u{7F}".utf8 { special[Int(byte)] = true }
        return special
    }()

    private static func escape(of byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        // A parser would make a line feed of it.
        case 0x0D: "&#13;"
        // HTML has no way to write the other control characters.
        default: "\u{FFFD}"
        }
    }
}
