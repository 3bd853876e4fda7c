import TrackerModel

/// A search in the language of public-inbox, as far as b4 speaks it:
/// `(s:"wick: Trim" AND f:"ada@example.org") AND d:20260401..`
///
/// Understood are `s:` (subject), `f:` (sender), `m:` (message-id), `d:` and `dt:` (dates, in days and
/// in seconds), `AND`, `OR` and parentheses; terms side by side must all match.
package indirect enum ArchiveQuery: Hashable, Sendable {
    case all([ArchiveQuery])
    case any([ArchiveQuery])
    case subject(String)
    case sender(String)
    case messageID(String)
    /// Microseconds since 1970: at or after the first, before the second.
    case date(since: Int64?, before: Int64?)

    /// More words than this are refused, and so are deeper parentheses.
    private static let wordLimit = 200
    private static let depthLimit = 10

    /// - Returns: `nil` if the text has anything that is not understood: an answer to half of a
    ///   question would be wrong.
    package init?(parsing text: String) {
        let words = Self.words(of: text)
        guard words.count <= Self.wordLimit else { return nil }
        var rest = words[...]
        guard let query = Self.either(&rest, depth: 0), rest.isEmpty else { return nil }
        self = query
    }

    /// Parentheses stand alone; what is in quotes belongs to its word.
    private static func words(of text: String) -> [Substring] {
        var words: [Substring] = []
        var start: String.Index?
        var isQuoted = false
        func end(_ index: String.Index) {
            if let begin = start { words.append(text[begin..<index]) }
            start = nil
        }
        for index in text.indices {
            let sign = text[index]
            if sign == "\"" { isQuoted.toggle() }
            if !isQuoted, sign == "(" || sign == ")" || sign.isWhitespace {
                end(index)
                if !sign.isWhitespace { words.append(text[index...index]) }
            } else if start == nil {
                start = index
            }
        }
        end(text.endIndex)
        return words
    }

    private static func either(_ words: inout ArraySlice<Substring>, depth: Int) -> Self? {
        var parts: [Self] = []
        repeat {
            guard let part = both(&words, depth: depth) else { return nil }
            parts.append(part)
        } while words.takeFirst("OR")
        return parts.count == 1 ? parts.first : .any(parts)
    }

    private static func both(_ words: inout ArraySlice<Substring>, depth: Int) -> Self? {
        var parts: [Self] = []
        repeat {
            guard let part = term(&words, depth: depth) else { return nil }
            parts.append(part)
            _ = words.takeFirst("AND")
        } while words.first.map { $0 != ")" && $0 != "OR" } ?? false
        return parts.count == 1 ? parts.first : .all(parts)
    }

    private static func term(_ words: inout ArraySlice<Substring>, depth: Int) -> Self? {
        guard let word = words.popFirst() else { return nil }
        if word == "(" {
            guard depth < depthLimit, let inner = either(&words, depth: depth + 1),
                words.takeFirst(")")
            else { return nil }
            return inner
        }
        guard let colon = word.firstIndex(of: ":") else { return nil }
        let value = String(word[word.index(after: colon)...].filter { $0 != "\"" })
        guard !value.isEmpty, !value.utf8.contains(0) else { return nil }
        switch word[..<colon] {
        case "s": return .subject(value)
        case "f": return .sender(value)
        case "m": return .messageID(value)
        case "d": return range(value, digits: 8, unit: 86_400_000_000)
        case "dt": return range(value, digits: 14, unit: 1_000_000)
        default: return nil
        }
    }
}

extension ArchiveQuery {
    /// `20260401..20260430`, of which one may be missing; both belong to the range.
    private static func range(_ value: String, digits: Int, unit: Int64) -> Self? {
        let ends = value.split(separator: "..", omittingEmptySubsequences: false)
        guard let first = ends.first, let last = ends.last, ends.count <= 2 else { return nil }
        let since = moment(first, digits: digits)
        let until = moment(last, digits: digits)
        guard first.isEmpty || since != nil, last.isEmpty || until != nil else { return nil }
        return .date(since: since, before: until.map { $0 + unit })
    }

    /// `20260401` or `20260401120000`, in UTC.
    private static func moment(_ text: Substring, digits: Int) -> Int64? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return nil
        }
        let padded = text + String(repeating: "0", count: 14 - digits)
        func number(_ start: Int, _ count: Int) -> Int {
            Int(padded.dropFirst(start).prefix(count)) ?? 0
        }
        return CalendarTime.microseconds(
            year: number(0, 4),
            month: number(4, 2),
            day: number(6, 2),
            hour: number(8, 2),
            minute: number(10, 2),
            second: number(12, 2)
        )
    }
}

extension ArraySlice<Substring> {
    fileprivate mutating func takeFirst(_ word: Substring) -> Bool {
        guard first == word else { return false }
        removeFirst()
        return true
    }
}
