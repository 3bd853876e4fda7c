import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// The page of a patch or cover letter; one of the other kind is where it belongs.
    func messagePage(
        _ kind: MboxKind,
        at place: MessagePlace,
        _ request: Request
    ) async throws -> Answer {
        let viewer = PageViewer.current?.session?.account.id
        switch try await store.messagePage(kind, at: place, for: viewer) {
        case .none: return .notFound
        case .found(let record):
            if request.method == .post { return try await change(record, request) }
            let page = MessagePage(record, showsBlanks: request.query.last("ws") == "show")
            return .html(page.page)
        case .elsewhere(let place):
            return .redirect(to: .message(place.kind, place.messageID, of: place.project))
        }
    }

    /// What a form of the page asks for.
    private func change(_ record: MessageRecord, _ request: Request) async throws -> Answer {
        let link = Link.message(record.kind, record.messageID, of: record.project.linkName)
        return try await change(request, backTo: link) { form, author in
            if form.action == "mark" {
                return try await mark(form, on: try parent(form, record), by: author)
            }
            guard record.kind == .patch else { throw FormFault("A cover letter has no state.") }
            if form.action == "update" {
                return try await update([record.id], form.patchChange(), by: author)
            }
            return try await bundle(form, [record.id], by: author)
        }
    }

    /// What the comment of a form is about: the message of the page, or an earlier version of it.
    private func parent(_ form: PageChange, _ record: MessageRecord) throws -> CommentParent {
        let isPatch = record.kind == .patch
        guard form.value("on") != nil else {
            return isPatch ? .patch(record.id) : .cover(record.id)
        }
        let number = form.number("on") ?? 0
        if isPatch, record.earlier?.patches.contains(number) == true { return .patch(number) }
        if !isPatch, record.earlierCovers?.contains(cover: number) == true { return .cover(number) }
        throw FormFault("There is no such earlier version.")
    }

    private func mark(
        _ form: PageChange,
        on parent: CommentParent,
        by author: ChangeAuthor
    ) async throws -> Done {
        guard let id = form.number("comment") else { throw FormFault("Which comment?") }
        let addressed: Bool?
        switch form.value("addressed") {
        case "open": addressed = false
        case "done": addressed = true
        case "none": addressed = nil
        default: throw FormFault("A comment is open, done, or there is nothing to do.")
        }
        let made = try await store.markCommentUndoably(
            id,
            on: parent,
            addressed: addressed,
            by: author
        )
        return Done(
            "1 comment updated",
            undo: made.undo,
            at: form.value("on") == nil ? "\(id)" : RemarkID.of(id, 0)
        )
    }
}
