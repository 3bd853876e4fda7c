import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    func checkList(_ call: Call, patch: Int64) async throws -> Reply {
        let found = try await store.checkList(
            patch: patch,
            CheckFilter(call.query),
            QueryValues.order(call.query),
            Paging.request(call.query)
        )
        switch found {
        case .noParent: throw APIFailure.missing("Patch")
        case .nothing: throw APIFailure.invalidPage
        case .found(let listing):
            return try Reply(listing, to: call) { CheckRepresentation(check: $0) }
        }
    }

    func check(_ id: Int64, patch: Int64) async throws -> Reply {
        switch try await store.check(id, patch: patch) {
        case .noParent: throw APIFailure.missing("Patch")
        case .nothing: throw APIFailure.missing("Check")
        case .found(let check): return Reply(CheckRepresentation(check: check))
        }
    }
}

extension CheckFilter {
    /// The filter of a query, or `nil` if a value in it has no meaning. A state goes by its word
    /// or its number (Q17).
    init?(_ query: Query) {
        var values = QueryValues(query)
        self.init()
        accounts = values.references("user")
        state = values.value("state") { text in
            CheckState(word: text.lowercased()) ?? Int64(text).flatMap(CheckState.init(rawValue:))
        }
        context = values.text("context")
        since = values.date("since")
        before = values.date("before")
        if values.hasInvalid { return nil }
    }
}
