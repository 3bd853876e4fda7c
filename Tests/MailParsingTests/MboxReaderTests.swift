import MailParsing
import Testing

@Suite struct MboxReaderTests {
    private static let fromLine = "From ada@example.org Tue May 23 13:21:05 2017\n"

    private func read(_ bytes: [UInt8], chunk: Int, limit: Int = 1 << 20) -> [MboxMessage] {
        var rest = bytes[...]
        let reader = MboxReader(maximumMessageSize: limit) {
            defer { rest = rest.dropFirst(chunk) }
            return rest.isEmpty ? nil : Array(rest.prefix(chunk))
        }
        return Array(reader)
    }

    @Test("reads messages in chunks of any size", arguments: LineEnding.allCases, [1, 7, 4096])
    func readsMessages(ending: LineEnding, chunk: Int) {
        let text = Self.fromLine + "A: 1\n\nbody\n\n" + Self.fromLine + "A: 2\n\nlast"
        let messages = read(ending.bytes(text), chunk: chunk)
        #expect(
            messages.map(\.bytes) == [ending.bytes("A: 1\n\nbody\n"), ending.bytes("A: 2\n\nlast")]
        )
        #expect(messages.first?.startOffset == 0)
        #expect(messages.first?.endOffset == messages.last?.startOffset)
        #expect(messages.last?.endOffset == Int64(ending.bytes(text).count))
        #expect(messages.allSatisfy { !$0.isTruncated })
    }

    @Test("removes one level of quotes", arguments: LineEnding.allCases)
    func unquotes(ending: LineEnding) {
        let text = Self.fromLine + "A: 1\n\n>From me\n>>From you\n> From x\n>Fromage\n"
        let expected = ending.bytes("A: 1\n\nFrom me\n>From you\n> From x\n>Fromage\n")
        #expect(read(ending.bytes(text), chunk: 64).map(\.bytes) == [expected])
    }

    @Test("a From line within a paragraph belongs to the text unless it looks real")
    func requiresEmptyLine() {
        let text = Self.fromLine + "A: 1\n\nhello\nFrom here on\n" + Self.fromLine + "A: 2\n"
        let expected = ["A: 1\n\nhello\nFrom here on\n", "A: 2\n"].map { Array($0.utf8) }
        #expect(read(Array(text.utf8), chunk: 5).map(\.bytes) == expected)
    }

    @Test("a file without a From line is one mail")
    func readsBareMail() {
        #expect(
            read(Array("\n\nA: 1\n\nx\n".utf8), chunk: 3).map(\.bytes) == [
                Array("A: 1\n\nx\n".utf8)
            ]
        )
        #expect(read([], chunk: 1).isEmpty)
        #expect(read(Array("\n\n".utf8), chunk: 1).isEmpty)
    }

    @Test("a message without lines is empty")
    func readsEmptyMessage() {
        let messages = read(Array((Self.fromLine + "\n" + Self.fromLine).utf8), chunk: 10)
        #expect(messages.map(\.bytes) == [[], []])
    }

    @Test("truncates what is too large, and goes on")
    func truncates() {
        let long = String(repeating: "x", count: 300_000)
        let text = Self.fromLine + long + "\n\n" + Self.fromLine + "A: 2\n"
        let messages = read(Array(text.utf8), chunk: 1000, limit: 100_000)
        #expect(messages.map(\.isTruncated) == [true, false])
        #expect(messages.map(\.bytes.count) == [100_000, 5])
    }

    @Test("streams: never asks for more than it needs")
    func streams() {
        var chunks = 0
        var reader = MboxReader {
            chunks += 1
            return chunks > 100_000 ? nil : Array((Self.fromLine + "A: 1\n\n").utf8)
        }
        for _ in 0..<10 { #expect(reader.next() != nil) }
        #expect(chunks < 20)
    }

    @Test("the pieces in which an mbox is read do not matter", arguments: LineEnding.allCases)
    func anyPieces(ending: LineEnding) {
        let lines = [
            "From a Tue May 23 13:21:05 2017", "Subject: a", "", "Free", ">From b", "> c", "", "",
            "From here on", "x", "From b Tue May 23 13:21:05 2017", "", ">>From c", ">", "F", "",
            "From d", "Subject: d", "", "d",
        ]
        let bytes = ending.bytes(lines.joined(separator: "\n"))
        let whole = read(bytes, chunk: bytes.count).map(\.bytes)
        #expect(whole.count == 4)
        for size in 1...40 { #expect(read(bytes, chunk: size).map(\.bytes) == whole) }
    }
}
