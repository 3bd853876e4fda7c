extension DiffLayout {
    /// The changed words of the lines of a range, by the number of the line; counted behind its sign.
    ///
    /// Within each run of deleted lines that added ones follow, the lines are paired in their order.
    ///
    /// - Parameters:
    ///   - range: The lines of a file, or some of them.
    ///   - words: Finds the words; its budget is that of all calls.
    /// - Returns: The marks of the lines that have any.
    public func changedWords(
        in range: Range<Int>,
        by words: inout WordChanges
    ) -> [Int: [Range<Int>]] {
        var marks: [Int: [Range<Int>]] = [:]
        var line = range.lowerBound
        while line < range.upperBound {
            let deleted = run(of: .deleted, from: line, in: range)
            guard !deleted.isEmpty else {
                line += 1
                continue
            }
            let added = run(of: .added, from: deleted.upperBound, in: range)
            line = max(added.upperBound, deleted.upperBound)
            for (old, new) in pairs(deleted, added) {
                let found = words.marks(deleted: code(of: old), added: code(of: new))
                if !found.deleted.isEmpty { marks[old] = found.deleted }
                if !found.added.isEmpty { marks[new] = found.added }
            }
        }
        return marks
    }

    /// Lines of a kind that follow each other; a missing line feed does not part them.
    private func run(of kind: DiffLineKind, from start: Int, in range: Range<Int>) -> Range<Int> {
        var start = start
        if kind == .added, start < range.upperBound, lines[start].kind == .noNewline { start += 1 }
        var end = start
        while end < range.upperBound, lines[end].kind == kind { end += 1 }
        return start..<end
    }

    /// How far a line is looked for among the added ones where there are more of those.
    private static let window = 8

    private func pairs(_ deleted: Range<Int>, _ added: Range<Int>) -> [(old: Int, new: Int)] {
        guard !added.isEmpty else { return [] }
        guard deleted.count != added.count else { return Array(zip(deleted, added)) }
        var pairs: [(old: Int, new: Int)] = []
        var next = added.lowerBound
        for old in deleted where next < added.upperBound {
            // As many must be left as there are deleted lines to come.
            let spare = max(0, (added.upperBound - next) - (deleted.upperBound - old))
            let last = min(next + min(spare, Self.window), added.upperBound - 1)
            let best = (next...last).max { likeness(old, $0) < likeness(old, $1) } ?? next
            pairs.append((old, best))
            next = best + 1
        }
        return pairs
    }

    /// Bytes that are the same at the start and at the end, leading blanks not counted.
    private func likeness(_ old: Int, _ new: Int) -> Int {
        let blanks: (UInt8) -> Bool = { $0 == .space || $0 == UInt8(ascii: "\t") }
        let old = code(of: old).prefix(WordChanges.longestLine).drop(while: blanks)
        let new = code(of: new).prefix(WordChanges.longestLine).drop(while: blanks)
        let head = zip(old, new).prefix { $0.0 == $0.1 }.count
        let rest = min(old.count, new.count) - head
        let tail = zip(old.reversed(), new.reversed()).prefix { $0.0 == $0.1 }.count
        return head + min(tail, rest)
    }
}
