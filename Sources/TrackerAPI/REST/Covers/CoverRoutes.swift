import TrackerHTTP
import TrackerStore

extension RESTRoutes {
    func coverList(_ call: Call) async throws -> Reply {
        let page = try Paging.request(call.query)
        let filter = try CoverFilter(call.query)
        let listing = try await listing(filter, page) {
            try await store.coverList($0, QueryValues.order(call.query), page)
        }
        return try Reply(listing, to: call) { CoverRepresentation(cover: $0) }
    }

    func cover(_ id: Int64) async throws -> Reply {
        try Reply(await store.coverDetail(id), "Cover") { CoverDetailRepresentation(detail: $0) }
    }
}

extension CoverFilter {
    /// The filter of a query, or `nil` if a value in it has no meaning. `msgid` works in all
    /// versions, `series` as the documentation has it (Q16).
    init?(_ query: Query) throws {
        var values = QueryValues(query)
        self.init()
        projects = values.projects()
        submitters = values.references("submitter")
        series = values.ids("series")
        messageID = values.text("msgid")
        since = values.date("since")
        before = values.date("before")
        terms = try QueryValues.terms(query)
        if values.hasInvalid { return nil }
    }
}
