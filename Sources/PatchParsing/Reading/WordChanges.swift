/// Finds the words that changed between a deleted line and the added one that took its place.
///
/// The work is bounded: words that are alike at the start and at the end are set aside, and what is
/// between them is compared word by word only while there is a budget for it, which is that of a
/// whole diff. Where it is used up, all that is between them counts as changed.
public struct WordChanges: Sendable {
    /// Comparisons of two words that are left.
    private var budget: Int
    /// Longer lines are not looked into.
    public static let longestLine = 1_000
    /// Words between the equal ends of two lines; more are not compared.
    private static let mostWords = 128

    /// Starts with a budget of comparisons of two words.
    public init(budget: Int = 2_000_000) { self.budget = budget }

    /// What changed, as ranges of bytes within each line, counted from its start.
    public struct Marks: Hashable, Sendable {
        /// In the deleted line.
        public var deleted: [Range<Int>] = []
        /// In the added line.
        public var added: [Range<Int>] = []
    }

    /// What changed between two lines, which come without their signs.
    ///
    /// Lines that have little in common have no marks: all of them is new.
    ///
    /// - Parameters:
    ///   - deleted: The line before.
    ///   - added: The line after.
    /// - Returns: The parts that differ.
    public mutating func marks(
        deleted: ArraySlice<UInt8>,
        added: ArraySlice<UInt8>
    ) -> Marks {
        guard deleted.count <= Self.longestLine, added.count <= Self.longestLine else {
            return Marks()
        }
        let (old, new) = (Words(deleted), Words(added))
        let limit = min(old.count, new.count)
        var head = 0
        while head < limit, old[head].elementsEqual(new[head]) { head += 1 }
        var tail = 0
        while tail < limit - head,
            old[old.count - 1 - tail].elementsEqual(new[new.count - 1 - tail])
        { tail += 1 }
        let middles = (head..<old.count - tail, head..<new.count - tail)
        var kept = (
            old: [Bool](repeating: true, count: old.count),
            new: [Bool](repeating: true, count: new.count)
        )
        for index in middles.0 { kept.old[index] = false }
        for index in middles.1 { kept.new[index] = false }
        keepCommon(old, new, middles, &kept)
        guard Self.areAlike(old, kept.old, new) else { return Marks() }
        return Marks(deleted: old.changed(kept.old), added: new.changed(kept.new))
    }

    /// Keeps the longest sequence of words that both middles have.
    private mutating func keepCommon(
        _ old: Words,
        _ new: Words,
        _ middles: (Range<Int>, Range<Int>),
        _ kept: inout (old: [Bool], new: [Bool])
    ) {
        let (rows, columns) = (middles.0.count, middles.1.count)
        guard rows > 0, columns > 0, rows <= Self.mostWords, columns <= Self.mostWords,
            rows * columns <= budget
        else { return }
        budget -= rows * columns
        let width = columns + 1
        // lengths[r * width + c]: how many words the rests behind row r and column c share.
        var lengths = [UInt8](repeating: 0, count: (rows + 1) * width)
        for row in (0..<rows).reversed() {
            let word = old[middles.0.lowerBound + row]
            for column in (0..<columns).reversed() {
                let same = word.elementsEqual(new[middles.1.lowerBound + column])
                lengths[row * width + column] =
                    same
                    ? lengths[(row + 1) * width + column + 1] + 1
                    : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
            }
        }
        var (row, column) = (0, 0)
        while row < rows, column < columns {
            let (oldIndex, newIndex) = (middles.0.lowerBound + row, middles.1.lowerBound + column)
            if old[oldIndex].elementsEqual(new[newIndex]) {
                (kept.old[oldIndex], kept.new[newIndex]) = (true, true)
                (row, column) = (row + 1, column + 1)
            } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
                row += 1
            } else {
                column += 1
            }
        }
    }

    /// Whether a third of the longer line stayed, blanks not counted.
    private static func areAlike(_ old: Words, _ kept: [Bool], _ new: Words) -> Bool {
        var (stayed, before, after) = (0, 0, 0)
        for index in 0..<old.count where !old.isBlank(index) {
            before += old[index].count
            if kept[index] { stayed += old[index].count }
        }
        for index in 0..<new.count where !new.isBlank(index) { after += new[index].count }
        return stayed > 0 && stayed * 3 >= max(before, after)
    }
}

/// The words of a line: runs of letters and digits, runs of blanks, and single other signs.
private struct Words {
    private let line: ArraySlice<UInt8>
    private var ends: [Int] = []

    init(_ line: ArraySlice<UInt8>) {
        self.line = line
        var last = Class.sign
        for (offset, byte) in line.enumerated() {
            let kind = Class(byte)
            if offset > 0, kind != last || kind == .sign { ends.append(offset) }
            last = kind
        }
        if !line.isEmpty { ends.append(line.count) }
    }

    private enum Class {
        case word, blank, sign

        init(_ byte: UInt8) {
            switch byte {
            case .space, UInt8(ascii: "\t"): self = .blank
            case UInt8(ascii: "_"), 0x80...: self = .word
            default: self = byte.isDigit || byte.isLetter ? .word : .sign
            }
        }
    }

    var count: Int { ends.count }

    subscript(_ index: Int) -> ArraySlice<UInt8> {
        let range = range(index)
        return line[line.startIndex + range.lowerBound..<line.startIndex + range.upperBound]
    }

    private func range(_ index: Int) -> Range<Int> {
        (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }

    func isBlank(_ index: Int) -> Bool { self[index].first.map { Class($0) == .blank } ?? true }

    /// The ranges of what was not kept; those with only blanks between them are one.
    func changed(_ kept: [Bool]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var gapIsBlank = false
        for index in 0..<count {
            guard !kept[index] else {
                gapIsBlank = gapIsBlank && isBlank(index)
                continue
            }
            let range = range(index)
            if gapIsBlank || ranges.last?.upperBound == range.lowerBound, let last = ranges.last {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
            gapIsBlank = true
        }
        return ranges
    }
}
