/// A patch whose lines are numbers, for the time of a comparison.
struct NumberedPatch {
    let lines: [Int32]
    /// The lines of the diff that git compares.
    let diff: ArraySlice<Int32>
    /// How often each line stands in the diff, in the order of their numbers.
    let counts: [(line: Int32, count: Int32)]
    /// What git takes for the size of the diff.
    let size: Int
    let title: String

    init(_ patch: RangePatch, _ table: inout LineTable) {
        lines = table.numbers(of: patch)
        let diff = lines[patch.diffLines]
        let hasBytes = patch.lines.contains { $0.part == .bytes }
        self.diff = hasBytes ? patch.withoutBytes(lines)[...] : diff
        size = patch.diffSize
        title = patch.title
        var counts: [(line: Int32, count: Int32)] = []
        for line in self.diff.sorted() {
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

extension RangePatch {
    /// The lines of the diff without those that git does not have.
    fileprivate func withoutBytes(_ numbers: [Int32]) -> [Int32] {
        diffLines.filter { lines[$0].part != .bytes }.map { numbers[$0] }
    }
}
