/// Carries comments from the lines of an old version of a series to those of the new one.
///
/// ```swift
/// let carry = CommentCarry(from: old, to: new, pairs: [(old: 0, new: 0), (old: 1, new: nil)])
/// let carried = carry.comment(on: CarriedComment.Place(patch: 0, line: 12))
/// ```
///
/// Lines are found by what they say and by their neighbours, never by their numbers; blanks do not
/// count. Lines of context and added ones are looked for in the file after the change, so that one
/// stays where it is if another patch adds it now; deleted ones in the file before the change. What
/// is not in the patch that takes the place of its own is looked for in all of them.
///
/// It is n log n in the lines of both versions; a comment costs a limited number of steps.
public struct CommentCarry: Sendable {
    let old: [CarriedPatch]
    let new: [CarriedPatch]
    /// By old patch, the new one.
    private let partners: [Int?]
    /// By old patch, its lines in the new one.
    private let lines: [CarriedLines?]
    private let index: CarriedIndex

    /// Lines quoted above a comment that are compared, its own included.
    public static let neighbourhood = 6

    /// Compares two versions.
    ///
    /// - Parameters:
    ///   - old: The diffs of the old version.
    ///   - new: The diffs of the new one.
    ///   - pairs: Which patch takes the place of which; numbers that are in no array, and a second
    ///     partner, do not count.
    public init(from old: [DiffLayout], to new: [DiffLayout], pairs: [(old: Int?, new: Int?)]) {
        self.old = old.map { CarriedPatch($0) }
        self.new = new.map { CarriedPatch($0) }
        var partners = [Int?](repeating: nil, count: old.count)
        var isPaired = [Bool](repeating: false, count: new.count)
        for case (let first?, let second?) in pairs
        where partners.indices.contains(first) && isPaired.indices.contains(second)
            && partners[first] == nil && !isPaired[second]
        {
            partners[first] = second
            isPaired[second] = true
        }
        var lines = [CarriedLines?](repeating: nil, count: old.count)
        var taken = self.new.map { [Bool](repeating: false, count: $0.keys.count) }
        for (patch, partner) in partners.enumerated() {
            guard let partner else { continue }
            let found = CarriedLines(from: self.old[patch], to: self.new[partner])
            taken[partner] = found.isTaken
            lines[patch] = found
        }
        self.partners = partners
        self.lines = lines
        index = CarriedIndex(self.new, without: taken)
    }

    /// Compares two versions of one patch.
    public init(from old: DiffLayout, to new: DiffLayout) {
        self.init(from: [old], to: [new], pairs: [(old: 0, new: 0)])
    }

    /// Finds where a comment stands in the new version.
    ///
    /// - Parameters:
    ///   - place: Its line in the old version.
    ///   - first: The first of the lines that are quoted above it without a gap; its own line
    ///     where it is left out.
    /// - Returns: What became of it; `gone` for a place that is in no patch.
    public func comment(
        on place: CarriedComment.Place,
        quotedFrom first: Int? = nil
    ) -> CarriedComment {
        guard old.indices.contains(place.patch) else { return .gone }
        let patch = old[place.patch]
        guard patch.diff.lines.indices.contains(place.line) else { return .gone }
        switch patch.diff.lines[place.line].kind {
        case .context, .added, .deleted: return code(at: place, quotedFrom: first)
        case .hunk: return hunk(at: place)
        case .noNewline:
            let above = place.line - 1
            guard patch.isCode(above, of: DiffLayout.codeKinds) else { return file(at: place) }
            return code(at: CarriedComment.Place(patch: place.patch, line: above), quotedFrom: nil)
        case .between, .header, .binary: return file(at: place)
        }
    }

    /// The new patch that takes the place of an old one.
    func partner(of patch: Int) -> Int? { partners[patch] }

    /// The lines of an old patch in the new one.
    func carriedLines(of patch: Int) -> CarriedLines? { lines[patch] }

    private func code(at place: CarriedComment.Place, quotedFrom first: Int?) -> CarriedComment {
        let kind = old[place.patch].diff.lines[place.line].kind
        if let partner = partners[place.patch], let lines = lines[place.patch] {
            // A line that stays now is not the one that was taken out.
            if let line = lines.line(of: place.line, kind: kind),
                kind != .deleted || new[partner].diff.lines[line].kind == .deleted
            {
                let target = CarriedComment.Place(patch: partner, line: line)
                return CarriedComment(
                    status: hasSamePath(place, target) ? .kept : .moved,
                    place: target,
                    isTouched: isTouched(place, target, quotedFrom: first)
                )
            }
        }
        if let target = index.place(of: place, in: old[place.patch], partner: partners[place.patch])
        {
            return CarriedComment(
                status: .moved,
                place: target,
                isTouched: isTouched(place, target, quotedFrom: first)
            )
        }
        return outdated(place)
    }

    /// A comment on a hunk header is one on the first line below it.
    private func hunk(at place: CarriedComment.Place) -> CarriedComment {
        let below = place.line + 1
        guard old[place.patch].isCode(below, of: DiffLayout.codeKinds) else {
            return file(at: place)
        }
        return code(at: CarriedComment.Place(patch: place.patch, line: below), quotedFrom: nil)
    }

    private func hasSamePath(
        _ place: CarriedComment.Place,
        _ target: CarriedComment.Place
    ) -> Bool {
        let (old, new) = (old[place.patch].diff, new[target.patch].diff)
        return old.file(ofLine: place.line).map { old.files[$0].facts.path }
            == new.file(ofLine: target.line).map { new.files[$0].facts.path }
    }

    /// Whether the lines quoted above a comment are not as they were, or the one below it, where what
    /// was asked for is often put in.
    private func isTouched(
        _ place: CarriedComment.Place,
        _ target: CarriedComment.Place,
        quotedFrom first: Int?
    ) -> Bool {
        let (old, new) = (old[place.patch], new[target.patch])
        func isAsItWas(_ was: Int, _ now: Int) -> Bool {
            new.isCode(now, of: DiffLayout.codeKinds)
                && (old.diff.lines[was].kind == .deleted) == (new.diff.lines[now].kind == .deleted)
                && old.diff.code(of: was).elementsEqual(new.diff.code(of: now))
        }
        let (below, nowBelow) = (place.line + 1, target.line + 1)
        // Where one of the hunks ends nothing can be said.
        if old.isCode(below, of: DiffLayout.codeKinds),
            new.isCode(nowBelow, of: DiffLayout.codeKinds),
            !isAsItWas(below, nowBelow)
        {
            return true
        }
        let quoted = place.line.subtractingReportingOverflow(first ?? place.line)
        let above = quoted.overflow ? 0 : max(0, min(quoted.partialValue, Self.neighbourhood - 1))
        for distance in 0...above {
            // What stands above the hunk is not about the line.
            guard old.isCode(place.line - distance, of: DiffLayout.codeKinds) else { return false }
            guard isAsItWas(place.line - distance, target.line - distance) else { return true }
        }
        return false
    }
}
