/// Lines of the old text that lines of the new one replace; one of both sides may be empty.
struct LineChange: Hashable {
    var old: Range<Int>
    var new: Range<Int>
}

extension LineDiff {
    /// The changes in the order of the texts, counted from 0, each where a person would look for it.
    ///
    /// Where a line stands twice, either may be the added one. As in git, an added or deleted group joins
    /// a change that it can be moved to, and stands as far down as it can otherwise.
    var changes: [LineChange] {
        var result: [LineChange] = []
        var waiting = plainChanges[...]
        while var change = waiting.popFirst() {
            let nextOld = waiting.first?.old.lowerBound ?? old.count
            let steps = stepsDown(change, most: nextOld - change.old.upperBound)
            let touchesNext = change.old.upperBound + steps == nextOld
            if let next = waiting.first, touchesNext {
                change.move(by: steps)
                waiting[waiting.startIndex] = LineChange(
                    old: change.old.lowerBound..<next.old.upperBound,
                    new: change.new.lowerBound..<next.new.upperBound
                )
                continue
            }
            if let last = result.last {
                let gap = change.old.lowerBound - last.old.upperBound
                if stepsUp(change, most: gap) == gap {
                    change.move(by: -gap)
                    result[result.count - 1] = LineChange(
                        old: last.old.lowerBound..<change.old.upperBound,
                        new: last.new.lowerBound..<change.new.upperBound
                    )
                    continue
                }
            }
            change.move(by: steps)
            result.append(change)
        }
        return result
    }

    private var plainChanges: [LineChange] {
        var result: [LineChange] = []
        var (row, column) = (0, 0)
        while row < deleted.count || column < added.count {
            let (firstRow, firstColumn) = (row, column)
            while row < deleted.count, deleted[row] { row += 1 }
            while column < added.count, added[column] { column += 1 }
            if row > firstRow || column > firstColumn {
                result.append(LineChange(old: firstRow..<row, new: firstColumn..<column))
            }
            // Both have as many lines left that are no changes.
            (row, column) = (row + 1, column + 1)
        }
        return result
    }

    /// How far a change of one side only can be moved down without becoming another.
    private func stepsDown(_ change: LineChange, most: Int) -> Int {
        steps(change, most: most) { side, text in
            var steps = 0
            while steps < most, side.upperBound + steps < text.count,
                text[text.startIndex + side.lowerBound + steps]
                    == text[text.startIndex + side.upperBound + steps]
            { steps += 1 }
            return steps
        }
    }

    /// How far it can be moved up.
    private func stepsUp(_ change: LineChange, most: Int) -> Int {
        steps(change, most: most) { side, text in
            var steps = 0
            while steps < most, side.lowerBound - steps > 0,
                text[text.startIndex + side.lowerBound - steps - 1]
                    == text[text.startIndex + side.upperBound - steps - 1]
            { steps += 1 }
            return steps
        }
    }

    private func steps(
        _ change: LineChange,
        most: Int,
        count: (Range<Int>, ArraySlice<Int32>) -> Int
    ) -> Int {
        if change.old.isEmpty { return count(change.new, new) }
        if change.new.isEmpty { return count(change.old, old) }
        return 0
    }
}

extension LineChange {
    fileprivate mutating func move(by steps: Int) {
        old = old.lowerBound + steps..<old.upperBound + steps
        new = new.lowerBound + steps..<new.upperBound + steps
    }
}

/// Changes that are near to one another, with the lines around them.
struct LineHunk: Hashable {
    /// Lines above and below a change that belong to it.
    static let context = 3

    private(set) var old: Range<Int>
    private(set) var new: Range<Int>
    private(set) var changes: [LineChange]

    /// Puts changes together between which there are at most six other lines.
    static func hunks(of changes: [LineChange], oldCount: Int) -> [LineHunk] {
        var result: [LineHunk] = []
        for change in changes {
            if let last = result.last?.changes.last,
                change.old.lowerBound - last.old.upperBound <= 2 * context
            {
                result[result.count - 1].changes.append(change)
            } else {
                result.append(LineHunk(old: 0..<0, new: 0..<0, changes: [change]))
            }
        }
        for index in result.indices { result[index].setRanges(oldCount: oldCount) }
        return result
    }

    private mutating func setRanges(oldCount: Int) {
        guard let first = changes.first, let last = changes.last else { return }
        let above = min(Self.context, first.old.lowerBound)
        let below = min(Self.context, oldCount - last.old.upperBound)
        old = first.old.lowerBound - above..<last.old.upperBound + below
        new = first.new.lowerBound - above..<last.new.upperBound + below
    }

    /// How many lines the hunk has when it is printed: its header, what changes, what stands around.
    var printedLines: Int {
        1 + old.count + changes.reduce(0) { $0 + $1.new.count }
    }
}
