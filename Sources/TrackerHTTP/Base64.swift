import Foundation

/// Base64 as HTTP Basic (RFC 7617) and encoded words of mail (RFC 2047) use it.
package enum Base64 {
    /// The text, read as UTF-8 or else as Latin-1; `nil` if the input is not base64.
    static func decodedText(_ encoded: String) -> String? {
        guard let data = Data(base64Encoded: encoded) else { return nil }
        return String(data: data, encoding: .utf8) ?? String(data: data, encoding: .isoLatin1)
    }

    /// The text in UTF-8, written as base64 on one line.
    package static func encoded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
