import TrackerHTTP

/// Text of a mail as HTML, where nothing hides: characters that turn the direction of the text around
/// or take no room are shown by their number, since code may read in another way than it runs.
enum SourceText {
    static func write(_ text: ArraySlice<UInt8>, into bytes: inout [UInt8]) {
        text.withUnsafeBufferPointer { text in
            var start = 0
            var index = PlainText.endForHTML(in: text, from: 0)
            func flush(_ bytes: inout [UInt8]) {
                if start < index { bytes.append(contentsOf: text[start..<index]) }
            }
            while index < text.count {
                let byte = text[index]
                if let escape = escape(byte) {
                    flush(&bytes)
                    escape.withUTF8Buffer { bytes.append(contentsOf: $0) }
                    index += 1
                    start = index
                } else if byte >= 0xC2, let hidden = HiddenCharacter(text, at: index) {
                    flush(&bytes)
                    hidden.write(into: &bytes)
                    index += hidden.width
                    start = index
                } else {
                    index += 1
                }
                index = PlainText.endForHTML(in: text, from: index)
            }
            flush(&bytes)
        }
    }

    private static func escape(_ byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        case 0x09, 0x0A: nil
        case 0x0D: "<abbr class=\"cp\" title=\"carriage return\">CR</abbr>"
        case 0..<0x20, 0x7F: "\u{FFFD}"
        default: nil
        }
    }
}

/// A character that misleads who reads.
struct HiddenCharacter {
    private let scalar: UInt32
    /// In bytes of UTF-8.
    let width: Int

    init?(_ text: UnsafeBufferPointer<UInt8>, at index: Int) {
        let first = text[index]
        // The only first bytes that characters of this kind have.
        switch first {
        case 0xC2, 0xD8: width = 2
        case 0xE1, 0xE2, 0xE3, 0xEF: width = 3
        case 0xF3: width = 4
        default: return nil
        }
        guard index + width <= text.count else { return nil }
        var scalar = UInt32(first) & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
        for offset in 1..<width { scalar = scalar << 6 | UInt32(text[index + offset] & 0x3F) }
        self.scalar = scalar
        guard Self.misleads(scalar) else { return nil }
        // Joiners belong to some scripts and to some pictures; beside ASCII they hide.
        if scalar == 0x200C || scalar == 0x200D {
            let isBetween =
                index > 0 && text[index - 1] >= 0x80 && index + width < text.count
                && text[index + width] >= 0x80
            if isBetween { return nil }
        }
    }

    private static func misleads(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xAD, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B...0x200F, 0x2028...0x202E,
            0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xE0000...0xE007F:
            true
        default: false
        }
    }

    private var name: StaticString {
        switch scalar {
        case 0xAD: "soft hyphen"
        case 0x61C: "Arabic letter mark"
        case 0x200B: "zero width space"
        case 0x200C: "zero width non-joiner"
        case 0x200D: "zero width joiner"
        case 0x200E: "left-to-right mark"
        case 0x200F: "right-to-left mark"
        case 0x202A: "left-to-right embedding"
        case 0x202B: "right-to-left embedding"
        case 0x202C: "pop directional formatting"
        case 0x202D: "left-to-right override"
        case 0x202E: "right-to-left override"
        case 0x2028: "line separator"
        case 0x2029: "paragraph separator"
        case 0x2060: "word joiner"
        case 0x2066: "left-to-right isolate"
        case 0x2067: "right-to-left isolate"
        case 0x2068: "first strong isolate"
        case 0x2069: "pop directional isolate"
        case 0xFEFF: "zero width no-break space"
        default: "character without a shape"
        }
    }

    func write(into bytes: inout [UInt8]) {
        bytes += "<abbr class=\"cp\" title=\"".utf8
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes += "\">U+".utf8
        let digits = String(scalar, radix: 16, uppercase: true)
        for _ in digits.utf8.count..<max(4, digits.utf8.count) { bytes.append(UInt8(ascii: "0")) }
        bytes += digits.utf8
        bytes += "</abbr>".utf8
    }
}
