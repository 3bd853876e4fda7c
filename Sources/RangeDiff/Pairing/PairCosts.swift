/// What each pair of an old and a new patch would cost, compared with leaving both alone.
struct PairCosts {
    private let old: [NumberedPatch]
    private let new: [NumberedPatch]
    /// For row · columns + column the lines that the pair saves; 0 if it is no better than no pair.
    private var savings: [Int32]
    private var space: LineDiff.Space
    /// For each line number how often the old patch in question has it.
    private var counts: [Int32]
    /// Whether the budget was used up.
    private(set) var isEstimate = false

    init(old: [NumberedPatch], new: [NumberedPatch], lineNumbers: Int) {
        (self.old, self.new) = (old, new)
        savings = [Int32](repeating: 0, count: old.count * new.count)
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
            if budget.isUsedUp {
                isEstimate = true
                let isSame = patch.title == new[column].title
                savings[row * new.count + column] = isSame ? 1 : 0
            } else {
                let saving = saving(patch, new[column], &budget)
                savings[row * new.count + column] = Int32(clamping: saving)
            }
        }
        for (line, _) in patch.counts { counts[Int(line)] = 0 }
        budget.spend(2 * patch.counts.count)
    }

    /// How much less a pair costs than two patches without another; never below 0.
    private mutating func saving(
        _ old: NumberedPatch,
        _ new: NumberedPatch,
        _ budget: inout WorkBudget
    ) -> Int {
        let alone = old.costAlone + new.costAlone
        budget.spend(1)
        // Each changed line costs at least itself, and there is at least one hunk header.
        guard abs(old.diff.count - new.diff.count) < alone else { return 0 }
        var common = 0
        for (line, count) in new.counts { common += Int(min(count, counts[Int(line)])) }
        budget.spend(new.counts.count)
        guard old.diff.count + new.diff.count - 2 * common < alone else { return 0 }
        guard
            let diff = LineDiff(
                old.diff,
                new.diff,
                most: alone - 1,
                space: &space,
                budget: &budget
            )
        else { return 0 }
        if diff.isEstimate { isEstimate = true }
        let cost = LineHunk.hunks(of: diff.changes, oldCount: old.diff.count)
            .reduce(0) { $0 + $1.printedLines }
        return max(0, alone - cost)
    }

    /// The pairs that save most all in all: for each row its column, if it has one.
    func cheapestPairs() -> [Int?] {
        let isWide = new.count >= old.count
        let (rows, columns) = isWide ? (old.count, new.count) : (new.count, old.count)
        let chosen = Assignment.cheapest(rows: rows, columns: columns) { row, column in
            isWide ? cost(row, column) : cost(column, row)
        }
        var result = [Int?](repeating: nil, count: old.count)
        for (row, column) in chosen.enumerated() {
            let (oldIndex, newIndex) = isWide ? (row, column) : (column, row)
            if savings[oldIndex * new.count + newIndex] > 0 { result[oldIndex] = newIndex }
        }
        return result
    }

    /// The saving as a cost. Of sets of pairs that save the same, the one with more equal titles is
    /// cheaper; all titles together weigh less than one line.
    private func cost(_ row: Int, _ column: Int) -> Int {
        let saving = savings[row * new.count + column]
        guard saving > 0 else { return 0 }
        return -Int(saving) * 1024 - (old[row].title == new[column].title ? 1 : 0)
    }
}
