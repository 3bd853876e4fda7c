import TrackerHTTP
import TrackerStore

extension RESTRoutes {
    func patchList(_ call: Call) async throws -> Reply {
        let page = try Paging.request(call.query)
        let filter = try PatchFilter(call.query, version: call.version)
        let listing = try await listing(filter, page) {
            try await store.patchList(
                $0,
                QueryValues.order(call.query),
                page,
                related: call.version >= .v1_2
            )
        }
        return try Reply(listing, to: call) { PatchRepresentation(patch: $0) }
    }

    func patch(_ id: Int64) async throws -> Reply {
        try Reply(await store.patchDetail(id), "Patch") { PatchDetailRepresentation(detail: $0) }
    }
}

extension PatchFilter {
    /// The filter of a query, or `nil` if a value in it has no meaning (rest-api, section 4.1).
    init?(_ query: Query, version: APIVersion) throws {
        var values = QueryValues(query)
        self.init()
        projects = values.projects()
        series = values.ids("series")
        submitters = values.references("submitter")
        delegates = values.references("delegate")
        states = values.texts("state")
        isArchived = values.bool("archived")
        if version >= .v1_2 {
            hash = values.text("hash")
            messageID = values.text("msgid")
        }
        since = values.date("since")
        before = values.date("before")
        terms = try QueryValues.terms(query)
        if values.hasInvalid { return nil }
    }
}
