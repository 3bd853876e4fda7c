import RangeDiff
import Testing

/// Series that were written to keep a server busy. None may take longer than some seconds even in a
/// debug build, or trap.
@Suite("Hostile series") struct HostileSeriesTests {
    private func patch(_ content: String, title: String = "x") -> RangePatch {
        RangePatch(subject: title, author: "Ada <ada@example.org>", content: content)
    }

    private func adding(_ lines: some Sequence<String>, to path: String = "a.c") -> RangePatch {
        var patch = TestPatch()
        patch.path = path
        patch.lines = Array(lines)
        return patch.patch
    }

    @Test("very many equal lines")
    func equalLines() {
        let old = adding((0..<20_000).map { _ in "+" })
        let new = adding((0..<20_003).map { _ in "+" })
        let diff = RangeDiff(old: [old], new: [new])
        #expect(diff.verdicts == [.changed])
        let lines = diff.inner(of: diff.entries[0]).hunks.flatMap(\.lines)
        #expect(lines.count { $0.sign == .added } == 3)
        #expect(!lines.contains { $0.sign == .removed })
    }

    @Test("lines that are in another order everywhere")
    func shuffled() {
        // Two letters in sequences that have little in common: the longest search there is.
        let old = adding((0..<12_000).map { "+\($0 &* 7919 % 13 < 6)" })
        let new = adding((0..<12_000).map { "+\($0 &* 104_729 % 17 < 8)" })
        let diff = RangeDiff(old: [old], new: [new])
        for entry in diff.entries { _ = diff.inner(of: entry) }
        #expect(!diff.entries.isEmpty)
    }

    @Test("more patches than are compared with one another")
    func manyPatches() {
        let old = (0..<1_500).map { adding(["+old \($0)"], to: "a\($0).c") }
        let new = (0..<1_500).map { adding(["+new \($0)"], to: "b\($0).c") }
        let diff = RangeDiff(old: old, new: new)
        #expect(diff.isEstimate)
        #expect(diff.entries.count >= 1_500)
        let same = RangeDiff(old: old, new: old.reversed())
        #expect(!same.isEstimate)
        #expect(same.summary.count(.unchanged) == 1_500)
    }

    @Test("a long name in front of many hunks does not multiply the text")
    func longName() {
        let name = String(repeating: "n", count: 100_000)
        let hunks = String(repeating: "@@ -1 +1 @@ f\n-a\n+b\n", count: 20_000)
        let content = "--- a/\(name)\n+++ b/\(name)\n\(hunks)"
        let diff = RangeDiff(old: [patch(content)], new: [patch(content, title: "y")])
        #expect(diff.verdicts == [.message])
        #expect(diff.text.utf8.count < 10_000_000)
    }

    @Test(
        "texts of all kinds",
        arguments: [
            "", "\n", "---", "--- \n", "-- \n", "From:", "From: \n\n", "Subject: x",
            "--- a\n+++ b\n@@ -1 +1 @@", "--- a\n+++ b\n@@ -1,99 +1,99 @@\n-x\n",
            "diff --git a/x b/x\nold mode 9999999999999999\nnew mode x\n",
            "diff --cc x\n--- a/x\n+++ b/x\n@@@ -1,1 -1,1 +1,2 @@@\n  a\n++b\n",
            "Binary files a/x and b/x differ\n", "\u{0}\u{1}\r\r\n", "@@@@@@@@\n",
        ]
    )
    func texts(content: String) {
        let odd = patch(content)
        let usual = TestPatch().patch
        for (old, new) in [([odd], [usual]), ([usual], [odd]), ([odd, usual], [odd, odd])] {
            let diff = RangeDiff(old: old, new: new)
            #expect(Set(diff.entries.compactMap(\.old)) == Set(old.indices))
            #expect(Set(diff.entries.compactMap(\.new)) == Set(new.indices))
            #expect(!diff.text.isEmpty)
        }
    }

    @Test("numbers of no patch have no diff")
    func foreignEntry() {
        let large = RangeDiff(
            old: [adding(["+a"]), adding(["+b", "+c", "+d"])],
            new: [adding(["+a"]), adding(["+b", "+c", "+e"])]
        )
        let small = RangeDiff(old: [], new: [])
        for entry in large.entries { #expect(small.inner(of: entry).hunks.isEmpty) }
    }
}
