import TrackerHTTP
import TrackerStore

extension RESTRoutes {
    func personList(_ call: Call) async throws -> Reply {
        let listing = try await store.personList(
            terms: QueryValues.terms(call.query),
            QueryValues.order(call.query),
            Paging.request(call.query)
        )
        return try Reply(listing, to: call) { PersonRepresentation(person: $0) }
    }

    func person(_ id: Int64) async throws -> Reply {
        try Reply(await store.person(id), "Person") { PersonRepresentation(person: $0) }
    }
}
