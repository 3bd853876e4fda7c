/// What each pair of an old and a new patch would cost, compared with leaving both alone.
struct PairCosts {
    private let old: [NumberedPatch]
    private let new: [NumberedPatch]
    /// For row · columns + column what the pair is worth: 1024 for each line that it saves, and 1 for
    /// equal titles, so that of sets of pairs that save the same the one with more equal titles is
    /// taken. 0 if it is no better than no pair.
    private var worth: [Int32]
    private var space: LineDiff.Space
    /// For each line number how often the old patch in question has it.
    private var counts: [Int32]
    /// Whether the budget was used up.
    private(set) var isEstimate = false

    init(old: [NumberedPatch], new: [NumberedPatch], lineNumbers: Int) {
        (self.old, self.new) = (old, new)
        worth = [Int32](repeating: 0, count: old.count * new.count)
        space = LineDiff.Space(numbers: lineNumbers)
        counts = [Int32](repeating: 0, count: lineNumbers)
    }

    /// Compares all with all, those of the same title first: where the budget ends, they count most.
    mutating func compare(_ budget: inout WorkBudget) {
        var columns: [String: [Int]] = [:]
        for (column, patch) in new.enumerated() { columns[patch.title, default: []].append(column) }
        for row in old.indices {
            compare(row, with: columns[old[row].title] ?? [], &budget)
        }
        for row in old.indices {
            let title = old[row].title
            compare(row, with: new.indices.filter { new[$0].title != title }, &budget)
        }
    }

    private mutating func compare(_ row: Int, with columns: [Int], _ budget: inout WorkBudget) {
        let patch = old[row]
        guard !columns.isEmpty else { return }
        for (line, count) in patch.counts { counts[Int(line)] = count }
        for column in columns {
            if budget.isUsedUp { isEstimate = true }
            guard let saving = budget.isUsedUp ? 0 : saving(patch, new[column], &budget) else {
                continue
            }
            let title = patch.title == new[column].title ? 1 : 0
            worth[row * new.count + column] = Int32(clamping: saving * 1024 + title)
        }
        for (line, _) in patch.counts { counts[Int(line)] = 0 }
        budget.spend(2 * patch.counts.count)
    }

    /// How much less a pair costs than two patches without another; `nil` if it costs as much.
    private mutating func saving(
        _ old: NumberedPatch,
        _ new: NumberedPatch,
        _ budget: inout WorkBudget
    ) -> Int? {
        let alone = old.costAlone + new.costAlone
        budget.spend(1)
        // Each changed line costs at least itself, and there is at least one hunk header.
        guard abs(old.diff.count - new.diff.count) < alone else { return nil }
        var common = 0
        for (line, count) in new.counts { common += Int(min(count, counts[Int(line)])) }
        budget.spend(new.counts.count)
        guard old.diff.count + new.diff.count - 2 * common < alone else { return nil }
        guard
            let diff = LineDiff(
                old.diff,
                new.diff,
                most: alone - 1,
                space: &space,
                budget: &budget
            )
        else { return nil }
        if diff.isEstimate { isEstimate = true }
        let cost = LineHunk.hunks(of: diff.changes, oldCount: old.diff.count)
            .reduce(0) { $0 + $1.printedLines }
        return cost < alone ? alone - cost : nil
    }

    /// The pairs that save most all in all: for each row its column, if it has one.
    func cheapestPairs() -> [Int?] {
        let isWide = new.count >= old.count
        let (rows, columns) = isWide ? (old.count, new.count) : (new.count, old.count)
        let chosen = Assignment.cheapest(rows: rows, columns: columns) { row, column in
            let place = isWide ? row * new.count + column : column * new.count + row
            return -Int(worth[place])
        }
        var result = [Int?](repeating: nil, count: old.count)
        for (row, column) in chosen.enumerated() {
            let (oldIndex, newIndex) = isWide ? (row, column) : (column, row)
            if worth[oldIndex * new.count + newIndex] > 0 { result[oldIndex] = newIndex }
        }
        return result
    }
}
