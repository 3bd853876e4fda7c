/// The patches that a line names: `For patches 1-3 and 5:`.
enum PatchScope: Hashable {
    case all
    case numbers(Set<Int>)
    case allBut(Set<Int>)
    /// It names patches, but not in a way that is certain.
    case unclear

    /// Words of a line that are looked at.
    private static let mostWords = 60

    /// Reads the line above a trailer.
    init(line: ArraySlice<UInt8>, total: Int) {
        let words = Self.words(line)
        if words.contains(where: { Self.exceptions.contains($0) }) {
            self = Self.exception(words, total)
            return
        }
        // Patches count where the line begins with them, and behind "for".
        for start in words.indices where start == 0 || words[start - 1] == "for" {
            if let found = Self.scope(words[start...], total) {
                self = found
                return
            }
        }
        self = .all
    }

    /// Reads what stands behind `#` or in brackets at the end of the value of a trailer; nil where
    /// that names no patches, as in `# on a Raspberry Pi`.
    init?(endOf value: String, total: Int) {
        let bytes = Array(value.utf8)[...]
        let address = bytes.lastIndex(of: UInt8(ascii: ">")) ?? bytes.startIndex
        let rest = bytes[address...]
        guard
            let start = rest.firstIndex(where: {
                $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "[")
            })
        else { return nil }
        var words = Self.words(rest[start...])[...]
        if ["for", "on"].contains(words.first) { words = words.dropFirst() }
        guard let found = Self.scope(words, total, isWhole: true) else { return nil }
        self = found
    }

    /// The patches; nil where they are not certain, or none.
    func patches(of total: Int) -> CoverTrailer.Patches? {
        switch self {
        case .all: return .all
        case .numbers(let numbers): return numbers.isEmpty ? nil : .numbers(numbers)
        case .allBut(let numbers):
            let rest = total <= CoverTrailer.mostPatches ? Set(1...total).subtracting(numbers) : []
            return rest.isEmpty ? nil : .numbers(rest)
        case .unclear: return nil
        }
    }

    private static let exceptions: Set<String> = [
        "except", "excluding", "besides", "rest", "others",
    ]
    private static let wholes: Set<String> = ["series", "set", "patchset", "patchseries", "all"]
    private static let articles: Set<String> = [
        "the", "this", "that", "whole", "entire", "full", "complete", "your", "all", "of", "patch",
    ]
    private static let joints: Set<String> = [
        "and", "&", "+", ",", "patch", "patches", "#", "also",
    ]
    private static let ranges: Set<String> = ["-", "to", "through", "\u{2013}", "..", "..."]

    private static func scope(
        _ words: ArraySlice<String>,
        _ total: Int,
        isWhole: Bool = false
    ) -> PatchScope? {
        if let (numbers, rest) = list(words, total) {
            return isWhole && !rest.isEmpty ? nil : .numbers(numbers)
        }
        let rest = words.drop { articles.contains($0) && !($0 == "all" && words.count == 1) }
        guard let word = rest.first,
            wholes.contains(word) || word == "patches" && words.first == "all"
        else { return nil }
        return isWhole && rest.count > 1 ? nil : .all
    }

    /// `patches 1-3, 5 and 7`, and `1/7, 2/7` where there are seven.
    private static func list(
        _ words: ArraySlice<String>,
        _ total: Int
    ) -> (numbers: Set<Int>, rest: ArraySlice<String>)? {
        guard total <= CoverTrailer.mostPatches else { return nil }
        var rest = words.drop { $0 == "the" }
        let isNamed = rest.first == "patch" || rest.first == "patches"
        rest = rest.drop { joints.contains($0) && $0 != "," }
        var numbers: Set<Int> = []
        var last: Int?
        var hasNumbers = false
        while let word = rest.first {
            if ranges.contains(word), let start = last,
                let end = number(rest.dropFirst(), total, isNamed)
            {
                let top = min(end.number, total)
                if start <= top { numbers.formUnion(start...top) }
                (rest, last) = (end.rest, nil)
            } else if let found = number(rest, total, isNamed) {
                if found.number <= total { numbers.insert(found.number) }
                (last, hasNumbers) = (min(found.number, total + 1), true)
                rest = found.rest
            } else if joints.contains(word), last != nil || !numbers.isEmpty {
                (rest, last) = (rest.dropFirst(), nil)
            } else {
                break
            }
        }
        return hasNumbers ? (numbers, rest) : nil
    }

    /// `3`, `#3`, `03/07`; without the word "patch" in front only the last.
    private static func number(
        _ words: ArraySlice<String>,
        _ total: Int,
        _ isNamed: Bool
    ) -> (number: Int, rest: ArraySlice<String>)? {
        let words = words.first == "#" ? words.dropFirst() : words
        guard let word = words.first, let number = Array(word.utf8)[...].wholeNumber, number > 0
        else {
            return nil
        }
        let rest = words.dropFirst()
        if rest.first == "/" {
            guard let of = rest.dropFirst().first, Array(of.utf8)[...].wholeNumber == total else {
                return nil
            }
            return (number, rest.dropFirst(2))
        }
        return isNamed ? (number, rest) : nil
    }

    /// `for the series except patch 3`; what else is left out is not certain.
    private static func exception(_ words: [String], _ total: Int) -> PatchScope {
        guard let index = words.firstIndex(where: { exceptions.contains($0) }),
            !["rest", "others"].contains(words[index]),
            case .all? = words.first == "for"
                ? scope(words[1..<index], total) : scope(words[..<index], total)
        else {
            // "The rest of the line" is no patch, nor is "except for that"; "for the rest" is.
            let names = ["patch", "patches", "series", "set"]
            let isRest = words.contains("for") && words.contains { $0 == "rest" || $0 == "others" }
            return isRest || words.contains { names.contains($0) } ? .unclear : .all
        }
        let behind = words[(index + 1)...].drop { $0 == "for" }
        guard let (numbers, _) = list(behind, total), !numbers.isEmpty else { return .unclear }
        return .allBut(numbers)
    }

    /// Runs of letters, runs of digits, and single other signs but `:`, in small letters.
    private static func words(_ line: ArraySlice<UInt8>) -> [String] {
        var words: [String] = []
        var rest = line.trimmed()
        while let first = rest.first, words.count < mostWords {
            let word: ArraySlice<UInt8>
            if first.isDigit {
                word = rest.prefix(while: \.isDigit)
            } else if first.isLetter {
                word = rest.prefix { $0.isLetter || $0 == UInt8(ascii: "'") }
            } else if first >= 0x80 {
                word = rest.prefix { $0 >= 0x80 }
            } else {
                word = rest.prefix(1)
            }
            rest = rest[word.endIndex...].trimmedAtStart()
            if !":().[]".utf8.contains(first) {
                words.append(String(decoding: word.map(\.lowercase), as: UTF8.self))
            }
        }
        // What a comment begins with.
        if words.first == "#", words.count > 1, words[1].utf8.first?.isLetter == true {
            words.removeFirst()
        }
        return words
    }
}
