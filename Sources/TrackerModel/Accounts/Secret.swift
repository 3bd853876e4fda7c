import COpenSSL

/// Random numbers and comparisons that an attacker learns nothing from.
package enum Secret {
    /// Random bytes from the operating system's generator.
    ///
    /// - Returns: `nil` if the machine has no randomness to give; then nothing may be issued.
    package static func random(count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(clamping: count)) == 1 else { return nil }
        return bytes
    }

    /// The keyed digest of a message (HMAC-SHA256, RFC 2104): says nothing without the key.
    package static func mac(of message: [UInt8], key: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var length = UInt32(digest.count)
        HMAC(
            EVP_sha256(),
            key,
            Int32(clamping: key.count),
            message,
            message.count,
            &digest,
            &length
        )
        return digest
    }

    /// Compares in a time that depends on the length only.
    package static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
    }
}

/// The key of a program: 40 hexadecimal digits, as clients of Patchwork expect.
///
/// Only the digest is stored. The token has 160 random bits, so one round of SHA-256 is enough: there
/// is nothing to guess.
package struct APIToken: Sendable {
    package let text: String

    package init?() {
        guard let bytes = Secret.random(count: 20) else { return nil }
        text = bytes.hex
    }

    /// What the database holds of a token that a client showed.
    package static func digest(of text: String) -> [UInt8] {
        Digest.sha256(Array(text.lowercased().utf8))
    }
}
