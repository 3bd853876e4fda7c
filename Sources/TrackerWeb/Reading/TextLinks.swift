import TrackerHTTP

/// The addresses in a line of a mail.
enum TextLinks {
    struct Found: Equatable {
        /// Bytes of the line, counted from its start.
        let range: Range<Int>
        let link: Link
    }

    /// Longer addresses stay text.
    private static let longest = 2_000

    /// The links of a line in their order; linear in its length.
    static func all(in line: ArraySlice<UInt8>) -> [Found] {
        // Most lines have none.
        guard line.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "@") }) else {
            return []
        }
        var found: [Found] = []
        var index = line.startIndex
        while index < line.endIndex {
            let byte = line[index]
            let next: Found? =
                switch byte {
                case UInt8(ascii: ":"): address(in: line, colon: index, behind: found.last)
                case UInt8(ascii: "<"): messageID(in: line, open: index)
                default: nil
                }
            if let next {
                found.append(next)
                index = line.startIndex + next.range.upperBound
            } else {
                index += 1
            }
        }
        return found
    }

    /// `https://…`, found by its colon.
    private static func address(
        in line: ArraySlice<UInt8>,
        colon: Int,
        behind last: Found?
    ) -> Found? {
        guard line[colon...].starts(with: "://".utf8) else { return nil }
        let floor = max(line.startIndex + (last?.range.upperBound ?? 0), colon - 6)
        var start = colon
        while start > floor, line[start - 1].isASCIILetter { start -= 1 }
        let rest = line[colon...].prefix(longest)
        var end = rest.firstIndex { $0.endsAddress } ?? rest.endIndex
        // What closes the sentence is not part of the address.
        while end > colon + 3, line[end - 1].isPunctuation { end -= 1 }
        guard end > colon + 3,
            let link = Link.address(String(decoding: line[start..<end], as: UTF8.self))
        else { return nil }
        return Found(range: start - line.startIndex..<end - line.startIndex, link: link)
    }

    /// `<20261118-x-1@example.org>`, unless it is the address of a person, with a name before it.
    private static func messageID(in line: ArraySlice<UInt8>, open: Int) -> Found? {
        let inner = line[(open + 1)...].prefix(250).prefix { $0 != UInt8(ascii: ">") }
        guard inner.endIndex < line.endIndex, line[inner.endIndex] == UInt8(ascii: ">"),
            let at = inner.firstIndex(of: UInt8(ascii: "@")),
            inner.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") })
        else { return nil }
        // People's addresses have few digits.
        guard inner[..<at].count(where: { $0.isASCIIDigit }) >= 6 else { return nil }
        let link = Link.archived(String(decoding: inner, as: UTF8.self))
        let start = inner.startIndex - line.startIndex
        return Found(range: start..<start + inner.count, link: link)
    }
}

extension UInt8 {
    fileprivate var isASCIILetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
    fileprivate var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// Blanks, controls, quotes, angle brackets, a closing parenthesis, and what is not ASCII: it may
    /// hide, or belong to the sentence.
    fileprivate var endsAddress: Bool {
        self <= 0x20 || self >= 0x7F
            || [UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: ")")]
                .contains(self)
    }

    fileprivate var isPunctuation: Bool {
        [
            UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
            UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "'"), UInt8(ascii: "]"),
            UInt8(ascii: "}"),
        ].contains(self)
    }
}
