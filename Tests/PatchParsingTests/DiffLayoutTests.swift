import Testing

@testable import PatchParsing

@Suite("A diff taken apart")
struct DiffLayoutTests {
    /// Kind, old and new number and text of each line.
    private func shown(_ diff: String) -> [String] {
        let layout = DiffLayout(diff)
        return layout.lines.enumerated().map { index, line in
            let numbers = [line.oldNumber, line.newNumber].map { $0.map(String.init) ?? "-" }
            let text = String(decoding: layout.text(of: index), as: UTF8.self)
            return "\(line.kind) \(numbers.joined(separator: " ")) \(text)"
        }
    }

    @Test("lines have the numbers of their files")
    func numbers() {
        let diff = """
            diff --git a/x.c b/x.c
            index 1..2 100644
            --- a/x.c
            +++ b/x.c
            @@ -10,3 +20,4 @@ main()
             a
            -b
            +c
            +d
             e
            @@ -40 +51 @@
            -f
            \\ No newline at end of file
            +g
            \\ No newline at end of file

            """
        #expect(
            shown(diff) == [
                "header - - diff --git a/x.c b/x.c", "header - - index 1..2 100644",
                "header - - --- a/x.c", "header - - +++ b/x.c",
                "hunk - - @@ -10,3 +20,4 @@ main()", "context 10 20  a", "deleted 11 - -b",
                "added - 21 +c", "added - 22 +d", "context 12 23  e",
                "hunk - - @@ -40 +51 @@", "deleted 40 - -f",
                "noNewline - - \\ No newline at end of file", "added - 51 +g",
                "noNewline - - \\ No newline at end of file",
            ]
        )
    }

    @Test("each line belongs to one file, with or without the headers of git")
    func files() {
        let diff = """
            diff --git a/x b/x
            --- a/x
            +++ b/x
            @@ -1 +1 @@
            -a
            +b
            --
            prose between two files
            --- y.orig
            +++ y
            @@ -1 +1 @@
            -a
            +b
            diff --git a/z b/z
            old mode 100644
            new mode 100755
            """
        let layout = DiffLayout(diff)
        #expect(layout.files.map(\.lines) == [0..<8, 8..<13, 13..<16])
        #expect(layout.files.map(\.facts) == DiffFiles.files(in: diff))
        #expect(layout.file(ofLine: 7) == 0)
        #expect(layout.file(ofLine: 8) == 1)
        #expect(layout.file(ofLine: 16) == nil)
        #expect(layout.lines[7].kind == .between)
    }

    @Test("the diff of a merge has one number and several signs")
    func merge() {
        let diff = """
            diff --cc x.c
            index 1,2..3
            --- a/x.c
            +++ b/x.c
            @@@ -1,2 -1,2 +5,3 @@@
              a
            ++b
            - c
             +d
            """
        #expect(
            shown(diff).dropFirst(4) == [
                "hunk - - @@@ -1,2 -1,2 +5,3 @@@", "context - 5   a", "added - 6 ++b",
                "deleted - - - c", "added - 7  +d",
            ]
        )
        let files = DiffFiles.files(in: diff)
        #expect(files.map(\.newPath) == ["x.c"])
        #expect(files.first?.added == 2 && files.first?.deleted == 1)
    }

    @Test("the bytes of a binary patch are no header lines")
    func binary() {
        let diff = """
            diff --git a/x b/x
            index 1..2 100644
            GIT binary patch
            literal 3
            Kcmb=Jd
            diff --git a/y b/y
            Binary files a/y and b/y differ
            """
        let layout = DiffLayout(diff)
        #expect(layout.lines.map(\.kind).filter { $0 == .binary }.count == 2)
        #expect(layout.files.map(\.facts.isBinary) == [true, true])
    }

    @Test(
        "whatever stands there, each line is there once",
        arguments: [
            "", "\n", "no diff at all\n", "@@ -1 +1 @@\n-a\n+b\n", "+++ x\n--- x\n+++ y",
            "--- a\n+++ b\n@@ -1,99999999999999999999 +1,99999999999999999999 @@\n a\n+b\n",
            "--- a\n+++ b\n@@ -99999999999999999999 +99999999999999999999 @@\n-a\n+b\n",
            "diff --cc x\n--- a/x\n+++ b/x\n@@@ -1 -1 +1 @@@\ndiff --git a/b b/b\nnew file mode 1\n",
            "--- a\r\n+++ b\r\n@@ -1 +1 @@\r\n-a\r\n+b\r\n",
        ]
    )
    func anything(diff: String) {
        let layout = DiffLayout(diff)
        let lines = layout.lines.indices.map {
            String(decoding: layout.text(of: $0), as: UTF8.self)
        }
        let all = lines.joined(separator: "\n")
        #expect(all == diff || all + "\n" == diff || diff == "\n")
        #expect(layout.files.map(\.facts) == DiffFiles.files(in: diff))
        var next = layout.files.first?.lines.lowerBound ?? 0
        for file in layout.files {
            #expect(file.lines.lowerBound == next)
            next = file.lines.upperBound
        }
        #expect(layout.files.isEmpty || next == layout.lines.count)
        #expect(layout.text(of: 1_000_000).isEmpty)
    }
}

