/// Finds the links to earlier versions in a list of changes.
///
/// People write them in many ways:
///
///     - Link to v1: https://lore.kernel.org/r/20240304.1@example.org
///     v2: https://lore.kernel.org/all/20240305.1@example.org/
///     Changes since v1 [1]:
///     [1] https://lore.kernel.org/all/20240304.1@example.org/
///
/// A link counts if all words before it in its line are such that speak of versions only ("link", "to",
/// "since", "posted at", …) and one of them names a version. Hence "based on v2 of the quota fixes:
/// https://…" does not: it says what it is that has a version.
struct EarlierLinks {
    private var named: [Naming] = []
    private var footnotes: [[UInt8]: String] = [:]
    /// The line before ended in naming a version, so that the link stands in this one.
    private var isAwaited = false
    private var isInRangeDiff = false

    private enum Naming {
        case id(String)
        case footnote([UInt8])
    }

    /// Footnotes that are kept, and links.
    private static let limit = 200

    /// In the order in which they were named.
    var messageIDs: [String] {
        named.compactMap { naming in
            switch naming {
            case .id(let id): id
            case .footnote(let mark): footnotes[mark]
            }
        }
    }

    mutating func read(_ line: ArraySlice<UInt8>) {
        let text = line.prefix(NamedMessage.lineLimit).trimmed()
        if text.isEmpty { return }
        if line.hasPrefix(anyCase: "range-diff".utf8) { isInRangeDiff = true }
        if line.first == UInt8(ascii: "-"), line.hasPrefix("---") { isInRangeDiff = false }
        guard !isInRangeDiff, named.count < Self.limit else { return }
        if readFootnote(text) { return }
        let wasAwaited = isAwaited
        isAwaited = false
        var reading = LinkLine(namesVersion: wasAwaited)
        for word in text.split(whereSeparator: \.separatesWords) {
            guard let found = reading.read(word) else { break }
            switch found {
            case .nothing: continue
            case .message(let id): named.append(.id(id))
            case .footnote(let mark): named.append(.footnote(mark))
            }
        }
        // A heading such as "Previous versions:" stands over all links that follow at once.
        isAwaited = reading.endsAsHeading || wasAwaited && reading.isOnlyLinks
    }

    /// Reads `[1] https://…`, `[1]: https://…` and `Link: https://… [1]`; also `Link: https://… # v1`.
    private mutating func readFootnote(_ text: ArraySlice<UInt8>) -> Bool {
        if text.first == UInt8(ascii: "["), let mark = text.footnoteMark {
            let rest = text.dropFirst(mark.count + 2).drop {
                $0 == UInt8(ascii: ":") || $0.separatesWords
            }
            return keep(footnote: mark, rest.prefix { !$0.separatesWords })
        }
        guard text.hasPrefix(anyCase: "link:".utf8) else { return false }
        let words = text.dropFirst(5).split(whereSeparator: \.separatesWords)
        guard let link = words.first, let last = words.last, (2...3).contains(words.count) else {
            return false
        }
        if let mark = last.footnoteMark, keep(footnote: mark, link) { return true }
        guard words.count == 2 || words[1].elementsEqual("#".utf8),
            LinkWord(last.drop { $0 == UInt8(ascii: "#") }) == .version,
            let message = NamedMessage(word: link, allowsBare: false)
        else { return false }
        named.append(.id(message.id))
        return true
    }

    private mutating func keep(footnote mark: ArraySlice<UInt8>, _ word: ArraySlice<UInt8>) -> Bool
    {
        guard let message = NamedMessage(word: word, allowsBare: false) else { return false }
        if footnotes.count < Self.limit, footnotes[Array(mark)] == nil {
            footnotes[Array(mark)] = message.id
        }
        return true
    }
}

/// One line of a list of changes, read word by word.
private struct LinkLine {
    enum Found {
        case nothing
        case message(String)
        case footnote([UInt8])
    }

    private var namesVersion: Bool
    private var hasWords = false
    private var hasLinks = false
    private var speaksOfChanges = false
    private var stopped = false

    init(namesVersion: Bool) { self.namesVersion = namesVersion }

    var isOnlyLinks: Bool { hasLinks && !stopped && !speaksOfChanges }
    /// Such as "v1:" and "Previous versions", but not "Changes in v2:", under which everything may be.
    var endsAsHeading: Bool {
        hasWords && namesVersion && !hasLinks && !stopped && !speaksOfChanges
    }

