package import PatchParsing

/// Something that was said about an earlier version of a patch, and where it stands now.
package struct CarriedRemark: Sendable {
    /// The version it is about.
    package struct Origin: Sendable {
        /// The number in the subjects.
        package let version: Int64
        package let series: Int64
        package let patch: Int64
        /// Of the patch, with angle brackets.
        package let messageID: String
    }

    /// What is left to be done about it.
    package enum Need: Hashable, Sendable {
        /// Nobody has to do anything, or it does not show.
        case nothing
        /// Somebody has marked it as addressed.
        case done
        /// Somebody has marked it as open.
        case open
        /// Nobody has marked it, and the lines around it are as they were.
        case untouched

        /// As programs read it.
        package var word: String {
            switch self {
            case .nothing: "nothing"
            case .done: "addressed"
            case .open: "open"
            case .untouched: "untouched"
            }
        }
    }

    package let comment: CommentLine
    package let origin: Origin
    /// 0 for the first remark of its comment.
    package let ordinal: Int
    /// The lines of the comment that say it; `nil` for a comment as a whole.
    package let said: Range<Int>?
    package let status: CarriedComment.Status
    package let isTouched: Bool
    /// The patch of the present version that it belongs to; `nil` where there is none.
    package let patch: Int64?
    /// In the `DiffLayout.lines` of that patch; `nil` for one about the whole, or that is gone.
    package let line: Int?
    package let place: DiffPlace?
    /// The line of the earlier version that it is about, with its sign; `nil` where it is about
    /// none.
    package let oldLine: String?
    package let oldPlace: DiffPlace?
    /// Whether it asks for something: it is of a person, and not of who sent the patch.
    package let isReview: Bool

    /// What is left to be done about it.
    package var need: Need {
        switch comment.isAddressed {
        case true?: .done
        case false?: .open
        case nil:
            isReview && line != nil && !isTouched && (status == .kept || status == .moved)
                ? .untouched : .nothing
        }
    }

    /// Whether a page of the present version shows it: it is marked, or nothing was done about it.
    package var isShown: Bool { need != .nothing }
}

/// A line of a diff as people name it.
package struct DiffPlace: Hashable, Sendable {
    package let path: String?
    /// In the file after the change, or before it where the line is taken out.
    package let number: Int?
    /// Whether the number is one of the file before the change.
    package let isOld: Bool

    package init(_ line: Int, of layout: DiffLayout) {
        let facts = layout.file(ofLine: line).map { layout.files[$0].facts }
        path = facts.flatMap { $0.newPath ?? $0.oldPath }
        let known = layout.lines.indices.contains(line) ? layout.lines[line] : nil
        isOld = known?.kind == .deleted
        number = isOld ? known?.oldNumber : known?.newNumber
    }
}

/// The place of a remark on the page of its patch.
package enum RemarkID {
    /// `c12`, and `c12-2` for the second remark of the same comment.
    package static func of(_ comment: Int64, _ ordinal: Int) -> String {
        ordinal == 0 ? "c\(comment)" : "c\(comment)-\(ordinal + 1)"
    }
}
