/// A stretch of a header value in one charset: plain text, or neighbouring encoded words.
///
/// `=?utf-8?q?caf=C3=A9?= <ada@example.org>` has two chunks. Where encoded words begin and end
/// follows Python's lenient reader, not RFC 2047: also in quotes, and inside a word.
struct HeaderChunk {
    var bytes: [UInt8]
    var charset: HeaderCharset

    /// Splits a value; nil if an encoded word in base64 has a length that no encoder makes.
    static func parse(_ value: ArraySlice<UInt8>) -> [HeaderChunk]? {
        guard value.containsEncodedWord else { return plain(value) }
        var words: [EncodedWord.Token] = []
        for line in value.logicalLines { EncodedWord.split(line, into: &words) }
        words.removeSpaceBetweenEncodedWords()

        var chunks: [HeaderChunk] = []
        var lastName: String?
        for word in words {
            guard let bytes = word.decoded else { return nil }
            if let last = chunks.indices.last, word.charset == lastName {
                if lastName == nil { chunks[last].bytes.append(.space) }
                chunks[last].bytes += bytes
            } else {
                let charset = word.charset.map(HeaderCharset.init(named:)) ?? .plain
                chunks.append(HeaderChunk(bytes: bytes, charset: charset))
            }
            lastName = word.charset
        }
        return chunks.flatMap(\.decodable)
    }

    /// A value without encoded words. Raw UTF-8 is unfolded, since its lines are made anew.
    private static func plain(_ value: ArraySlice<UInt8>) -> [HeaderChunk] {
        guard !value.isASCII, String(validating: value, as: UTF8.self) != nil else {
            return HeaderChunk(bytes: Array(value), charset: .plain).decodable
        }
        let lines = value.logicalLines.map { $0.drop(while: \.isSpace) }
        let bytes = Array(lines.joined(separator: CollectionOfOne(.space)))
        return HeaderChunk(bytes: bytes, charset: .plain).decodable
    }

    init(bytes: [UInt8], charset: HeaderCharset) {
        self.bytes = bytes
        self.charset = charset
    }

    /// The chunk with a charset that its bytes are text in.
    ///
    /// Raw bytes are UTF-8 (RFC 6532) or of an unknown charset, and so are wrong encoded words.
    private var decodable: [HeaderChunk] {
        if charset.isPlain, !bytes[...].isASCII {
            let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
            return isUTF8 ? rawWords : [HeaderChunk(bytes: bytes, charset: .unknown)]
        }
        if charset.canDecode(bytes[...]) { return [self] }
        return [HeaderChunk(bytes: bytes, charset: charset.failed)]
    }

    /// Plain text with raw UTF-8 in it, apart: `Rafał` and ` <rafal@example.org>`.
    ///
    /// Words beyond ASCII and the space between them are one chunk, other space stays plain.
    private var rawWords: [HeaderChunk] {
        var chunks: [HeaderChunk] = []
        var start = bytes.startIndex
        var rest = bytes[...]
        var lastRawEnd: Int?
        while !rest.isEmpty {
            let space = rest.prefix(while: \.isSpace)
            let word = rest[space.endIndex...].prefix { !$0.isSpace }
            rest = rest[word.endIndex...]
            if !word.isASCII {
                if lastRawEnd == nil {
                    let plain = Array(bytes[start..<word.startIndex])
                    if !plain.isEmpty { chunks.append(HeaderChunk(bytes: plain, charset: .plain)) }
                    start = word.startIndex
                }
                lastRawEnd = word.endIndex
            } else if let end = lastRawEnd, !word.isEmpty {
                chunks.append(HeaderChunk(bytes: Array(bytes[start..<end]), charset: .rawUTF8))
                (start, lastRawEnd) = (end, nil)
            }
        }
        if let end = lastRawEnd {
            chunks.append(HeaderChunk(bytes: Array(bytes[start..<end]), charset: .rawUTF8))
            start = end
        }
        let tail = Array(bytes[start...])
        return tail.isEmpty ? chunks : chunks + [HeaderChunk(bytes: tail, charset: .plain)]
    }

    var text: String { charset.decode(bytes[...]) }

    /// The whole value as text, with the spaces between chunks that Python puts there.
    static func joinedText(of chunks: [HeaderChunk]) -> String {
        var result = ""
        var last: HeaderChunk?
        for chunk in merged(chunks) {
            if let last {
                let needsSpace =
                    last.charset.isASCII
                    ? !chunk.charset.isASCII && !last.endsWithSpace
                    : chunk.charset.isASCII && !chunk.startsWithSpace
                if needsSpace { result += " " }
            }
            result += chunk.text
            last = chunk
        }
        return result
    }

    /// Joins neighbours of the same charset, as Python does, with a space between them.
    static func merged(_ chunks: [HeaderChunk]) -> [HeaderChunk] {
        var result: [HeaderChunk] = []
        for chunk in chunks {
            if let last = result.indices.last, result[last].charset.name == chunk.charset.name {
                result[last].bytes.append(.space)
                result[last].bytes += chunk.bytes
            } else {
                result.append(chunk)
            }
        }
        return result
    }

    /// Whether no space is needed before the chunk: it starts with one, or with a comment.
    var startsWithSpace: Bool { bytes.first.map(Self.separates) ?? false }

    /// Whether no space is needed behind the chunk.
    var endsWithSpace: Bool { bytes.last.map(Self.separates) ?? false }

    private static func separates(_ byte: UInt8) -> Bool {
        byte.isSpace || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == .backslash
    }
}

extension ArraySlice<UInt8> {
    /// The lines of a folded value, split where Python's `splitlines` splits.
    var logicalLines: [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = startIndex
        var index = startIndex
        while index < endIndex {
            let byte = self[index]
            index += 1
            guard byte.isLineBreak else { continue }
            lines.append(self[start..<index - 1])
            if byte == .carriageReturn, index < endIndex, self[index] == .newline { index += 1 }
            start = index
        }
        if start < endIndex { lines.append(self[start...]) }
        return lines
    }
}
