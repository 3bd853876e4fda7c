/// Which lines of two texts correspond: in both texts in the same order, and equal.
///
/// Lines that are there once in both decide, as in the patience diff, and what is between them is
/// aligned again. A stretch without such lines is aligned by the longest common sequence while it is
/// small; a large one stays without, except for its equal ends. So the work is n log n in the lines,
/// for each of a limited number of rounds.
struct LineAlignment {
    /// By the number of the old line, that of the new one; -1 where there is none.
    private(set) var newLines: [Int32]
    private let old: [UInt64]
    private let new: [UInt64]
    /// Comparisons of two lines that are left for stretches without lines that are there once.
    private var budget = 1_000_000

    /// Stretches within stretches.
    private static let mostRounds = 24
    /// Pairs of lines of one stretch that are compared.
    private static let mostPairs = 40_000

    private struct Stretch {
        var old: Range<Int>
        var new: Range<Int>
        var round: Int

        var isEmpty: Bool { old.isEmpty || new.isEmpty }
    }

    /// Aligns two texts, given by the hashes of their lines.
    init(_ old: [UInt64], _ new: [UInt64]) {
        (self.old, self.new) = (old, new)
        newLines = [Int32](repeating: -1, count: old.count)
        var waiting = [Stretch(old: old.indices, new: new.indices, round: 0)]
        while let stretch = waiting.popLast() {
            guard !stretch.isEmpty else { continue }
            let pairs = stretch.round < Self.mostRounds ? pairsInOrder(stretch) : []
            guard !pairs.isEmpty else {
                // Not before: equal ends may belong to lines that only look the same.
                alignLongest(withoutEqualEnds(stretch))
                continue
            }
            var (oldStart, newStart) = (stretch.old.lowerBound, stretch.new.lowerBound)
            for (old, new) in pairs {
                newLines[old] = Int32(clamping: new)
                waiting.append(
                    Stretch(old: oldStart..<old, new: newStart..<new, round: stretch.round + 1)
                )
                (oldStart, newStart) = (old + 1, new + 1)
            }
            waiting.append(
                Stretch(
                    old: oldStart..<stretch.old.upperBound,
                    new: newStart..<stretch.new.upperBound,
                    round: stretch.round + 1
                )
            )
        }
    }

    private mutating func withoutEqualEnds(_ stretch: Stretch) -> Stretch {
        var (oldStart, newStart) = (stretch.old.lowerBound, stretch.new.lowerBound)
        var (oldEnd, newEnd) = (stretch.old.upperBound, stretch.new.upperBound)
        while oldStart < oldEnd, newStart < newEnd, old[oldStart] == new[newStart] {
            newLines[oldStart] = Int32(clamping: newStart)
            (oldStart, newStart) = (oldStart + 1, newStart + 1)
        }
        while oldStart < oldEnd, newStart < newEnd, old[oldEnd - 1] == new[newEnd - 1] {
            (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1)
            newLines[oldEnd] = Int32(clamping: newEnd)
        }
        return Stretch(old: oldStart..<oldEnd, new: newStart..<newEnd, round: stretch.round)
    }

    /// The lines that are there once on both sides: as many of them as are in the same order.
    private func pairsInOrder(_ stretch: Stretch) -> [(old: Int, new: Int)] {
        var places: [UInt64: (count: Int, line: Int)] = [:]
        for line in stretch.new {
            let count = places[new[line]]?.count ?? 0
            places[new[line]] = (count + 1, line)
        }
        var counts: [UInt64: Int] = [:]
        for line in stretch.old where places[old[line]]?.count == 1 {
            counts[old[line], default: 0] += 1
        }
        var pairs: [(old: Int, new: Int)] = []
        for line in stretch.old where counts[old[line]] == 1 {
            if let place = places[old[line]] { pairs.append((line, place.line)) }
        }
        return Self.longestRising(pairs)
    }

    /// The longest part of the pairs whose new lines rise as the old ones do.
    private static func longestRising(_ pairs: [(old: Int, new: Int)]) -> [(old: Int, new: Int)] {
        // ends[n]: the pair with the least new line that ends a rising sequence of n + 1 pairs.
        var ends: [Int] = []
        var previous = [Int](repeating: -1, count: pairs.count)
        for index in pairs.indices {
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if pairs[ends[middle]].new < pairs[index].new {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            if low > 0 { previous[index] = ends[low - 1] }
            if low < ends.count { ends[low] = index } else { ends.append(index) }
        }
        var rising: [(old: Int, new: Int)] = []
        var next = ends.last ?? -1
        while next >= 0 {
            rising.append(pairs[next])
            next = previous[next]
        }
        return rising.reversed()
    }

    private mutating func alignLongest(_ stretch: Stretch) {
        let (rows, columns) = (stretch.old.count, stretch.new.count)
        let (pairs, overflow) = rows.multipliedReportingOverflow(by: columns)
        guard !overflow, pairs <= Self.mostPairs, pairs <= budget else { return }
        budget -= pairs
        let width = columns + 1
        let (first, second) = (stretch.old.lowerBound, stretch.new.lowerBound)
        // lengths[r * width + c]: how many lines the rests behind row r and column c share.
        var lengths = [UInt16](repeating: 0, count: (rows + 1) * width)
        for row in (0..<rows).reversed() {
            for column in (0..<columns).reversed() {
                lengths[row * width + column] =
                    old[first + row] == new[second + column]
                    ? lengths[(row + 1) * width + column + 1] + 1
                    : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
            }
        }
        var (row, column) = (0, 0)
        while row < rows, column < columns {
            if old[first + row] == new[second + column] {
                newLines[first + row] = Int32(clamping: second + column)
                (row, column) = (row + 1, column + 1)
            } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
                row += 1
            } else {
                column += 1
            }
        }
    }
}
