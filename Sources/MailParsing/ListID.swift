/// The id of a mailing list in fields such as `List-Id: Widgets <widgets.example.org>` (RFC 2919).
public enum ListID {
    /// The id without its brackets: `widgets.example.org`.
    ///
    /// It is the text in the last pair of angle brackets, else a value without white space as a
    /// whole. Compatible with Patchwork.
    ///
    /// - Parameter decoded: The decoded field.
    /// - Returns: nil if the field holds no id.
    public static func parse(_ decoded: String) -> String? {
        let bytes = Array(decoded.utf8)
        var end: Int?
        for index in bytes.indices.reversed() {
            if bytes[index] == .greater {
                end = index
            } else if bytes[index] == .less, let end, end > index + 1 {
                return bytes[(index + 1)..<end].text
            }
        }
        let hasSpace =
            bytes[...].isASCII
            ? bytes.contains { $0 == .space || (9...13).contains($0) }
            : decoded.unicodeScalars.contains(where: \.properties.isWhitespace)
        return decoded.isEmpty || hasSpace ? nil : decoded
    }
}
