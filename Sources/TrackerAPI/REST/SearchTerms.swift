/// The terms of a search: `tcp "fix a" race,typo` has four.
enum SearchTerms {
    /// More terms than this are ignored.
    private static let limit = 100

    static func split(_ text: String) -> [String] {
        Array(words(text).flatMap(terms).prefix(limit))
    }

    /// Splits at white space outside of quotes. A quote without its partner is an ordinary letter.
    private static func words(_ text: String) -> [Substring] {
        var words: [Substring] = []
        var rest = text[...]
        while words.count < limit {
            rest = rest.drop(while: \.isWhitespace)
            guard !rest.isEmpty else { break }
            let end = endOfWord(rest)
            words.append(rest[..<end])
            rest = rest[end...]
        }
        return words
    }

    private static func endOfWord(_ text: Substring) -> Substring.Index {
        var place = text.startIndex
        while place < text.endIndex, !text[place].isWhitespace {
            let letter = text[place]
            let next = text.index(after: place)
            if letter == "\"" || letter == "'", let close = text[next...].firstIndex(of: letter) {
                place = text.index(after: close)
            } else {
                place = next
            }
        }
        return place
    }

    private static func terms(_ word: Substring) -> [String] {
        var word = word.drop { $0 == "," }
        while word.last == "," { word.removeLast() }
        if let quote = word.first, quote == "\"" || quote == "'", word.count > 1,
            word.last == quote
        {
            return [String(word.dropFirst().dropLast())].filter { !$0.isEmpty }
        }
        return word.split(separator: ",").map(String.init)
    }
}