@Suite("Changed words")
struct WordChangesTests {
    private func marked(_ deleted: String, _ added: String) -> [String] {
        var words = WordChanges()
        let marks = words.marks(deleted: Array(deleted.utf8)[...], added: Array(added.utf8)[...])
        return [(deleted, marks.deleted), (added, marks.added)].map { line, ranges in
            var bytes = Array(line.utf8)
            for range in ranges.reversed() {
                bytes.insert(UInt8(ascii: "]"), at: range.upperBound)
                bytes.insert(UInt8(ascii: "["), at: range.lowerBound)
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test(
        "marks what differs",
        arguments: [
            ("\tint err;", "\tint err = 0;", ["\tint err;", "\tint err[ = 0];"]),
            (
                "mark_dirty(cl, pos);", "mark_delayed(cl, pos);",
                ["[mark_dirty](cl, pos);", "[mark_delayed](cl, pos);"]
            ),
            ("f(a, b, c, d)", "f(a, x, c, y)", ["f(a, [b], c, [d])", "f(a, [x], c, [y])"]),
            ("return err;", "return all || err;", ["return err;", "return [all || ]err;"]),
            ("nothing alike", "quite another", ["nothing alike", "quite another"]),
            ("same", "same", ["same", "same"]), ("", "", ["", ""]), ("", "x", ["", "x"]),
            (
                "x = \u{E4}\u{F6};", "x = \u{E4}\u{FC};",
                ["x = [\u{E4}\u{F6}];", "x = [\u{E4}\u{FC}];"]
            ),
        ] as [(String, String, [String])]
    )
    func marks(deleted: String, added: String, expected: [String]) {
        #expect(marked(deleted, added) == expected)
    }

    @Test("a used budget leaves the equal ends")
    func budget() {
        var words = WordChanges(budget: 0)
        let marks = words.marks(
            deleted: Array("f(a, b, c, d)".utf8)[...],
            added: Array("f(a, x, c, y)".utf8)[...]
        )
        #expect(marks.deleted == [5..<12])
        let long = Array(repeating: UInt8(ascii: "x"), count: WordChanges.longestLine + 1)[...]
        #expect(words.marks(deleted: long, added: long) == WordChanges.Marks())
    }

    @Test("deleted and added lines are paired, also where they are not as many")
    func pairs() {
        let diff = """
            --- a/x
            +++ b/x
            @@ -1,2 +1,3 @@
            -first(one);
            -second(one);
            +// of which nobody knew
            +first(two);
            +second(two);
            """
        let layout = DiffLayout(diff)
        var words = WordChanges()
        let marks = layout.changedWords(in: 0..<layout.lines.count, by: &words)
        #expect(marks == [3: [6..<9], 4: [7..<10], 6: [6..<9], 7: [7..<10]])
    }
}
