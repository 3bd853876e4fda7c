import RangeDiff
import Testing

@Suite("The diff of two diffs") struct InnerDiffTests {
    private let usual = TestPatch()

    @Test("it reads as that of git")
    func text() {
        var other = usual
        other.message = "The lock came too late."
        other.lines[5] = "+flush_all();"
        let expected = """
            1:  ------- ! 1:  ------- tcp: fix a race
                @@ Metadata
                  ## Commit message ##
                     tcp: fix a race
                 
                -    The lock comes too late.
                +    The lock came too late.
                 
                  ## net/tcp.c ##
                 @@ net/tcp.c: int tcp_send(void)
                @@ net/tcp.c: int tcp_send(void)
                  three();
                 -send();
                 +send_all();
                -+flush();
                ++flush_all();
                  four();
                  five();
                  six();

            """
        #expect(RangeDiff(usual, other).text == expected)
    }

    @Test("each line knows its part, both signs and its places")
    func values() throws {
        var other = usual
        other.lines[3] = "-send(1);"
        other.lines.append(" seven();")
        let diff = RangeDiff(usual, other)
        let inner = diff.inner(of: diff.entries[0])
        #expect(!inner.isEstimate)
        let hunk = try #require(inner.hunks.first)
        #expect(inner.hunks.count == 1)
        #expect(hunk.heading == "net/tcp.c: int tcp_send(void)")
        #expect(
            hunk.lines.map(\.sign) == [
                .both, .both, .both, .removed, .added, .both, .both, .both, .both, .both, .added,
            ]
        )
        let removed = hunk.lines[3]
        #expect(removed.text == "-send();")
        #expect(removed.part == .deleted)
        #expect(removed.newIndex == nil)
        let added = hunk.lines[4]
        #expect(added.text == "-send(1);")
        #expect(added.oldIndex == nil)
        #expect(added.newIndex == removed.oldIndex)
        #expect(hunk.lines[5].part == .added)
        #expect(hunk.lines.last?.part == .context)
        #expect(hunk.lines[0].oldIndex == hunk.lines[0].newIndex)
    }

    @Test("a hunk at the very top has no heading")
    func top() throws {
        var other = usual
        other.author = "Bea <bea@example.org>"
        let diff = RangeDiff(usual, other)
        let inner = diff.inner(of: diff.entries[0])
        #expect(inner.hunks.map(\.heading) == [""])
        #expect(inner.hunks[0].lines.map(\.part).prefix(3) == [.section, .author, .author])
        #expect(diff.text.contains("\n    @@\n      ## Metadata ##\n    -Author: Ada"))
    }

    /// Whatever two texts are, both can be read from the diff between them.
    @Test("both versions can be put together from it", arguments: 1...60)
    func roundTrip(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let letters = 1 + random(6)
        func version() -> TestPatch {
            var patch = TestPatch()
            patch.lines = (0...random(80)).map { _ in "+\(random(letters))" }
            patch.message = (0..<random(5)).map { _ in "word \(random(3))" }.joined(separator: "\n")
            return patch
        }
        let (old, new) = (version(), version())
        let diff = RangeDiff(old, new)
        guard let entry = diff.entries.first, entry.old != nil, entry.new != nil else { return }
        let inner = diff.inner(of: entry)
        #expect((entry.verdict == .unchanged) == inner.hunks.isEmpty)
        for hunk in inner.hunks {
            let before = hunk.lines.filter { $0.sign != .added }
            let after = hunk.lines.filter { $0.sign != .removed }
            for lines in [before.compactMap(\.oldIndex), after.compactMap(\.newIndex)] {
                let first = lines.first ?? 0
                #expect(lines == Array(first..<first + lines.count))
            }
            #expect(before.count == before.compactMap(\.oldIndex).count)
            #expect(after.count == after.compactMap(\.newIndex).count)
        }
        // What is in no hunk is the same in both.
        let signs = inner.hunks.flatMap(\.lines)
        let counts = (signs.count { $0.sign == .removed }, signs.count { $0.sign == .added })
        let lines = old.lines.count - new.lines.count
        let message = old.messageLines - new.messageLines
        #expect(counts.0 - counts.1 == lines + message)
    }
}

extension TestPatch {
    /// How many lines the message has, with the empty one below the title.
    fileprivate var messageLines: Int {
        message.isEmpty ? 0 : message.split(separator: "\n").count + 1
    }
}
