import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    /// `POST /bundles/` (rest-api, section 9.1).
    func createBundle(_ call: Call, _ body: RequestBody) async throws -> Reply {
        var fields = try call.fields(of: body)
        let change = BundleChange(&fields)
        let owner = call.viewer?.id ?? 0
        try await fields.finish {
            try await store.faults(of: change, owner: owner, bundle: nil)
        }
        let key = try call.requestKey()
        let bundle = try await store.createBundle(change, by: call.author, key: key)
        var reply = Reply(BundleRepresentation(bundle: bundle), status: .created)
        reply.location = call.links.bundle(bundle.id)
        return reply
    }

    /// `PATCH` and `PUT /bundles/ID/` (rest-api, section 9.1).
    func changeBundle(_ id: Int64, _ call: Call, _ body: RequestBody) async throws -> Reply {
        var fields = try call.fields(of: body)
        let change = BundleChange(&fields)
        let owner = call.viewer?.id ?? 0
        try await fields.finish {
            try await store.faults(of: change, owner: owner, bundle: id)
        }
        let bundle = try await store.changeBundle(id, change, by: call.author)
        return Reply(BundleRepresentation(bundle: bundle))
    }
}

extension BundleChange {
    init(_ fields: inout BodyFields) {
        self.init()
        name = fields.text("name", allowsBlank: false)
        patches = fields.ids("patches")
        isPublic = fields.flag("public")
    }
}
