import PatchParsing

/// An old diff, a new one and a reply, between lines `=====`.
func fuzzCarry(_ text: String) {
    var parts = ["", "", ""]
    var part = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if line == "=====" { part += 1 } else { parts[min(part, 2)] += "\(line)\n" }
    }
    let (old, new) = (DiffLayout(parts[0]), DiffLayout(parts[1]))
    let quote = parts[0].split(separator: "\n").map { "> \($0)\n" }.joined()
    for reply in [parts[2], "\(quote)\nWhy is it so?\n\(parts[2])"] {
        check(QuoteIndex(old, message: parts[2]).anchors(in: reply), of: reply, old, parts[2])
    }
    check(CommentCarry(from: old, to: new), old, new)
    check(CommentCarry(from: old, to: old), sameIn: old)
    let both = CommentCarry(
        from: [old, new],
        to: [new, old, new],
        pairs: [(old: 0, new: 1), (old: 1, new: 0)]
    )
    consume(both.comment(on: CarriedComment.Place(patch: 1, line: 5), quotedFrom: 0))
    check(CoverTrailer.all(in: parts[2], total: 7))
}

private func check(
    _ anchors: [QuoteAnchor],
    of reply: String,
    _ diff: DiffLayout,
    _ message: String
) {
    let lines = ReplyLine.all(in: reply.utf8).count
    var last = 0
    for anchor in anchors {
        let count = anchor.part == .diff ? diff.lines.count : message.utf8.count + 1
        require((0..<count).contains(anchor.line), "a remark on a line that is not there")
        require(anchor.firstLine <= anchor.line && anchor.firstLine >= 0)
        require(anchor.quoted.lowerBound >= last && anchor.said.upperBound <= lines)
        require(!anchor.said.isEmpty && anchor.quoted.upperBound <= anchor.said.lowerBound)
        last = anchor.said.upperBound
    }
}

private func check(_ carry: CommentCarry, _ old: DiffLayout, _ new: DiffLayout) {
    for line in old.lines.indices.prefix(2_000) {
        let comment = carry.comment(
            on: CarriedComment.Place(patch: 0, line: line),
            quotedFrom: line - 3
        )
        require((comment.place == nil) == (comment.status == .gone), "a place that is gone")
        if let place = comment.place {
            require(place.patch == 0 && new.lines.indices.contains(place.line))
        }
        require(comment.isTouched || comment.status == .kept || comment.status == .moved)
    }
}

private func check(_ carry: CommentCarry, sameIn diff: DiffLayout) {
    let code: [DiffLineKind] = [.context, .added, .deleted]
    for line in diff.lines.indices.prefix(2_000) where code.contains(diff.lines[line].kind) {
        let place = CarriedComment.Place(patch: 0, line: line)
        let comment = carry.comment(on: place, quotedFrom: 0)
        require(comment.status == .kept && comment.place == place, "the same patch, another line")
        require(!comment.isTouched, "the same patch, touched")
    }
}

private func check(_ trailers: [CoverTrailer]) {
    for trailer in trailers {
        guard case .numbers(let numbers) = trailer.patches else { continue }
        require(!numbers.isEmpty && numbers.allSatisfy { (1...7).contains($0) }, "no such patch")
    }
}
