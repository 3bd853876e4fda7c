/// Finds out which patch of the new version was which of the old one, as `git range-diff` does.
///
/// Patches with equal diffs are pairs. For the others the pairs are sought that make the least work all
/// in all: a pair costs as many lines as the diff between the two diffs has, a patch without another 60
/// percent of its own lines.
struct Pairing {
    /// The index of the new patch for each old one.
    private(set) var newIndices: [Int?]
    /// Whether there were too many or too large patches, so that other pairs may be better.
    private(set) var isEstimate = false

    private let old: [NumberedPatch]
    private let new: [NumberedPatch]

    /// Patches on one side, without the pairs with equal diffs, that are compared each with each.
    static let largestSide = 512

    /// Pairs patches; numbers in both come from the same table with `lineNumbers` of them.
    init(
        old: [NumberedPatch],
        new: [NumberedPatch],
        lineNumbers: Int,
        pairingEqualTitles: Bool,
        budget: inout WorkBudget
    ) {
        (self.old, self.new) = (old, new)
        newIndices = [Int?](repeating: nil, count: old.count)
        var openOld = Array(old.indices)
        var openNew = Array(new.indices)
        pair(&openOld, &openNew, by: \.lines)
        pair(&openOld, &openNew, by: \.diff) { !$0.diff.isEmpty }
        pair(&openOld, &openNew, by: \.title) { $0.diff.isEmpty }
        let isTooMuch = max(openOld.count, openNew.count) > Self.largestSide
        if isTooMuch {
            isEstimate = true
        } else if !openOld.isEmpty, !openNew.isEmpty {
            var costs = PairCosts(
                old: openOld.map { old[$0] },
                new: openNew.map { new[$0] },
                lineNumbers: lineNumbers
            )
            costs.compare(&budget)
            isEstimate = costs.isEstimate
            for (row, column) in costs.cheapestPairs().enumerated() {
                if let column { newIndices[openOld[row]] = openNew[column] }
            }
        }
        guard isTooMuch || pairingEqualTitles else { return }
        let taken = Set(newIndices.compactMap { $0 })
        openOld.removeAll { newIndices[$0] != nil }
        openNew.removeAll { taken.contains($0) }
        pair(&openOld, &openNew, by: \.title)
    }

    /// Pairs what is equal in some respect, the first with the first.
    private mutating func pair<Value: Hashable>(
        _ openOld: inout [Int],
        _ openNew: inout [Int],
        by value: KeyPath<NumberedPatch, Value>,
        where isMeant: (NumberedPatch) -> Bool = { _ in true }
    ) {
        var waiting: [Value: ArraySlice<Int>] = [:]
        for index in openOld where isMeant(old[index]) {
            waiting[old[index][keyPath: value], default: []].append(index)
        }
        var left: [Int] = []
        for index in openNew {
            if isMeant(new[index]), let first = waiting[new[index][keyPath: value]]?.popFirst() {
                newIndices[first] = index
            } else {
                left.append(index)
            }
        }
        openNew = left
        openOld.removeAll { newIndices[$0] != nil }
    }
}
