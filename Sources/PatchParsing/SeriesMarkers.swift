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
    /// `nil` where nothing names a version.
    let label: Int?
    var number: Int { label ?? 1 }

    init(tags: [String], name: String) {
        let tagged = tags.lazy.compactMap { Self.number(inTag: Array($0.utf8)[...]) }.first
        label = tagged ?? Self.parenthesised(in: Array(name.utf8)[...])
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

    /// Words that people glue the version to: `PATCHv2`, `RFCv3`.
    private static let gluedWords = ["patch", "rfc", "pull", "resend"]

    /// Reads `v2`, `PATCHv2` and, as its second version, the partial repost `v2.1`.
    static func number(inTag tag: ArraySlice<UInt8>) -> Int? {
        var rest = tag
        for word in gluedWords
        where rest.prefix(word.utf8.count).map(\.lowercase).elementsEqual(word.utf8) {
            rest = rest.dropFirst(word.utf8.count)
            break
        }
        guard rest.first?.lowercase == UInt8(ascii: "v") else { return nil }
        let halves = rest.dropFirst()
            .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard halves.count <= 3, halves.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) })
        else {
            return nil
        }
        return halves.first?.wholeNumber
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

extension PatchSubject {
    /// The version that the subject names, as `v2` does; `nil` for a first version without a mark,
    /// and for a patch whose cover letter alone has it.
    public var versionLabel: Int? { SeriesVersion(tags: tags, name: name).label }
}
