extension LineDiff {
    /// The memory of a search, which is kept for the next one.
    struct Space {
        /// The lines of the old text that the new one has, too, and their indices.
        fileprivate(set) var x: [Int32] = []
        fileprivate(set) var xPlaces: [Int] = []
        /// The same of the new text.
        fileprivate(set) var y: [Int32] = []
        fileprivate(set) var yPlaces: [Int] = []
        /// How far the paths from the start have come on each diagonal, and those from the end.
        private var forward: [Int] = []
        private var backward: [Int] = []
        /// For each line number the last comparison in which the old text, or the new one, had it.
        private var seenInOld: [UInt32]
        private var seenInNew: [UInt32]
        private var comparison: UInt32 = 0

        /// - Parameter numbers: How many line numbers there are.
        init(numbers: Int) {
            seenInOld = [UInt32](repeating: 0, count: numbers)
            seenInNew = seenInOld
        }

        /// Where a box is divided.
        enum Division {
            case at(Int, Int)
            case tooFar
        }
    }
}

extension LineDiff.Space {
    /// Keeps the lines that both texts have: the others are changed whatever the search finds.
    mutating func keepCommon(_ old: ArraySlice<Int32>, _ new: ArraySlice<Int32>) {
        comparison &+= 1
        for line in old { seenInOld[Int(line)] = comparison }
        for line in new { seenInNew[Int(line)] = comparison }
        x.removeAll(keepingCapacity: true)
        xPlaces.removeAll(keepingCapacity: true)
        y.removeAll(keepingCapacity: true)
        yPlaces.removeAll(keepingCapacity: true)
        for place in old.indices where seenInNew[Int(old[place])] == comparison {
            x.append(old[place])
            xPlaces.append(place)
        }
        for place in new.indices where seenInOld[Int(new[place])] == comparison {
            y.append(new[place])
            yPlaces.append(place)
        }
    }

    /// Looks for a place in the middle of a shortest path through a box of which neither the first lines
    /// nor the last ones are equal.
    mutating func split(
        _ box: LineDiff.Box,
        most: Int,
        deepest: Int,
        budget: inout WorkBudget
    ) -> Division {
        let lines = box.right - box.left + box.bottom - box.top
        let deepest = max(deepest, Int(Double(lines).squareRoot()))
        var search = Search(box)
        let needed = search.diagonals
        if forward.count < needed {
            forward = [Int](repeating: 0, count: needed)
            backward = forward
        }
        forward[search.start + search.offset] = box.left
        backward[search.end + search.offset] = box.right
        for depth in 1...max(1, deepest) {
            // Before this round no path of fewer edits has met another.
            if 2 * depth - 1 > most { return .tooFar }
            if let place = search.goForward(&forward, backward, x, y) { return place }
            if let place = search.goBackward(&backward, forward, x, y) { return place }
            budget.spend(search.width)
            if budget.isUsedUp { break }
        }
        return search.furthest(forward, backward)
    }
}

/// Paths from both corners of a box, which take turns; a diagonal is the place in the old text minus
/// that in the new one.
private struct Search {
    private let box: LineDiff.Box
    /// The diagonals on which the paths start.
    let start: Int
    let end: Int
    /// The diagonals that the paths have reached.
    private var reached: ClosedRange<Int>
    private var reachedBack: ClosedRange<Int>
    /// The diagonals that cross the box.
    private let all: ClosedRange<Int>

    init(_ box: LineDiff.Box) {
        self.box = box
        start = box.left - box.top
        end = box.right - box.bottom
        reached = start...start
        reachedBack = end...end
        all = (box.left - box.bottom)...(box.right - box.top)
    }

    /// What is added to a diagonal to make it an index.
    var offset: Int { 1 - all.lowerBound }
    /// Room for all diagonals, and one at each side.
    var diagonals: Int { all.count + 2 }
    /// How many diagonals a round looks at.
    var width: Int { (reached.count + reachedBack.count) / 2 + 1 }

    /// One more edit for each path from the start.
    mutating func goForward(
        _ ends: inout [Int],
        _ others: [Int],
        _ x: [Int32],
        _ y: [Int32]
    ) -> LineDiff.Space.Division? {
        reached = widened(reached, &ends, outside: -1)
        let meets = (start - end) & 1 != 0
        for diagonal in Self.inTurn(reached) {
            let index = diagonal + offset
            var column = max(ends[index - 1] + 1, ends[index + 1])
            var row = column - diagonal
            while column < box.right, row < box.bottom, x[column] == y[row] {
                (column, row) = (column + 1, row + 1)
            }
            ends[index] = column
            if meets, reachedBack.contains(diagonal), others[index] <= column {
                return .at(column, row)
            }
        }
        return nil
    }

    /// One more edit for each path from the end.
    mutating func goBackward(
        _ ends: inout [Int],
        _ others: [Int],
        _ x: [Int32],
        _ y: [Int32]
    ) -> LineDiff.Space.Division? {
        reachedBack = widened(reachedBack, &ends, outside: .max / 2)
        let meets = (start - end) & 1 == 0
        for diagonal in Self.inTurn(reachedBack) {
            let index = diagonal + offset
            var column = min(ends[index - 1], ends[index + 1] - 1)
            var row = column - diagonal
            while column > box.left, row > box.top, x[column - 1] == y[row - 1] {
                (column, row) = (column - 1, row - 1)
            }
            ends[index] = column
            if meets, reached.contains(diagonal), column <= others[index] {
                return .at(column, row)
            }
        }
        return nil
    }

    /// Every other diagonal: an edit leads from one to the next.
    private static func inTurn(_ range: ClosedRange<Int>) -> StrideThrough<Int> {
        stride(from: range.upperBound, through: range.lowerBound, by: -2)
    }

    /// The diagonals of the next round: one more at each side, or one less at the edge of the box.
    private func widened(
        _ range: ClosedRange<Int>,
        _ ends: inout [Int],
        outside: Int
    ) -> ClosedRange<Int> {
        var (low, high) = (range.lowerBound, range.upperBound)
        if low > all.lowerBound {
            low -= 1
            ends[low - 1 + offset] = outside
        } else {
            low += 1
        }
        if high < all.upperBound {
            high += 1
            ends[high + 1 + offset] = outside
        } else {
            high -= 1
        }
        return low...max(low, high)
    }

    /// The place that is furthest from where its path began.
    func furthest(_ forward: [Int], _ backward: [Int]) -> LineDiff.Space.Division {
        var best = (gain: 0, column: box.left, row: box.top)
        for diagonal in Self.inTurn(reached) {
            let column = min(forward[diagonal + offset], box.right, box.bottom + diagonal)
            let row = column - diagonal
            guard column >= box.left, row >= box.top else { continue }
            let gain = column - box.left + row - box.top
            if gain > best.gain { best = (gain, column, row) }
        }
        for diagonal in Self.inTurn(reachedBack) {
            let column = max(backward[diagonal + offset], box.left, box.top + diagonal)
            let row = column - diagonal
            guard column <= box.right, row <= box.bottom else { continue }
            let gain = box.right - column + box.bottom - row
            if gain > best.gain { best = (gain, column, row) }
        }
        return .at(best.column, best.row)
    }
}
