/// Writes a stretch of a header as encoded words (RFC 2047), the way Python's `email` does.
struct HeaderWordEncoder {
    /// One line of the stretch in the output charset.
    struct Line {
        /// The characters one after the other.
        private(set) var bytes: [UInt8] = []
        /// Where each character ends. Words may only be divided there.
        private(set) var ends: [Int] = []

        mutating func append(_ character: some Sequence<UInt8>) {
            bytes.append(contentsOf: character)
            ends.append(bytes.count)
        }

        func bytes(ofCharacters range: Range<Int>) -> ArraySlice<UInt8> {
            guard let last = range.last else { return [] }
            return bytes[(range.lowerBound == 0 ? 0 : ends[range.lowerBound - 1])..<ends[last]]
        }
    }

    private let charset: HeaderCharset
    private let converter: IconvConverter?
    /// A charset with shift sequences: each word must be converted as a whole, from UTF-8.
    private let isStateful: Bool

    init(charset: HeaderCharset) {
        self.charset = charset
        isStateful =
            charset.outputName.hasPrefix("iso-2022") || charset.outputName.hasPrefix("utf-7")
        let isDirect = charset.isUnknown || charset.outputName == "utf-8"
        converter =
            isDirect ? nil : Charset.iconvName(charset.outputName).flatMap(IconvConverter.init(to:))
    }

    /// The lines of a stretch, at least one; nil if a character does not exist in the output charset.
    func lines(of chunk: HeaderChunk) -> [Line]? {
        if charset.isUnknown {
            let lines = chunk.bytes[...].logicalLines.enumerated().map { index, bytes in
                var line = Line()
                if index > 0 { line.append(CollectionOfOne(.space)) }
                for byte in index > 0 ? bytes.drop(while: \.isSpace) : bytes {
                    line.append(CollectionOfOne(byte))
                }
                return line
            }
            return lines.isEmpty ? [Line()] : lines
        }
        var lines: [Line] = []
        for (index, text) in chunk.text.unicodeScalars.logicalLines.enumerated() {
            var line = Line()
            if index > 0 { line.append(CollectionOfOne(.space)) }
            for scalar in index > 0 ? text.drop(while: \.properties.isWhitespace) : text {
                guard append(scalar, to: &line) else { return nil }
            }
            lines.append(line)
        }
        return lines.isEmpty ? [Line()] : lines
    }

    private func append(_ scalar: Unicode.Scalar, to line: inout Line) -> Bool {
        let utf8 = UTF8.encode(scalar).map(Array.init) ?? []
        guard let converter else {
            line.append(utf8)
            return true
        }
        guard let converted = converter.convert(utf8[...]) else { return false }
        line.append(isStateful ? utf8 : converted)
        return true
    }

    /// The encoded words for a line; the first is nil if no character fits behind what is there.
    ///
    /// The first word may have `firstLength` characters, the others `length`.
    func words(of line: Line, firstLength: Int, length: Int) -> [[UInt8]?] {
        let usesBase64 = usesBase64(line)
        // Seven characters of `=?`, `?q?` and `?=`; Python counts the name, not the label.
        let extra = charset.outputName.utf8.count + 7
        var words: [[UInt8]?] = []
        var start = 0
        var room = firstLength - extra
        var size = 0
        for index in line.ends.indices {
            size = self.size(of: line, start..<index + 1, before: size, usesBase64: usesBase64)
            guard encodedLength(size, usesBase64) > room else { continue }
            words.append(
                words.isEmpty && start == index ? nil : word(line, start..<index, usesBase64)
            )
            start = index
            room = length - extra
            size = self.size(of: line, start..<index + 1, before: 0, usesBase64: usesBase64)
        }
        words.append(word(line, start..<line.ends.count, usesBase64))
        return words
    }

    /// Bytes for base64, characters for `q`: what the length of a word depends on.
    private func size(of line: Line, _ range: Range<Int>, before: Int, usesBase64: Bool) -> Int {
        if isStateful {
            let bytes = converted(line.bytes(ofCharacters: range))
            return usesBase64 ? bytes.count : QuotedPrintable.wordLength(bytes)
        }
        guard let last = range.last else { return 0 }
        let added = line.bytes(ofCharacters: last..<last + 1)
        return before + (usesBase64 ? added.count : QuotedPrintable.wordLength(added))
    }

    private func encodedLength(_ size: Int, _ usesBase64: Bool) -> Int {
        usesBase64 ? (size + 2) / 3 * 4 : size
    }

    private func usesBase64(_ line: Line) -> Bool {
        switch charset.encoding {
        case .q: false
        case .b: true
        case .shortest:
            encodedLength(converted(line.bytes[...]).count, true)
                < QuotedPrintable.wordLength(converted(line.bytes[...]))
        }
    }

    private func converted(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard isStateful, let converter else { return bytes }
        return converter.convert(bytes).map { $0[...] } ?? bytes
    }

    private func word(_ line: Line, _ range: Range<Int>, _ usesBase64: Bool) -> [UInt8] {
        let bytes = converted(line.bytes(ofCharacters: range))
        guard !bytes.isEmpty else { return [] }
        var word = Array("=?\(charset.label)?\(usesBase64 ? "b" : "q")?".utf8)
        if usesBase64 {
            Base64.encode(bytes, to: &word)
        } else {
            for byte in bytes { QuotedPrintable.appendWordByte(byte, to: &word) }
        }
        word += [.questionMark, .equals]
        return word
    }
}

extension String.UnicodeScalarView {
    /// The lines, split where Python's `splitlines` splits.
    fileprivate var logicalLines: [SubSequence] {
        var lines: [SubSequence] = []
        var start = startIndex
        var index = startIndex
        while index < endIndex {
            let scalar = self[index]
            let end = index
            formIndex(after: &index)
            let isBreak =
                (10...13).contains(scalar.value) || (28...30).contains(scalar.value)
                || scalar.value == 0x85 || scalar.value == 0x2028 || scalar.value == 0x2029
            guard isBreak else { continue }
            lines.append(self[start..<end])
            if scalar == "\r", index < endIndex, self[index] == "\n" { formIndex(after: &index) }
            start = index
        }
        if start < endIndex { lines.append(self[start...]) }
        return lines
    }
}
