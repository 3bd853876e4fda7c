import HTTPTypes
import TrackerModel

/// The name of exactly these bytes (RFC 9110 §8.8.3): a client that has them needs no copy.
enum EntityTag {
    /// - Parameters:
    ///   - body: The body.
    ///   - link: The header `Link`, which may change where the body does not.
    /// - Returns: A strong tag, with its quotes.
    static func of(_ body: [UInt8], link: String?) -> String {
        var bytes = body
        if let link { bytes += link.utf8 }
        return "\"\(Array(Digest.sha1(bytes).prefix(16)).hex)\""
    }

    /// Whether `If-None-Match` names the tag. Weak names count: a proxy that packs makes them.
    static func matches(_ header: String?, _ tag: String) -> Bool {
        guard let header else { return false }
        if header == tag || header == "*" { return true }
        return header.split(separator: ",").contains { entry in
            var entry = entry.drop { $0 == " " || $0 == "\t" }
            if entry.hasPrefix("W/") { entry = entry.dropFirst(2) }
            return entry.hasPrefix(tag)
        }
    }
}
