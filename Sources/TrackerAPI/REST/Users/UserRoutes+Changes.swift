import TrackerHTTP
import TrackerStore

extension RESTRoutes {
    /// `PATCH` and `PUT /users/ID/` (rest-api, section 9.3).
    func changeUser(_ id: Int64, _ call: Call, _ body: RequestBody) async throws -> Reply {
        var fields = try call.fields(of: body)
        var change = AccountChange()
        change.firstName = fields.text("first_name")
        change.lastName = fields.text("last_name")
        if var settings = fields.object("settings") {
            let sendsEmail = settings.flag("send_email")
            let itemsPerPage = settings.count("items_per_page")
            let showsIDs = settings.flag("show_ids")
            fields.join(settings)
            // Versions that do not show settings check them, and then ignore them.
            if call.version >= .v1_2 {
                change.sendsEmail = sendsEmail
                change.itemsPerPage = itemsPerPage
                change.showsIDs = showsIDs
            }
        }
        try await fields.finish()
        let detail = try await store.changeAccount(id, change, by: call.author)
        return Reply(UserRepresentation(detail: detail, isViewer: true))
    }
}
