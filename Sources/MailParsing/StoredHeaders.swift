/// The header block as Patchwork stores and shows it: one `Name: value` for each field.
///
/// Fields keep their folds; too long lines are folded; encoded words are decoded and made anew;
/// raw bytes become encoded words. Compatible with Patchwork, whose values come from the legacy
/// header class of Python's `email`, but for raw UTF-8 (RFC 6532), which it calls `unknown-8bit`.
public enum StoredHeaders {
    /// Parses a stored block: the way back from ``HeaderFields/storedText``.
    ///
    /// Names stay as written. Values keep their folds, and a line end at the very beginning, but not
    /// the blanks behind the colon. An empty line ends the block.
    ///
    /// ```swift
    /// StoredHeaders.parse("To: a@example.org,\n b@example.org")
    /// // [("To", "a@example.org,\n b@example.org")]
    /// ```
    public static func parse(_ block: String) -> [(name: String, value: String)] {
        let bytes = Array(block.utf8)
        var parser = HeaderBlockParser(bytes: bytes, start: 0)
        var position = 0
        while let line = bytes.line(at: position), parser.take(line) { position = line.end }
        return parser.fields.map { ($0.name, $0.rawValue.text) }
    }

    /// Appends one field; nothing if it cannot be read.
    static func append(_ field: HeaderField, to block: inout [UInt8]) {
        field.rawValue.withUnsafeBufferPointer { value in
            let nameLength = field.rawName.count
            let isUnchanged = isStoredUnchanged(value, nameLength: nameLength)
            let encoded = isUnchanged ? nil : encodedValue(of: field, nameLength: nameLength)
            guard isUnchanged || encoded != nil else { return }
            if !block.isEmpty { block.append(.newline) }
            field.rawName.withUnsafeBufferPointer { block.append(contentsOf: $0) }
            block.append(.colon)
            block.append(.space)
            if let encoded {
                block += encoded
            } else if value.contains(.carriageReturn) {
                block += value.lazy.filter { $0 != .carriageReturn }
            } else {
                block.append(contentsOf: value)
            }
        }
    }

    private static func encodedValue(of field: HeaderField, nameLength: Int) -> [UInt8]? {
        guard let chunks = HeaderChunk.parse(field.rawValue) else { return nil }
        let value = encode(HeaderChunk.merged(chunks), nameLength: nameLength)
        // A line that looks like another field would be one when the block is parsed again.
        guard !value.looksLikeSeveralFields else { return nil }
        return value.filter { $0 != 0 }
    }

    /// Whether a value needs neither folding nor encoding, as most do; CRs may be dropped.
    private static func isStoredUnchanged(
        _ bytes: UnsafeBufferPointer<UInt8>,
        nameLength: Int
    ) -> Bool {
        var length = nameLength + 2
        var previous: UInt8 = 0
        for (index, byte) in bytes.enumerated() {
            if byte == .carriageReturn {
                guard index + 1 < bytes.count, bytes[index + 1] == .newline else { return false }
                continue
            }
            if byte == .newline {
                guard !previous.isBlank else { return false }
                length = -1
            } else if byte > 126 || (byte < .space && byte != .tab)
                || (byte == .questionMark && previous == .equals)
            {
                return false
            }
            length += 1
            guard length <= 78 else { return false }
            previous = byte
        }
        return !previous.isBlank
    }

    private static func encode(_ chunks: [HeaderChunk], nameLength: Int) -> [UInt8] {
        var folder = HeaderFolder(nameLength: nameLength)
        var last: HeaderChunk?
        for chunk in chunks {
            if let last {
                if !last.charset.isASCII {
                    if !chunk.startsWithSpace || !chunk.charset.isASCII { folder.addTransition() }
                } else if !chunk.charset.isASCII, !last.endsWithSpace {
                    folder.addTransition()
                }
            }
            append(chunk, to: &folder)
            last = chunk
        }
        if !chunks.isEmpty { folder.addTransition() }
        folder.endLine()
        return folder.output
    }

    private static func append(_ chunk: HeaderChunk, to folder: inout HeaderFolder) {
        if chunk.charset.isASCII {
            let lines = chunk.bytes[...].logicalLines
            for (index, line) in lines.enumerated() {
                if index > 0 { folder.endLine() }
                folder.append(plain: line)
            }
            if lines.count > 1 { folder.endLine() }
            return
        }
        let encoder = HeaderWordEncoder(charset: chunk.charset)
        guard let lines = encoder.lines(of: chunk) else {
            // The charset that Python wants to write lacks a character: keep the bytes.
            let kept = HeaderChunk(bytes: chunk.bytes, charset: .unknown)
            if !chunk.charset.isUnknown { append(kept, to: &folder) }
            return
        }
        for (index, line) in lines.enumerated() {
            if index > 0 { folder.endLine() }
            let words = encoder.words(
                of: line,
                firstLength: folder.room,
                length: HeaderFolder.continuationRoom
            )
            folder.append(words: words, after: index > 0 ? [.tab] : [])
        }
        if lines.count > 1 { folder.endLine() }
    }
}

extension HeaderFields {
    /// The fields as Patchwork stores them: `Name: value` each, separated by LF.
    ///
    /// Unreadable fields are left out. See ``StoredHeaders``.
    public var storedText: String {
        var block: [UInt8] = []
        block.reserveCapacity(2048)
        for field in self { StoredHeaders.append(field, to: &block) }
        return block.text
    }
}

extension [UInt8] {
    /// Whether a line begins with a name and a colon.
    fileprivate var looksLikeSeveralFields: Bool {
        var nameLength: Int?
        for byte in self {
            if let length = nameLength {
                if byte == .colon, length > 0 { return true }
                nameLength = byte.isBlank ? nil : length + 1
            } else if byte == .newline {
                nameLength = 0
            }
        }
        return false
    }
}
