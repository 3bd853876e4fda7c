/// Finds out whether somebody says more than trailers, thanks and regards.
///
/// "Applied, thanks!" below a quoted hunk is about the whole patch, as a `Reviewed-by:` is.
enum Courtesy {
    /// - Parameter lines: What is said, in its order.
    /// - Returns: Whether a line is left without trailers, words of courtesy and the names below them.
    static func saysMore(
        _ lines: some Sequence<(line: ReplyLine, text: ArraySlice<UInt8>)>
    ) -> Bool {
        var names = 0
        for (line, text) in lines {
            let text = text.trimmed()
            if text.isEmpty || line.trailerKeyWidth != nil { continue }
            if isCourtesy(text) {
                names = mostNames
            } else if names > 0, isName(text) {
                names -= 1
            } else {
                return true
            }
        }
        return false
    }

    /// Lines with a name below "Regards,".
    private static let mostNames = 2
    /// Bytes of such a line.
    private static let longestName = 30
    /// Bytes of a line of courtesy.
    private static let longestLine = 80

    /// Few words that are no sentence.
    private static func isName(_ text: ArraySlice<UInt8>) -> Bool {
        text.count <= longestName && text.split(separator: .space).count <= 4
            && !".?!:;,".utf8.contains(text.last ?? .space)
    }

    /// Whether a line has no other words than those below.
    private static func isCourtesy(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count <= longestLine else { return false }
        let found = text.split { !$0.isLetter && $0 < 0x80 && $0 != UInt8(ascii: "'") }
            .map { String(decoding: $0.map(\.lowercase), as: UTF8.self) }
        return found.contains { words.contains($0) }
            && found.allSatisfy { words.contains($0) || fillers.contains($0) }
    }

    private static let words: Set<String> = [
        "applied", "best", "br", "cheers", "good", "great", "lgtm", "merged", "pushed", "queued",
        "regards", "sincerely", "thank", "thanks", "thanx", "thx", "wishes",
    ]
    private static let fillers: Set<String> = [
        "a", "again", "all", "and", "every", "everything", "fixing", "for", "it", "kind", "looks",
        "lot", "lots", "many", "me", "much", "now", "of", "patch", "patches", "review", "reviewing",
        "reviews", "series", "the", "this", "to", "up", "very", "warm", "with", "you", "your",
        "yours",
    ]
}
