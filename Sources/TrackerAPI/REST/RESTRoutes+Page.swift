import Foundation
import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    /// What a page needs beside the answer; nothing for an answer that is no page.
    func page(for call: Call) async throws -> PageFrame {
        var frame = PageFrame(style: style)
        guard call.negotiation.format == .page else { return frame }
        frame.session = call.visitor.session
        if frame.session != nil, !call.endpoint.writableFields.isEmpty, try await mayChange(call) {
            frame.mayWrite = true
            frame.states = try await store.states().map(\.slug)
            frame.maintainers = try await delegates(call)
        }
        return frame
    }

    /// Who can be made the delegate of the patch.
    private func delegates(_ call: Call) async throws -> [Account] {
        guard case .patch(let id) = call.endpoint, let patch = try await store.patchDetail(id),
            let project = try await store.projectDetail("\(patch.patch.reference.project.id)")
        else { return [] }
        return project.maintainers
    }

    /// A browser that has deleted something goes on to the list.
    static func afterDeletion(_ call: Call, _ reply: Reply) -> Answer? {
        guard reply.status == .noContent, call.negotiation.format == .page,
            call.visitor.session != nil, let list = call.path.trail.dropLast().last
        else { return nil }
        let format = call.negotiation.override.map { "?format=\($0)" } ?? ""
        return .redirect(to: list.path + format, status: .seeOther)
    }
}
