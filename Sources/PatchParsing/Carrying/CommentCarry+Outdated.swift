extension CommentCarry {
    /// Old lines on either side of which the new place of a line is looked for.
    private static let reach = 20
    /// New lines that are compared to find what a line has become.
    private static let mostLikely = 40

    /// A line that is not there any more: what it has become, else the line next to it, else its
    /// file.
    func outdated(_ place: CarriedComment.Place) -> CarriedComment {
        guard let (partner, file) = partnerFile(of: place) else { return .gone }
        let line =
            turned(place) ?? nearest(place) ?? new[partner].diff.files[file].lines.lowerBound
        return CarriedComment(
            status: .outdated,
            place: CarriedComment.Place(patch: partner, line: line),
            isTouched: true
        )
    }

    /// A comment on what is no line of a hunk: on the file.
    func file(at place: CarriedComment.Place) -> CarriedComment {
        guard let (partner, file) = partnerFile(of: place) else { return .gone }
        let (was, now) = (old[place.patch], new[partner])
        let lines = now.diff.files[file].lines
        let same = lines.prefix(Self.mostLikely).first {
            now.diff.text(of: $0).elementsEqual(was.diff.text(of: place.line))
        }
        let number = was.diff.file(ofLine: place.line)
        let isSame =
            number.map { was.diff.files[$0].facts.path == now.diff.files[file].facts.path } ?? false
        return CarriedComment(
            status: isSame ? .kept : .moved,
            place: CarriedComment.Place(patch: partner, line: same ?? lines.lowerBound),
            isTouched: same == nil
        )
    }

    private func partnerFile(of place: CarriedComment.Place) -> (patch: Int, file: Int)? {
        let patch = old[place.patch]
        guard let partner = partner(of: place.patch),
            let file = patch.diff.file(ofLine: place.line),
            let found = new[partner].file(like: patch.diff.files[file].facts),
            !new[partner].diff.files[found].lines.isEmpty
        else { return nil }
        return (partner, found)
    }

    /// A line of context that is deleted now, or a deleted one that stays now.
    private func turned(_ place: CarriedComment.Place) -> Int? {
        switch old[place.patch].diff.lines[place.line].kind {
        case .context: carriedLines(of: place.patch)?.lineBefore(of: place.line)
        case .deleted: carriedLines(of: place.patch)?.line(of: place.line, kind: .deleted)
        default: nil
        }
    }

    /// The line between the next lines that are there still which is most like the old one; else
    /// the nearer one of these.
    private func nearest(_ place: CarriedComment.Place) -> Int? {
        guard let above = neighbour(of: place, step: -1) else {
            return neighbour(of: place, step: 1)?.now
        }
        let below = neighbour(of: place, step: 1)
        guard let partner = partner(of: place.patch) else { return nil }
        let end = below.map { max($0.now, above.now + 1) } ?? above.now + 1 + Self.mostLikely
        let gap = (above.now + 1..<end).prefix(Self.mostLikely)
        let kind = old[place.patch].diff.lines[place.line].kind
        let code = old[place.patch].diff.code(of: place.line).prefix(WordChanges.longestLine)
        let sides = kind == .deleted ? DiffLayout.oldSide : DiffLayout.newSide
        let likely =
            gap.prefix { new[partner].isCode($0, of: DiffLayout.codeKinds) }
            .filter { new[partner].isCode($0, of: sides) }
            .map { (line: $0, share: Self.share(code, new[partner].diff.code(of: $0))) }
            .max { ($0.share, -$0.line) < ($1.share, -$1.line) }
        if let likely, likely.share >= 50 { return likely.line }
        if let below, below.distance < above.distance { return below.now }
        return above.now
    }

    /// The next line of the same hunk that is there still.
    private func neighbour(
        of place: CarriedComment.Place,
        step: Int
    ) -> (now: Int, distance: Int)? {
        let patch = old[place.patch]
        guard let lines = carriedLines(of: place.patch) else { return nil }
        for distance in 1...Self.reach {
            let line = place.line + step * distance
            guard patch.isCode(line, of: DiffLayout.codeKinds) else { return nil }
            if patch.keys[line].weight > 0,
                let now = lines.line(of: line, kind: patch.diff.lines[line].kind)
            {
                return (now, distance)
            }
        }
        return nil
    }

    /// How many of a hundred bytes two lines share at their ends, blanks around them left out.
    private static func share(_ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>) -> Int {
        let (old, new) = (old.trimmed(), new.prefix(WordChanges.longestLine).trimmed())
        guard !old.isEmpty, !new.isEmpty else { return 0 }
        let head = zip(old, new).prefix { $0.0 == $0.1 }.count
        let rest = min(old.count, new.count) - head
        let tail = zip(old.reversed(), new.reversed()).prefix { $0.0 == $0.1 }.count
        return (head + min(tail, rest)) * 100 / max(old.count, new.count)
    }
}
