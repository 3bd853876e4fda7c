/// What a mail program puts before the subject of an answer or of a forwarded mail.
enum SubjectMarker {
    case reply
    case forward

    /// The words, in small letters. Mail programs translate them; see also Wikipedia's "List of
    /// email subject abbreviations".
    fileprivate static let words: [(word: [UInt8], marker: SubjectMarker)] =
        ["re", "aw", "antw", "sv", "vs", "odp", "ynt", "rif", "res", "回复", "答复", "回覆", "答覆"]
        .map { (Array($0.utf8), .reply) }
        + ["fw", "fwd", "wg", "tr", "rv", "vb", "转发", "轉寄"].map { (Array($0.utf8), .forward) }

    /// Those that count in small letters, too. The others also begin patches: `res: fix a leak`.
    fileprivate static let plainWords = ["re", "fw", "fwd"].map { Array($0.utf8) }
}

extension ArraySlice<UInt8> {
    /// Drops one `Re:`, `AW:`, `Re[2]:`, `RE :` or `Fwd:` with the space behind it.
    ///
    /// The colon is what makes it a marker, also the full-width one: `re add x` has none. Only before
    /// a bracket people forget it: `re [PATCH] x`.
    mutating func takeSubjectMarker() -> SubjectMarker? {
        for (word, marker) in SubjectMarker.words where hasPrefix(anyCase: word) {
            var rest = dropFirst(word.count)
            rest.dropCounter()
            let isPlain = SubjectMarker.plainWords.contains(word)
            let hasSpace = rest.whiteSpaceWidth > 0
            rest = rest.trimmedAtStart()
            let hasColon = rest.take(":") || rest.take("：")
            rest = rest.trimmedAtStart()
            let hasBracket = rest.first == UInt8(ascii: "[")
            guard hasColon || isPlain && hasSpace && hasBracket,
                isPlain || hasBracket || first?.isSmallLetter == false
            else { continue }
            self = rest
            return marker
        }
        return nil
    }

    /// Drops `[2]`, `(2)` or `^2`, by which some programs count the answers.
    private mutating func dropCounter() {
        var rest = dropFirst()
        let digits = rest.take(while: \.isDigit)
        switch first {
        case UInt8(ascii: "[") where rest.first == UInt8(ascii: "]"): rest = rest.dropFirst()
        case UInt8(ascii: "(") where rest.first == UInt8(ascii: ")"): rest = rest.dropFirst()
        case UInt8(ascii: "^"): break
        default: return
        }
        if !digits.isEmpty { self = rest }
    }
}

extension UInt8 {
    fileprivate var isSmallLetter: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
}
