import TrackerModel

/// What a client sends as `Idempotency-Key`, so that a request that it sends again, because the answer
/// got lost, changes nothing a second time.
package struct RequestKey: Hashable, Sendable {
    package let text: String

    /// In characters.
    package static let longest = 255
    /// How long a key is remembered, in microseconds: a day.
    static let lifetime: Int64 = 24 * 3_600 * 1_000_000

    /// Takes the text of the header; `nil` unless it is 1 to 255 visible ASCII characters.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard !bytes.isEmpty, bytes.count <= Self.longest,
            bytes.allSatisfy({ 0x21...0x7E ~= $0 })
        else { return nil }
        self.text = text
    }
}

extension ChangeTransaction {
    /// Makes something, unless a request with the same key has made it within a day.
    ///
    /// - Parameters:
    ///   - key: `nil` makes it in any case.
    ///   - fingerprint: What makes two requests the same one.
    ///   - make: Makes it, and returns its id.
    /// - Returns: The id of what was made, now or by the first request.
    /// - Throws: ``ChangeRefusal/keyReused`` if the first request was another one.
    func once(
        _ key: RequestKey?,
        _ fingerprint: [String?],
        _ make: () throws -> Int64
    ) throws -> Int64 {
        guard let key, let account = author.account?.id else { return try make() }
        let digest = Digest.sha256(Self.bytes(of: fingerprint))
        try db.execute("DELETE FROM request_key WHERE created <= \(now - RequestKey.lifetime)")
        let known = try db.first(
            """
            SELECT digest, made_id FROM request_key
            WHERE account_id = \(account) AND key_text = \(key.text)
            """
        ) { (digest: $0.blob(0), made: $0.int(1)) }
        if let known {
            guard known.digest == digest else { throw ChangeRefusal.keyReused }
            return known.made
        }
        let made = try make()
        try db.execute(
            """
            INSERT INTO request_key (account_id, key_text, digest, made_id, created)
            VALUES (\(account), \(key.text), \(digest), \(made), \(now))
            """
        )
        return made
    }

    /// Each value with its length before it, so that no two lists look alike.
    private static func bytes(of fingerprint: [String?]) -> [UInt8] {
        var bytes: [UInt8] = []
        for value in fingerprint {
            bytes += Array((value.map { "\($0.utf8.count):\($0)" } ?? "-").utf8)
            bytes.append(UInt8(ascii: ";"))
        }
        return bytes
    }
}
