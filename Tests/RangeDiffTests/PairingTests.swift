import RangeDiff
import Testing

@Suite("Pairs of patches") struct PairingTests {
    /// A patch that adds so many lines to a file, each with the number of the patch.
    private func patch(
        _ number: Int,
        lines: Int = 12,
        changed: Int = 0,
        title: String? = nil
    ) -> RangePatch {
        var patch = TestPatch()
        patch.title = title ?? "patch \(number)"
        patch.path = "dir/file\(number).c"
        patch.function = ""
        patch.lines = (0..<lines).map { "+\($0 < changed ? "changed" : "line") \(number).\($0)" }
        return patch.patch
    }

    @Test("equal patches are pairs wherever they stand")
    func reordered() {
        let old = (1...4).map { patch($0) }
        let new = [3, 1, 4, 2].map { patch($0) }
        #expect(RangeDiff(old: old, new: new).signs == ["3=1", "1=2", "4=3", "2=4"])
    }

    @Test("titles do not make pairs, diffs do")
    func titles() {
        let old = [patch(1, title: "one"), patch(2, title: "two")]
        let new = [patch(1, changed: 2, title: "two"), patch(2, changed: 2, title: "one")]
        #expect(RangeDiff(old: old, new: new).signs == ["1!1", "2!2"])
    }

    @Test("what is left over may be paired by its title")
    func equalTitles() {
        let old = [patch(1, title: "one"), patch(2, title: "two"), patch(3, title: "three")]
        let new = [patch(4, title: "two"), patch(3, title: "one"), patch(5, title: "five")]
        #expect(RangeDiff(old: old, new: new).signs == ["1<-", "2<-", "->1", "3!2", "->3"])
        let titled = RangeDiff(old: old, new: new, pairingEqualTitles: true)
        #expect(titled.signs == ["1<-", "2!1", "3!2", "->3"])
    }

    @Test("a dropped patch stands behind those that stood before it")
    func order() {
        let old = (1...4).map { patch($0) }
        let new = [patch(1), patch(9), patch(4, changed: 1), patch(3)]
        #expect(RangeDiff(old: old, new: new).signs == ["1=1", "2<-", "->2", "4!3", "3=4"])
    }

    @Test("the pair that costs less wins, also against an earlier one")
    func cheapest() {
        let old = [patch(1, changed: 5), patch(1)]
        let new = [patch(1, changed: 1)]
        #expect(RangeDiff(old: old, new: new).signs == ["1<-", "2!1"])
    }

    @Test("more than 60 percent of both sizes is too much for a pair")
    func creationFactor() {
        let old = [patch(1, lines: 20)]
        let near = [patch(1, lines: 20, changed: 8)]
        let far = [patch(1, lines: 20, changed: 15)]
        #expect(RangeDiff(old: old, new: near).signs == ["1!1"])
        #expect(RangeDiff(old: old, new: far).signs == ["1<-", "->1"])
    }

    @Test("of equal patches the first is paired with the first")
    func duplicates() {
        let old = [patch(1), patch(1), patch(1)]
        #expect(RangeDiff(old: old, new: old).signs == ["1=1", "2=2", "3=3"])
        #expect(RangeDiff(old: old, new: [patch(1)]).signs == ["1=1", "2<-", "3<-"])
        let named = [patch(1, title: "a"), patch(1, title: "b")]
        #expect(RangeDiff(old: named, new: named.reversed()).signs == ["2=1", "1=2"])
    }

    @Test("numbers and titles stand in the headings as git prints them")
    func headings() {
        let old = (1...12).map { patch($0) }
        let lines = RangeDiff(old: old, new: [patch(2, title: "other")] + old.dropFirst(2)).text
            .split(separator: "\n").map(String.init)
        #expect(lines.first == " 1:  ------- <  -:  ------- patch 1")
        #expect(lines[1] == " 2:  ------- !  1:  ------- patch 2")
        #expect(lines.last == "12:  ------- = 11:  ------- patch 12")
    }

    /// All ways to choose pairs are tried; none may be better than the one that was chosen.
    @Test("no other choice of pairs saves more", arguments: 1...40)
    func optimal(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        // All are versions of one patch, so that any two may be a pair.
        let versions = { (count: Int) in
            (0..<count).map { _ in
                let numbers = (0..<30).map { _ in random(3) }
                var patch = TestPatch()
                patch.lines = numbers.enumerated().map { "+line \($0.offset).\($0.element)" }
                return patch.patch
            }
        }
        let old = versions(1 + random(5))
        let new = versions(1 + random(5))
        let diff = RangeDiff(old: old, new: new)
        let chosen = diff.entries.compactMap { entry in
            entry.old.flatMap { old in entry.new.map { (old, $0) } }
        }
        let saving = { (old: RangePatch, new: RangePatch) in
            let one = RangeDiff(old: [old], new: [new])
            guard one.entries.count == 1 else { return 0 }
            // A line for the file, one for the hunk, and what is added.
            let size = (2 + 30) * 60 / 100
            let hunks = one.inner(of: one.entries[0]).hunks
            return 2 * size - hunks.reduce(0) { $0 + 1 + $1.lines.count }
        }
        let table = old.map { old in new.map { saving(old, $0) } }
        #expect(chosen.reduce(0) { $0 + table[$1.0][$1.1] } == Self.best(table, 0, []))
    }

    private static func best(_ table: [[Int]], _ row: Int, _ taken: Set<Int>) -> Int {
        guard row < table.count else { return 0 }
        var result = best(table, row + 1, taken)
        for column in table[row].indices where !taken.contains(column) && table[row][column] > 0 {
            let rest = best(table, row + 1, taken.union([column]))
            result = max(result, table[row][column] + rest)
        }
        return result
    }
}
