/// What a patch, cover letter or comment shows of its mail: headers, message and diff.
package struct MailBody: Hashable, Sendable {
    /// One `Name: value` a line, folds kept; see `HeaderFields.storedText`.
    package var headers: String
    package var content: String?
    package var diff: String?

    package init(headers: String, content: String?, diff: String? = nil) {
        self.headers = headers
        self.content = content
        self.diff = diff
    }
}

/// Bytes as the database holds them, with the number of the method that made them.
package struct StoredBytes: Sendable {
    package let codec: Int
    package let bytes: [UInt8]
}

/// How raw mails and bodies are compressed.
///
/// A raw mail is compressed with a dictionary of words that mails share. A body is a subset of its
/// raw mail (unless that was base64), so the raw mail serves as its dictionary: some 200 bytes hold
/// what would else be a second copy.
package enum MailCodec {
    private enum Method {
        static let plain = 0
        static let dictionary1 = 1
        static let againstRaw = 2
    }

    package static func pack(raw: [UInt8]) -> StoredBytes {
        packed(raw, with: Array(MailDictionary.first.utf8), method: Method.dictionary1)
    }

    package static func unpackRaw(_ stored: StoredBytes) throws -> [UInt8] {
        switch stored.codec {
        case Method.plain: return stored.bytes
        case Method.dictionary1:
            return try Zstd.decompress(stored.bytes, prefix: Array(MailDictionary.first.utf8))
        default:
            throw StoreError(.corrupt, "a raw mail was stored by an unknown method \(stored.codec)")
        }
    }

    package static func pack(_ body: MailBody, raw: [UInt8]) -> StoredBytes {
        packed(serialised(body), with: raw, method: Method.againstRaw)
    }

    package static func unpackBody(_ stored: StoredBytes, raw: [UInt8]) throws -> MailBody {
        switch stored.codec {
        case Method.plain: return try parsed(stored.bytes)
        case Method.againstRaw: return try parsed(Zstd.decompress(stored.bytes, prefix: raw))
        default:
            throw StoreError(.corrupt, "a body was stored by an unknown method \(stored.codec)")
        }
    }

    private static func packed(_ bytes: [UInt8], with prefix: [UInt8], method: Int) -> StoredBytes {
        guard let packed = Zstd.compress(bytes, prefix: prefix), packed.count < bytes.count else {
            return StoredBytes(codec: Method.plain, bytes: bytes)
        }
        return StoredBytes(codec: method, bytes: packed)
    }

    // Three texts, each behind its length in four bytes; a missing one has the length 2³² − 1.
    private static func serialised(_ body: MailBody) -> [UInt8] {
        var bytes: [UInt8] = []
        for text in [body.headers, body.content, body.diff] {
            let length = text.map { UInt32(clamping: $0.utf8.count) } ?? .max
            withUnsafeBytes(of: length.littleEndian) { bytes.append(contentsOf: $0) }
            if let text { bytes.append(contentsOf: text.utf8) }
        }
        return bytes
    }

    private static func parsed(_ bytes: [UInt8]) throws -> MailBody {
        var rest = bytes[...]
        func text() throws -> String? {
            guard rest.count >= 4 else { throw damaged }
            let length = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            if length == UInt32.max { return nil }
            guard rest.count >= length else { throw damaged }
            defer { rest = rest.dropFirst(length) }
            return String(decoding: rest.prefix(length), as: UTF8.self)
        }
        return MailBody(headers: try text() ?? "", content: try text(), diff: try text())
    }

    private static var damaged: StoreError { StoreError(.corrupt, "a stored body is damaged") }
}
