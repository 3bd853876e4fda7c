import COpenSSL

/// A password as it is stored: `scrypt$16384$8$1$SALT$HASH`, or an imported Django hash
/// `pbkdf2_sha256$600000$SALT$HASH` or, from older ones, `pbkdf2_sha1$…`.
package struct PasswordHash: Sendable {
    package let text: String

    package init(stored text: String) { self.text = text }

    /// Hashes a new password by scrypt with 16 MiB of memory (RFC 7914).
    ///
    /// - Returns: `nil` if the machine gave no randomness or no memory.
    package init?(of password: String) {
        guard let salt = Secret.random(count: 16),
            let hash = Self.scrypt(password, salt: salt, cost: Self.cost, blocks: 8, lanes: 1)
        else { return nil }
        text = "scrypt$\(Self.cost)$8$1$\(salt.hex)$\(hash.hex)"
    }

    /// Work that is done for an unknown account, so that its answer takes as long as another's.
    package static func waste(on password: String) {
        _ = scrypt(password, salt: Array("no such account!".utf8), cost: cost, blocks: 8, lanes: 1)
    }

    package func matches(_ password: String) -> Bool {
        let fields = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        switch fields.first {
        case "scrypt" where fields.count == 6: return matchesScrypt(password, fields)
        case "pbkdf2_sha256" where fields.count == 4:
            return matchesDjango(password, fields, EVP_sha256(), length: 32)
        case "pbkdf2_sha1" where fields.count == 4:
            return matchesDjango(password, fields, EVP_sha1(), length: 20)
        default: return false
        }
    }

    /// Whether a new hash of the same password would be harder to guess from: then it takes the place
    /// of this one at the next sign-in.
    package var isOutdated: Bool { !text.hasPrefix("scrypt$\(Self.cost)$") }

    private static let cost: UInt64 = 16_384

    private func matchesScrypt(_ password: String, _ fields: [String]) -> Bool {
        guard let cost = UInt64(fields[1]), let blocks = UInt64(fields[2]),
            let lanes = UInt64(fields[3]), let salt = [UInt8](hex: fields[4]),
            let expected = [UInt8](hex: fields[5]),
            let hash = Self.scrypt(password, salt: salt, cost: cost, blocks: blocks, lanes: lanes)
        else { return false }
        return Secret.areEqual(hash, expected)
    }

    private static func scrypt(
        _ password: String,
        salt: [UInt8],
        cost: UInt64,
        blocks: UInt64,
        lanes: UInt64
    ) -> [UInt8]? {
        var hash = [UInt8](repeating: 0, count: 32)
        let memoryLimit: UInt64 = 64 << 20
        let done = EVP_PBE_scrypt(
            password,
            password.utf8.count,
            salt,
            salt.count,
            cost,
            blocks,
            lanes,
            memoryLimit,
            &hash,
            hash.count
        )
        return done == 1 ? hash : nil
    }

    /// Django stores the hash in base64 and the salt as it is.
    private func matchesDjango(
        _ password: String,
        _ fields: [String],
        _ digest: OpaquePointer?,
        length size: Int
    ) -> Bool {
        guard let rounds = Int32(fields[1]), rounds > 0, rounds <= 10_000_000 else { return false }
        let salt = Array(fields[2].utf8)
        var hash = [UInt8](repeating: 0, count: size)
        let done = PKCS5_PBKDF2_HMAC(
            password,
            Int32(clamping: password.utf8.count),
            salt,
            Int32(clamping: salt.count),
            rounds,
            digest,
            Int32(clamping: hash.count),
            &hash
        )
        guard done == 1 else { return false }
        var encoded = [UInt8](repeating: 0, count: 64)
        let length = EVP_EncodeBlock(&encoded, hash, Int32(clamping: hash.count))
        return Secret.areEqual(Array(encoded.prefix(Int(length))), Array(fields[3].utf8))
    }
}
