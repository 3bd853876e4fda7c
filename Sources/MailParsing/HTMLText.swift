/// The text of an HTML page, for mails that have no other text.
///
/// ```swift
/// HTMLText.plainText(of: "<p>Hello<br>Ada &amp; Bo</p>")  // "Hello\nAda & Bo\n"
/// ```
///
/// It is what a person reads, not a rendering: tags are dropped, paragraphs are apart by an empty
/// line, quoted lines begin with `> `, and `<pre>` keeps its lines, so that a diff in it is a diff.
/// Anything is read in one pass; the result is at most eight times as long as the page.
public enum HTMLText {
    /// The lines that a browser would show, each ended by a line feed.
    public static func plainText(of html: String) -> String {
        var reader = HTMLReader(Array(html.utf8))
        return reader.read()
    }
}

/// Goes through the bytes of a page.
private struct HTMLReader {
    private let bytes: [UInt8]
    private var position = 0
    private var lines = HTMLLines()

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func read() -> String {
        while position < bytes.count {
            let byte = bytes[position]
            if byte == .less, takeMarkup() { continue }
            if byte == .ampersand, let scalar = takeEntity() {
                lines.append(scalar)
                continue
            }
            position += 1
            // A no-break space is one that programs put where several stand.
            if byte == 0xC2, position < bytes.count, bytes[position] == 0xA0 {
                position += 1
                lines.append("\u{A0}")
            } else {
                lines.append(byte)
            }
        }
        return lines.finish()
    }

    /// Drops a tag, a comment or a declaration; false if the `<` is just a character.
    private mutating func takeMarkup() -> Bool {
        let rest = bytes[(position + 1)...]
        guard let first = rest.first else { return false }
        if rest.hasPrefix("!--") {
            position = bytes.end(of: "-->", from: position + 4)
        } else if first == UInt8(ascii: "!") || first == .questionMark {
            position = bytes.end(of: ">", from: position + 1)
        } else if first.isLetter {
            takeTag(from: position + 1, isEnd: false)
        } else if first == UInt8(ascii: "/"), rest.dropFirst().first?.isLetter == true {
            takeTag(from: position + 2, isEnd: true)
        } else {
            return false
        }
        return true
    }

    private mutating func takeTag(from start: Int, isEnd: Bool) {
        let name = bytes[start...].prefix(12).prefix { $0.isLetter || $0.isDigit }
            .map(\.lowercased)
        position = bytes.tagEnd(from: start)
        if !isEnd, let end = HTMLElement.hidden[name.text] {
            position = bytes.end(of: end, from: position)
            position = bytes.end(of: ">", from: position)
        } else if let element = HTMLElement(name: name.text) {
            lines.take(element, isEnd: isEnd)
        }
    }

    /// Drops `&amp;`, `&#38;` or `&#x26;`, and returns its meaning; nil if there is none.
    private mutating func takeEntity() -> Unicode.Scalar? {
        let rest = bytes[(position + 1)...].prefix(12)
        guard let end = rest.firstIndex(of: .semicolon),
            let scalar = HTMLEntity.scalar(rest[..<end])
        else { return nil }
        position = end + 1
        return scalar
    }
}

extension UInt8 {
    fileprivate static let ampersand = UInt8(ascii: "&")
}

extension [UInt8] {
    /// Where the first occurrence of a word ends, in any case; else the end.
    fileprivate func end(of word: StaticString, from start: Int) -> Int {
        word.withUTF8Buffer { word in
            var index = start
            while index + word.count <= count {
                if zip(self[index...], word).allSatisfy({ $0.lowercased == $1 }) {
                    return index + word.count
                }
                index += 1
            }
            return count
        }
    }

    /// Behind the `>` that ends a tag, which is none in quotes.
    fileprivate func tagEnd(from start: Int) -> Int {
        var quote: UInt8?
        for index in start..<Swift.max(start, count) {
            let byte = self[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == .greater {
                return index + 1
            } else if byte == .quote || byte == UInt8(ascii: "'"), self[index - 1] == .equals {
                quote = byte
            }
        }
        return count
    }
}
