import RangeDiff
import Testing

/// Mails as they come, whose difference must not count, or must.
@Suite("Odd patches") struct OddPatchTests {
    private let usual = TestPatch()

    private func patch(_ content: String, subject: String = "[PATCH] x") -> RangePatch {
        RangePatch(subject: subject, author: "Ada <ada@example.org>", content: content)
    }

    @Test("line ends of mails do not count")
    func carriageReturns() {
        let other = usual.content.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        let diff = RangeDiff(old: [patch(usual.content)], new: [patch(other)])
        #expect(diff.verdicts == [.unchanged])
    }

    @Test("a diff without git's headers is that with them")
    func plainDiff() {
        var bare = usual
        bare.function = ""
        let plain = bare.content.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("diff --git") && !$0.hasPrefix("index ") }
            .map { $0.hasPrefix("--- a/") || $0.hasPrefix("+++ b/") ? $0 + "\t2024-01-01" : $0 }
            .joined(separator: "\n")
        let diff = RangeDiff(old: [patch(bare.content)], new: [patch(plain)])
        #expect(diff.verdicts == [.unchanged])
    }

    @Test("blanks that a mail program took from empty lines do not count")
    func strippedBlanks() {
        var before = usual
        before.lines[1] = " "
        let after = before.content.replacingLine(" ", by: "")
        let diff = RangeDiff(old: [patch(before.content)], new: [patch(after)])
        #expect(diff.verdicts == [.unchanged])
    }

    @Test("who wrote it and its title may stand in the text")
    func ownFields() {
        let fields = "From: Bea <bea@example.org>\nSubject: [PATCH] tcp: other title\n\n"
        let other = RangePatch(
            subject: "[PATCH] tcp: fix a race",
            author: "Ada via list <list@example.org>",
            content: fields + usual.content
        )
        #expect(other.author == "Bea <bea@example.org>")
        #expect(other.title == "tcp: other title")
        var same = usual
        same.author = "Bea <bea@example.org>"
        same.title = "tcp: other title"
        #expect(RangeDiff(old: [other], new: [same.patch]).verdicts == [.unchanged])
        // A message may begin like that without being a field.
        let prose = patch("From:\nhere on it is text\n---\n" + usual.diff)
        #expect(prose.author == "Ada <ada@example.org>")
    }

    @Test("message and diff may be given apart")
    func apart() {
        let other = RangePatch(
            subject: "[PATCH 3/3] \(usual.title)",
            author: usual.author,
            message: "\(usual.message)\n---\nnotes\n",
            diff: usual.diff
        )
        #expect(RangeDiff(old: [usual.patch], new: [other]).verdicts == [.unchanged])
    }

    @Test("a message without the line --- ends at the diff, one without a diff at its signature")
    func messageEnds() {
        let bare = patch("\(usual.message)\n\n\(usual.diff)-- \n2.39\n", subject: usual.title)
        #expect(RangeDiff(old: [usual.patch], new: [bare]).verdicts == [.unchanged])
        let one = patch("Pull this.\n\n-- \nAda\n")
        let two = patch("Pull this.\n")
        #expect(RangeDiff(old: [one], new: [two]).verdicts == [.unchanged])
    }

    @Test("renames, new and deleted files are shown as git shows them")
    func files() {
        let rename = """
            diff --git a/old.c b/new.c
            similarity index 90%
            rename from old.c
            rename to new.c
            --- a/old.c
            +++ b/new.c
            @@ -1 +1 @@
            -a
            +b
            diff --git a/gone.c b/gone.c
            deleted file mode 100644
            --- a/gone.c
            +++ /dev/null
            @@ -1 +0,0 @@
            -a
            diff --git a/here.c b/here.c
            new file mode 100644
            --- /dev/null
            +++ b/here.c
            @@ -0,0 +1 @@
            +a

            """
        let other = rename.replacingLine("similarity index 90%", by: "similarity index 70%")
        let same = RangeDiff(old: [patch(rename)], new: [patch(other)])
        #expect(same.verdicts == [.unchanged])
        let changed = rename.replacingLine("+b", by: "+c")
            .replacingLine("rename to new.c", by: "rename to newer.c")
        let diff = RangeDiff(old: [patch(rename)], new: [patch(changed)])
        #expect(diff.text.contains("    - ## old.c => new.c ##\n    + ## old.c => newer.c ##\n"))
        #expect(diff.text.contains("      ## gone.c (deleted) ##\n"))
    }

    @Test("other bytes of a binary file are a change")
    func binary() {
        let binary = """
            diff --git a/logo.png b/logo.png
            index 1234567..89abcde 100644
            GIT binary patch
            literal 10
            Rcmb<abcdefghijklmnopq

            literal 0
            HcmV?d00001


            """
        let other = binary.replacingLine("Rcmb<abcdefghijklmnopq", by: "Rcmb<abcdefghijklmnopr")
        #expect(RangeDiff(old: [patch(binary)], new: [patch(binary)]).verdicts == [.unchanged])
        let diff = RangeDiff(old: [patch(binary)], new: [patch(other)])
        #expect(diff.verdicts == [.changed])
        let lines = diff.inner(of: diff.entries[0]).hunks.flatMap(\.lines)
        #expect(lines.filter { $0.sign != .both }.map(\.part) == [.bytes, .bytes])
    }

    @Test("patches without a diff are pairs by their titles")
    func withoutDiff() {
        let old = [patch("a", subject: "[PATCH 1/2] one"), patch("b", subject: "[PATCH 2/2] two")]
        let new = [patch("c", subject: "[PATCH 1/2] two"), patch("d", subject: "[PATCH] three")]
        #expect(RangeDiff(old: old, new: new).signs == ["1<-", "2!1", "->2"])
    }

    @Test("a context diff is compared line by line")
    func contextDiff() {
        let context = """
            *** a/x	2024
            --- b/x	2024
            ***************
            *** 1,3 ****
              one
            ! two
              three
            --- 1,3 ----
              one
            ! 2
              three

            """
        let other = context.replacingLine("! 2", by: "! II")
        #expect(RangeDiff(old: [patch(context)], new: [patch(context)]).verdicts == [.unchanged])
        #expect(RangeDiff(old: [patch(context)], new: [patch(other)]).verdicts == [.changed])
    }
}
