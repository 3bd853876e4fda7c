extension QuoteIndex {
    /// What a reply says about lines of the diff, in the order of the reply.
    ///
    /// It is linear in the size of the reply: for each line a limited number of places is looked at.
    public func anchors(in reply: String) -> [QuoteAnchor] {
        guard !isEmpty else { return [] }
        var reading = QuoteReading(of: reply, in: self)
        return reading.anchors()
    }
}

/// Goes through a reply and keeps in mind where in the diff it is.
private struct QuoteReading {
    private let index: QuoteIndex
    private let lines: [(line: ReplyLine, text: ArraySlice<UInt8>)]
    private let keys: [QuoteKey]
    /// The last line of the patch that was quoted.
    private var place: Int?
    /// Where the lines begin that are quoted without a gap down to ``place``.
    private var firstPlace = 0
    /// Whether the lines that are quoted now are at ``place``.
    private var isPlaced = false
    /// Whether lines that are not of the patch are quoted below ``place``.
    private var hasStrangers = false
    /// Where what is quoted now began.
    private var blockStart: Int?
    private var found: [QuoteAnchor] = []

    /// Neighbours that are compared to choose between places.
    private static let mostNeighbours = 12
    /// Letters and digits that make a single line of a change recognisable.
    private static let leastWeight = 3
    /// The same for lines that could stand in any text: those of the message, and context that is
    /// quoted before anything else.
    private static let leastProse = 8

    init(of reply: String, in index: QuoteIndex) {
        self.index = index
        lines = ReplyLine.all(in: reply.utf8)
        keys = lines.map { line, text in
            QuoteKey(QuoteKey.essence(of: text.dropFirst(line.markWidth)))
        }
    }

    mutating func anchors() -> [QuoteAnchor] {
        var next = 0
        while next < lines.count {
            if lines[next].line.depth > 0 {
                if blockStart == nil { blockStart = next }
                next += readQuoted(next)
            } else {
                next = readSaid(next)
            }
        }
        return found
    }

    /// Finds a quoted line in the diff, and returns how many lines of the reply it takes.
    private mutating func readQuoted(_ line: Int) -> Int {
        if let place, fits(line, place + 1) {
            if keys[line].weight > 0 {
                stand(at: place + 1)
            } else {
                if !isPlaced { firstPlace = place + 1 }
                self.place = place + 1
            }
            return 1
        }
        guard keys[line].weight > 0 else {
            // What follows the mark is no longer the diff; an answer below it is about the whole.
            if code(line).isSignatureMark { isPlaced = false }
            return 1
        }
        let places = index.places(of: keys[line], behind: place ?? -1)
        if let best = choose(among: places, for: line) {
            stand(at: best)
            return 1
        }
        return readBroken(line)
    }

    private mutating func stand(at place: Int) {
        if !isPlaced || self.place != place - 1 { firstPlace = place }
        (self.place, isPlaced, hasStrangers) = (place, true, false)
    }

    private func fits(_ line: Int, _ place: Int) -> Bool {
        index.keys.indices.contains(place) && lines.indices.contains(line)
            && index.keys[place].whole == keys[line].whole
    }

    /// The place where most neighbours fit; `nil` if that leaves several, or is too little.
    private func choose(among places: [Int], for line: Int) -> Int? {
        guard !places.isEmpty else { return nil }
        let scores = places.map { (place: $0, run: run(line, at: $0)) }
        let longest = scores.reduce(0) { max($0, $1.run) }
        let best = scores.filter { $0.run == longest }.map(\.place)
        guard let first = best.first, longest > 1 || isClear(line, at: first) else { return nil }
        if best.count == 1 { return first }
        // Several: the next one in the file, or what was said before that the reply is about.
        guard let place else { return nil }
        let file = index.file(of: place)
        let later = best.filter { $0 > place }
        return later.first { index.file(of: $0) == file } ?? later.first
    }

    /// Whether one quoted line alone shows where it is from.
    private func isClear(_ line: Int, at found: Int) -> Bool {
        let isProse =
            switch index.kind(of: found) {
            case nil: true
            case .context, .between: place == nil
            default: false
            }
        return keys[line].weight >= (isProse ? Self.leastProse : Self.leastWeight)
    }

