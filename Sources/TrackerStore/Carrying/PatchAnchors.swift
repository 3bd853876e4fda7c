import PatchParsing
import TrackerModel

/// Everything that was said about a patch, and about earlier versions of it.
package struct PatchAnchors: Sendable {
    package let patch: MailReference
    /// Of its series; `nil` for a patch without one.
    package let series: SeriesReference?
    /// What was said about the patch itself, by date.
    package let own: [Own]
    /// What was said about earlier versions, by date.
    package let carried: [CarriedRemark]

    /// A remark about the patch itself.
    package struct Own: Sendable {
        package let comment: CommentLine
        /// The lines of the comment; `nil` for a comment that is at no line.
        package let said: Range<Int>?
        /// 0 for the first of its comment.
        package let ordinal: Int
        package let place: DiffPlace?
    }
}

extension Store {
    /// What was said about a patch and about its earlier versions, and where that stands now.
    ///
    /// - Parameter id: The patch.
    /// - Returns: `nil` if there is no such patch.
    /// - Throws: `StoreError`.
    package func anchors(ofPatch id: Int64) async throws -> PatchAnchors? {
        let read = try await database.read { db in try AnchorSource.read(id, in: db) }
        return read?.anchors
    }
}

/// What the database knows of a patch, before it is worked out where its remarks stand.
private struct AnchorSource: Sendable {
    let record: PatchRecord
    let body: MailBody
    let comments: [CommentLine]
    let earlier: TalkSource?

    static func read(_ id: Int64, in db: any SQLConnection) throws -> AnchorSource? {
        guard let record = try PatchRecord.one(id, in: db),
            let body = try StoredBody.one("patch", id: id, in: db)
        else { return nil }
        return AnchorSource(
            record: record,
            body: body,
            comments: try CommentLine.newest(
                TalkSource.mostComments,
                below: [id],
                for: nil,
                in: db
            ),
            earlier: try record.series.flatMap { try TalkSource.read(of: $0.id, for: nil, in: db) }
        )
    }

    var anchors: PatchAnchors {
        let layout = DiffLayout(body.diff ?? "")
        let index = QuoteIndex(layout, message: body.content ?? "")
        var own: [PatchAnchors.Own] = []
        for comment in comments {
            let found = index.anchors(in: comment.body.content ?? "")
            for (ordinal, anchor) in found.prefix(CarriedTalk.mostOfComment).enumerated() {
                let place = anchor.part == .diff ? DiffPlace(anchor.line, of: layout) : nil
                own.append(
                    .init(comment: comment, said: anchor.said, ordinal: ordinal, place: place)
                )
            }
            if found.isEmpty {
                own.append(.init(comment: comment, said: nil, ordinal: 0, place: nil))
            }
        }
        return PatchAnchors(
            patch: record.reference,
            series: record.series,
            own: Array(own.prefix(CarriedTalk.mostRemarks)),
            carried: earlier.map { CarriedTalk($0).remarks(onPatch: record.id) } ?? []
        )
    }
}
