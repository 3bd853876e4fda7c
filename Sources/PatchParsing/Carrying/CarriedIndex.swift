/// The lines of a new version that no line of the patch before it has become, by what they say.
struct CarriedIndex: Sendable {
    private struct Entry: Sendable {
        let key: UInt64
        let patch: Int32
        let line: Int32
    }

    private let entries: [Entry]
    private let patches: [CarriedPatch]

    /// Places that are looked at for one line.
    private static let mostPlaces = 64
    /// Letters and digits that make a line recognisable without any neighbour.
    private static let leastAlone = 12
    /// The same with neighbours.
    private static let leastWeight = 3

    init(_ patches: [CarriedPatch], without taken: [[Bool]]) {
        self.patches = patches
        var entries: [Entry] = []
        for (number, patch) in patches.enumerated() {
            for line in patch.keys.indices
            where patch.keys[line].weight >= Self.leastWeight && !taken[number][line]
                && patch.isCode(line, of: DiffLayout.codeKinds)
            {
                entries.append(
                    Entry(
                        key: patch.keys[line].whole,
                        patch: Int32(clamping: number),
                        line: Int32(clamping: line)
                    )
                )
            }
        }
        self.entries = entries.sorted {
            ($0.key, $0.patch, $0.line) < ($1.key, $1.patch, $1.line)
        }
    }

    /// The place that a line has moved to; `nil` where it is nowhere, or where that is not certain.
    func place(
        of place: CarriedComment.Place,
        in patch: CarriedPatch,
        partner: Int?
    ) -> CarriedComment.Place? {
        let key = patch.keys[place.line]
        guard key.weight >= Self.leastWeight else { return nil }
        let kind = patch.diff.lines[place.line].kind
        let found = entries(of: key.whole, near: partner).filter {
            let line = patches[Int($0.patch)].diff.lines[Int($0.line)]
            // In another patch a line of context shows that it is there, not that it is changed.
            return line.kind == kind
                || Int($0.patch) == partner && (line.kind == .deleted) == (kind == .deleted)
        }
        let scores = found.map { entry in
            let other = patches[Int(entry.patch)]
            let likeness = patch.likeness(of: place.line, to: Int(entry.line), in: other)
            return (entry: entry, score: likeness * 2 + (Int(entry.patch) == partner ? 1 : 0))
        }
        guard let best = scores.map(\.score).max() else { return nil }
        let chosen = scores.filter { $0.score == best }
        guard best >= 2 || key.weight >= Self.leastAlone, chosen.count == 1 || best >= 4,
            let entry = chosen.first?.entry
        else { return nil }
        return CarriedComment.Place(patch: Int(entry.patch), line: Int(entry.line))
    }

    /// Those of the patch that takes the place of the old one, and the first ones of all.
    private func entries(of key: UInt64, near partner: Int?) -> [Entry] {
        func start(_ patch: Int32) -> Int {
            var (low, high) = (0, entries.count)
            while low < high {
                let middle = (low + high) / 2
                if (entries[middle].key, entries[middle].patch) < (key, patch) {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            return low
        }
        let all = entries[start(0)...].prefix(Self.mostPlaces).prefix { $0.key == key }
        guard let partner else { return Array(all) }
        let number = Int32(clamping: partner)
        let own = entries[start(number)...].prefix(Self.mostPlaces)
            .prefix { $0.key == key && $0.patch == number }
        return own + all.filter { $0.patch != number }
    }
}
