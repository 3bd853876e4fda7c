/// The subject line of a patch mail, taken apart.
///
/// `Re: [PATCH net-next v3 02/11] tcp: fix a race` is a reply to patch 2 of 11 in the third version
/// of a series. People type subjects by hand, so parsing never fails: a line without brackets is a
/// title without tags. The brackets are read as by Patchwork; more markers of replies are known.
public struct PatchSubject: Hashable, Sendable {
    /// The words of the leading brackets, in order, without `PATCH` and the ignored ones.
    public let tags: [String]
    /// What remains once the reply marker and the brackets are gone.
    public let title: String
    /// Whether the line has `Re:` or a translation of it (`AW:`, `Sv:`, `回复：`) before the title.
    ///
    /// It may be repeated or counted (`Re[2]:`), and the tag of a list may stand before it, as in
    /// `[widget] Re: x`. A forwarded patch (`Fwd:`) is not a reply.
    public let isReply: Bool

    /// Parses one subject line.
    ///
    /// - Parameters:
    ///   - decodedLine: A `Subject` header, already decoded (RFC 2047); it may still be folded.
    ///   - ignoring: Words that say nothing about the patch, such as the name of the mailing
    ///     list, in any case.
    public init(parsing decodedLine: String, ignoring: [String] = []) {
        let ignored = Set(ignoring.map { $0.lowercased() } + ["patch"])
        var rest = Array(decodedLine.utf8)[...].withSingleSpaces()[...]
        var tags: [String] = []
        var isReply = false
        var mayHaveMarker = true
        while true {
            if mayHaveMarker, let marker = rest.takeSubjectMarker() {
                isReply = isReply || marker == .reply
            } else if let bracket = rest.takeBracket() {
                let words = bracket.patchTags
                tags += words.filter { !ignored.contains($0.lowercased()) }
                // Behind `[PATCH]` begins the title, also if it reads "re: the last change".
                mayHaveMarker = mayHaveMarker && !Self.isPatchPrefix(words)
            } else {
                break
            }
        }
        self.isReply = isReply
        self.tags = tags
        title = rest.text
    }

    /// Whether a bracket belongs to a patch, and is not the tag of a list.
    private static func isPatchPrefix(_ words: [String]) -> Bool {
        words.contains { word in
            word.lowercased() == "patch" || SeriesPosition(tag: word) != nil
                || SeriesVersion.number(inTag: Array(word.utf8)[...]) != nil
        }
    }

    /// The tags and the title, as shown in lists: `[v3,02/11] tcp: fix a race`.
    ///
    /// It has any length; what stores it cuts it.
    public var name: String { tags.isEmpty ? title : "[\(tags.joined(separator: ","))] \(title)" }

    /// The version of the series; 1 where nothing says otherwise.
    public var version: Int { SeriesVersion(tags: tags, name: name).number }

    /// The place of the patch in its series, if the subject has one.
    public var position: SeriesPosition? { tags.lazy.compactMap(SeriesPosition.init(tag:)).first }

    /// The words in the leading brackets of a stored name, as the API shows them:
    /// `["v3", "14/22"]` for `[v3,14/22] ext4: fix a race`.
    public static func prefixes(inName name: String) -> [String] {
        PatchSubject(parsing: name).tags
    }

    /// A name without its leading bracket: `A sample series` for `[v2,0/2] A sample series`.
    ///
    /// A series is called after its cover letter in this way.
    public static func withoutPrefix(_ name: String) -> String {
        var rest = Array(name.utf8)[...]
        return rest.takeBracket() == nil ? name : rest.text
    }
}

extension ArraySlice<UInt8> {
    /// Drops `[PATCH v2]` with the space after it, and returns what stood inside.
    fileprivate mutating func takeBracket() -> ArraySlice<UInt8>? {
        guard first == UInt8(ascii: "["), let end = firstIndex(of: UInt8(ascii: "]")) else {
            return nil
        }
        let inside = self[..<end].dropFirst()
        self = self[end...].dropFirst().trimmedAtStart()
        return inside
    }

    /// The words of a bracket, split at commas and spaces; Mercurial's `1 of 2` stays together.
    fileprivate var patchTags: [String] {
        var rest = self
        var tags: [String] = []
        if let marker = rest.takeMercurialMarker() { tags.append(marker) }
        return tags + rest.split { $0 == UInt8(ascii: ",") || $0 == .space }.map(\.text)
    }

    /// Drops `PATCH 1 of 2` and returns `1 of 2`.
    private mutating func takeMercurialMarker() -> String? {
        var rest = self
        guard rest.take("PATCH ") else { return nil }
        let marker = rest
        guard !rest.take(while: \.isDigit).isEmpty, rest.take(" of "),
            !rest.take(while: \.isDigit).isEmpty
        else { return nil }
        self = rest
        return marker[..<rest.startIndex].text
    }
}
