import PatchParsing
import TrackerModel

/// Carries the comments on one earlier version to the present one.
struct VersionCarry {
    private let version: TalkSource.Version
    private let present: [TalkSource.Patch]
    private let newLayouts: [DiffLayout]
    private let oldLayouts: [DiffLayout]
    private let pairs: [Int: Int]
    private var indices: [Int: QuoteIndex] = [:]
    /// Made for the first remark at a line.
    private var carry: CommentCarry?

    init(
        _ version: TalkSource.Version,
        _ present: [TalkSource.Patch],
        _ layouts: [DiffLayout],
        _ pairs: [Int: Int]
    ) {
        self.version = version
        self.present = present
        self.pairs = pairs
        newLayouts = layouts
        oldLayouts = version.patches.map { DiffLayout($0.body.diff ?? "") }
    }

    /// The remarks of a comment: those at lines of the diff, or the comment as a whole where
    /// somebody has marked it.
    mutating func remarks(of comment: CommentLine, on patch: Int) -> [CarriedRemark] {
        let old = version.patches[patch]
        let isReview = !comment.isByRobot && comment.submitter.id != old.submitter.id
        let anchors = index(of: patch).anchors(in: comment.body.content ?? "")
            .filter { $0.part == .diff }
        guard !anchors.isEmpty else {
            return comment.isAddressed == nil ? [] : [whole(comment, on: patch, isReview)]
        }
        return anchors.prefix(CarriedTalk.mostOfComment).enumerated().map { ordinal, anchor in
            remark(of: comment, ordinal, anchor, on: patch, isReview)
        }
    }

    private mutating func index(of patch: Int) -> QuoteIndex {
        if let index = indices[patch] { return index }
        let message = version.patches[patch].body.content ?? ""
        let index = QuoteIndex(oldLayouts[patch], message: message)
        indices[patch] = index
        return index
    }

    private mutating func carried(_ anchor: QuoteAnchor, on patch: Int) -> CarriedComment {
        let carry =
            carry
            ?? CommentCarry(
                from: oldLayouts,
                to: newLayouts,
                pairs: pairs.map { (old: $0.key, new: $0.value) }
            )
        self.carry = carry
        let place = CarriedComment.Place(patch: patch, line: anchor.line)
        return carry.comment(on: place, quotedFrom: anchor.firstLine)
    }

    private mutating func remark(
        of comment: CommentLine,
        _ ordinal: Int,
        _ anchor: QuoteAnchor,
        on patch: Int,
        _ isReview: Bool
    ) -> CarriedRemark {
        let carried = carried(anchor, on: patch)
        let layout = oldLayouts[patch]
        let text = String(decoding: layout.text(of: anchor.line).prefix(1_000), as: UTF8.self)
        let partner = carried.place?.patch ?? pairs[patch]
        return CarriedRemark(
            comment: comment,
            origin: origin(patch),
            ordinal: ordinal,
            said: anchor.said,
            status: carried.status,
            isTouched: carried.isTouched,
            patch: partner.map { present[$0].facts.id },
            line: carried.place?.line,
            place: carried.place.map { DiffPlace($0.line, of: newLayouts[$0.patch]) },
            oldLine: text,
            oldPlace: DiffPlace(anchor.line, of: layout),
            isReview: isReview
        )
    }

    private func whole(
        _ comment: CommentLine,
        on patch: Int,
        _ isReview: Bool
    ) -> CarriedRemark {
        let partner = pairs[patch]
        return CarriedRemark(
            comment: comment,
            origin: origin(patch),
            ordinal: 0,
            said: nil,
            status: partner == nil ? .gone : .kept,
            isTouched: false,
            patch: partner.map { present[$0].facts.id },
            line: nil,
            place: nil,
            oldLine: nil,
            oldPlace: nil,
            isReview: isReview
        )
    }

    private func origin(_ patch: Int) -> CarriedRemark.Origin {
        let old = version.patches[patch]
        return CarriedRemark.Origin(
            version: version.number,
            series: version.series,
            patch: old.facts.id,
            messageID: old.messageID
        )
    }
}
