import HTTPTypes
import TrackerHTTP
import TrackerStore

extension RESTRoutes {
    /// `PATCH` and `PUT /patches/ID/comments/ID/`, and of cover letters; nothing is required of
    /// either (rest-api, Q12).
    func markComment(
        _ id: Int64,
        on parent: CommentParent,
        _ call: Call,
        _ body: RequestBody
    ) async throws -> Reply {
        var fields = try BodyFields(body, call.endpoint.writableFields, .patch)
        let addressed = fields.optionalFlag("addressed")
        try await fields.finish()
        let comment = try await store.markComment(
            id,
            on: parent,
            addressed: addressed,
            by: call.author
        )
        return Reply(CommentRepresentation(comment: comment))
    }
}
