import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    func eventList(_ call: Call) async throws -> Reply {
        let page = try Paging.request(call.query)
        let filter = EventFilter(call.query, version: call.version)
        let order: ListOrder<EventOrderKey> = QueryValues.order(
            call.query,
            standard: ListOrder([.init(.date, descending: true)]),
            allowing: { $0 == .date }
        )
        let listing = try await listing(filter, page) {
            try await store.eventList($0, order, page)
        }
        return try Reply(listing, to: call) { EventRepresentation(event: $0) }
    }
}

extension EventFilter {
    /// The filter of a query, or `nil` if a value in it has no meaning.
    init?(_ query: Query, version: APIVersion) {
        var values = QueryValues(query)
        self.init()
        projects = values.projects()
        category = values.value("category", EventCategory.init(rawValue:))
        series = values.ids("series")
        patches = values.ids("patch")
        covers = values.ids("cover")
        if version >= .v1_2 { actor = values.id("actor") }
        if version < .v1_3 { hidden = [.coverCommentCreated, .patchCommentCreated] }
        since = values.date("since")
        before = values.date("before")
        sinceID = values.id("since_id")
        if values.hasInvalid { return nil }
    }
}
