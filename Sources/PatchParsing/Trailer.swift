/// A line such as `Reviewed-by: Ada <ada@example.org>`: a statement about a patch that tools read.
public struct Trailer: Hashable, Sendable {
    /// The word before the colon, in its own spelling: `Reviewed-by`.
    public let key: String
    /// The rest of the line, trimmed: `Ada <ada@example.org>`. Never empty.
    public let value: String

    /// Makes a trailer from its two parts.
    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }

    /// All trailers of a text, in order; repeated ones are repeated.
    ///
    /// A trailer starts its line and is not quoted. Its key has a hyphen (`Signed-off-by`), or is
    /// one of the single words that are trailers by custom, such as `Fixes`; hence `Note: see below`
    /// is none.
    public static func all(in text: String) -> [Trailer] {
        TextLines(text).compactMap(Trailer.init)
    }

    /// How many lines start with each of the given tags.
    ///
    /// `tagCounts(in: text, tags: ["Acked-by", "Tested-by"])` is what Patchwork counts for its
    /// patterns `^Acked-by:` and `^Tested-by:`: any case, no white space before the colon, doubles
    /// counted twice.
    ///
    /// - Parameters:
    ///   - text: A message without its diff, or a comment.
    ///   - tags: The keys to count, with or without the colon.
    /// - Returns: As many numbers as there are tags.
    public static func tagCounts(in text: String, tags: [String]) -> [Int] {
        let prefixes = tags.map { Array(($0.hasSuffix(":") ? $0 : $0 + ":").utf8) }
        var counts = tags.map { _ in 0 }
        for line in TextLines(text) {
            for (index, prefix) in prefixes.enumerated() where line.hasPrefix(anyCase: prefix) {
                counts[index] += 1
            }
        }
        return counts
    }

    /// The lines of a comment that are added to the message when the patch is downloaded.
    ///
    /// These are whole lines that begin with one of six tags, such as `Reviewed-by:`, in any case;
    /// other trailers are left out, as in Patchwork.
    public static func mboxLines(in comment: String) -> [String] {
        TextLines(comment)
            .filter { line in mboxPrefixes.contains { line.hasPrefix(anyCase: $0) } }
            .map(\.text)
    }

    private static let mboxPrefixes = [
        "Tested-by:", "Reviewed-by:", "Acked-by:", "Signed-off-by:", "Nacked-by:", "Reported-by:",
    ].map { Array($0.utf8) }

    private static let singleWords = ["fixes", "link", "closes", "cc", "bug"].map { Array($0.utf8) }
}

extension Trailer {
    /// Whether a key is a trailer by custom though it has no hyphen.
    static func isSingleWord(_ key: String) -> Bool { singleWords.contains(Array(key.utf8)) }

    init?(_ line: ArraySlice<UInt8>) {
        guard line.first?.isLetter == true else { return nil }
        let key = line.prefix { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
        let rest = line[key.endIndex...]
        guard rest.hasPrefix(": ") || rest.hasPrefix(":\t") else { return nil }
        let lowercased = key.map(\.lowercase)
        guard key.contains(UInt8(ascii: "-")) || Self.singleWords.contains(lowercased) else {
            return nil
        }
        let value = rest.dropFirst().trimmed()
        guard !value.isEmpty else { return nil }
        self.init(key: key.text, value: value.text)
    }
}
