/// The lines of a patch that are in its next version, in the same order, file by file.
struct CarriedLines: Sendable {
    /// By the old line, the new one; -1 where there is none. Of the files after the change.
    private var after: [Int32]
    /// The same of the files before the change.
    private var before: [Int32]
    /// By the new line: whether an old one has become it.
    private(set) var isTaken: [Bool]

    init(from old: CarriedPatch, to new: CarriedPatch) {
        after = [Int32](repeating: -1, count: old.keys.count)
        before = after
        isTaken = [Bool](repeating: false, count: new.keys.count)
        var isPaired = [Bool](repeating: false, count: new.diff.files.count)
        for (ordinal, file) in old.diff.files.enumerated() {
            // A diff may have a file twice.
            let candidates = [
                new.file(like: file.facts), new.file(ordinal, named: file.facts.path),
            ]
            guard let number = candidates.lazy.compactMap({ $0 }).first(where: { !isPaired[$0] })
            else { continue }
            isPaired[number] = true
            let range = new.diff.files[number].lines
            align(old, file.lines, new, range, DiffLayout.newSide, &after)
            align(old, file.lines, new, range, DiffLayout.oldSide, &before)
        }
        for line in after + before where line >= 0 { isTaken[Int(line)] = true }
    }

    private func align(
        _ old: CarriedPatch,
        _ oldRange: Range<Int>,
        _ new: CarriedPatch,
        _ newRange: Range<Int>,
        _ side: [DiffLineKind],
        _ lines: inout [Int32]
    ) {
        let oldLines = oldRange.filter { old.isCode($0, of: side) }
        let newLines = newRange.filter { new.isCode($0, of: side) }
        let alignment = LineAlignment(
            oldLines.map { old.keys[$0].whole },
            newLines.map { new.keys[$0].whole }
        )
        for (index, found) in alignment.newLines.enumerated() where found >= 0 {
            // A bracket or an empty line alone proves nothing.
            guard
                old.keys[oldLines[index]].weight > 0
                    || Self.hasNeighbour(index, found, alignment.newLines, newLines.count)
            else { continue }
            lines[oldLines[index]] = Int32(clamping: newLines[Int(found)])
        }
    }

    /// Whether the line above, or the one below, goes the same way; the ends of a file are lines too.
    private static func hasNeighbour(
        _ index: Int,
        _ found: Int32,
        _ lines: [Int32],
        _ newCount: Int
    ) -> Bool {
        let above = index == 0 ? -1 : lines[index - 1]
        let isLast = index + 1 == lines.count
        return (index == 0 || above >= 0) && above == found - 1
            || (isLast ? Int(found) + 1 == newCount : lines[index + 1] == found + 1)
    }

    /// The line that an old line is now, on its own side.
    func line(of line: Int, kind: DiffLineKind) -> Int? {
        Self.line(kind == .deleted ? before : after, line)
    }

    /// The line that a line of context is in the file before the change: now it is taken out.
    func lineBefore(of line: Int) -> Int? { Self.line(before, line) }

    private static func line(_ lines: [Int32], _ line: Int) -> Int? {
        guard lines.indices.contains(line), lines[line] >= 0 else { return nil }
        return Int(lines[line])
    }
}
