import TrackerHTTP
import TrackerStore

extension RESTRoutes {
    func seriesList(_ call: Call) async throws -> Reply {
        let page = try Paging.request(call.query)
        let filter = try SeriesFilter(call.query)
        let listing = try await listing(filter, page) {
            try await store.seriesList(
                $0,
                QueryValues.order(call.query),
                page,
                dependencies: call.version >= .v1_4
            )
        }
        return try Reply(listing, to: call) { SeriesRepresentation(record: $0) }
    }

    func series(_ id: Int64) async throws -> Reply {
        var record = try await store.seriesDetail(id)
        // A number that a client has seen goes on to work when the series became part of another.
        if record == nil, let other = try await store.series(replacing: id) {
            record = try await store.seriesDetail(other)
        }
        return try Reply(record, "Series") { SeriesRepresentation(record: $0) }
    }
}

extension SeriesFilter {
    /// The filter of a query, or `nil` if a value in it has no meaning.
    init?(_ query: Query) throws {
        var values = QueryValues(query)
        self.init()
        projects = values.projects()
        submitters = values.references("submitter")
        since = values.date("since")
        before = values.date("before")
        terms = try QueryValues.terms(query)
        if values.hasInvalid { return nil }
    }
}
