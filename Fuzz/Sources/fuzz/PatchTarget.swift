import MailParsing
import PatchParsing

func fuzzPatch(_ text: String) {
    let split = PatchText(splitting: text)
    checkLines(of: text, in: split)
    require(split == PatchText(splitting: text), "splitting depends on more than the text")
    if let diff = split.diff { check(diff: diff) }

    let message = CommitMessage.cleaned(split.message ?? "")
    require(message.utf8.count <= text.utf8.count + 1)
    require(!message.utf8.contains(0))
    check(message: message)
    let lines = Trailer.mboxLines(in: text)
    let body = MboxBody.compose(content: message, commentTrailerLines: lines, diff: split.diff)
    require(body.utf8.count <= 3 * text.utf8.count + 16)

    require(
        HTMLText.plainText(of: text).utf8.count <= 8 * text.utf8.count + 8,
        "the text of a page has grown"
    )
    let pattern = PathPattern(String(text.prefix(100)))
    consume(pattern.matches("src/main.c"))
}

/// Message and diff together have all lines, and the empty one behind the last line feed.
private func checkLines(of text: String, in split: PatchText) {
    var all = LineSum(text)
    if text.utf8.last == UInt8(ascii: "\n") { all.add([]) }
    var parts = LineSum(split.message ?? "")
    parts.add(LineSum(split.diff ?? ""))
    require(all == parts, "a line is lost, or was made up")
}

private func check(diff: String) {
    // What is a diff in a text is one alone; its end may show only by what follows.
    if let again = PatchText(splitting: diff).diff {
        require(again.utf8.starts(with: diff.utf8), "a diff has lost lines")
    } else {
        fatalError("a diff is none alone")
    }
    for file in DiffFiles.files(in: diff) {
        require(file.oldPath != nil || file.newPath != nil, "a file without a name")
        require(file.added >= 0 && file.deleted >= 0)
    }
    consume(DiffFiles.delegationPaths(in: diff))
    let digested = DiffDigest.normalisedBytes(of: diff)
    require(digested.count <= 2 * diff.utf8.count + 16)
}

private func check(message: String) {
    for trailer in Trailer.all(in: message) {
        require(!trailer.key.isEmpty && !trailer.value.isEmpty)
    }
    consume(Trailer.tagCounts(in: message, tags: ["Acked-by", "Fixes:"]))
    if let url = PullRequest.url(in: message) { require(url.unicodeScalars.count <= 255) }
    consume(Dependency.all(in: message))
    let unix = CommitMessage.withUnixLineEnds(message)
    require(unix.utf8.count <= message.utf8.count)
}

/// A sum over lines that does not depend on their order.
private struct LineSum: Equatable {
    private var count = 0
    private var sum: UInt64 = 0

    init(_ text: String) {
        var line: [UInt8] = []
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\n") {
                add(line)
                line.removeAll(keepingCapacity: true)
            } else {
                line.append(byte)
            }
        }
        if !line.isEmpty { add(line) }
    }

    mutating func add(_ line: [UInt8]) {
        count += 1
        // FNV-1a
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in line { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        sum &+= hash
    }

    mutating func add(_ other: LineSum) {
        count += other.count
        sum &+= other.sum
    }
}
