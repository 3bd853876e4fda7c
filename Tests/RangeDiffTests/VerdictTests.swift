import RangeDiff
import Testing

@Suite("Verdicts") struct VerdictTests {
    private let usual = TestPatch()

    @Test("line numbers, index lines, notes and signatures do not count")
    func unchanged() {
        var other = usual
        other.start = 99
        other.notes = "v2: nothing new\n\n net/tcp.c | 3 ++-\n 1 file changed"
        other.signature = "-- \n2.43.0\n\nList footer\n"
        let diff = RangeDiff(usual, other)
        #expect(diff.verdicts == [.unchanged])
        #expect(diff.entries.first?.differences == [])
        #expect(diff.inner(of: diff.entries[0]).hunks.isEmpty)
        #expect(diff.text == "1:  ------- = 1:  ------- tcp: fix a race\n")
    }

    @Test("another message, title or author is a message only")
    func message() {
        var message = usual
        message.message = "The lock came too late."
        var title = usual
        title.title = "tcp: fix a bad race"
        var author = usual
        author.author = "Bea <bea@example.org>"
        #expect(RangeDiff(usual, message).verdicts == [.message])
        #expect(RangeDiff(usual, message).entries[0].differences == .message)
        #expect(RangeDiff(usual, title).verdicts == [.message])
        #expect(RangeDiff(usual, author).verdicts == [.message])
        #expect(RangeDiff(usual, author).entries[0].differences == .author)
    }

    @Test("other lines around, or another function, are a rebase")
    func rebased() {
        var context = usual
        context.lines[1] = " two(2);"
        var function = usual
        function.function = "int tcp_send(int flags)"
        var wider = usual
        wider.lines = [" zero();"] + usual.lines + [" seven();"]
        for other in [context, function, wider] {
            #expect(RangeDiff(usual, other).verdicts == [.rebased])
            #expect(RangeDiff(usual, other).entries[0].differences == .context)
        }
        var both = context
        both.message = "Another one."
        #expect(RangeDiff(usual, both).verdicts == [.message])
        #expect(RangeDiff(usual, both).entries[0].differences == [.message, .context])
    }

    @Test("other added lines, their order, another file or mode are a change")
    func changed() {
        var added = usual
        added.lines[5] = "+flush_all();"
        var order = usual
        order.lines.swapAt(4, 5)
        var path = usual
        path.path = "net/udp.c"
        path.function = ""
        #expect(RangeDiff(usual, added).verdicts == [.changed])
        #expect(RangeDiff(usual, order).verdicts == [.changed])
        #expect(RangeDiff(usual, path).verdicts == [.changed])
        let old = RangePatch(subject: "x", author: "A", content: usual.content)
        let mode = usual.content.replacingLine(
            "index 1234567..89abcde 100644",
            by: "old mode 100644\nnew mode 100755"
        )
        let new = RangePatch(subject: "x", author: "A", content: mode)
        let diff = RangeDiff(old: [old], new: [new])
        #expect(diff.verdicts == [.changed])
        #expect(diff.text.contains(" + ## net/tcp.c (mode change 100644 => 100755) ##\n"))
    }

    @Test("a line feed at the end of the file is part of the change, but not beside it")
    func lineFeedAtTheEnd() {
        var old = usual
        old.lines = [" a", " b", "-c", "+d"]
        var new = usual
        new.lines = [" a", " b", "-c", "+d", "\\ No newline at end of file"]
        #expect(RangeDiff(old, new).verdicts == [.changed])
        old.lines = ["-c", "+d", " e"]
        new.lines = ["-c", "+d", " e", "\\ No newline at end of file"]
        #expect(RangeDiff(old, new).verdicts == [.rebased])
    }

    @Test("patches without another are new or dropped")
    func newAndDropped() {
        var other = usual
        other.path = "lib/sort.c"
        other.function = ""
        other.lines = ["+a", "+b", "+c", "+d", "+e", "+f", "+g"]
        #expect(RangeDiff(usual, other).signs == ["1<-", "->1"])
        #expect(RangeDiff(old: [], new: [usual.patch]).verdicts == [.new])
        #expect(RangeDiff(old: [usual.patch], new: []).verdicts == [.dropped])
        let nothing = RangeDiff(old: [], new: [])
        #expect(nothing.entries.isEmpty)
        #expect(nothing.text.isEmpty)
        #expect(nothing.summary.text == "no patches")
    }

    @Test("the summary counts verdicts")
    func summary() {
        var changed = usual
        changed.path = "b.c"
        var after = changed
        after.lines[5] = "+flush_all();"
        var message = usual
        message.message = "Other words."
        let diff = RangeDiff(
            old: [usual.patch, changed.patch],
            new: [message.patch, after.patch]
        )
        #expect(diff.summary.text == "1 message only, 1 changed")
        #expect(diff.summary.count(.changed) == 1)
        #expect(diff.summary.count(.new) == 0)
    }
}

extension String {
    func replacingLine(_ line: String, by other: String) -> String {
        split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0 == line ? other : String($0) }.joined(separator: "\n")
    }
}
