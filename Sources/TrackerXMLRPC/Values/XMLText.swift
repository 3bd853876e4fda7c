/// Text between the tags of XML 1.0.
enum XMLText {
    /// Whether XML 1.0 can hold all characters of the text (its section 2.2).
    static func canHold(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(isAllowed) }

    /// Appends the text; characters that XML cannot hold become U+FFFD.
    static func write(_ text: String, into bytes: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": bytes += "&amp;".utf8
            case "<": bytes += "&lt;".utf8
            case ">": bytes += "&gt;".utf8
            // As it is, a parser would make it a line feed.
            case "\r": bytes += "&#13;".utf8
            default:
                let allowed = isAllowed(scalar) ? scalar : "\u{FFFD}"
                if let encoded = UTF8.encode(allowed) { bytes.append(contentsOf: encoded) }
            }
        }
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD: true
        case 0..<0x20, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}
