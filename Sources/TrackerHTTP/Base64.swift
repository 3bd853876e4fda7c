import Foundation

/// Base64 as HTTP Basic uses it (RFC 7617).
enum Base64 {
    /// The text, read as UTF-8 or else as Latin-1; `nil` if the input is not base64.
    static func decodedText(_ encoded: String) -> String? {
        guard let data = Data(base64Encoded: encoded) else { return nil }
        return String(data: data, encoding: .utf8) ?? String(data: data, encoding: .isoLatin1)
    }
}
