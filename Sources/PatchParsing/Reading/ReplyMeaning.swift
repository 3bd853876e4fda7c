/// What a reply says about a patch as a whole: whether it objects, approves, or leaves the author
/// something to do.
public struct ReplyMeaning: OptionSet, Hashable, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// A line `Nacked-by:`.
    public static let objects = ReplyMeaning(rawValue: 1)
    /// A line `Acked-by:` or `Reviewed-by:`.
    public static let approves = ReplyMeaning(rawValue: 2)
    /// It says something that wants an answer: more than trailers, greetings and thanks.
    public static let asks = ReplyMeaning(rawValue: 4)
    /// It says that the patch was taken: `Applied, thanks!`
    public static let takes = ReplyMeaning(rawValue: 8)

    /// Reads what somebody answered.
    ///
    /// Quoted lines, the line that announces them, greetings and the signature are not what somebody
    /// says. Who gives a trailer such as `Reviewed-by:`, or takes the patch, asks for something only
    /// with a question mark.
    ///
    /// - Parameter text: The message, without a diff.
    public init(of text: String) {
        self = []
        let said = ReplyWords.said(in: text)
        var isGiven = false
        for (line, text) in said {
            guard let width = line.trailerKeyWidth else { continue }
            let key = text.prefix(width - 1).map(\.lowercase)
            if key == Self.nackedBy {
                insert(.objects)
            } else if Self.approvals.contains(key) {
                insert(.approves)
            }
            isGiven = isGiven || key.suffix(3) == Self.by && key != Self.nackedBy
        }
        let words = said.filter { $0.line.trailerKeyWidth == nil }
        if words.contains(where: { ReplyWords.takes($0.text) }) { insert(.takes) }
        let isSettled = isGiven || contains(.takes)
        let hasWords =
            isSettled
            ? words.contains { $0.text.contains(UInt8(ascii: "?")) }
            : Courtesy.saysMore(words)
        if hasWords { insert(.asks) }
    }

    private static let nackedBy = Array("nacked-by".utf8)
    private static let approvals = [Array("acked-by".utf8), Array("reviewed-by".utf8)]
    private static let by = Array("-by".utf8)[...]
}

/// The lines of a reply that its writer wrote to be read.
private enum ReplyWords {
    typealias Line = (line: ReplyLine, text: ArraySlice<UInt8>)

    /// Without quotes and what announces them, greetings, and what follows `-- `.
    static func said(in text: String) -> [Line] {
        var said: [Line] = []
        /// The lines since the last empty or quoted one.
        var paragraph: [Line] = []
        for (line, text) in ReplyLine.all(in: text.utf8) {
            let bare = text.trimmed()
            if line.depth == 0, bare.elementsEqual("--".utf8) { break }
            if line.depth > 0 {
                if !announcesQuote(paragraph, isFirst: said.isEmpty) { said += paragraph }
                paragraph = []
            } else if bare.isEmpty {
                said += paragraph
                paragraph = []
            } else if !isGreeting(bare) {
                paragraph.append((line, bare))
            }
        }
        return said + paragraph
    }

    /// `On Monday Ada <ada@example.org> wrote:`, also in several lines and other languages.
    private static func announcesQuote(_ paragraph: [Line], isFirst: Bool) -> Bool {
        guard paragraph.count <= 3, paragraph.last?.text.last == UInt8(ascii: ":") else {
            return false
        }
        return isFirst
            || paragraph.contains { $0.text.contains(UInt8(ascii: "@")) || endsInWrote($0.text) }
    }

    private static func endsInWrote(_ text: ArraySlice<UInt8>) -> Bool {
        ["wrote:", "writes:", "said:"].contains { word in
            text.suffix(word.utf8.count).elementsEqual(word.utf8)
        }
    }

    /// Bytes of such a line.
    private static let longestGreeting = 40
    private static let greetings: Set<String> = [
        "dear", "hello", "hey", "hi", "morning", "greetings",
    ]

    /// `Hi Bo,`
    private static func isGreeting(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count <= longestGreeting, text.last != UInt8(ascii: "?") else { return false }
        let found = words(of: text)
        return found.count <= 4 && found.first.map(greetings.contains) == true
    }

    /// Bytes of a line that says that a patch was taken.
    private static let longestTaking = 120
    private static let taking: Set<String> = ["applied", "merged", "picked", "pushed", "queued"]
    private static let before: Set<String> = [
        "all", "and", "been", "both", "has", "is", "it", "now", "patch", "patches", "series",
        "thank",
        "thanks", "the", "this", "was", "whole", "you",
    ]

    /// `Applied to next, thanks!`, `Thanks, queued up.`
    static func takes(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count <= longestTaking, !text.contains(UInt8(ascii: "?")) else { return false }
        return words(of: text).first { !before.contains($0) }.map(taking.contains) ?? false
    }

    /// In small letters.
    private static func words(of text: ArraySlice<UInt8>) -> [String] {
        text.split { !$0.isLetter && $0 < 0x80 && $0 != UInt8(ascii: "'") }
            .map { String(decoding: $0.map(\.lowercase), as: UTF8.self) }
    }
}
