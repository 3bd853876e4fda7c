/// A patch whose lines are numbers, for the time of a comparison.
struct NumberedPatch {
    let lines: [Int32]
    /// The lines of the diff.
    let diff: ArraySlice<Int32>
    /// How often each line stands in the diff, in the order of their numbers.
    let counts: [(line: Int32, count: Int32)]
    /// What git takes for the size of the diff.
    let size: Int
    let title: String

    init(_ patch: RangePatch, _ table: inout LineTable) {
        lines = table.numbers(of: patch)
        diff = lines[patch.diffLines]
        size = patch.diffSize
        title = patch.title
        var counts: [(line: Int32, count: Int32)] = []
        for line in diff.sorted() {
            if counts.last?.line == line {
                counts[counts.count - 1].count += 1
            } else {
                counts.append((line, 1))
            }
        }
        self.counts = counts
    }

    /// What it costs that a patch has no other, in lines.
    var costAlone: Int { size * RangeDiff.creationFactor / 100 }
}
