import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    /// `GET /api/patchbay/states/`: the states that patches can have, in the order of menus.
    func stateList() async throws -> Reply {
        Reply(try await store.states().map(StateRepresentation.init))
    }

    /// `GET /api/patchbay/projects/KEY/`: what a client needs to know of a project.
    func projectSettings(_ call: OwnCall) async throws -> Reply {
        guard let record = try await store.projectDetail(call.key) else {
            throw APIFailure.missing("Project")
        }
        let initial = try await store.states().first?.slug
        return Reply(ProjectSettingsRepresentation(record: record, initialState: initial))
    }
}

private struct StateRepresentation: Representation {
    let state: PatchState

    func writeFields(to fields: inout FieldWriter) {
        fields.write("id", state.id)
        fields.write("slug", state.slug)
        fields.write("name", state.name)
        fields.write("ordering", Int64(state.ordering))
        fields.write("action_required", state.needsAction)
        fields.write("meaning", state.meaning.rawValue)
    }
}

private struct ProjectSettingsRepresentation: Representation {
    let record: ProjectRecord
    let initialState: String?

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        let project = record.project
        fields.write("id", project.id)
        fields.write("url", links.project(project.id))
        fields.write("link_name", project.linkName)
        fields.write("name", project.name)
        fields.write("list_id", project.listID)
        fields.write("list_email", project.listEmail)
        fields.write("subject_match", project.subjectMatch)
        fields.write("ignored_prefixes", ["patch", project.linkName])
        fields.write("initial_state", initialState)
        fields.write("show_dependencies", project.showsDependencies)
        fields.write("supersede", project.supersedes)
        fields.write("relate", project.relates)
        fields.write("list_archive_url_format", project.listArchiveURLFormat)
        fields.write("commit_url_format", project.commitURLFormat)
        fields.write("maintainers", record.maintainers.map(EmbeddedUser.init))
    }
}