    /// - Returns: `nil` if the line is not, or no longer, about versions.
    mutating func read(_ word: ArraySlice<UInt8>) -> Found? {
        if let mark = word.footnoteMark {
            // "v1[1]" names the version itself.
            if LinkWord(word.prefix { $0 != UInt8(ascii: "[") }) == .version { namesVersion = true }
            guard namesVersion else { return .nothing }
            return .footnote(Array(mark))
        }
        let isAddress = word.webAddressStart
        if isAddress != nil || word.contains(UInt8(ascii: "@")) {
            // "v1:https://…" names the version itself.
            if let start = isAddress, LinkWord(word[..<start]) == .version { namesVersion = true }
            guard namesVersion,
                let message = NamedMessage(word: word, allowsBare: word.hasManyDigits)
            else {
                stopped = true
                return nil
            }
            hasLinks = true
            return .message(message.id)
        }
        guard let kind = LinkWord(word) else {
            stopped = true
            return nil
        }
        if kind != .punctuation { hasWords = true }
        if kind == .version { namesVersion = true }
        if kind == .changes { speaksOfChanges = true }
        return .nothing
    }
}

/// What a word means in a line that names a version.
private enum LinkWord {
    case version
    case changes
    /// One that may stand there.
    case filler
    case punctuation

    private static let fillers: Set<[UInt8]> = Set(
        """
        a all and at archived available be been can cover for found from here in initial is latest letter \
        link links lkml lore list my of on original patch patches patchset patchsets posted posting \
        rebased resend resent sent see series set submission submitted thread the there this to url was \
        were with
        """.split(separator: " ").map { Array($0.utf8) }
    )
    private static let versionWords: Set<[UInt8]> = Set(
        ["previous", "previously", "prior", "earlier", "older", "old", "last", "rfc"].map {
            Array($0.utf8)
        }
    )
    private static let fillersBehind: Set<[UInt8]> = Set(
        ["version", "versions", "revision", "revisions", "iteration", "iterations", "since"].map {
            Array($0.utf8)
        }
    )
    private static let changeWords: Set<[UInt8]> = Set(
        ["change", "changes", "changelog", "changelogs", "diff", "history"].map { Array($0.utf8) }
    )

    init?(_ word: ArraySlice<UInt8>) {
        let word = word.withoutPunctuationAround
        guard word.count <= 24 else { return nil }
        let small = word.map(\.lowercase)
        if small.allSatisfy({ !$0.isLetter && $0 < 0x80 }) {
            self = .punctuation
        } else if Self.versionWords.contains(small) || small[...].isVersion {
            self = .version
        } else if Self.changeWords.contains(small) {
            self = .changes
        } else if Self.fillers.contains(small) || Self.fillersBehind.contains(small) {
            self = .filler
        } else {
            return nil
        }
    }
}

extension ArraySlice<UInt8> {
    /// `v2`, `rfcv2`, `rfc-v2`, `patchv2`, `v1.1`, and steps such as `v1->v2`.
    fileprivate var isVersion: Bool {
        var rest = self
        for word in ["rfc", "patch"] as [StaticString] where rest.take(word) {
            if rest.first == UInt8(ascii: "-") || rest.first == .slash { rest = rest.dropFirst() }
        }
        guard rest.first == UInt8(ascii: "v"), rest.dropFirst().first?.isDigit == true else {
            return false
        }
        return rest.dropFirst().allSatisfy {
            $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "v")
                || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ">") || $0 == .slash
        }
    }

    /// As the ids of git's mails have, and addresses of people do not.
    fileprivate var hasManyDigits: Bool {
        lazy.filter(\.isDigit).prefix(8).count == 8
    }

    /// `1` of `[1]` and of `v1[1]:`; at most eight digits.
    fileprivate var footnoteMark: ArraySlice<UInt8>? {
        guard let open = firstIndex(of: UInt8(ascii: "[")),
            let close = self[open...].prefix(10).firstIndex(of: UInt8(ascii: "]"))
        else { return nil }
        let mark = self[open..<close].dropFirst()
        guard !mark.isEmpty, mark.allSatisfy({ $0.isDigit }) else { return nil }
        return mark
    }
}

extension UInt8 {
    fileprivate var separatesWords: Bool {
        self == .space || self == 0x09 || self == UInt8(ascii: ",") || self == UInt8(ascii: ";")
    }
}
