import TrackerModel

/// A message-id in eight bytes, for tables with a row for each reference of each mail.
///
/// It is the beginning of the SHA-256 of the id. Two ids with the same key do no harm: what is found
/// by key is compared in full, or decided again with the same result.
enum ThreadKey {
    static func of(_ messageID: String) -> Int64 {
        Digest.key(of: messageID)
    }
}