    /// How many quoted lines from this one on fit from a place on.
    private func run(_ line: Int, at place: Int) -> Int {
        var count = 0
        while count < Self.mostNeighbours, lines.indices.contains(line + count),
            count == 0 || lines[line + count].line.depth > 0, fits(line + count, place + count)
        { count += 1 }
        return count
    }

    /// A line that a mail program has broken in two or three, the rest of which may have lost its
    /// quote marks.
    private mutating func readBroken(_ line: Int) -> Int {
        for place in index.places(ofHead: keys[line], behind: place ?? -1) {
            let wanted = QuoteKey.bytes(of: index.text(of: place))
            var got = QuoteKey.bytes(of: code(line))
            var taken = 1
            while got.count < wanted.count, taken < 4, lines.indices.contains(line + taken),
                wanted.starts(with: got)
            {
                got += QuoteKey.bytes(of: code(line + taken))
                taken += 1
            }
            guard got == wanted else { continue }
            stand(at: place)
            return taken
        }
        if let place, isPlaced, isStart(line, of: place + 1) {
            stand(at: place + 1)
        } else {
            hasStrangers = true
        }
        return 1
    }

    /// Whether a quoted line is the beginning of the line at a place, the rest of which somebody
    /// has cut off.
    private func isStart(_ line: Int, of place: Int) -> Bool {
        guard keys[line].weight >= Self.leastProse, index.keys.indices.contains(place) else {
            return false
        }
        return QuoteKey.bytes(of: index.text(of: place)).starts(
            with: QuoteKey.bytes(of: code(line))
        )
    }

    private func code(_ line: Int) -> ArraySlice<UInt8> {
        lines[line].text.dropFirst(lines[line].line.markWidth)
    }

    /// Reads what is said up to the next quote, and returns where that is.
    private mutating func readSaid(_ start: Int) -> Int {
        var end = start
        while end < lines.count, lines[end].line.depth == 0 { end += 1 }
        let said = trimmed(start..<end)
        guard !said.isEmpty else { return end }
        if isPlaced, let place, let blockStart, isAboutLine(at: place),
            Courtesy.saysMore(lines[said])
        {
            let (part, line) = index.line(at: place)
            let (firstPart, first) = index.line(at: min(firstPlace, place))
            found.append(
                QuoteAnchor(
                    part,
                    line: line,
                    firstLine: firstPart == part ? first : line,
                    quoted: blockStart..<start,
                    said: said
                )
            )
        }
        (isPlaced, blockStart) = (false, nil)
        return end
    }

    /// Without a signature, and at both ends without empty lines and marks such as `[...]`.
    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        if let sign = range.first(where: { lines[$0].text.isSignatureMark }) { end = sign }
        while start < end, lines[start].text.saysNothing { start += 1 }
        while start < end, lines[end - 1].text.saysNothing { end -= 1 }
        return start..<end
    }

    /// Below the end of a message, its trailers and the mark behind them, something is said of the
    /// whole; and who quotes an answer to the message does not speak of it alone.
    private func isAboutLine(at place: Int) -> Bool {
        guard index.kind(of: place) == nil else { return true }
        guard !hasStrangers, place < index.lastOfMessage else { return false }
        let text = index.text(of: place)
        return Trailer(text) == nil && !text.trimmed().elementsEqual("---".utf8)
    }
}

extension ArraySlice<UInt8> {
    /// The line above a signature.
    fileprivate var isSignatureMark: Bool { hasPrefix("--") && trimmed().count == 2 }

    /// An empty line, or what stands for lines that were not quoted: `...`, `[...]`, `[snip]`, `<snip>`,
    /// `[…]`.
    fileprivate var saysNothing: Bool {
        guard count < 40 else { return trimmed().isEmpty }
        let inner = trimmed().filter {
            ![UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">")]
                .contains($0)
        }
        return inner.isEmpty || inner.elementsEqual("...".utf8) || inner.elementsEqual("snip".utf8)
            || inner.elementsEqual("\u{2026}".utf8)
    }
}
