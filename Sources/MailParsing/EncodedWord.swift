/// Finding and decoding of encoded words: `=?utf-8?q?caf=C3=A9?=` (RFC 2047).
enum EncodedWord {
    /// A piece of a header line: an encoded word, or the text between two.
    struct Token {
        var text: ArraySlice<UInt8>
        /// The name of the charset in lower case; nil for text that is not encoded.
        var charset: String?
        var isBase64 = false

        /// The bytes that the piece means; nil for base64 of an impossible length.
        var decoded: [UInt8]? {
            if charset == nil { return Array(text) }
            guard isBase64 else { return QuotedPrintable.decodeWord(text) }
            // Senders leave out the padding.
            return Base64.decode(text, padding: (4 - text.count % 4) % 4)
        }
    }

    /// Splits one line, whose leading white space is dropped.
    static func split(_ line: ArraySlice<UInt8>, into tokens: inout [Token]) {
        var textStart = line.startIndex
        var isFirst = true
        var index = line.startIndex
        let lastEnd = line.lastWordEnd

        func append(textUpTo end: Int) {
            let text = line[textStart..<end]
            let kept = isFirst ? text.drop(while: \.isSpace) : text
            isFirst = false
            if !kept.isEmpty { tokens.append(Token(text: kept)) }
        }

        // Without an end behind it no word can start, which keeps the search linear.
        while let lastEnd, index < lastEnd {
            guard let (token, end) = word(in: line, at: index) else {
                index += 1
                continue
            }
            append(textUpTo: index)
            tokens.append(token)
            index = end
            textStart = end
        }
        append(textUpTo: line.endIndex)
    }

    /// The encoded word that starts at an index, and where it ends.
    private static func word(in line: ArraySlice<UInt8>, at start: Int) -> (Token, Int)? {
        guard start + 1 < line.endIndex, line[start] == .equals, line[start + 1] == .questionMark,
            let charsetEnd = line[(start + 2)...].firstIndex(of: .questionMark),
            charsetEnd + 2 < line.endIndex, line[charsetEnd + 2] == .questionMark
        else { return nil }
        let encoding = line[charsetEnd + 1].lowercased
        guard encoding == UInt8(ascii: "q") || encoding == UInt8(ascii: "b") else { return nil }
        let textStart = charsetEnd + 3
        var index = textStart
        while index + 1 < line.endIndex {
            if line[index] == .questionMark, line[index + 1] == .equals {
                let charset = line[(start + 2)..<charsetEnd].map(\.lowercased).text
                let isBase64 = encoding == UInt8(ascii: "b")
                return (
                    Token(text: line[textStart..<index], charset: charset, isBase64: isBase64),
                    index + 2
                )
            }
            index += 1
        }
        return nil
    }
}

extension [EncodedWord.Token] {
    /// White space between two encoded words only separates them (RFC 2047, section 6.2).
    mutating func removeSpaceBetweenEncodedWords() {
        let tokens = self
        var kept: [EncodedWord.Token] = []
        kept.reserveCapacity(tokens.count)
        for (index, token) in tokens.enumerated() {
            let isBetween =
                index > 0 && index + 1 < tokens.count && token.charset == nil
                && tokens[index - 1].charset != nil && tokens[index + 1].charset != nil
            if !(isBetween && token.text.allSatisfy(\.isSpace)) { kept.append(token) }
        }
        self = kept
    }
}

extension ArraySlice<UInt8> {
    /// Whether there is an encoded word in any line.
    fileprivate var lastWordEnd: Int? {
        var index = endIndex
        while index > startIndex + 1 {
            index -= 1
            if self[index] == .equals, self[index - 1] == .questionMark { return index }
        }
        return nil
    }

    var containsEncodedWord: Bool {
        guard hasWordMark else { return false }
        return logicalLines.contains { line in
            var tokens: [EncodedWord.Token] = []
            EncodedWord.split(line, into: &tokens)
            return tokens.contains { $0.charset != nil }
        }
    }

    /// Whether `=?` occurs, without which there is no encoded word.
    private var hasWordMark: Bool {
        withUnsafeBufferPointer { bytes in
            var previous: UInt8 = 0
            for byte in bytes {
                if byte == .questionMark, previous == .equals { return true }
                previous = byte
            }
            return false
        }
    }
}
