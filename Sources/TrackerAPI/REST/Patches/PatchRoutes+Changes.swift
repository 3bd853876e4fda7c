import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    /// `PATCH` and `PUT /patches/ID/` (rest-api, section 8.8).
    func changePatch(_ id: Int64, _ call: Call, _ body: RequestBody) async throws -> Reply {
        var fields = try call.fields(of: body)
        let change = PatchChange(&fields)
        try await fields.finish { try await store.faults(of: change, onPatch: id) }
        let detail = try await store.changePatch(id, change, by: call.author)
        return Reply(PatchDetailRepresentation(detail: detail))
    }
}

extension PatchChange {
    /// A relation that is not named stays as it is, also with PUT (Q28).
    init(_ fields: inout BodyFields) {
        self.init()
        state = fields.patchState("state")
        delegate = fields.id("delegate")
        isArchived = fields.flag("archived")
        commitRef = fields.optionalText("commit_ref")
        pullURL = fields.optionalText("pull_url")
        related = fields.ids("related")
    }
}
