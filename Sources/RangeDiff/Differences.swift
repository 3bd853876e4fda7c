extension RangeDiff.Differences {
    /// Compares two patches whose lines are numbers of the same table.
    init(
        between old: (patch: RangePatch, lines: [Int32]),
        and new: (patch: RangePatch, lines: [Int32])
    ) {
        self = []
        guard old.lines != new.lines else { return }
        if old.patch.author != new.patch.author { insert(.author) }
        let messages = [old, new].map { Self.lines(of: $0, in: .message) }
        if messages[0] != messages[1] { insert(.message) }
        guard old.lines[old.patch.diffLines] != new.lines[new.patch.diffLines] else { return }
        insert(Self.work(old) == Self.work(new) ? .context : .change)
    }

    private static func lines(
        of side: (patch: RangePatch, lines: [Int32]),
        in part: RangeDiffPart
    ) -> [Int32] {
        zip(side.lines, side.patch.lines).filter { $0.1.part == part }.map(\.0)
    }

    /// For each file, by its name, what is added and taken away there in this order.
    private static func work(_ side: (patch: RangePatch, lines: [Int32])) -> [[Int32]] {
        var files: [[Int32]] = []
        var previous = RangeDiffPart.section
        for line in side.patch.diffLines {
            let part = side.patch.lines[line].part
            switch part {
            case .section: files.append([side.lines[line]])
            case .added, .deleted, .bytes: files.appendToLast(side.lines[line])
            // That the file has no line feed at its end belongs to the line before.
            case .statement where previous != .context: files.appendToLast(side.lines[line])
            default: break
            }
            previous = part
        }
        return files.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
    }
}

extension [[Int32]] {
    fileprivate mutating func appendToLast(_ line: Int32) {
        if isEmpty { append([-1]) }
        self[count - 1].append(line)
    }
}
