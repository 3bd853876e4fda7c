import TrackerHTTP
import TrackerStore

extension RESTRoutes {
    /// `PATCH` and `PUT /projects/ID/`; nothing is required of either (rest-api, section 9.4).
    func changeProject(_ key: String, _ call: Call, _ body: RequestBody) async throws -> Reply {
        var fields = try call.fields(of: body)
        var change = ProjectChange()
        change.webURL = fields.text("web_url")
        change.scmURL = fields.text("scm_url")
        change.webSCMURL = fields.text("webscm_url")
        change.listArchiveURL = fields.text("list_archive_url")
        change.listArchiveURLFormat = fields.text("list_archive_url_format")
        change.commitURLFormat = fields.text("commit_url_format")
        change.showsDependencies = fields.flag("show_dependencies")
        try await fields.finish()
        let record = try await store.changeProject(key, change, by: call.author)
        return Reply(ProjectRepresentation(record: record))
    }
}
