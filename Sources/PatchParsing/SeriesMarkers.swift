/// The place of a patch in its series: 2 of 11. Number 0 is the cover letter.
///
/// The number may exceed the total; people add a `3/2` to a series of two.
public struct SeriesPosition: Hashable, Sendable {
    /// The number of the patch, counted from 1; 0 for the cover letter.
    public let number: Int
    /// How many patches the series says it has.
    public let total: Int

    /// Makes a place: number 2 of 11.
    public init(number: Int, total: Int) {
        self.number = number
        self.total = total
    }
}

extension SeriesPosition {
    /// Reads `02/11`, Mercurial's `2 of 11`, and a hasty `PATCH2/11`: what the tag ends with.
    init?(tag: String) {
        var rest = Array(tag.utf8)[...]
        let total = rest.takeTrailingDigits()
        if rest.last == .slash {
            rest = rest.dropLast()
        } else if rest.suffix(4).hasPrefix(" of ") {
            rest = rest.dropLast(4)
        } else {
            return nil
        }
        guard let number = rest.takeTrailingDigits().wholeNumber, let total = total.wholeNumber
        else { return nil }
        self.init(number: number, total: total)
    }
}

/// The version of a series, from a `v3` tag or, second best, from a `(v3)` anywhere in the name.
struct SeriesVersion {
    let number: Int

    init(tags: [String], name: String) {
        let tagged = tags.lazy.compactMap { Self.number(in: Array($0.utf8)[...]) }.first
        number = tagged ?? Self.parenthesised(in: Array(name.utf8)[...]) ?? 1
    }

    private static func parenthesised(in name: ArraySlice<UInt8>) -> Int? {
        var rest = name
        while let open = rest.firstIndex(of: UInt8(ascii: "(")) {
            rest = rest[open...].dropFirst()
            let word = rest.prefix { $0.isDigit || $0.lowercase == UInt8(ascii: "v") }
            guard rest[word.endIndex...].first == UInt8(ascii: ")") else { continue }
            if let number = number(in: word) { return number }
        }
        return nil
    }

    private static func number(in word: ArraySlice<UInt8>) -> Int? {
        word.first?.lowercase == UInt8(ascii: "v") ? word.dropFirst().wholeNumber : nil
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func takeTrailingDigits() -> ArraySlice<UInt8> {
        let start = lastIndex { !$0.isDigit }.map { $0 + 1 } ?? startIndex
        let digits = self[start...]
        self = self[..<start]
        return digits
    }
}
