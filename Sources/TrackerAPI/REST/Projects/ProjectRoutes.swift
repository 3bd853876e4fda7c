import TrackerHTTP
import TrackerStore

extension RESTRoutes {
    func projectList(_ call: Call) async throws -> Reply {
        let listing = try await store.projectList(
            terms: QueryValues.terms(call.query),
            QueryValues.order(call.query),
            Paging.request(call.query)
        )
        return try Reply(listing, to: call) { ProjectRepresentation(record: $0) }
    }

    func project(_ key: String) async throws -> Reply {
        try Reply(await store.projectDetail(key), "Project") { ProjectRepresentation(record: $0) }
    }
}
