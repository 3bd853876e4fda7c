import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/project/P/series/ID/`, and the same with the message-id of the cover letter or a patch.
    func seriesPage(
        _ address: SeriesAddress,
        of project: String,
        _ request: Request
    ) async throws -> Answer {
        let viewer = PageViewer.current?.session?.account.id
        switch try await store.seriesPage(address, project: project, for: viewer) {
        case .none: return .notFound
        case .elsewhere(let id): return .redirect(to: .seriesPage(id, of: project))
        case .found(let record):
            if request.method == .post { return try await change(record, request) }
            if let viewer { try await store.markSeriesRead([record.outline.id], by: viewer) }
            return .html(SeriesPage(record).page)
        }
    }

    private func change(_ record: SeriesPageRecord, _ request: Request) async throws -> Answer {
        let link = Link.seriesPage(record.outline.id, of: record.project.linkName)
        return try await change(request, backTo: link) { form, author in
            if form.action == "update" {
                // Every patch that is there when it is done, those that came since included.
                let id = record.outline.id
                return try await update([], series: id, form.patchChange(), by: author)
            }
            if let done = try await changeVersion(of: record, form, by: author) { return done }
            return try await bundle(form, record.patches.map(\.member.id), by: author)
        }
    }
}
