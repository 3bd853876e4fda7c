/// One header field as it stands in the mail: `Subject: =?utf-8?q?caf=C3=A9?=`.
public struct HeaderField: Sendable {
    private let rawName: ArraySlice<UInt8>

    /// The bytes between the colon and the end of the field, with folds but without leading blanks.
    ///
    /// It does not include the line end. Encoded words (RFC 2047) are not decoded.
    public let rawValue: ArraySlice<UInt8>

    init(rawName: ArraySlice<UInt8>, rawValue: ArraySlice<UInt8>) {
        self.rawName = rawName
        self.rawValue = rawValue
    }

    /// The name with the case as written.
    public var name: String { rawName.text }

    /// The value as people read it: `café`.
    ///
    /// Encoded words (RFC 2047) are decoded, NULs are left out, each run of white space is one space,
    /// and there is none at the ends. Raw UTF-8 (RFC 6532) is read as such; bytes that make no sense
    /// become U+FFFD.
    ///
    /// It is nil where the field cannot be read at all: an encoded word in base64 has a length
    /// that no encoder makes. Compatible with Patchwork, which refuses such a field, too.
    public var decoded: String? {
        if let text = plainText { return text }
        guard let chunks = HeaderChunk.parse(rawValue) else { return nil }
        return HeaderChunk.joinedText(of: chunks).collapsingWhiteSpace
    }

    /// The value if it is printable ASCII without encoded words and without odd spaces, as most are.
    private var plainText: String? {
        var value = rawValue
        while let last = value.last, last.isBlank { value.removeLast() }
        let isPlain = value.withUnsafeBufferPointer { bytes in
            var previous: UInt8 = 0
            for byte in bytes {
                if byte > 126 || byte < .space { return false }
                if byte == .space, previous == .space { return false }
                if byte == .questionMark, previous == .equals { return false }
                previous = byte
            }
            return true
        }
        return isPlain ? value.text : nil
    }
}

extension String {
    /// Without NULs, with one space for each run of white space and none at the ends.
    fileprivate var collapsingWhiteSpace: String {
        var result = String.UnicodeScalarView()
        var isSpacePending = false
        for scalar in unicodeScalars where scalar != "\0" {
            // Python also counts 0x1C to 0x1F, which Unicode does not.
            if scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value) {
                isSpacePending = !result.isEmpty
                continue
            }
            if isSpacePending { result.append(" ") }
            isSpacePending = false
            result.append(scalar)
        }
        return String(result)
    }
}
