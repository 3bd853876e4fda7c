import COpenSSL

/// Fingerprints of bytes, taken by OpenSSL's libcrypto.
///
/// By its plain functions, step by step: the short `SHA256()` of OpenSSL 3 sets up the whole library
/// at the first call, which is 0.7 ms of each piped mail.
package enum Digest {
    /// SHA-1 (20 bytes): only where compatibility asks for it, as in a patch's `hash`.
    package static func sha1(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(SHA_DIGEST_LENGTH))
        var state = SHA_CTX()
        SHA1_Init(&state)
        SHA1_Update(&state, bytes, bytes.count)
        SHA1_Final(&digest, &state)
        return digest
    }

    /// SHA-256 (32 bytes).
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        var state = SHA256_CTX()
        SHA256_Init(&state)
        SHA256_Update(&state, bytes, bytes.count)
        SHA256_Final(&digest, &state)
        return digest
    }

    /// The first eight bytes of the SHA-256 of a text, for tables with several such keys for each mail.
    ///
    /// `key(of: "20240304.1@example.org", kind: "message")` is that of `message 20240304.1@example.org`;
    /// without a kind, that of the text alone.
    package static func key(of text: String, kind: String = "") -> Int64 {
        var state = SHA256_CTX()
        SHA256_Init(&state)
        if !kind.isEmpty { update(&state, kind + " ") }
        update(&state, text)
        return withUnsafeTemporaryAllocation(
            of: UInt8.self,
            capacity: Int(SHA256_DIGEST_LENGTH)
        ) { digest in
            SHA256_Final(digest.baseAddress, &state)
            return digest.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
        }
    }

    private static func update(_ state: inout SHA256_CTX, _ text: String) {
        var text = text
        text.withUTF8 { bytes in _ = SHA256_Update(&state, bytes.baseAddress, bytes.count) }
    }
}

extension Array where Element == UInt8 {
    /// Two lower-case hexadecimal digits for each byte.
    package var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(2 * count)
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that an even number of hexadecimal digits stands for.
    package init?(hex: some StringProtocol) {
        let digits = hex.utf8.map { digit -> UInt8? in
            Character(UnicodeScalar(digit)).hexDigitValue.map(UInt8.init(clamping:))
        }
        guard digits.count.isMultiple(of: 2) else { return nil }
        self = []
        var high: UInt8?
        for digit in digits {
            guard let digit else { return nil }
            if let first = high {
                append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
    }
}
