import TrackerHTTP

/// A person as a header names him: `"Ada B. Lovelace" <ada@example.org>` (RFC 5322 §3.4).
enum MailboxText {
    /// Signs for which a name must stand in quotes.
    private static let specials = Set("[]\\()<>@,:;\".".utf8)

    /// A name beyond ASCII becomes one encoded word (RFC 2047); whoever folds the header divides it
    /// where it is too long.
    static func write(name: String?, address: String) -> String {
        let address = String(address.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7F })
        let name = name.map(oneLine) ?? ""
        return name.isEmpty ? address : "\(phrase(name)) <\(address)>"
    }

    /// The text with a blank for each run of control characters and line ends.
    private static func oneLine(_ text: String) -> String {
        text.unicodeScalars
            .split { scalar in
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator: true
                default: false
                }
            }
            .map(String.init)
            .joined(separator: " ")
    }

    private static func phrase(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        guard isPlain, !name.contains("=?") else {
            return "=?utf-8?b?\(Base64.encoded(name))?="
        }
        guard name.utf8.contains(where: specials.contains) else { return name }
        let escaped = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }
}
