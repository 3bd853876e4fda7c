import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    func userList(_ call: Call) async throws -> Reply {
        let listing = try await store.accountList(
            terms: QueryValues.terms(call.query),
            QueryValues.order(call.query),
            Paging.request(call.query)
        )
        return try Reply(listing, to: call) { EmbeddedUser(account: $0) }
    }

    func user(_ id: Int64, _ call: Call) async throws -> Reply {
        try Reply(await store.accountDetail(id), "User") {
            UserRepresentation(detail: $0, isViewer: call.caller.owner?.id == id)
        }
    }
}
