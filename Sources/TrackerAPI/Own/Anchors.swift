import PatchParsing
import TrackerHTTP
import TrackerModel
import TrackerStore

/// Where remarks stand: `/api/patchbay/patches/ID/anchors/`.
extension RESTRoutes {
    /// `GET`: what was said about a patch and about its earlier versions.
    func anchorList(_ call: OwnCall) async throws -> Reply {
        guard let anchors = try await store.anchors(ofPatch: call.id) else {
            throw APIFailure.missing("Patch")
        }
        return Reply(
            anchors.own.map { AnchorRepresentation($0, of: anchors) }
                + anchors.carried.map { AnchorRepresentation($0, of: anchors) }
        )
    }
}

private struct AnchorRepresentation: Representation, Sendable {
    private let comment: CommentLine
    private let patch: Int64
    private let series: Int64?
    private let version: Int64?
    private let place: DiffPlace?
    private let status: String
    private let isTouched: Bool
    private let text: String
    /// The patch with the place on its page, where it is shown there.
    private let shown: (patch: MailReference, place: String)?

    init(_ own: PatchAnchors.Own, of anchors: PatchAnchors) {
        comment = own.comment
        patch = anchors.patch.id
        series = anchors.series?.id
        version = anchors.series?.version
        place = own.place
        status = "own"
        isTouched = false
        text = own.comment.text(of: own.said)
        let id = own.comment.id
        let element = own.said == nil ? "\(id)" : RemarkID.of(id, own.ordinal)
        shown = (anchors.patch, element)
    }

    init(_ remark: CarriedRemark, of anchors: PatchAnchors) {
        comment = remark.comment
        patch = remark.origin.patch
        series = remark.origin.series
        version = remark.origin.version
        place = remark.place
        status = remark.status.word
        isTouched = remark.isTouched
        text = remark.comment.text(of: remark.said)
        shown =
            remark.isShown
            ? (anchors.patch, RemarkID.of(remark.comment.id, remark.ordinal)) : nil
    }

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        fields.write("comment", comment.id)
        fields.write("patch", patch)
        fields.write("series", series)
        fields.write("version", version)
        fields.write("file", place?.path)
        fields.write("line", place?.number.map(Int64.init))
        fields.write("side", place.map { $0.isOld ? "old" : "new" })
        fields.write("status", status)
        fields.write("touched", isTouched)
        fields.write("addressed", comment.isAddressed)
        fields.write("author", EmbeddedPerson(person: comment.submitter))
        fields.write("text", text)
        fields.write(
            "url",
            shown.map { links.page(ofPatch: $0.patch) + "#\($0.place)" }
                ?? links.page(ofComment: comment.id)
        )
    }
}

extension CarriedComment.Status {
    fileprivate var word: String {
        switch self {
        case .kept: "kept"
        case .moved: "moved"
        case .outdated: "outdated"
        case .gone: "gone"
        }
    }
}
