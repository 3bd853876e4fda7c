import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    func bundleList(_ call: Call) async throws -> Reply {
        let page = try Paging.request(call.query)
        let filter = try BundleFilter(call.query)
        let listing = try await listing(filter, page) {
            try await store.bundleList(
                $0,
                visibleTo: call.caller.owner?.id,
                QueryValues.order(call.query),
                page
            )
        }
        return try Reply(listing, to: call) { BundleRepresentation(bundle: $0) }
    }

    func bundle(_ id: Int64, _ call: Call) async throws -> Reply {
        let bundle = try await store.bundleDetail(id, visibleTo: call.caller.owner?.id)
        return try Reply(bundle, "Bundle") { BundleRepresentation(bundle: $0) }
    }
}

extension BundleFilter {
    /// The filter of a query, or `nil` if a value in it has no meaning.
    init?(_ query: Query) throws {
        var values = QueryValues(query)
        self.init()
        projects = values.projects()
        owners = values.references("owner")
        isPublic = values.bool("public")
        terms = try QueryValues.terms(query)
        if values.hasInvalid { return nil }
    }
}
