import PatchParsing
import TrackerHTTP
import TrackerModel
import TrackerStore

/// What series need: `/api/patchbay/series/ID/stack/`.
extension RESTRoutes {
    /// `GET`: what a series stands on, in the order of applying, and what stands on it.
    func stack(_ call: OwnCall) async throws -> Reply {
        try Reply(await store.stack(of: call.id), "Series", StackRepresentation.init)
    }
}

private struct StackRepresentation: Representation, Sendable {
    let stack: SeriesStack

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        let id = stack.series.id
        fields.write("series", id)
        fields.write("url", links.series(id))
        fields.write("mbox", stack.fitsOneMbox ? links.mbox(ofStack: id) : nil)
        fields.write("base_commit", stack.baseCommit)
        fields.write("needs", stack.needs.map(StackEntryRepresentation.init))
        fields.write("unresolved", stack.open.map(OpenNeedRepresentation.init))
        fields.write("dependents", stack.dependents.map(StackEntryRepresentation.init))
        fields.write("circle", stack.circle)
        fields.write("truncated", stack.isCut)
    }
}

private struct StackEntryRepresentation: Representation, Sendable {
    let entry: StackEntry

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        let series = entry.series
        fields.write("series", series.id)
        fields.write("url", links.series(series.id))
        fields.write("project", series.project)
        fields.write("name", series.name)
        fields.write("version", series.version)
        fields.write("total", series.total)
        fields.write("named_by", entry.neededBy)
        fields.write("named_as", entry.words.map(\.rawValue))
        fields.write("newest", series.newest?.id)
    }
}

private struct OpenNeedRepresentation: Representation, Sendable {
    let need: OpenNeed

    func writeFields(to fields: inout FieldWriter) {
        fields.write("named", need.named)
        fields.write("named_by", need.neededBy)
        fields.write("named_as", need.word.rawValue)
        fields.write("series", need.elsewhere?.id)
        fields.write("project", need.elsewhere?.project)
    }
}
